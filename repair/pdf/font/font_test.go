package font

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Test objects: a dictionary, an array, a name, a number, a stream.
type (
	dict   map[string]value
	list   []value
	name   string
	num    float64
	stream string
	null   struct{}
)

func get(m dict, k string) value {
	if o, ok := m[k]; ok {
		return o
	}
	return null{}
}

func (null) IsNull() bool             { return true }
func (null) IsDict() bool             { return false }
func (null) IsArray() bool            { return false }
func (null) IsStream() bool           { return false }
func (null) IsNumber() bool           { return false }
func (null) Key(string) value         { return null{} }
func (null) Index(int) value          { return null{} }
func (null) Len() int                 { return 0 }
func (null) Name() string             { return "" }
func (null) Float() float64           { return 0 }
func (null) Data(int) ([]byte, error) { return nil, errors.New("not a stream") }

// made is any of them.
type made struct {
	d dict
	l list
	n name
	f num
	s stream
	k byte
}

func (o made) IsNull() bool   { return false }
func (o made) IsDict() bool   { return o.k == 'd' }
func (o made) IsArray() bool  { return o.k == 'l' }
func (o made) IsStream() bool { return o.k == 's' }
func (o made) IsNumber() bool { return o.k == 'f' }
func (o made) Key(k string) value {
	return get(o.d, k)
}
func (o made) Index(i int) value {
	if i < 0 || i >= len(o.l) {
		return null{}
	}
	return o.l[i]
}
func (o made) Len() int                 { return len(o.l) }
func (o made) Name() string             { return string(o.n) }
func (o made) Float() float64           { return float64(o.f) }
func (o made) Data(int) ([]byte, error) { return []byte(o.s), nil }

func d(m dict) value       { return made{d: m, k: 'd'} }
func a(l ...value) value   { return made{l: l, k: 'l'} }
func n(s string) value     { return made{n: name(s), k: 'n'} }
func num1(f float64) value { return made{f: num(f), k: 'f'} }
func strm(s string) value  { return made{s: stream(s), k: 's'} }
func texts(c []Char) (s string) {
	for _, x := range c {
		s += x.Text
	}
	return s
}

