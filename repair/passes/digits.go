package passes

import (
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// digitUse is how a text mixes the digits of the Arabic and the Persian block.
type digitUse uint8

const (
	digitsApart  digitUse = iota // a number is of one block, whose shape somebody chose
	digitsShared                 // a font has one glyph for those that both blocks draw alike
	digitsMixed                  // they come as they fall, in one number and in the next
)

const (
	// sharedDigits is how many Persian 4, 5 and 6 show that no Arabic one is missing by chance.
	sharedDigits = 3
	// telling is the fewest digits of a number that can show whether its block was chosen.
	telling = 2
)

// digitHabit is how a text uses the digits.
//
// Where a font shares glyphs, named after the Arabic block, 4, 5 and 6, which differ, are
// Persian wherever they stand, and the others Arabic; somebody who writes numbers of both
// blocks has the others in both. And nobody who means Arabic numbers mixes them as often
// as not.
func digitHabit(v *pass.View) digitUse {
	t, shown := v.Text, linesOf(v)
	apart := false
	differ, alike := 0, 0       // Persian ones that differ, Arabic ones that do not
	mixed, arabic := 0, 0       // numbers
	inArabic, inPersian := 0, 0 // digits of a number
	for n, l := range v.Lines() {
		if shown[n].signs&signDigit == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			c := t[i]
			if kindOf(c.R)&signDigit == 0 {
				continue
			}
			switch {
			case isArabicIndic(c.R):
				inArabic++
				if c.R >= 0x0664 && c.R <= 0x0666 {
					apart = true
				} else {
					alike++
				}
			case c.R >= 0x06F0 && c.R <= 0x06F9:
				inPersian++
				if c.R >= 0x06F4 && c.R <= 0x06F6 {
					differ++
				} else {
					apart = true
				}
			}
			if isDigit(at(t, i+1)) {
				continue
			}
			switch {
			case inArabic > 0 && inPersian > 0:
				mixed++
			case inArabic >= telling:
				arabic++
			}
			inArabic, inPersian = 0, 0
		}
	}
	switch {
	case !apart && alike > 0 && differ >= sharedDigits:
		return digitsShared
	case mixed > 0 && mixed >= arabic:
		return digitsMixed
	}
	return digitsApart
}

// mixedDigits proposes Persian digits in numbers that hold digits of both blocks, and in
// all numbers of a text in which nobody chose the block.
func mixedDigits(v *pass.View, l pass.Range, use digitUse, edits []pass.Edit) []pass.Edit {
	t := v.Text
	for i := l.From; i < l.To; i++ {
		if !isDigit(t[i].R) {
			continue
		}
		from, arabic, persian := i, 0, 0
		for ; i < l.To && (isDigit(t[i].R) || isSeparator(t[i].R) && i+1 < l.To && isDigit(t[i+1].R)); i++ {
			switch {
			case isArabicIndic(t[i].R):
				arabic++
			case t[i].R >= 0x06F0 && t[i].R <= 0x06F9:
				persian++
			}
		}
		if arabic == 0 || persian == 0 && use == digitsApart {
			continue
		}
		for k := from; k < i; k++ {
			if isArabicIndic(t[k].R) {
				edits = append(edits, v.Replace(k, []rune{script.PersianDigits.Convert(t[k].R)}, "digits", 0.97))
			}
		}
	}
	return edits
}

func isArabicIndic(r rune) bool { return r >= 0x0660 && r <= 0x0669 }

// isSeparator reports what stands inside a number.
func isSeparator(r rune) bool {
	return r == '.' || r == ',' || r == '/' || r == 0x066B || r == 0x066C || r == ':'
} // DECIMAL, THOUSANDS SEPARATOR
