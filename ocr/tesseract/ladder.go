package tesseract

import (
	"context"
	"fmt"
	"image"
	"slices"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// job is the reading of one page.
type job struct {
	rec      recognizer
	img      *ocr.Image
	opt      ocr.Options
	language string
	// installed are the models there are.
	installed []string
	attempts  []ocr.Attempt
	warnings  []warning
}

type warning struct{ code, text string }

func (j *job) warn(code, format string, args ...any) {
	j.warnings = append(j.warnings, warning{code, fmt.Sprintf(format, args...)})
}

// sheet is one reading of one preparation of the picture.
type sheet struct {
	gray     *image.Gray
	back     prep.Map // from pixels of gray to those of the original
	plan     prep.Plan
	survey   *prep.Survey // of gray
	settings settings
	layout   *layout
	ruling   prep.Ruling
	leaders  []image.Rectangle
	tables   []image.Rectangle // frames of those with rules and of those without
	unread   float64           // share of ink outside of words
	conf     float64
	words    int
	attempt  int         // index into job.attempts
	loose    []int       // components outside of words, when Latin is read
	index    *prep.Index // of the components of text, made when needed
	shapes   *shape.Page // of gray, likewise
}

// quality is what readings of one page are compared by: the confidence of what
// was read, times the share of the ink that was read at all.
func (s *sheet) quality() float64 { return s.conf * (1 - s.unread) }

// stripQuality is the same for strips of a line or two. Texture passes for sure words that
// stand in the place of what is not read, and a line that was broken into several beside
// each other is no reading of it.
func (s *sheet) stripQuality() float64 {
	q := s.conf * (1 - 2*s.unread)
	if s.layout.broken() {
		q -= 1
	}
	return q
}

// broken reports lines that stand beside each other.
func (l *layout) broken() bool {
	var lines []line
	for _, b := range l.blocks {
		lines = append(lines, b.lines...)
	}
	for i, a := range lines {
		for _, b := range lines[i+1:] {
			if over := min(a.box.Max.Y, b.box.Max.Y) - max(a.box.Min.Y, b.box.Min.Y); 2*over > min(a.box.Dy(), b.box.Dy()) {
				return true
			}
		}
	}
	return false
}

// step is a rung of the ladder.
type step struct {
	plan  prep.Plan
	mode  mode
	local bool
}

func (s step) String() string {
	t := fmt.Sprintf("psm=%d", s.mode)
	if s.local {
		t += " local-threshold"
	}
	if p := s.plan.String(); p != "" {
		t += " " + p
	}
	return t
}

// Where a reading is good enough to stop, and how far the search goes.
const (
	// maxLost is the share of unread ink up to which lines are better read one
	// by one than the page anew.
	maxLost = 0.25
	// minConf is the mean confidence of a page that was read the right way up;
	// upside-down pages score 0.26, noisy ones 0.66, clean ones 0.83.
	minConf = 0.62
	// bestLost and bestConf are the same for the Best profile.
	bestLost, bestConf = 0.05, 0.80
	// maxAttempts bounds the readings of a whole page.
	maxAttempts = 6
	// lineLetters is the height in letters up to which a picture holds a line or
	// two, where looking for columns does harm.
	lineLetters = 7
	// stripHeight is the height in pixels up to which a picture is a strip
	// whatever the letters seem to be: texture passes for large letters.
	stripHeight = 64
	// stripSure is the confidence from which a strip needs no other reading.
	stripSure = 0.87
	// stripScale enlarges the small print of strips with letters lower than
	// wantedStrip pixels.
	stripScale, wantedStrip = 2.0, 20.0
	// fastLetter is the height in pixels that letters are shrunk to in the Fast
	// profile, that of print of 13 points at 150 per inch; maxShrink bounds the factor.
	fastLetter = 16.0
	maxShrink  = 4.0
	// hopeless is the confidence below which the page may lie on its side, if its
	// letters do not tell.
	hopeless = 0.45
)

// stripGround are the distances in grey values from the blackest ink at which
// the paper is taken to begin, for print on a texture.
var stripGround = [...]int{50, 90}

func (j *job) enough(s *sheet) bool {
	switch j.opt.Profile {
	case ocr.Fast:
		return s.conf >= hopeless
	case ocr.Best:
		return s.unread <= bestLost && s.conf >= bestConf
	}
	return s.unread <= maxLost && s.conf >= minConf
}

// foreign reports a page that lies the right way up and will be read again with another
// model: how sure the Persian one is of it says little.
func (j *job) foreign(s *sheet) bool {
	return s.unread <= maxLost && s.conf >= hopeless && j.arabic(s)
}

// climb reads the page with the settings that fit its survey, and with others
// until one is good enough; the best by quality wins.
func (j *job) climb(ctx context.Context, survey *prep.Survey) (*sheet, error) {
	first := step{plan: survey.Plan(), mode: modeAuto}
	if j.opt.Profile == ocr.Fast && first.plan.Scale == 0 && survey.Letter > fastLetter {
		first.plan.Scale = max(fastLetter/survey.Letter, 1/maxShrink)
	}
	if h := j.img.Height(); float64(h) < lineLetters*survey.Letter || h < stripHeight {
		return j.climbStrip(ctx, first, survey)
	}
	best, err := j.try(first, survey)
	if err != nil {
		return nil, err
	}
	tried := map[string]bool{first.String(): true}
	asked := false // whether it is Arabic
	for len(j.attempts) < maxAttempts && !j.enough(best) && !j.foreign(best) {
		if !asked && len(j.attempts) > 1 && j.attempts[0].Conf < noPersian {
			asked = true
			s, err := j.tryArabic(ctx, best, first, survey)
			if err != nil {
				return nil, err
			}
			if s != best {
				best = s
				break
			}
		}
		next, ok := j.next(best, survey, tried)
		if !ok {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tried[next.String()] = true
		s, err := j.try(next, survey)
		if err != nil {
			return nil, err
		}
		if s.quality() > best.quality() {
			best = s
		}
	}
	j.attempts[best.attempt].Chosen = true
	if best.attempt > 0 {
		j.warn(ocr.WarnRetried, "%s won over %s", j.attempts[best.attempt].Settings, j.attempts[0].Settings)
	}
	if q := best.plan.Quarters & 3; q != 0 {
		j.warn(ocr.WarnRotated, "the page was turned clockwise by %d degrees before reading", q*90)
	}
	if s := best.plan.String(); s != "" {
		j.warn(ocr.WarnPrepared, "prepared before reading: %s", s)
	}
	return best, nil
}

// climbStrip reads a picture of a line or two. It costs so little that every
// means is tried until one is sure.
func (j *job) climbStrip(ctx context.Context, first step, survey *prep.Survey) (*sheet, error) {
	plain := first
	plain.mode = modeLine
	plain.plan.Scale, plain.plan.Impulses, plain.plan.Quarters = 0, false, 0
	// The texture behind a line passes for shadow; the threshold looks behind it.
	plain.plan.Flatten, plain.local = 0, survey.Shade > prep.Shaded
	large := plain
	large.plan.Scale = stripScale
	if survey.Letter >= wantedStrip {
		large.plan.Scale = 0
	}
	black := prep.Darkest(j.img.Gray)
	rungs := []step{plain, large}
	for _, d := range stripGround {
		dark := plain
		dark.plan.Ground = uint8(min(int(black)+d, 250))
		rungs = append(rungs, dark)
		dark.plan.Scale = large.plan.Scale
		rungs = append(rungs, dark)
	}
	specks := plain
	specks.plan.Specks = true
	rungs = append(rungs, specks)
	specks.plan.Scale = large.plan.Scale
	rungs = append(rungs, specks)
	median := large
	median.plan.Median = true
	whole := first
	whole.plan.Flatten, whole.local = 0, plain.local
	rungs = append(rungs, median, whole)
	block := large
	block.mode = modeBlock
	rungs = append(rungs, block)
	flat := large
	flat.plan.Flatten = first.plan.Flatten
	rungs = append(rungs, flat)
	var best *sheet
	tried := map[string]bool{}
	for _, r := range rungs {
		if tried[r.String()] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tried[r.String()] = true
		s, err := j.try(r, survey)
		if err != nil {
			return nil, err
		}
		if best == nil || s.stripQuality() > best.stripQuality() {
			best = s
		}
		if best.conf >= stripSure && best.unread <= ocr.MaxUnread || j.opt.Profile == ocr.Fast {
			break
		}
	}
	j.attempts[best.attempt].Chosen = true
	if s := best.plan.String(); s != "" {
		j.warn(ocr.WarnPrepared, "prepared before reading: %s", s)
	}
	return best, nil
}

// next is the rung that answers what is wrong with the best reading so far.
func (j *job) next(best *sheet, survey *prep.Survey, tried map[string]bool) (step, bool) {
	now := step{best.plan, best.settings.mode, best.settings.local}
	turned := func(quarters int) step {
		s := now
		s.plan.Quarters = (s.plan.Quarters + quarters) & 3
		return s
	}
	var rungs []step
	// A reading that is complete and no better upside down is what it is: pages
	// of Latin words score low whatever is done.
	if len(j.attempts) > 1 && best.attempt == 0 && best.unread <= maxLost && best.conf >= hopeless &&
		j.attempts[1].Conf < best.conf && j.opt.Profile != ocr.Best {
		return step{}, false
	}
	if best.conf < minConf && best.words > 0 {
		rungs = append(rungs, turned(2))
		if best.conf < hopeless && survey.AnyTurn() {
			side := turned(1)
			side.plan.Deskew = 0
			other := turned(3)
			other.plan.Deskew = 0
			rungs = append(rungs, side, other)
		}
	}
	for _, m := range []mode{modeBlock, modeColumn, modeAuto, modeSparse} {
		s := now
		s.mode = m
		rungs = append(rungs, s)
	}
	local := now
	local.local = !local.local
	rungs = append(rungs, local)
	if survey.Speckle > 0.5 {
		median := now
		median.plan.Median = true
		rungs = append(rungs, median)
	}
	for _, r := range rungs {
		if !tried[r.String()] {
			return r, true
		}
	}
	return step{}, false
}

// try reads the page once.
func (j *job) try(st step, survey *prep.Survey) (*sheet, error) {
	s := &sheet{plan: st.plan, survey: survey, gray: j.img.Gray, back: prep.Identity}
	if !st.plan.Empty() {
		s.gray, s.back = prep.Apply(j.img.Gray, st.plan)
		s.survey = prep.Measure(s.gray)
	}
	if clean, leaders := s.survey.EraseLeaders(s.gray, st.plan.Paper); len(leaders) > 0 {
		s.gray, s.survey, s.leaders = clean, prep.Measure(clean), leaders
	}
	clean, ruling, erased := s.survey.EraseRules(s.gray, st.plan.Paper)
	if erased {
		s.gray, s.survey = clean, prep.Measure(clean)
	}
	s.ruling = ruling
	dpi := j.img.Resolution()
	if st.plan.Scale > 0 {
		dpi *= st.plan.Scale
	}
	s.settings = settings{language: j.language, mode: st.mode, dpi: dpi, local: st.local}
	var err error
	if s.layout, err = j.rec.read(s.gray, s.settings); err != nil {
		return nil, err
	}
	s.unstack()
	s.tables = ruling.Tables
	for _, t := range s.layout.unruled(s.survey.Letter) {
		// What stands between rules is told by these, not by white.
		if !slices.ContainsFunc(ruling.Tables, t.Overlaps) {
			s.tables = append(s.tables, t)
		}
	}
	s.tabulate()
	s.audit()
	s.attempt = len(j.attempts)
	j.attempts = append(j.attempts, ocr.Attempt{Settings: st.String(), Unread: s.unread, Conf: s.conf, Words: s.words})
	return s, nil
}

// audit brings the figures of the sheet up to date with its layout.
func (s *sheet) audit() {
	s.unread = s.survey.Unread(s.layout.boxes())
	s.conf, s.words = s.layout.confidence()
}
