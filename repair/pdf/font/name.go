package font

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/paknevis/paknevis/repair/script"
)

// Name is what a glyph name says.
type Name struct {
	Text string      // code points in logical order, empty if the name says nothing
	Form script.Form // the shape the name states, FormUnknown if it states none
}

// ReadName reads a glyph name by the rules of the Adobe Glyph List
// specification §2 and by the customs of makers of Arabic fonts: a suffix that
// names the joining form, components joined by a low line, letters called by
// their Unicode name. Names that only count glyphs (g123, cid123) say nothing.
func ReadName(name string) Name { return readName(name, false) }

// readName reads a name of a font which is known to hold Arabic letters: there
// "kaf" is the Arabic letter and not, as the Adobe list has it, the Hebrew one.
func readName(name string, arabic bool) Name {
	if name == "" || len(name) > maxNameLength || name[0] == '.' {
		return Name{}
	}
	base, suffix, _ := strings.Cut(name, ".")
	var out Name
	parts := strings.Split(base, "_")
	forms := make([]script.Form, 0, len(parts))
	var text strings.Builder
	for i, part := range parts {
		if i > 0 && formOfWord(part) != script.FormUnknown { // beh_init, or uni0644_uni0627_fina
			out.Form = formOfWord(part)
			continue
		}
		// Some makers write the suffix at each component: lam.init_alef.fina. Then the
		// cut above took the rest of the ligature for a suffix.
		n := readComponent(part, arabic)
		if n.Text == "" {
			return Name{}
		}
		text.WriteString(n.Text)
		forms = append(forms, n.Form)
	}
	for _, word := range strings.FieldsFunc(suffix, func(r rune) bool { return r == '.' }) {
		head, rest, joined := strings.Cut(word, "_")
		if f := formOfWord(head); f != script.FormUnknown {
			if !joined {
				out.Form = f
				continue
			}
			n := readName(rest+tail(suffix, word), arabic)
			if n.Text != "" {
				return Name{text.String() + n.Text, ligatureForm([]script.Form{f, n.Form})}
			}
		}
	}
	if out.Form == script.FormUnknown {
		out.Form = ligatureForm(forms)
	}
	folded := foldText(text.String())
	if out.Form == script.FormUnknown {
		out.Form = folded.Form
	}
	out.Text = folded.Text
	return out
}

// tail is what follows a word of a dotted suffix, with its dot.
func tail(suffix, word string) string {
	if i := strings.Index(suffix, word); i >= 0 {
		return suffix[i+len(word):]
	}
	return ""
}

// ligatureForm is the form of a whole from the forms of its parts: it joins
// backwards as its first letter does and forwards as its last one does.
func ligatureForm(forms []script.Form) script.Form {
	if len(forms) == 0 {
		return script.FormUnknown
	}
	first, last := forms[0], forms[len(forms)-1]
	if len(forms) == 1 || first == script.FormUnknown || last == script.FormUnknown {
		if len(forms) == 1 {
			return first
		}
		return script.FormUnknown
	}
	return script.FormOf(first.JoinsPrevious(), last.JoinsNext())
}

// formWords are the endings by which names state a joining form.
var formWords = map[string]script.Form{
	"init": script.FormInitial, "ini": script.FormInitial, "initial": script.FormInitial,
	"medi": script.FormMedial, "med": script.FormMedial, "medial": script.FormMedial, "med2": script.FormMedial, "medi2": script.FormMedial,
	"fina": script.FormFinal, "fin": script.FormFinal, "final": script.FormFinal, "fin2": script.FormFinal, "fin3": script.FormFinal,
	"isol": script.FormIsolated, "iso": script.FormIsolated, "isolated": script.FormIsolated,
}

func formOfWord(w string) script.Form { return formWords[strings.ToLower(w)] }

// readComponent reads one component of a name, without its suffix.
func readComponent(s string, arabic bool) Name {
	if arabic {
		if n := readLetter(s); n.Text != "" {
			return n
		}
	}
	if t, ok := glyphList()[s]; ok {
		return foldText(t)
	}
	if t := hexName(s); t != "" {
		return foldText(t)
	}
	return readLetter(s)
}

