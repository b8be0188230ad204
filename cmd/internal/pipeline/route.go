package pipeline

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// Route is the decision about one page: how good its text layer is, whether
// pixels are to be read, and why, in words.
type Route struct {
	Verdict page.Verdict
	OCR     bool
	Reason  string
}

// Thresholds of the route, tuned on the fixtures and on public PDFs by nine
// producers together with scans that carry stray letters.
const (
	// strayLetters is how many letters a page may show over a picture and still
	// count as a scan: a stamp, a folio, a watermark.
	strayLetters = 24
	// scanCover is the share of the page that a picture must cover for the page
	// to count as a scan.
	scanCover = 0.6
	// maxUnnamed is the share of visible glyphs without a code point, or from a
	// font that cannot be trusted, above which a layer is sick. Dingbats and
	// formulas stay below it.
	maxUnnamed = 0.15
	// maxSickLines is the share of the letters in a page's own language in lines that the
	// language model finds sick above which the layer is sick. Lines off a page
	// are in order by geometry, so what makes them sick is their letters.
	maxSickLines = 0.4
	// minNamed is the least share of the visible glyphs with a code point, and
	// maxDoubt the largest of the judged letters in lines that are not plainly
	// healthy, at which the lines speak for fonts that their maps speak against.
	// minTongue is the share of the page that they must be to do so.
	minNamed  = 0.97
	maxDoubt  = 0.05
	minTongue = 0.5
	// maxMute is the part of the glyphs of sick fonts without a name above which lines
	// of a page that reads well in spite of them are read from pixels: words say nothing
	// about digits.
	maxMute = 0.01
	// maxIllegible is the share of judged letters in sick lines above which a
	// reading of pixels is refused.
	maxIllegible = 0.5
	// minSure and maxOdd refuse a reading of which the recognizer is less sure
	// and the language model doubts more. Tuned on a nastaliq book (0.31 to 0.45
	// sure) beside public scans and worn lines (0.55 and more; few odd letters).
	minSure = 0.5
	maxOdd  = 0.1
	// maxUnread is the share of unread ink above which a reading is refused of
	// which the recognizer is less than minSure. On the same set: 0.02 to 0.3 on
	// pages of nastaliq, below 0.12 with 0.55 and more on others.
	maxUnread = 0.02
	// minJudged is how many letters a page must have in the language of the model before the
	// language model's word about it counts.
	minJudged = 60
)

// evidence is what the route rests on.
type evidence struct {
	letters  int           // visible letters and digits with a code point
	hidden   int           // letters of an invisible layer
	eastern  int           // of them, in glyphs with a right-to-left letter
	unnamed  int           // visible glyphs without a code point
	sickFont int           // visible glyphs of fonts whose verdict is sick
	mute     int           // of them, without a code point
	learned  int           // visible glyphs named by their pixels
	cover    float64       // share of the page under its largest picture, 0..1
	text     int           // code points of all lines
	tongue   lang.Language // that the model knows
	judged   int           // of them, in lines in the language of the model
	doubtful int           // of them, in lines found doubtful
	sick     int           // of them, in lines found sick
}

func gather(p *page.Page, fonts []page.Font, m *lang.Model) evidence {
	e := evidence{tongue: m.Language()}
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Has(page.Filler) || g.Has(page.Clipped) {
			continue
		}
		named := false
		for _, r := range g.Text {
			named = named || names(r)
		}
		sick := g.Font >= 0 && int(g.Font) < len(fonts) && fonts[g.Font].Verdict == page.VerdictSick
		switch {
		case g.Has(page.Hidden):
			if named {
				e.hidden++
				if strings.ContainsFunc(g.Text, rightToLeft) {
					e.eastern++
				}
			}
		case sick:
			e.sickFont++
			if g.Text == "" && g.Span == 0 {
				e.mute++
			}
		case g.Text == "" && g.Span == 0:
			e.unnamed++
		case named:
			e.letters++
		}
		if g.Evidence == page.EvidenceOCR && !g.Has(page.Hidden) {
			e.learned++
		}
	}
	area := p.Box.Width() * p.Box.Height()
	for _, im := range p.Images {
		part := im.Box.Intersect(p.Box)
		if area > 0 {
			e.cover = max(e.cover, part.Width()*part.Height()/area)
		}
	}
	e.judgeLines(p, m, e.unsure())
	return e
}

// names reports a letter or a number.
func names(r rune) bool {
	if r >= 0 && int(r) < len(nearNames) {
		return nearNames[r]
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// nearNames is names for what most pages are made of.
var nearNames = func() (t [0x0800]bool) {
	for r := range t {
		t[r] = unicode.IsLetter(rune(r)) || unicode.IsNumber(rune(r))
	}
	return t
}()

// unsure reports a page whose glyphs leave a doubt that lines may dispel. On all others
// the route asks of a line only whether it is in its language and whether it is sick.
func (e evidence) unsure() bool {
	limit := maxUnnamed * float64(e.letters+e.unnamed+e.sickFont)
	return float64(e.sickFont) > limit || float64(e.unnamed) > limit
}

// judgeLines has the language model judge the lines of a page. Without doubts, lines
// that are doubtful at most are not counted as such, which spares the model most of
// its work: lines of known words are not looked at letter by letter.
func (e *evidence) judgeLines(p *page.Page, m *lang.Model, doubts bool) {
	verdict := m.Glance
	if doubts {
		verdict = func(line []rune) lang.Verdict { return m.Health(line).Verdict }
	}
	var runes []rune
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			runes = runes[:0]
			for _, c := range p.Blocks[i].Lines[j].Text {
				runes = append(runes, c.R)
			}
			e.text += len(runes)
			v := verdict(runes)
			if v == lang.Foreign {
				continue
			}
			e.judged += len(runes)
			switch v {
			case lang.Sick:
				e.sick += len(runes)
			case lang.Doubtful:
				e.doubtful += len(runes)
			}
		}
	}
}

