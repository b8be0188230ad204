package lang

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Facing counts what tells the order of the letters of a line in a language whose words no model knows, Kurdish,
// Urdu, Pashto or Azeri: its function words, letters that begin or end no word of it, and for any other too on
// which side of a word its stops stand. What tells that the line stands as it is read counts as ahead, what
// tells that it begins with its last letter as back.
func Facing(l Language, line []rune) (ahead, back int) {
	for i := 0; i < len(line); i++ {
		from := i
		for i < len(line) && inWord(line[i]) {
			i++
		}
		if i > from {
			a, b := facingWord(l, line[from:i])
			ahead, back = ahead+a, back+b
		}
		if i == len(line) || !strings.ContainsRune(facingStops, line[i]) {
			continue
		}
		opens, closes := i == 0 || unicode.IsSpace(line[i-1]), i+1 == len(line) || unicode.IsSpace(line[i+1])
		switch {
		case i > from && closes:
			ahead++
		case opens && !closes && inWord(line[i+1]):
			back++
		}
	}
	return ahead, back
}

// facingStops stand right behind a word, with a space behind them.
const facingStops = ".,:!\u060C\u061B\u061F\u06D4" // ARABIC COMMA, SEMICOLON, QUESTION MARK, FULL STOP

// neverFirst are letters with which no word of the language begins. AE begins words of Kazakh, of which
// the letters pass for Kurdish.
var neverFirst = map[Language]string{
	Kurdish: "\u06D5\u06CE\u06C6\u06B5", // AE, YEH WITH SMALL V, OE, LAM WITH SMALL V
	Urdu:    "\u06BA\u06D2\u06D3\u0691", // NOON GHUNNA, YEH BARREE, the same with HAMZA ABOVE, RREH
	Pashto:  "\u06D0\u06CD",             // E, YEH WITH TAIL
}

// neverLast are letters with which no word of these languages ends.
const neverLast = "\u0622" // ALEF WITH MADDA ABOVE

// facingWord is Facing for a word.
func facingWord(l Language, word []rune) (ahead, back int) {
	letters := make([]rune, 0, len(word))
	for _, r := range word {
		if !isMark(r) && r != zwnj {
			letters = append(letters, r)
		}
	}
	if len(letters) < 2 {
		return 0, 0
	}
	first, last := letters[0], letters[len(letters)-1]
	if strings.ContainsRune(neverFirst[l], first) || strings.ContainsRune(neverLast, last) {
		back++
	}
	if strings.ContainsRune(neverFirst[l], last) || strings.ContainsRune(neverLast, first) {
		ahead++
	}
	switch facing()[l][string(letters)] {
	case 1:
		ahead++
	case -1:
		back++
	}
	return ahead, back
}

// facing holds the function words of these languages as they are read, and from their last letter those that
// are no word of any then.
var facing = sync.OnceValue(func() map[Language]map[string]int8 {
	m := map[Language]map[string]int8{Kurdish: {}, Urdu: {}, Pashto: {}, Azeri: {}}
	for w, languages := range functionWords {
		turned := []rune(w)
		slices.Reverse(turned)
		if functionWords[string(turned)] != nil {
			continue
		}
		for _, l := range languages {
			if of := m[l]; of != nil {
				of[w], of[string(turned)] = 1, -1
			}
		}
	}
	return m
})