func TestCMap(t *testing.T) {
	tests := []struct {
		name, src string
		code      uint32
		size      int
		want      string
	}{
		{"char", "1 beginbfchar <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"without end", "beginbfchar <03> <0628>", 3, 1, "\u0628"},
		{"range", "beginbfrange <0003> <0005> <0628> endbfrange", 5, 2, "\u062A"},
		{"range carries", "beginbfrange <10> <12> <05FF> endbfrange", 0x11, 1, "\u0600"},
		{"array", "beginbfrange <0003> <0005> [<0628> <064406270020> /uni06AF] endbfrange", 5, 2, "\u06AF"},
		{"array of several", "beginbfrange <0003><0005>[<0628><06440627>] endbfrange", 4, 2, "\u0644\u0627"},
		{"one byte", "beginbfchar <03> <41> endbfchar", 3, 1, "A"},
		{"lost zero", "beginbfchar <03> <628> endbfchar", 3, 1, "\u0628"},
		{"surrogates", "beginbfchar <03> <D83DDE00> endbfchar", 3, 1, "\U0001F600"},
		{"lone surrogate", "beginbfchar <03> <D83D> endbfchar", 3, 1, ""},
		{"wrong size", "beginbfchar <0003> <0628> endbfchar", 3, 1, "\u0628"},
		{"order mark", "beginbfchar <03> <FEFF0628> endbfchar", 3, 1, "\u0628"},
		{"comment", "beginbfchar % <03> <0041>\n<03> <06 28> endbfchar", 3, 1, "\u0628"},
		{"huge range", "beginbfrange <0000> <FFFF> <0000> endbfrange", 0x6af, 2, "\u06AF"},
		{"backward range", "beginbfrange <05> <03> <0628> endbfrange", 5, 1, "\u0628"},
		{"literal string", "beginbfchar (\\003) <0628> endbfchar", 3, 1, "\u0628"},
		{"open array", "beginbfrange <03> <05> [<0628> <0629> endbfrange", 4, 1, "\u0629"},
		{"open array at the end", "beginbfrange <03> <05> [<0628> <0629>", 4, 1, "\u0629"},
		{"open array, next section", "beginbfrange <03> <05> [<0628> <0629> beginbfchar <09> <0041> endbfchar", 9, 1, "A"},
		{"short array", "beginbfrange <03> <05> [<0628>] endbfrange", 5, 1, ""},
		{"long array", "beginbfrange <03> <03> [<0628> <0629>] endbfrange", 4, 1, ""},
		{"code lacks a digit", "beginbfchar <3> <0628> endbfchar", 3, 1, "\u0628"},
		{"codes lack a digit", "beginbfrange <103> <105> <0628> endbfrange", 0x104, 2, "\u0629"},
		{"no closing bracket", "beginbfchar <03 <0628> endbfchar", 3, 1, "\u0628"},
		{"no blanks", "1 beginbfrange<03><05><0628>endbfrange", 5, 1, "\u062A"},
		{"carriage returns", "1 beginbfchar\r<03>\r<0628>\rendbfchar\r", 3, 1, "\u0628"},
		{"wrong count", "100 beginbfchar <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"junk between", "beginbfchar <03> <0628> junk <04> <0629> endbfchar", 3, 1, "\u0628"},
		{"after junk", "junk ) > } beginbfchar <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"empty destination", "beginbfchar <03> <> endbfchar", 3, 1, ""},
		{"destination is a name", "beginbfchar <03> /uni0628.init endbfchar", 3, 1, "\u0628"},
		{"array for a char", "beginbfchar <03> [<0628>] <04> <0629> endbfchar", 4, 1, "\u0629"},
		{"three bytes", "beginbfchar <010203> <0628> endbfchar", 0x010203, 3, "\u0628"},
		{"four bytes", "beginbfchar <8EA1A1A1> <0628> endbfchar", 0x8ea1a1a1, 4, "\u0628"},
		{"five bytes are no code", "beginbfchar <0102030405> <0041> <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"both sizes", "beginbfchar <03> <0041> <0003> <0628> endbfchar", 3, 2, "\u0628"},
		{"surrogate range", "beginbfrange <03> <05> <D83DDE00> endbfrange", 5, 1, "\U0001F602"},
		{"last of three grows", "beginbfrange <03> <05> <006200630061> endbfrange", 4, 1, "bcb"},
		{"later wins", "beginbfchar <03> <0041> <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"notdef is skipped", "beginnotdefrange <00> <05> 1 endnotdefrange beginbfchar <03> <0628> endbfchar", 3, 1, "\u0628"},
		{"next section ends the last", "beginbfchar <03> <0628> beginbfrange <04> <04> <0629>", 3, 1, "\u0628"},
	}
	for _, tt := range tests {
		if got, _ := parseCMap([]byte(tt.src)).unicode(tt.code, tt.size); got != tt.want {
			t.Errorf("%s: got %+q, want %+q", tt.name, got, tt.want)
		}
	}
}

func TestCodespaces(t *testing.T) {
	m := parseCMap([]byte("begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange begincidrange <20> <7e> 1 <8140> <817e> 633 endcidrange"))
	s := []byte{0x41, 0x81, 0x41, 0xff, 0x42}
	var sizes []int
	for len(s) > 0 {
		_, k := m.next(s)
		sizes = append(sizes, k)
		s = s[k:]
	}
	if len(sizes) != 4 || sizes[1] != 2 {
		t.Errorf("sizes %v, want 1 2 1 1", sizes)
	}
	if c, ok := m.cid(0x8141, 2); !ok || c != 634 {
		t.Errorf("cid %d %v, want 634", c, ok)
	}
}

// The CMaps that files refer to by name: by length of the codes, and as text.
func TestPredefined(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string // text of each code, "" for a glyph number
	}{
		"Identity-H":       {"\x06\x28\x00\x41", []string{"", ""}},
		"UniGB-UCS2-H":     {"\x06\x28\x4e\x2d", []string{"\u0628", "\u4e2d"}},
		"UniJIS-UTF16-V":   {"\x06\x28\xd8\x3d\xde\x00\x00a", []string{"\u0628", "\U0001F600", "a"}},
		"UniKS-UTF16-H":    {"\xfe\x91", []string{"\u0628"}}, // a presentation form is folded
		"GBK-EUC-H":        {"a\xd6\xd0", []string{"a", "\u4e2d"}},
		"ETen-B5-H":        {"a\xa4\xa4", []string{"a", "\u4e2d"}},
		"90ms-RKSJ-H":      {"a\x92\x86\xb1", []string{"a", "\u4e2d", "\uff71"}},
		"EUC-H":            {"a\xc3\xe6", []string{"a", "\u4e2d"}},
		"H":                {"\x43\x66", []string{"\u4e2d"}},
		"KSCms-UHC-H":      {"a\xf1\xe9", []string{"a", "\u4e2d"}},
		"Unknown-Custom-H": {"\x00\x41", []string{""}},
	} {
		f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("Made"), "Encoding": n(name), "DescendantFonts": a(d(dict{}))}), Options{})
		var got []string
		for _, c := range f.Decode([]byte(c.in)) {
			got = append(got, c.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
		if f.Vertical() != strings.HasSuffix(name, "-V") {
			t.Errorf("%s: vertical %v", name, f.Vertical())
		}
	}
}

// A map may build on another, by name or by a stream.
func TestUseCMap(t *testing.T) {
	parent := strm("begincodespacerange <0000> <ffff> endcodespacerange begincidrange <0000> <00ff> 100 endcidrange beginbfchar <0001> <0041> <0002> <0042> endbfchar")
	child := made{k: 's', s: "/Other usecmap begincidchar <0001> 7 endcidchar beginbfchar <0002> <0062> endbfchar", d: dict{"UseCMap": parent}}
	f := load(d(dict{"Subtype": n("Type0"), "Encoding": child, "ToUnicode": child, "DescendantFonts": a(d(dict{"W": a(num1(7), a(num1(77)), num1(102), a(num1(22)))}))}), Options{})
	c := f.Decode([]byte("\x00\x01\x00\x02"))
	if len(c) != 2 || c[0].Text != "A" || c[0].Width != 77 || c[1].Text != "b" || c[1].Width != 22 {
		t.Errorf("got %+v", c)
	}
}

func TestReadName(t *testing.T) {
	tests := []struct {
		name, want string
		form       script.Form
	}{
		{"A", "A", 0}, {"uni0628", "\u0628", 0}, {"uni0628.init", "\u0628", script.FormInitial},
		{"uni06440627", "\u0644\u0627", 0}, {"u1F600", "\U0001F600", 0}, {"afii57416", "\u0628", 0},
		{"uniFEFC", "\u0644\u0627", script.FormFinal}, {"behinitialarabic", "\u0628", script.FormInitial},
		{"behinitial", "\u0628", script.FormInitial}, {"beh-ar.medi", "\u0628", script.FormMedial},
		{"uni0644.init_uni0627.fina", "\u0644\u0627", script.FormIsolated}, {"f_i", "fi", 0}, {"peh-ar", "\u067E", 0},
		{"uni0628.medi", "\u0628", script.FormMedial}, {"uniFE91", "\u0628", script.FormInitial}, {"u0628.fina", "\u0628", script.FormFinal},
		{"afii57507", "\u0686", 0}, {"afii57506", "\u067E", 0}, {"afii61664", "\u200C", 0}, {"lamalefisolated", "", 0}, {"yehfinalarabic", "\u064A", script.FormFinal},
		{"uni06", "", 0}, {"uni06zz", "", 0}, {"uni0628zz", "", 0}, {"u12", "", 0}, {"u110000", "", 0}, {"G01", "", 0}, {"c45", "", 0}, {"index77", "", 0}, {"a1", "", 0},
		{"g123", "", 0}, {"cid123", "", 0}, {"glyph12", "", 0}, {".notdef", "", 0}, {"uniD800", "", 0}, {"", "", 0},
	}
	for _, tt := range tests {
		got := ReadName(tt.name)
		if got.Text != tt.want || got.Form != tt.form {
			t.Errorf("%s: got %+q %v, want %+q %v", tt.name, got.Text, got.Form, tt.want, tt.form)
		}
	}
}

func TestSimpleFont(t *testing.T) {
	f := load(d(dict{"Subtype": n("Type1"), "BaseFont": n("ABCDEF+Helvetica"), "Encoding": d(dict{
		"BaseEncoding": n("WinAnsiEncoding"), "Differences": a(num1(200), n("uniFE91"), n("uniFE8E")),
	})}), Options{})
	c := f.Decode([]byte("A \xc8\xc9"))
	if texts(c) != "A \u0628\u0627" || c[0].Width != 667 || !c[1].Space || c[2].Form != script.FormInitial || c[3].Form != script.FormFinal {
		t.Errorf("got %+q %+v", texts(c), c)
	}
	if i := f.Info(); i.Name != "Helvetica" || i.Verdict != page.VerdictHealthy {
		t.Errorf("info %+v", i)
	}
}

func type0(tu string) value {
	return d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm(tu),
		"DescendantFonts": a(d(dict{"W": a(num1(3), a(num1(250), num1(400)), num1(7), num1(9), num1(600)), "DW": num1(500)}))})
}

func TestCompositeWidths(t *testing.T) {
	f := load(type0("beginbfchar <0003> <0628> endbfchar"), Options{})
	for i, want := range map[byte]float64{3: 250, 4: 400, 5: 500, 8: 600, 10: 500} {
		if c, _ := f.Next([]byte{0, i}); c.Width != want {
			t.Errorf("cid %d: width %v, want %v", i, c.Width, want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	tests := []struct {
		name, tu string
		want     page.Verdict
	}{
		{"healthy", "beginbfrange <0003> <0010> <0628> endbfrange", page.VerdictHealthy},
		{"cut to bytes", "beginbfchar <01><00FE> <02><00FE> <03><00FB> <04><00FF> <05><0627> <06><0041> endbfchar", page.VerdictSick},
		{"runs and nothing", "beginbfchar <01><063306440627064506270631> <02><> <03><> <04><> <05><06280627063206270631> <06><> endbfchar", page.VerdictSick},
		{"Icelandic is no soup", "beginbfchar <01><00FE> <02><00FF> <03><00F0> <04><00E6> <05><0061> endbfchar", page.VerdictHealthy},
		{"one text for all", "beginbfrange <01> <01> <003F> <02> <02> <003F> <03> <03> <003F> <04> <04> <003F> <05> <05> <003F> <06> <06> <003F> <07> <07> <003F> <08> <08> <003F> endbfrange", page.VerdictSick},
	}
	for _, tt := range tests {
		if got := load(type0(tt.tu), Options{}).Info(); got.Verdict != tt.want {
			t.Errorf("%s: %v %q, want %v", tt.name, got.Verdict, got.Evidence, tt.want)
		}
	}
}

func TestOverride(t *testing.T) {
	f := load(type0("beginbfchar <0003> <0628> endbfchar"), Options{})
	f.Next([]byte{0, 3})
	f.Override(map[uint32]page.Naming{3: {Text: "\uFB94", Evidence: page.EvidenceOCR, Conf: 0.9}, 4: {Text: "\u06CC", Form: script.FormFinal, Evidence: page.EvidenceGuess}})
	if c, _ := f.Next([]byte{0, 3}); c.Text != "\u06AF" || c.Form != script.FormInitial || c.Evidence != page.EvidenceOCR || c.Conf != 0.9 {
		t.Errorf("got %+v", c)
	}
	if c, _ := f.Next([]byte{0, 4}); c.Text != "\u06CC" || c.Form != script.FormFinal || c.Evidence != page.EvidenceGuess {
		t.Errorf("got %+v", c)
	}
	f.Learn(page.VerdictUnknown, "seen")
	if got := f.Info(); got.Verdict != page.VerdictHealthy || got.Evidence[len(got.Evidence)-1] != "seen" {
		t.Errorf("evidence alone changed the verdict: %+v", got)
	}
	f.Learn(page.VerdictRepairable, "named")
	if got := f.Info(); got.Verdict != page.VerdictRepairable {
		t.Errorf("the verdict is %v", got.Verdict)
	}
}

// A font without widths has those of its program or of a stand-in, never none.
func TestMissingWidths(t *testing.T) {
	program, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		font  value
		code  byte
		width float64
	}{
		"stand-in":       {d(dict{"Subtype": n("TrueType"), "BaseFont": n("Made")}), 'W', 944},
		"unknown glyph":  {d(dict{"Subtype": n("TrueType"), "BaseFont": n("Made")}), 1, 500},
		"stated as zero": {d(dict{"Subtype": n("TrueType"), "BaseFont": n("Made"), "FirstChar": num1(87), "Widths": a(num1(0))}), 'W', 0},
		"missing width":  {d(dict{"Subtype": n("TrueType"), "BaseFont": n("Made"), "FontDescriptor": d(dict{"MissingWidth": num1(300)})}), 'W', 300},
	} {
		if got, _ := load(c.font, Options{}).Next([]byte{c.code}); got.Width != c.width {
			t.Errorf("%s: width %v, want %v", name, got.Width, c.width)
		}
	}
	f := load(d(dict{"Subtype": n("TrueType"), "BaseFont": n("Made"), "FontDescriptor": d(dict{"FontFile2": strm(string(program))}),
		"Encoding": d(dict{"Differences": a(num1(1), n("uni0628"))})}), Options{})
	got, _ := f.Next([]byte{1})
	if got.GID == 0 || got.Width < 100 || got.Width == unknownWidth {
		t.Errorf("of the program: %+v", got)
	}
}