// hexName reads uniXXXX, uniXXXXYYYY and uXXXX to uXXXXXX.
func hexName(s string) string {
	var out []rune
	switch {
	case strings.HasPrefix(s, "uni") && len(s) >= 7 && (len(s)-3)%4 == 0:
		for i := 3; i < len(s); i += 4 {
			v, err := strconv.ParseUint(s[i:i+4], 16, 32)
			if err != nil || v >= 0xd800 && v < 0xe000 {
				return ""
			}
			out = append(out, rune(v))
		}
	case strings.HasPrefix(s, "u") && len(s) >= 5 && len(s) <= 7:
		v, err := strconv.ParseUint(s[1:], 16, 32)
		if err != nil || v > unicode.MaxRune || v >= 0xd800 && v < 0xe000 {
			return ""
		}
		out = append(out, rune(v))
	}
	return cleanDestination(out)
}

// readLetter reads the name of a letter as makers of Arabic fonts write it:
// beh, Beh-ar, behinitial, yehFarsi-ar, farsiyeh.
func readLetter(s string) Name {
	s = strings.ToLower(s)
	for _, tag := range []string{"-arab", "-ar", "-farsi", "-fa", "-fars", "-urdu", "arabic"} {
		if t, ok := strings.CutSuffix(s, tag); ok {
			s = t
			break
		}
	}
	form := script.FormUnknown
	for _, w := range []string{"initial", "medial", "isolated", "final", "init", "medi", "isol", "fina"} {
		if t, ok := strings.CutSuffix(s, w); ok && t != "" {
			s, form = strings.TrimRight(t, "-"), formWords[w]
			break
		}
	}
	if r, ok := letterNames()[s]; ok {
		return Name{string(r), form}
	}
	return Name{}
}

// letterNames are the letters by the words of their Unicode names, closed up,
// and by the short words in use for them.
var letterNames = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, len(extraLetters)+200)
	for name, text := range glyphList() {
		r := []rune(text)
		base, ok := strings.CutSuffix(name, "arabic")
		if ok && len(r) == 1 && r[0] >= 0x0600 && r[0] < 0x0700 {
			m[base] = r[0]
		}
	}
	for name, r := range extraLetters {
		m[name] = r
	}
	for _, w := range []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero",
		"percent", "comma", "semicolon", "question", "asterisk", "parenleftaltone", "parenrightaltone", "space"} {
		delete(m, w) // Latin names; with the tag of the script the Adobe list holds them itself
	}
	return m
})

