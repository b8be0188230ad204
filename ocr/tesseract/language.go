package tesseract

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/lang"
)

const (
	arabicLanguage = "ara"
	arabicScript   = "Arabic" // the model of the script, as Debian names it
	// sureLanguage is the least confidence in the language of a page that was
	// read with the model of another one.
	sureLanguage = 0.7
	// noPersian is the confidence below which a page may be vocalised Arabic, which is noise
	// to the Persian model, and arabicGain by how much a page must be read better by a model of Arabic than by the
	// Persian one.
	noPersian, arabicGain = 0.55, 0.1
)

// Arabic are the models that an Arabic page is read with, the better one first.
var Arabic = []string{arabicScript, arabicLanguage}

// isArabic reports a model that a page is read with alone to be read as Arabic.
func isArabic(model string) bool { return slices.Contains(Arabic, model) }

// switchLanguage reads the page again with a model of Arabic where the reading
// with the Persian one is Arabic text: the Persian model has few of the letters
// with hamza. The orientation and the preparation that were found stay.
func (j *job) switchLanguage(s *sheet, survey *prep.Survey) (*sheet, error) {
	if !j.arabic(s) {
		return s, nil
	}
	model, ok := j.arabicModel()
	if !ok {
		j.warn(ocr.WarnLanguage, "this is an Arabic page, read with the Persian model: install %s", DebianName(arabicLanguage))
		return s, nil
	}
	j.language = model
	j.attempts[s.attempt].Chosen = false
	next, err := j.try(step{plan: s.plan, mode: s.settings.mode, local: s.settings.local}, survey)
	if err != nil {
		return nil, err
	}
	a := &j.attempts[next.attempt]
	a.Settings, a.Chosen = "language="+model+" "+a.Settings, true
	j.warn(ocr.WarnLanguage, "this is an Arabic page: it was read with the model %s", model)
	return next, nil
}

// tryArabic reads a page that the Persian model makes nothing of with one of Arabic, the way
// up that it lies and the way up that was found best.
func (j *job) tryArabic(ctx context.Context, best *sheet, first step, survey *prep.Survey) (*sheet, error) {
	model, ok := j.arabicModel()
	if !ok || j.language != defaultLanguage || j.opt.Profile == ocr.Fast {
		return best, nil
	}
	persian, plans := best, []prep.Plan{first.plan}
	if best.plan.Quarters != first.plan.Quarters {
		plans = append(plans, best.plan)
	}
	for _, p := range plans {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j.language = model
		s, err := j.try(step{plan: p, mode: modeAuto}, survey)
		j.language = defaultLanguage
		if err != nil {
			return nil, err
		}
		a := &j.attempts[s.attempt]
		a.Settings = "language=" + model + " " + a.Settings
		if s.quality() >= persian.quality()+arabicGain && s.quality() > best.quality() && j.arabic(s) {
			best = s
		}
	}
	if best != persian {
		j.language = model
		j.warn(ocr.WarnLanguage, "this is an Arabic page: it was read with the model %s", model)
	}
	return best, nil
}

// arabicModel is the better one of those that are installed.
func (j *job) arabicModel() (name string, ok bool) {
	at := slices.IndexFunc(Arabic, func(l string) bool { return slices.Contains(j.installed, l) })
	if at < 0 {
		return "", false
	}
	return Arabic[at], true
}

// arabic reports a page of Arabic text that was read with the Persian model and is not to
// stay so.
func (j *job) arabic(s *sheet) bool {
	if j.language != defaultLanguage || j.opt.Profile == ocr.Fast {
		return false
	}
	l, sure := lang.Identify(s.layout.text())
	return l == lang.Arabic && sure >= sureLanguage
}

// text is the text of the layout, a line for each line.
func (l *layout) text() string {
	var t strings.Builder
	for _, b := range l.blocks {
		for _, ln := range b.lines {
			for _, w := range ln.words {
				t.WriteString(w.text)
				t.WriteByte(' ')
			}
			t.WriteByte('\n')
		}
	}
	return t.String()
}
