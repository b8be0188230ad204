package export_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// set makes a page of blocks, whose lines are given, with a glyph for each code point that
// is no space: six points wide, the first line at the top, from the right.
func set(number int, blocks ...page.Block) *page.Page {
	p := &page.Page{Number: number, Box: page.Rect{X1: 300, Y1: 200}}
	y := 190.0
	for _, b := range blocks {
		for i := range b.Lines {
			x := 290.0
			for j, c := range b.Lines[i].Text {
				x -= 6
				if c.R == ' ' || c.R == '\t' {
					continue
				}
				b.Lines[i].Text[j].From = int32(len(p.Glyphs))
				p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(c.R), Box: page.Rect{X0: x, Y0: y - 2, X1: x + 6, Y1: y + 6}, Conf: 0.5 + 0.01*float32(len(p.Glyphs)%50)})
			}
			b.Lines[i].Baseline = y
			y -= 12
		}
		p.Blocks = append(p.Blocks, b)
	}
	return p
}

func block(kind page.Kind, lines ...string) page.Block {
	b := page.Block{Kind: kind}
	for _, s := range lines {
		b.Lines = append(b.Lines, page.Line{Text: page.InferredText(s)})
	}
	return b
}

// flow is the text of a page as repairs leave it: a line for each paragraph.
func flow(p *page.Page) page.Text {
	var t page.Text
	for i, b := range p.Blocks {
		if i > 0 {
			t = append(t, page.Char{R: '\n', From: page.Inferred})
		}
		for j, l := range b.Lines {
			if j > 0 {
				t = append(t, page.Char{R: ' ', From: page.Inferred})
			}
			t = append(t, l.Text...)
		}
		t = append(t, page.Char{R: '\n', From: page.Inferred})
	}
	return t
}

// pages are those of the test's document: the second one has no result, and a paragraph
// goes from the third to the fourth, past a footnote.
func pages() []*export.Item {
	edge := layout.Edge{Open: true, RTL: true, Flows: true, Size: 10, Measure: 280, Word: 20}
	first := set(1, block(page.Heading, "باغ و باران"), block(page.Paragraph, "امروز باران آمد و", "باغ سبز شد."), block(page.ListItem, "• سیب"), block(page.ListItem, "• انار"),
		block(page.TableRow, "میوه\tشمار"), block(page.TableRow, "سیب\t12"), block(page.Verse, "نیمهٔ یک\tنیمهٔ دو"), block(page.Paragraph, "# <b> & R2 *x*"))
	third := set(3, block(page.Paragraph, "یک سطر.", "و این بند ادامه"), block(page.Footnote, "1 یادداشت"))
	third.DPI = 144
	for i := range third.Blocks {
		for j := range third.Blocks[i].Lines {
			third.Blocks[i].Lines[j].Source = page.SourceOCR
		}
	}
	fourth := set(4, block(page.Paragraph, "دارد.", "پایان آن."), block(page.Paragraph, "English text"))
	items := []*export.Item{item(first, "fa", 0.9), {Number: 2, Source: "none", Error: &report.Failure{Code: "render", Reason: "no picture -- none"}}, item(third, "fa", 0.75), item(fourth, "fa", 1)}
	items[2].Tail, items[3].Head = edge, edge
	return items
}

func item(p *page.Page, language string, conf float64) *export.Item {
	t := flow(p)
	it := &export.Item{Number: p.Number, Text: t.String(), Page: export.NewPage(p, t), Source: "text-layer", Language: language, Conf: conf}
	it.Markdown, it.MDFoot = export.NewMarkdown(p, t, nil, 0)
	return it
}