// extraLetters follow the character names of the Unicode chart U+0600.
var extraLetters = map[string]rune{
	"hamza": '\u0621', "alefmadda": '\u0622', "alefhamza": '\u0623', "wawhamza": '\u0624', "yehhamza": '\u0626',
	"alefmaddaabove": '\u0622', "alefhamzaabove": '\u0623', "wawhamzaabove": '\u0624', "alefhamzabelow": '\u0625', "yehhamzaabove": '\u0626',
	"alef": '\u0627', "alif": '\u0627', "beh": '\u0628', "ba": '\u0628', "baa": '\u0628', "tehmarbuta": '\u0629', "teh": '\u062A', "theh": '\u062B',
	"jeem": '\u062C', "jim": '\u062C', "hah": '\u062D', "khah": '\u062E', "dal": '\u062F', "daal": '\u062F', "thal": '\u0630', "reh": '\u0631',
	"zain": '\u0632', "zay": '\u0632', "seen": '\u0633', "sin": '\u0633', "sheen": '\u0634', "sad": '\u0635', "dad": '\u0636', "tah": '\u0637',
	"zah": '\u0638', "ain": '\u0639', "ayn": '\u0639', "ghain": '\u063A', "tatweel": '\u0640', "kashida": '\u0640', "feh": '\u0641', "qaf": '\u0642', "kaf": '\u0643',
	"lam": '\u0644', "meem": '\u0645', "mim": '\u0645', "noon": '\u0646', "nun": '\u0646', "heh": '\u0647', "waw": '\u0648', "alefmaksura": '\u0649', "yeh": '\u064A',
	"fathatan": '\u064B', "dammatan": '\u064C', "kasratan": '\u064D', "fatha": '\u064E', "damma": '\u064F', "kasra": '\u0650', "shadda": '\u0651', "sukun": '\u0652',
	"madda": '\u0653', "maddaabove": '\u0653', "hamzaabove": '\u0654', "hamzabelow": '\u0655', "alefabove": '\u0670', "superscriptalef": '\u0670', "daggeralef": '\u0670',
	"alefwasla": '\u0671', "tteh": '\u0679', "peh": '\u067E', "tcheh": '\u0686', "cheh": '\u0686', "ddal": '\u0688', "rreh": '\u0691', "jeh": '\u0698', "zheh": '\u0698',
	"veh": '\u06A4', "keheh": '\u06A9', "kehehfarsi": '\u06A9', "kaffarsi": '\u06A9', "farsikaf": '\u06A9', "ng": '\u06AD', "gaf": '\u06AF', "lamvabove": '\u06B5', "rehvbelow": '\u0695',
	"noonghunna": '\u06BA', "hehdoachashmee": '\u06BE', "hehyehabove": '\u06C0', "hehyeh": '\u06C0', "hehgoal": '\u06C1', "oe": '\u06C6', "u": '\u06C7', "yu": '\u06C8', "ve": '\u06CB',
	"farsiyeh": '\u06CC', "yehfarsi": '\u06CC', "yehpersian": '\u06CC', "yehvabove": '\u06CE', "yehsmallv": '\u06CE', "e": '\u06D0', "yehbarree": '\u06D2', "ae": '\u06D5', "fullstop": '\u06D4',
	"zerofarsi": '\u06F0', "onefarsi": '\u06F1', "twofarsi": '\u06F2', "threefarsi": '\u06F3', "fourfarsi": '\u06F4', "fivefarsi": '\u06F5', "sixfarsi": '\u06F6',
	"sevenfarsi": '\u06F7', "eightfarsi": '\u06F8', "ninefarsi": '\u06F9',
}

// Single Latin letters, and words that are Latin as well, are never taken for
// the Arabic letters of the same name.
func init() {
	for _, w := range []string{"e", "u", "oe", "ae", "ng", "ve", "yu", "sin", "fullstop", "ba"} {
		delete(extraLetters, w)
	}
}

//go:embed data/glyphlist.txt
var glyphListText string

//go:embed data/zapfdingbats.txt
var dingbatListText string

// customNames are in wide use and in no list.
var customNames = map[string]string{
	"kashida": "\u0640", "tatweel": "\u0640", "nbspace": "\u00A0", "nonbreakingspace": "\u00A0", "softhyphen": "\u00AD",
	"zwnj": "\u200C", "zerowidthnonjoiner": "\u200C", "zwj": "\u200D", "zerowidthjoiner": "\u200D", "nbhyphen": "\u2011",
	"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", // TeX's ligatures; the Adobe list has U+FB00 and on
	"allah": "\u0627\u0644\u0644\u0647", "rial": "\uFDFC",
}

var glyphList = sync.OnceValue(func() map[string]string {
	m := parseGlyphList(glyphListText)
	for k, v := range customNames {
		m[k] = v
	}
	return m
})

var dingbatList = sync.OnceValue(func() map[string]string { return parseGlyphList(dingbatListText) })

// parseGlyphList reads lines of "name;XXXX XXXX".
func parseGlyphList(text string) map[string]string {
	m := make(map[string]string, 4400)
	for line := range strings.Lines(text) {
		name, hex, ok := strings.Cut(strings.TrimSpace(line), ";")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var out []rune
		for _, h := range strings.Fields(hex) {
			if v, err := strconv.ParseUint(h, 16, 32); err == nil {
				out = append(out, rune(v))
			}
		}
		m[name] = string(out)
	}
	return m
}
