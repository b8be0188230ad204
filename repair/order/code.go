package order

import (
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

// codes marks what is never parted inside of numbers, Latin phrases, addresses and names of
// files: their own direction keeps them together, with the signs between their letters and
// digits. Dates and times of Persian digits can come apart at their signs.
func codes(line []rune, places []kind) {
	for i := 1; i < len(line); i++ {
		if places[i] != uncut || !inCode(line[i]) {
			continue
		}
		before := i - 1
		for before > 0 && line[before] == ' ' {
			before--
		}
		switch {
		case before < i-1:
			if lang.SymbolOf(line[before]) == latin && lang.SymbolOf(line[i]) == latin {
				places[i] = inPhrase
			}
		case unicode.IsDigit(line[before]) && unicode.IsDigit(line[i]), ofCode(line, before, -1) && ofCode(line, i, 1):
			places[i] = inPhrase
		}
	}
}

// ofCode reports that a Latin letter or an ASCII digit stands at i, or behind the signs that
// do in the direction of step.
func ofCode(line []rune, i, step int) bool {
	for ; i >= 0 && i < len(line) && strings.ContainsRune(codeSigns, line[i]); i += step {
	}
	return i >= 0 && i < len(line) && (lang.SymbolOf(line[i]) == latin || line[i] >= '0' && line[i] <= '9')
}

// codeSigns stand between the letters and digits of addresses, names of files and numbers.
const codeSigns = "-._/:@#&=?%+~"

func inCode(r rune) bool {
	return lang.SymbolOf(r) == latin || unicode.IsDigit(r) || strings.ContainsRune(codeSigns, r)
}

// BesideCodes reports that every run of a line but the first begins behind or before a
// number, a Latin word or a sign: stretches between these changed places, and nothing else.
func (r Reading) BesideCodes(line []rune) bool {
	persian := func(i, step int) bool {
		for i >= 0 && i < len(line) && unicode.IsSpace(line[i]) {
			i += step
		}
		return i >= 0 && i < len(line) && solid(line[i]) && lang.SymbolOf(line[i]) != latin
	}
	for _, run := range r.Runs {
		if run.From > 0 && persian(run.From-1, -1) && persian(run.From, 1) {
			return false
		}
	}
	return true
}
