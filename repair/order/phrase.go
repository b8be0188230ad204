package order

// latins finds strings of Latin letters with the signs inside and behind them, and
// phrases of such strings.
func (s *segments) latins() {
	s.ascii, s.phrase = make([]bool, s.n), make([]bool, s.n)
	for i := 0; i < s.n; {
		k, letters := i, false
		for k < s.n && (k == i || s.gaps[k] == 0) && s.plainASCII(k) {
			letters = letters || s.sym[k] == latin
			k++
		}
		from := i
		for letters && s.sym[from] != latin && !digit(s.sym[from]) {
			from++ // the sign of what follows on the page stands before it here
		}
		for j := from; j < k; j++ {
			s.ascii[j] = letters
		}
		i = max(k, i+1)
	}
	for i := 1; i+1 < s.n; i++ {
		if s.line[s.at[i]] == '+' && digit(s.sym[i-1]) && digit(s.sym[i+1]) {
			s.gaps[i], s.gaps[i+1] = 0, 0 // a sum is one number
		}
	}
	s.phrases()
}

// plainASCII reports an ASCII code point that does not mirror.
func (s *segments) plainASCII(i int) bool {
	r := s.line[s.at[i]]
	return r < 0x80 && Mirror(r) == r
}

// phrases marks what stands inside references as Latin text has them, name, year and
// page: their own direction kept them together. One that was taken apart would not
// begin with its name.
//
//	Name & Name, 2016: 98
func (s *segments) phrases() {
	for i := 0; i < s.n; i++ {
		if s.sym[i] != latin || i > 0 && s.gaps[i] == 0 && s.ascii[i-1] {
			continue
		}
		end, comma, number := i+1, false, false
		k := i + 1
		for ; k < s.n && s.plainASCII(k); k++ {
			switch sym := s.sym[k]; {
			case digit(sym):
				number = true
				if comma {
					end = k + 1
				}
			case sym == latin && number:
				k = s.n // another phrase
			case sym == latin:
				end = k + 1
			case s.line[s.at[k]] == ',':
				comma = true
			}
		}
		if !comma || !number {
			continue
		}
		for j := i + 1; j < end; j++ {
			s.phrase[j] = true
		}
		i = end - 1
	}
}