func write(t *testing.T, f export.Format, d export.Document, items []*export.Item) string {
	t.Helper()
	var b strings.Builder
	w := export.New(f, &b, d)
	for _, it := range items {
		if err := w.Add(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var document = export.Document{Name: "a & \"b\".pdf", Generator: "paknevis test"}

func TestGolden(t *testing.T) {
	for _, f := range []export.Format{export.Text, export.MD, export.JSONL, export.JSON, export.HOCR, export.ALTO} {
		got := write(t, f, document, pages())
		name := filepath.Join("testdata", "document"+f.Suffix())
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s:\n%s\nwant:\n%s", f, got, want)
		}
		if f == export.HOCR || f == export.ALTO {
			wellFormed(t, got)
		}
	}
}

// wellFormed reads XML to its end and holds its ids apart.
func wellFormed(t *testing.T, s string) {
	t.Helper()
	seen := map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, s)
		}
		if e, ok := tok.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if strings.EqualFold(a.Name.Local, "id") {
					if seen[a.Value] {
						t.Errorf("the id %s stands twice", a.Value)
					}
					seen[a.Value] = true
				}
			}
		}
	}
}

// TestEmpty: documents without words, without pages or with odd code points are well formed.
func TestEmpty(t *testing.T) {
	odd := page.TextOf("a\x01\ufffe<&>\"'\u2028b --> ]]>\n")
	for _, items := range [][]*export.Item{nil, {{Number: 1}}, {{Number: 1, Page: &export.Page{}}}, {{Number: 1, Text: odd.String(), Page: export.NewPlain(odd)}}, {{Number: 7, Error: &report.Failure{Reason: "a--\x00->"}}}} {
		for _, f := range []export.Format{export.HOCR, export.ALTO} {
			wellFormed(t, write(t, f, document, items))
		}
		for _, f := range []export.Format{export.JSONL, export.JSON} {
			for line := range strings.Lines(write(t, f, document, items)) {
				if !json.Valid([]byte(line)) {
					t.Errorf("%s: %s", f, line)
				}
			}
		}
	}
}