// decide names the verdict on a text layer and what follows from it.
func decide(e evidence, mode OCRMode) Route {
	r := judge(e)
	switch mode {
	case OCRNever:
		if r.OCR {
			r.OCR, r.Reason = false, r.Reason+"; OCR is switched off"
		}
	case OCRAlways:
		if !r.OCR {
			r.OCR, r.Reason = true, r.Reason+"; OCR is asked for"
		}
	}
	return r
}

// refuses reports a sick layer that no pixels may replace: codes that say nothing are no
// text. A layer in another language may be right.
func (r Route) refuses(e evidence, mode OCRMode) bool {
	return r.Verdict == page.VerdictSick && mode == OCRNever && !e.foreign()
}

// vouched reports whether the text itself shows that sick fonts name their
// glyphs well enough: hardly a glyph is without a code point, and the page is
// in a language that the model knows and reads as such. Letters that a map confuses make lines doubtful.
func (e evidence) vouched(shown int) bool {
	return float64(shown-e.unnamed-e.mute) >= minNamed*float64(shown) && e.readsWell()
}

// gaps reports a page of sick fonts in which more than an ornament has no name. A few
// brackets and integrals of a formula font make no such page: pixels tell them no better.
func (e evidence) gaps() bool {
	shown := e.letters + e.unnamed + e.sickFont
	return float64(e.sickFont) > maxUnnamed*float64(shown) && float64(e.mute) > maxMute*float64(e.sickFont)
}

// read reports a page most of whose letters come from pixels.
func (e evidence) read(p *page.Page) bool {
	n := 0
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			if l := &p.Blocks[i].Lines[j]; l.Source == page.SourceOCR {
				n += len(l.Text)
			}
		}
	}
	return 2*n > e.text
}

// readsWell reports a page that the language model can judge and has no doubt of.
func (e evidence) readsWell() bool {
	return e.inTongue() && float64(e.sick+e.doubtful) <= maxDoubt*float64(e.judged)
}

// inTongue reports a page that is for the most part in the language that the model knows: single
// lines of a sister language pass for bad Persian.
func (e evidence) inTongue() bool {
	return e.judged >= minJudged && float64(e.judged) >= minTongue*float64(e.text)
}

// minEastern is the share of right-to-left letters below which an invisible
// layer is not taken for that of a Persian or Arabic page.
const minEastern = 0.1

// foreign reports an invisible layer over a picture that holds hardly a letter
// of our scripts: the page is in another language, or it was read with the
// wrong model. Only its pixels can tell.
func (e evidence) foreign() bool {
	return e.letters == 0 && e.cover >= scanCover && float64(e.eastern) < minEastern*float64(e.hidden)
}

// patchy reports a layer in which letters are missing here and there, in fonts
// that look sound otherwise: no line of it can be told from a whole one. What
// reads well lacks only tatweels, which many producers leave without a map.
func (e evidence) patchy() bool {
	return !e.readsWell() && float64(e.unnamed) > maxUnnamed*float64(e.letters+e.unnamed+e.sickFont)
}

func rightToLeft(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }

func judge(e evidence) Route {
	shown := e.letters + e.unnamed + e.sickFont
	switch {
	case shown+e.hidden == 0:
		return Route{page.VerdictAbsent, true, "no text layer"}
	case e.hidden == 0 && e.cover >= scanCover && e.letters <= strayLetters:
		return Route{page.VerdictAbsent, true, fmt.Sprintf("a picture covers %.0f %% of the page and only %d letters stand on it", 100*e.cover, e.letters)}
	case float64(e.sickFont) > maxUnnamed*float64(shown) && e.vouched(shown):
		return Route{page.VerdictRepairable, false, fmt.Sprintf("%d of %d glyphs come from doubtful fonts, but what they write reads well", e.sickFont, shown)}
	case float64(e.sickFont) > maxUnnamed*float64(shown):
		return Route{page.VerdictSick, true, fmt.Sprintf("%d of %d glyphs come from fonts whose codes cannot be named", e.sickFont, shown)}
	case e.patchy():
		return Route{page.VerdictSick, true, fmt.Sprintf("%d of %d glyphs have no code point", e.unnamed, shown)}
	case e.inTongue() && float64(e.sick) > maxSickLines*float64(e.judged):
		return Route{page.VerdictSick, true, fmt.Sprintf("%d of %d letters stand in lines that do not read as %s", e.sick, e.judged, e.tongue.Name())}
	case e.learned > 0:
		return Route{page.VerdictRepairable, false, fmt.Sprintf("%d of %d glyphs are named by maps learned from pixels of the document", e.learned, shown)}
	case e.sick > 0:
		return Route{page.VerdictRepairable, false, fmt.Sprintf("%d of %d letters stand in doubtful lines", e.sick, e.judged)}
	case e.foreign():
		return Route{page.VerdictSick, true, "an invisible text layer without a Persian or Arabic letter lies over a picture"}
	case e.letters == 0:
		return Route{page.VerdictHealthy, false, "an invisible text layer that reads well"}
	}
	return Route{page.VerdictHealthy, false, "the text layer reads well"}
}
