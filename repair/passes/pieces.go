package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// pieceEnd is the key of the solid letters at the end of a text.
func pieceEnd(t page.Text) []byte {
	key, _ := cutEnd(t)
	return key
}

// pieceStart is the key of the solid letters at the start of a text.
func pieceStart(t page.Text) []byte {
	key, _ := cutStart(t)
	return key
}

// endPieces are the keys of the solid letters at the end of a text and of those before
// them, if a space or a ZWNJ is all that parts the two.
func endPieces(t page.Text) (last, before []byte) {
	last, t = cutEnd(t)
	if n := len(t); n > 0 && (t[n-1].R == zwnj || isSpace(t[n-1].R)) {
		before = pieceEnd(trimEnd(t[:n-1]))
	}
	return last, before
}

// startPieces are the keys of the solid letters at the start of a text and of those
// behind them, likewise.
func startPieces(t page.Text) (first, after []byte) {
	first, t = cutStart(t)
	if len(t) > 0 && (t[0].R == zwnj || isSpace(t[0].R)) {
		after = pieceStart(trimStart(t[1:]))
	}
	return first, after
}

func cutEnd(t page.Text) (key []byte, rest page.Text) {
	from := len(t)
	for from > 0 && (lang.SymbolOf(t[from-1].R).Letter() || isMark(t[from-1].R)) {
		from--
	}
	key, _, _ = lang.Key(t[from:].String())
	return key, t[:from]
}

func cutStart(t page.Text) (key []byte, rest page.Text) {
	to := 0
	for to < len(t) && (lang.SymbolOf(t[to].R).Letter() || isMark(t[to].R)) {
		to++
	}
	key, _, _ = lang.Key(t[:to].String())
	return key, t[to:]
}
