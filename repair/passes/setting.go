package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// The language of a text, of its setting and of single lines: what the model can judge is repaired,
// the rest is left to rules of the script.

// languageOf is the language of a view, judged when somebody first asks.
func languageOf(v *pass.View) lang.Language {
	s := surveyOf(v)
	if !s.spoken {
		s.spoken, s.language = true, s.languageOf(v.Text)
	}
	return s.language
}

// toldLanguage is the language of a text as its start tells it, which few passes change.
type toldLanguage struct {
	hash     uint64
	length   int // of the start, 0 if there is none yet
	language lang.Language
}

func (s *Survey) languageOf(t page.Text) lang.Language {
	start := t[:min(len(t), sample)]
	if h := hashOf(start); s.told.length != len(start) || s.told.hash != h || len(start) == 0 {
		s.told = toldLanguage{h, len(start), textLanguage(start)}
	}
	return s.told.language
}

// settingOf is the language of a text. Where its own is another script, it is that of its
// document (a page of formulas in a Persian paper), or that of its words in the Arabic script
// (the labels of a diagram on which an unregistered program has stamped its name).
func settingOf(v *pass.View) lang.Language {
	s := surveyOf(v)
	s.settle(v)
	return s.setting
}

// settle finds out the setting of a text, and whether it can be read.
func (s *Survey) settle(v *pass.View) {
	if s.settled {
		return
	}
	l := languageOf(v)
	arabic, strange, _ := s.letters()
	if l == lang.Latin || l == lang.Unknown {
		switch {
		case s.document == lang.Persian:
			l = s.document
		case arabic >= leastEastern:
			l = textLanguage(eastern(v.Text[:min(len(v.Text), sample)]))
		}
	}
	s.settled, s.setting, s.unread = true, l, !v.Firm && isUnread(l, v, arabic, strange)
}

// leastEastern is how many letters of the Arabic script tell their language in a text that is
// in another one.
const leastEastern = 60

// isOthers reports a text as somebody wrote it in a language that the model does not
// know; nil knows Persian. Lines that were read off a page have faults in all languages alike.
func isOthers(m *lang.Model, v *pass.View) bool {
	l := languageOf(v)
	return !v.Firm && l != ownLanguage(m) && l != lang.Unknown
}

// ownLanguage is the language of a model, and Persian without one.
func ownLanguage(m *lang.Model) lang.Language {
	if m == nil {
		return lang.Persian
	}
	return m.Language()
}

// letters counts the letters of the Arabic script in a view, those among them that
// neither Persian nor Arabic has, and those of other scripts.
func (s *Survey) letters() (arabic, strange, foreign int) {
	for _, l := range s.lines {
		arabic, strange, foreign = arabic+int(l.arabic), strange+int(l.strange), foreign+int(l.foreign)
	}
	return arabic, strange, foreign
}

// otherScript is the share of letters of the Arabic script below which a text is in
// another one, whatever it quotes. Of the shared cases, the broken fixtures and the
// authors' texts of the corpus that are Persian, none that is in Unicode has less than 0.48.
const otherScript = 0.1

// inOtherScript reports a text as somebody wrote it, not off a page, that is not in
// the Arabic script.
func inOtherScript(v *pass.View) bool {
	arabic, _, foreign := surveyOf(v).letters()
	return !v.Firm && float64(arabic) < otherScript*float64(arabic+foreign)
}

// strangeShare is the share of strange letters from which on a line is in another
// language than Persian and Arabic: in text of 2,000 sentences each, Kurdish has
// 8 %, Pashto 10 %, Sindhi 19 %, Urdu 9 % and Uyghur 16 %; a Persian line with a
// name from one of them may have one.
const strangeShare = 0.03

// isStrange reports a letter of the Arabic script that neither Persian nor Arabic
// has, but for those that stand for their own in faulty text.
func isStrange(r rune) bool {
	return isArabic(r) && !isForm(r) && !isLookAlike(r) && !lang.SymbolOf(r).Letter()
}

// isStrange reports a line in a language of which the model knows nothing.
func (l *line) isStrange() bool { return float64(l.strange) > strangeShare*float64(l.arabic) }
