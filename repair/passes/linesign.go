package passes

import (
	"sync"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// What a line shows by its code points alone. Each code point has a kind, looked up in a table,
// and one walk over a line gathers all that the passes ask of it.

// sign is a set of things that a line holds and most healthy lines do not. A pass
// looks at the lines only that hold what it repairs.
type sign uint64

const (
	signControl   sign = 1 << iota // a control, see isControl
	signJoiner                     // a ZWNJ that is not between Arabic letters
	signForm                       // a presentation form
	signLookAlike                  // a letter or digit of another language, see isLookAlike
	signMark                       // a combining mark of the Arabic script
	signBracket                    // a bracket or quotation mark that mirrors
	signDigit                      // a digit
	signTatweel                    // a tatweel
	signLoose                      // what can change in Normalization Form C
	signFeed                       // a form feed
	signSkipped                    // what the model passes over and is no part of a word
	signTwice                      // two spaces in a row
	signApart                      // single letters in a row, as many as make a word of spaced ones
	signMojibake                   // see suspectsMojibake
	signUnmapped                   // what stands for a glyph without a letter, see isUnmapped
	signCode                       // what code and markup are full of, see isCodeSign
	signPrivate                    // a private code of a symbol font
	signNumbered                   // what may be the number of a glyph, see mayBeNumber
	signCaron                      // see ezafeCaron
	signNumeral                    // see script.Numeral
	signSpaces                     // white space behind white space
	signEndApart                   // an end sign behind white space, see isEndSign
	firstKind                      // behind all signs
)

// The kind of a code point holds the signs that it is by itself, and these.
const (
	kindArabic   sign = firstKind << iota // a letter of the Arabic script
	kindLetter                            // a letter that the model knows
	kindForeign                           // a letter of another script
	kindStrange                           // see isStrange
	kindGap                               // what ends a word for the eye
	kindBlank                             // SPACE
	kindJoiner                            // ZWNJ
	kindHigh                              // above ASCII
	kindAccented                          // see isAccented
	kindLead                              // see isLead
	kindAhead                             // see isLeftToRight
	kindStroke                            // see mayBeStroke
	kindSpace                             // see isSpace
	kindEnd                               // see isEndSign; the next bit behind kindSpace
	kindRare                              // see isRare
	kindWord                              // see isInWord

	byItself = kindArabic - 1
)

// look fills in what a line shows.
func (l *line) look(t page.Text) {
	all := sign(0)
	latin, lead, high := 0, 0, 0     // see suspectsMojibake
	apart, single := 0, false        // single letters between gaps; whether one stands here so far
	inPiece, inRow, most := 0, 0, 0  // letters of a piece between other signs; pieces of one letter in a row
	prev := kindGap                  // the line feed before
	same, behind := sign(0), sign(0) // kinds that stand twice in a row, and those behind the kind one bit below
	for _, c := range t {
		k := kindOf(c.R)
		all |= k
		same |= k & prev
		behind |= k & (prev << 1)
		if k&kindLetter != 0 {
			l.letters++
		}
		if k&kindStrange != 0 {
			l.strange++
		}
		switch {
		case k&kindArabic != 0:
			l.arabic++
			single = prev&kindGap != 0
		case k&signMark == 0:
			if single && k&kindGap != 0 {
				apart++
			}
			single = false
		}
		switch {
		case k&kindArabic != 0:
			inPiece++
		case k&(signMark|kindJoiner) != 0 || inPiece == 0:
		default:
			if inRow++; inPiece > 1 {
				inRow = 0
			}
			inPiece, most = 0, max(most, inRow)
		}
		switch {
		case k&kindForeign != 0:
			l.foreign++
		case k&kindJoiner != 0 && prev&(kindArabic|signMark) == 0, k&kindArabic == 0 && prev&kindJoiner != 0:
			all |= signJoiner
		}
		if k&kindHigh != 0 {
			high++
			if k&kindAccented != 0 {
				latin++
			}
			if k&kindLead != 0 {
				lead++
			}
		}
		prev = k
	}
	if same&kindBlank != 0 {
		all |= signTwice
	}
	if same&kindSpace != 0 {
		all |= signSpaces
	}
	if behind&kindEnd != 0 {
		all |= signEndApart
	}
	if single {
		apart++
	}
	if inPiece == 1 {
		most = max(most, inRow+1)
	}
	if apart >= spacedRun && most >= spacedRun {
		all |= signApart
	}
	if prev&kindJoiner != 0 { // the line feed behind
		all |= signJoiner
	}
	if suspectsMojibake(latin, lead, high) {
		all |= signMojibake
	}
	l.signs = all & byItself
}

// Nearly all code points are Latin to Arabic or General Punctuation.
var lowKinds, generalKinds = func() (low [0x0700]sign, general [0x0070]sign) {
	for i := range low {
		low[i] = measureKind(rune(i))
	}
	for i := range general {
		general[i] = measureKind(rune(firstGeneral + i))
	}
	return low, general
}()

// formKinds are those of presentation forms, which most texts have none of.
var formKinds = sync.OnceValue(func() *[0x03B0]sign {
	forms := new([0x03B0]sign)
	for i := range forms {
		forms[i] = measureKind(rune(firstForm + i))
	}
	return forms
})

const (
	firstGeneral = 0x2000
	firstForm    = 0xFB50
)

func kindOf(r rune) sign {
	if uint32(r) < uint32(len(lowKinds)) {
		return lowKinds[r]
	}
	return highKind(r)
}

func highKind(r rune) sign {
	if i := uint32(r - firstGeneral); i < uint32(len(generalKinds)) {
		return generalKinds[i]
	}
	if i := uint32(r - firstForm); i < uint32(len(formKinds())) {
		return formKinds()[i]
	}
	return measureKind(r)
}

func measureKind(r rune) (k sign) {
	for _, q := range [...]struct {
		yes  bool
		what sign
	}{
		{isControl(r), signControl},
		{r >= 0xFB50 && r <= 0xFEFC, signForm},
		{isLookAlike(r), signLookAlike},
		{isMark(r), signMark},
		{mirrors(r), signBracket},
		{isDigit(r), signDigit},
		{r == tatweel, signTatweel},
		{!boundary(r) || !stable(r), signLoose},
		{r == '\f', signFeed},
		{isUnmapped(r), signUnmapped},
		{isCodeSign(r), signCode},
		{isPrivateSymbol(r), signPrivate},
		{mayBeNumber(r), signNumbered},
		{lang.SymbolOf(r) == lang.Skip && !isMark(r) && r != tatweel, signSkipped},
		{lang.SymbolOf(r).Letter(), kindLetter},
		{isArabic(r), kindArabic},
		{!isArabic(r) && unicode.IsLetter(r), kindForeign},
		{isStrange(r), kindStrange},
		{isEdge(r), kindGap},
		{r == ' ', kindBlank},
		{r == zwnj, kindJoiner},
		{r >= 0x80, kindHigh},
		{isAccented(r), kindAccented},
		{isLead(r), kindLead},
		{runsAhead(r), kindAhead},
		{measureStroke(r), kindStroke},
		{isSpace(r), kindSpace},
		{isEndSign(r), kindEnd},
		{isStrange(r) || r >= '\u0623' && r <= '\u0626', kindRare}, // ALEF HAMZA ABOVE ... YEH HAMZA
		{isLetterOrMark(r) || r == zwnj, kindWord},
		{r == ezafeCaron, signCaron},
		{isRoman(r), signNumeral},
	} {
		if q.yes {
			k |= q.what
		}
	}
	return k
}