// TestWords: every word of the text comes out once, wherever its code points stood.
func TestWords(t *testing.T) {
	p := set(1, block(page.Paragraph, "یک دو سه", "چهار پنج"), block(page.Paragraph, "شش"))
	move := func(t page.Text, from, to int) page.Text { // a word that a repair has put elsewhere
		c := t[from]
		return slices.Insert(slices.Delete(slices.Clone(t), from, from+1), to, c)
	}
	inferred := slices.Concat(page.InferredText("نو "), flow(p))
	for _, text := range []page.Text{flow(p), move(flow(p), 0, 12), inferred, nil} {
		var got []string
		out := export.NewPage(p, text)
		for _, b := range out.Blocks {
			for _, l := range b.Lines {
				for _, w := range l.Words {
					got = append(got, w.Text)
					if b := w.Box; b[0] > b[2] || b[1] > b[3] || b[0] < 0 || b[3] > 200 {
						t.Errorf("%s stands at %v", w.Text, b)
					}
				}
			}
		}
		want := strings.Fields(text.String())
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	out := export.NewPage(p, flow(p))
	if w := out.Blocks[0].Lines[0].Words[1]; w.Text != "دو" || w.Box != (export.Box{260, 4, 272, 12}) {
		t.Errorf("the second word is %+v", w)
	}
	if n := len(out.Blocks); n != 2 || len(out.Blocks[0].Lines) != 2 || out.Blocks[0].Lines[1].Baseline != 22 {
		t.Errorf("%d blocks: %+v", n, out.Blocks)
	}
}

func TestPlain(t *testing.T) {
	p := export.NewPlain(page.TextOf("یک دو\nسه\n\n\nچهار"))
	if len(p.Blocks) != 2 || len(p.Blocks[0].Lines) != 2 || p.Blocks[1].Lines[0].Words[0] != (export.Word{Text: "چهار", Conf: 1}) {
		t.Errorf("%+v", p)
	}
}

// TestSpans: the spans part the text, each piece from the page it names.
func TestSpans(t *testing.T) {
	var doc struct {
		Text       string
		Attributes struct {
			Pages [][3]int `json:"pdf_page_numbers"`
		}
	}
	if err := json.Unmarshal([]byte(write(t, export.JSON, document, pages())), &doc); err != nil {
		t.Fatal(err)
	}
	text, at := []rune(doc.Text), 0
	var of [5]string
	for _, s := range doc.Attributes.Pages {
		if s[0] != at || s[1] <= s[0] {
			t.Fatalf("spans %v", doc.Attributes.Pages)
		}
		at = s[1]
		of[s[2]] += string(text[s[0]:s[1]])
	}
	if at != len(text) || doc.Text != write(t, export.Text, document, pages()) {
		t.Errorf("spans end at %d of %d code points; text %q", at, len(text), doc.Text)
	}
	if of[2] != "" || !strings.Contains(of[3], "یادداشت") || !strings.Contains(of[4], "پایان") || strings.Contains(of[4], "یادداشت") {
		t.Errorf("pages %q", of)
	}
}

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"متن ساده.":               "متن ساده.",
		"1. یک":                   `1\. یک`,
		"12) دوازده":              `12\) دوازده`,
		"# نشان":                  `\# نشان`,
		"#نشان":                   "#نشان",
		"- خط":                    `\- خط`,
		"-خط":                     "-خط",
		"---":                     `\---`,
		"> نقل":                   `\> نقل`,
		"a*b و snake_case و _x_":  `a\*b و snake_case و \_x\_`,
		"[1] و [a](b)":            `[1] و [a\](b)`,
		"R&D و &amp; و <b> و 1<2": `R&D و \&amp; و \<b> و 1<2`,
		"C:\\x `y` ~~z~~":         "C:\\\\x \\`y\\` \\~~z\\~~",
		"یک\nدو":                  "یک\nدو",
	} {
		if got, _ := export.NewMarkdown(nil, page.TextOf(in), nil, 0); got != want+"\n" {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	table := set(1, block(page.TableRow, "یک\tدو"), block(page.TableRow, "سه\tچهار|پنج\tشش"), block(page.TableRow, "هفت"), block(page.Paragraph, "پس"), block(page.ListItem, "3. سوم"))
	got, foot := export.NewMarkdown(table, flow(table), nil, 6)
	if want := "| یک | دو |\n| --- | --- |\n| سه | چهار\\|پنج | شش |\n| هفت |  |\n\nپس\n\n3. سوم\n"; got != want || foot != 5 {
		t.Errorf("%q, foot %d, want %q", got, foot, want)
	}
}

func TestFormats(t *testing.T) {
	var fs export.Formats
	if err := fs.Set("txt, alto,txt"); err != nil || fs.String() != "txt,alto" || !fs[1].Words() || fs[0].Words() || fs[1].Suffix() != ".alto.xml" {
		t.Errorf("%v, %v", fs, err)
	}
	if err := fs.Set("pdf"); err == nil || !strings.Contains(err.Error(), "hocr") || fs.String() != "txt,alto" {
		t.Errorf("%v, %v", fs, err)
	}
}

// TestWriteError: what cannot be written is told, not lost.
func TestWriteError(t *testing.T) {
	for _, f := range []export.Format{export.Text, export.MD, export.JSONL, export.JSON, export.HOCR, export.ALTO} {
		w := export.New(f, failing{}, document)
		var err error
		for _, it := range pages() {
			err = errors.Join(err, w.Add(it))
		}
		if err = errors.Join(err, w.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

var errFull = errors.New("full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

func Example() {
	p := set(1, block(page.Heading, "باغ"), block(page.Paragraph, "سبز است."))
	text := flow(p) // in earnest repair.Page gives it
	w := export.New(export.MD, os.Stdout, export.Document{Name: "a.pdf"})
	it := &export.Item{Number: 1}
	it.Markdown, it.MDFoot = export.NewMarkdown(p, text, nil, 0)
	if err := errors.Join(w.Add(it), w.Close()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ## باغ
	//
	// سبز است.
}
