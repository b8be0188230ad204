package decode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/bidi"
	"github.com/paknevis/paknevis/repair/script"
)

const (
	persian = "باران دیشب کوچه را شست و صبح، بوی خاک در خانه پیچید.\nهمسایه گفت که سال آینده از اینجا می\u200Cرود.\n"
	arabic  = "ذهب الولد إلى المدرسة في الصباح وعاد إلى البيت مع أخيه الصغير\n"
)

func encode(t testing.TB, high []rune, s string) []byte {
	t.Helper()
	table := map[rune]byte{}
	for i, r := range high {
		if _, ok := table[r]; !ok {
			table[r] = byte(i + 0x80)
		}
	}
	var out []byte
	for _, r := range s {
		b, ok := table[r]
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case ok:
			out = append(out, b)
		default:
			t.Fatalf("no byte for %+q", r)
		}
	}
	return out
}

func wideBytes(s string, order binary.AppendByteOrder, mark bool) []byte {
	u := utf16.Encode([]rune(s))
	if mark {
		u = append([]uint16{0xFEFF}, u...)
	}
	var out []byte
	for _, v := range u {
		out = order.AppendUint16(out, v)
	}
	return out
}

func TestBytes(t *testing.T) {
	old := strings.NewReplacer("\u06CC", "\u064A", "\u06A9", "\u0643", "\u200C", "")
	fa1256 := strings.ReplaceAll(persian, "\u06CC", "\u064A")
	faMac := old.Replace(persian)
	for _, c := range []struct {
		name     string
		in       []byte
		encoding string
		text     string
	}{
		{"utf-8", []byte(persian), "utf-8", persian},
		{"utf-8 mark", []byte("\xEF\xBB\xBF" + persian), "utf-8", persian},
		{"ascii", []byte("plain text\n"), "us-ascii", "plain text\n"},
		{"utf-8 with codes of glyphs", []byte("ب\x1F\x1Fاغ س\x1Fبز"), "utf-8", "ب\x1F\x1Fاغ س\x1Fبز"},
		{"utf-16le mark", wideBytes(persian, binary.LittleEndian, true), "utf-16le", persian},
		{"utf-16be mark", wideBytes(persian, binary.BigEndian, true), "utf-16be", persian},
		{"utf-16le", wideBytes(persian, binary.LittleEndian, false), "utf-16le", persian},
		{"utf-16be", wideBytes(persian, binary.BigEndian, false), "utf-16be", persian},
		{"windows-1256", encode(t, upper(charmap.Windows1256), fa1256), "windows-1256", fa1256},
		{"windows-1256 arabic", encode(t, upper(charmap.Windows1256), arabic), "windows-1256", arabic},
		{"iso-8859-6", encode(t, upper(charmap.ISO8859_6), arabic), "iso-8859-6", arabic},
		{"isiri-3342", encode(t, isiri3342, strings.NewReplacer("\n", "\n").Replace(persian)), "isiri-3342", persian},
		{"mac", encode(t, macFarsi, faMac), "x-mac-farsi", faMac},
		{"latin", []byte("Le caf\xe9 pr\xe8s de la gare\n"), "windows-1252", "Le café près de la gare\n"},
	} {
		r, err := Bytes(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r.Encoding != c.encoding || r.Text != c.text {
			t.Errorf("%s: %s %.2f (%s)\n got %+q\nwant %+q", c.name, r.Encoding, r.Confidence, r.Evidence, r.Text, c.text)
		}
	}
}

// toScreen writes a line as an Iran System program would: shapes in display
// order, one code for the two shapes that look alike.
func toScreen(t *testing.T, line string) []byte {
	t.Helper()
	runes := []rune(line)
	forms := script.Forms(runes)
	shaped := make([]rune, len(runes))
	for i, r := range runes {
		shaped[i] = r
		if !script.IsLetter(r) {
			continue
		}
		alike := map[script.Form][]script.Form{
			script.FormIsolated: {script.FormIsolated, script.FormFinal}, script.FormFinal: {script.FormFinal, script.FormIsolated},
			script.FormInitial: {script.FormInitial, script.FormIsolated}, script.FormMedial: {script.FormMedial, script.FormInitial, script.FormIsolated},
		}
		for _, f := range alike[forms[i]] {
			if p, ok := script.Shape(string(r), f); ok && bytes.ContainsRune([]byte(string(iranSystem)), p) {
				shaped[i] = p
				break
			}
		}
	}
	return encode(t, iranSystem, string(bidi.Display(shaped, bidi.RightToLeft)))
}

func TestIranSystem(t *testing.T) {
	const line = "کتاب خانه در سال ۱۳۶۸ به دست مردم شهر ساخته شد"
	in := toScreen(t, line)
	r, err := Bytes(in)
	if err != nil {
		t.Fatal(err)
	}
	if r.Encoding != "iran-system" || r.Text != line {
		t.Errorf("%s: %s\n got %+q\nwant %+q", r.Encoding, r.Evidence, r.Text, line)
	}
}

func TestDamagedUTF8(t *testing.T) {
	r, err := Bytes([]byte(persian + "\xFF" + persian))
	if err != nil {
		t.Fatal(err)
	}
	if r.BadCount != 1 || r.Bad[0] != len(persian) || r.Text != persian+"\uFFFD"+persian || len(r.Warnings()) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestShortDamagedUTF8(t *testing.T) {
	in, err := os.ReadFile(fixtures.Path("odd/bad-utf8.txt"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Bytes(in)
	if err != nil {
		t.Fatal(err)
	}
	if r.Encoding != "utf-8" || r.BadCount != 3 || !strings.Contains(r.Text, "سلام") || len(r.Warnings()) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestBinary(t *testing.T) {
	junk := make([]byte, 4096)
	x := uint32(1)
	for i := range junk {
		x = x*1664525 + 1013904223
		junk[i] = byte(x >> 24)
	}
	for _, b := range [][]byte{junk, {0, 1, 2, 3, 4, 0x80}} {
		if r, err := Bytes(b); !errors.Is(err, ErrBinary) {
			t.Errorf("%v, %v", r, err)
		}
	}
}

// The tables against another program's.
func TestISIRIWithIconv(t *testing.T) {
	if _, err := exec.LookPath("iconv"); err != nil {
		t.Skip("no iconv")
	}
	cmd := exec.Command("iconv", "-f", "UTF-8", "-t", "ISIRI-3342")
	cmd.Stdin = strings.NewReader(persian)
	in, err := cmd.Output()
	if err != nil {
		t.Skip("iconv without ISIRI-3342")
	}
	// glibc writes ASCII space and full stop with codes of their own.
	if r := oneByte(in, pages[3]); r.Text != persian {
		t.Errorf("%+q", r.Text)
	}
}

func misread(cm *charmap.Charmap, s string) string {
	var out strings.Builder
	for _, b := range []byte(s) {
		r := cm.DecodeByte(b)
		if r == utf8.RuneError {
			r = rune(b) // as Latin-1 does
		}
		out.WriteRune(r)
	}
	return out.String()
}

func TestMojibake(t *testing.T) {
	const line = "باران دیشب کوچه را شست"
	raw := string(encode(t, upper(charmap.Windows1256), strings.ReplaceAll(line, "\u06CC", "\u064A")))
	for _, c := range []struct{ name, in, want, kind string }{
		{"1252", misread(charmap.Windows1252, line), line, "utf-8-as-windows-1252"},
		{"1256", misread(charmap.Windows1256, line), line, "utf-8-as-windows-1256"},
		{"twice", misread(charmap.Windows1252, misread(charmap.Windows1252, line)), line, "utf-8-as-windows-1252-twice"},
		{"one word", "\u00D3\u00E1\u00C7\u00E3", "سلام", "windows-1256-as-windows-1252"},
		{"latin1", misread(charmap.Windows1252, raw), strings.ReplaceAll(line, "\u06CC", "\u064A"), "windows-1256-as-windows-1252"},
	} {
		in := []rune(c.in)
		got, from, kind, _, ok := Mojibake(in)
		if !ok || string(got) != c.want || kind != c.kind || len(from) != len(got) {
			t.Errorf("%s: %v %s\n in  %+q\n got %+q", c.name, ok, kind, c.in, string(got))
		}
		if _, _, _, _, again := Mojibake(got); again {
			t.Errorf("%s: repaired once more", c.name)
		}
	}
}

func TestMojibakeLeavesHealthy(t *testing.T) {
	lines := []string{
		"Le garçon préféré de l'élève à l'hôtel", "Größe, Übermut und Straßenbahnhöfe", "Şöyle çığlık attı: öğünç",
		"Příliš žluťoučký kůň úpěl ďábelské ódy", "ÀÉÎÕÜ", "x := map[string]int{\"a\": 1}", "ÉTÉ À LA CÔTE", "«Où?» – «Là.»", "5 × 3 ± 2 µm ÷ 7°",
	}
	for name, text := range fixtures.Negative() {
		for l := range strings.Lines(text) {
			lines = append(lines, strings.TrimSuffix(l, "\n"))
		}
		_ = name
	}
	for _, l := range lines {
		if got, _, kind, _, ok := Mojibake([]rune(l)); ok {
			t.Errorf("%s: %+q became %+q", kind, l, string(got))
		}
	}
}

func FuzzBytes(f *testing.F) {
	f.Add([]byte(persian))
	f.Add(wideBytes(persian, binary.LittleEndian, true))
	f.Add([]byte{0xFF, 0xFE, 0, 0, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Bytes(b)
		if err != nil {
			if !errors.Is(err, ErrBinary) {
				t.Fatal(err)
			}
			return
		}
		if !utf8.ValidString(r.Text) {
			t.Fatal("not UTF-8")
		}
		if r.BadCount < len(r.Bad) || len(r.Bad) > maxBad || !slices.IsSorted(r.Bad) {
			t.Fatalf("%d bad bytes, at %v", r.BadCount, r.Bad)
		}
		for _, at := range r.Bad {
			if at < 0 || at >= len(b) {
				t.Fatalf("a bad byte at %d of %d", at, len(b))
			}
		}
		r.Warnings()
		// What is UTF-8 already comes through as it is.
		if utf8.Valid(b) && r.Encoding == "utf-8" && (r.BadCount > 0 || r.Text != strings.TrimPrefix(string(b), "\uFEFF")) {
			t.Fatalf("%+q became %+q", b, r.Text)
		}
	})
}

func FuzzMojibake(f *testing.F) {
	f.Add("Ø³Ù„Ø§Ù…")
	f.Add("ÓáÇã")
	f.Fuzz(func(t *testing.T, s string) {
		line := []rune(s)
		fixed, from, _, _, ok := Mojibake(line)
		if !ok {
			return
		}
		if len(fixed) != len(from) {
			t.Fatal("lengths differ")
		}
		for i, k := range from {
			if k < 0 || k >= len(line) || i > 0 && k <= from[i-1] {
				t.Fatalf("origins %v", from)
			}
		}
	})
}

func ExampleMojibake() {
	fixed, _, kind, _, ok := Mojibake([]rune("Ø³Ù„Ø§Ù…"))
	fmt.Println(string(fixed), kind, ok)
	// Output: سلام utf-8-as-windows-1252 true
}
