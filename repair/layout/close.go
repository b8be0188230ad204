package layout

// Word processors and TeX set names in Latin letters as runs of their own, from the left, with the sign
// behind them: it shows on their right, where the text before them ends. Read as plain text is shown,
// from the right, such a sign would come before the name.

// close keeps a sign that ends words, set against the right end of a Latin run, in that
// run: pp. and Inc. keep their stop though plain text would show it on the other side. So does
// one behind a bracket, (CPU):, if it is of the run's font.
// At the end of a line that goes on in Latin letters the same holds for the sign at
// which an address was broken.
func (d *display) close(l *line, near neighbours) {
	d.stretches(func(lo, hi int, last bool) {
		if hi < len(d.rs) && classOf(d.rs[hi]) == classR {
			return
		}
		end := hi
		for end > lo && (isOpen(d.rs[end-1]) || isClose(d.rs[end-1])) {
			end--
		}
		for i := end - 1; i > lo; i-- {
			r := d.rs[i]
			if !closesWord(r) && !(near.commas && isArabicComma(r) && !d.opened(i)) && !(last && near.latin && (isHyphen(r) || r == '&' || r == '=' || r == '_')) {
				break
			}
			if classOf(d.rs[i-1]) == classL {
				for ; i < end; i++ {
					d.rs[i] = anyLatin
				}
				break
			}
		}
		if r := d.rs[hi-1]; r == ':' || r == ',' || r == ';' || near.commas && isArabicComma(r) {
			for i := d.bracketed(l, hi-1); i < hi; i++ {
				d.rs[i] = anyLatin
			}
		}
		// A slash never stands before the scheme of an address.
		if end > lo && d.rs[end-1] == '/' && d.scheme(lo, end) {
			d.rs[end-1] = anyLatin
		}
	})
}

// bracketMost: so many cells at most stand in a bracket that is kept with the sign behind it.
const bracketMost = 64

// bracketed is the left end of the bracket that ends before the sign in cell at and is of one run with it, Latin letters
// in it or before it; at+1 if there is none. Word processors set a sign that was typed in the text on the right in its font.
func (d *display) bracketed(l *line, at int) int {
	none := at + 1
	if at < 2 || !isClose(d.rs[at-1]) {
		return none
	}
	font, depth := int32(-1), 0
	for i := at - 1; i >= 0 && at-i <= bracketMost && classOf(d.rs[i]) != classR && d.rs[i] != '\t'; i-- {
		switch {
		case isClose(d.rs[i]):
			depth++
		case isOpen(d.rs[i]):
			depth--
		case classOf(d.rs[i]) == classL && font < 0:
			font = l.cells[i].u.font
		}
		if depth > 0 {
			continue
		}
		for k := i - 1; k >= 0 && font < 0 && i-k <= 2; k-- {
			if classOf(d.rs[k]) == classL {
				font = l.cells[k].u.font
			}
		}
		if font < 0 || l.cells[at].u.font != font && (at+2 >= len(l.cells) || l.cells[at+2].u == nil || l.cells[at+2].u.font == l.cells[at].u.font) {
			return none
		}
		return i
	}
	return none
}

// opened reports a bracket that opens on the left of cell at, among Latin letters, and does not close.
func (d *display) opened(at int) bool {
	depth := 0
	for i := at; i >= 0 && at-i <= bracketMost && classOf(d.rs[i]) != classR; i-- {
		switch {
		case isClose(d.rs[i]):
			depth++
		case isOpen(d.rs[i]) && depth == 0:
			return true
		case isOpen(d.rs[i]):
			depth--
		}
	}
	return false
}

// listed reads names that were set one by one from the right, as TeX does, in that order: the comma of
// each stands at its own right end, and the last one on the left has none.
func (d *display) listed() {
	for hi := len(d.rs); hi > 0; hi-- {
		if !isArabicComma(d.rs[hi-1]) || hi < len(d.rs) && (d.rs[hi] != ' ' || hi+1 < len(d.rs) && classOf(d.rs[hi+1]) != classR) {
			continue
		}
		lo, words, commas, short := hi, 0, 0, true
		for k := hi; k > 0; {
			from := k
			for from > 0 && d.rs[from-1] != ' ' && d.rs[from-1] != '\t' && classOf(d.rs[from-1]) != classR {
				from--
			}
			n := k - from // of the word
			if n > 0 && isArabicComma(d.rs[k-1]) {
				n--
				commas++
			} else if words == 0 {
				break
			}
			if n == 0 || classOf(d.rs[from+n-1]) != classL {
				break
			}
			lo, words, short = from, words+1, short && n == 1
			if commas < words || from == 0 || d.rs[from-1] != ' ' {
				break // the one without comma, or all have one
			}
			k = from - 1
		}
		if words == commas+1 && (lo == 0 || lo > 1 && d.rs[lo-1] == ' ' && classOf(d.rs[lo-2]) != classL) && (commas > 1 || commas == 1 && short) {
			for i := lo; i < hi; i++ {
				if d.rs[i] == ' ' {
					d.rs[i] = anyArabic
				} else {
					d.rs[i] = anyLatin
				}
			}
		}
		hi = min(hi, lo+1)
	}
}

func isArabicComma(r rune) bool { return r == '\u060C' || r == '\u061B' } // ARABIC COMMA, SEMICOLON

// scheme reports whether a run begins as an address does: letters, colon, two slashes.
func (d *display) scheme(lo, hi int) bool {
	i := lo
	for i < hi && classOf(d.rs[i]) == classL {
		i++
	}
	return i > lo && i+2 < hi && d.rs[i] == ':' && d.rs[i+1] == '/' && d.rs[i+2] == '/'
}
