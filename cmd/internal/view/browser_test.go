package view

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	shots      = flag.String("shots", "", "folder for pictures of the report of -report in a browser")
	reportFile = flag.String("report", "", "a report.html")
)

// screens are those that a report is looked at on.
var screens = []struct {
	name          string
	width, height int
}{{"phone", 360, 800}, {"desktop", 1440, 900}}

var schemes = []string{"light", "dark"}

// press presses a key as a person would.
func (c *chromium) press(key string, code int, text string) {
	c.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		event := map[string]any{"type": kind, "key": key, "windowsVirtualKeyCode": code}
		if kind == "keyDown" && text != "" {
			event["text"] = text
		}
		c.call("Input.dispatchKeyEvent", event, nil)
	}
}

// TestInBrowser opens the report of a hostile batch as a person would.
func TestInBrowser(t *testing.T) {
	c := startChromium(t)
	path := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(path, []byte(write(t, made(batch()...), options)), 0o666); err != nil {
		t.Fatal(err)
	}
	truth := func(expression, what string) {
		t.Helper()
		var ok bool
		if c.eval("Boolean("+expression+")", &ok); !ok {
			t.Errorf("%s: %s is not so", what, expression)
		}
	}
	text := func(expression string) (s string) {
		t.Helper()
		c.eval("String("+expression+")", &s)
		return s
	}
	grounds := map[string]bool{}
	for _, s := range screens {
		for _, scheme := range schemes {
			c.screen(s.width, s.height, scheme)
			c.open(path)
			c.eval("document.querySelectorAll('details').forEach((d) => { d.open = true; })", nil)
			c.eval("document.querySelectorAll('article').forEach((a) => { a.style.contentVisibility = 'visible'; })", nil)
			truth("window.evil === undefined", s.name)
			truth("document.documentElement.scrollWidth <= innerWidth", s.name+", "+scheme)
			truth("document.querySelector('.scroll').clientWidth <= innerWidth", s.name)
			grounds[text("getComputedStyle(document.body).backgroundColor")] = true
		}
	}
	if len(grounds) != 2 {
		t.Errorf("grounds %v, want one for light and one for dark", grounds)
	}

	c.screen(1440, 900, "light")
	c.open(path)
	first := "document.querySelector('#table tbody tr')"
	total := fmt.Sprint(len(batch()))
	if got := text("document.querySelector('#state').textContent"); got != "1 to 100 of "+total+" pages" {
		t.Errorf("state: %q", got)
	}
	truth("document.querySelectorAll('#table tbody tr').length === 100", "rows")

	// Sorting by the keyboard, twice for the other direction.
	c.eval("document.querySelector('th[data-key=conf] button').focus()", nil)
	for _, want := range []string{"ascending", "descending"} {
		c.press("Enter", 13, "\r")
		if got := text("document.querySelector('th[data-key=conf]').getAttribute('aria-sort')"); got != want {
			t.Errorf("aria-sort is %s, want %s", got, want)
		}
		truth("document.querySelectorAll('[aria-sort]').length === 1", want)
		truth("document.activeElement === document.querySelector('th[data-key=conf] button')", "the focus stays")
	}
	if got := text(first + ".cells[5].textContent"); got != "100 %" {
		t.Errorf("the surest page has %q", got)
	}
	c.eval("document.querySelector('th[data-key=file] button').click()", nil)
	truth("[...document.querySelectorAll('#table td.file')].map((td) => td.textContent).every((s, i, all) => i === 0 || all[i - 1] <= s)", "files in order")
	c.eval("document.querySelector('#next').click()", nil)
	if got := text("document.querySelector('#state').textContent"); got != "101 to "+total+" of "+total+" pages" {
		t.Errorf("state: %q", got)
	}
	truth("document.querySelector('#next').disabled", "the last page of the table")

	// Filtering.
	set := func(id, value string) {
		t.Helper()
		c.eval(fmt.Sprintf("(() => { const e = document.getElementById(%q); e.value = %q; e.dispatchEvent(new Event('input', {bubbles: true})); })()", id, value), nil)
	}
	rows := func() string { return text("document.querySelector('#state').textContent") }
	reset := func() {
		t.Helper()
		c.eval("document.querySelector('button[type=reset]').click(); new Promise((done) => setTimeout(done, 50))", nil)
	}
	for _, f := range []struct{ id, value, want string }{
		{"f-file", "سند-7.pdf", "1 to 4 of 4 pages found, of " + total},
		{"f-file", "</SCRIPT>", "1 to 3 of 3 pages found, of " + total},
		{"f-file", "no such name", "No page is like that."},
		{"f-source", "ocr", "1 to 44 of 44 pages found, of " + total},
		{"f-code", "failed", "1 to 18 of 18 pages found, of " + total},
		{"f-code", "=illegible", "1 to 9 of 9 pages found, of " + total},
		{"f-code", "ok", "1 to 100 of 140 pages found, of " + total},
		{"f-conf", "10", "1 to 9 of 9 pages found, of " + total},
	} {
		set(f.id, f.value)
		if got := rows(); got != f.want {
			t.Errorf("%s %q: %q, want %q", f.id, f.value, got, f.want)
		}
		reset()
	}
	if got := rows(); got != "1 to 100 of "+total+" pages" {
		t.Errorf("after all: %q", got)
	}

	// Text from the right, repairs explained at the mouse and the keyboard, and in a list.
	number := text("document.querySelector('.text[lang=fa]').closest('article').id")
	article := "document.getElementById('" + number + "')"
	truth("getComputedStyle("+article+".querySelector('.text p')).direction === 'rtl'", "direction")
	truth(article+".querySelector('a.rep .tip').checkVisibility() === false", "the explanation is hidden")
	c.eval(article+".scrollIntoView(); new Promise((done) => setTimeout(done, 50))", nil)
	c.eval(article+".querySelector('a.rep').focus()", nil)
	tip := article + ".querySelector('a.rep .tip')"
	truth(tip+".checkVisibility()", "the explanation at the keyboard")
	truth("(() => { const r = "+tip+".getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.height > 10; })()", "the explanation is on the screen")
	for _, want := range []string{"كتابها", "کتاب‌ZWNJها", "letters: arabic-kaf, 99.0 %, U+0643 → U+06A9", "zwnj: plural"} {
		if got := text(tip + ".textContent"); !strings.Contains(got, want) {
			t.Errorf("%q is not in the explanation %q", want, got)
		}
		if got := text(article + ".querySelector('.list li').textContent"); !strings.Contains(got, want) {
			t.Errorf("%q is not in the list %q", want, got)
		}
	}
	c.press("Escape", 27, "")
	truth("!"+tip+".checkVisibility()", "Escape closes it")
	truth(article+".querySelector('a.wide sup').textContent === '2'", "the line that was repaired as a whole")
	truth("getComputedStyle("+article+".querySelector('.very')).textDecorationStyle === 'wavy'", "a word that is not sure at all")

	// What a screen reader needs.
	truth("[...document.querySelectorAll('h1, h2, h3')].every((h, i, all) => i === 0 ? h.tagName === 'H1' : h.tagName[1] - all[i - 1].tagName[1] <= 1)", "headings")
	truth("[...document.querySelectorAll('th')].every((th) => th.scope)", "heads of tables")
	truth("[...document.querySelectorAll('input, select')].every((e) => e.labels.length === 1)", "labels")
	truth("[...document.querySelectorAll('img')].every((e) => e.alt)", "pictures have words")
	truth("[...document.querySelectorAll('[aria-describedby], [aria-labelledby]')].every((e) => document.getElementById(e.getAttribute('aria-describedby') ?? e.getAttribute('aria-labelledby')))", "references")
	truth("(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length === new Set(ids).size; })()", "ids")
	truth("[...document.querySelectorAll('a[href^=\"#\"]')].every((a) => document.getElementById(a.getAttribute('href').slice(1)))", "links")

	for _, m := range c.complaints() {
		t.Error(m)
	}
}

// TestScreenshots takes pictures of a report: `make screenshots`.
func TestScreenshots(t *testing.T) {
	if *shots == "" {
		t.Skip("-shots names no folder")
	}
	c := startChromium(t)
	path, err := filepath.Abs(*reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(*shots, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, s := range screens {
		for _, scheme := range schemes {
			c.screen(s.width, s.height, scheme)
			c.open(path)
			for _, part := range []string{"totals", "failures", "pages", "worst", "p1", "p4", "p7"} {
				var there bool
				scroll := "document.getElementById('" + part + "')?.scrollIntoView() !== undefined || document.getElementById('" + part + "') !== null"
				for range 3 { // articles above get their height when they come into sight
					c.eval("("+scroll+") && new Promise((done) => setTimeout(() => done(true), 120))", &there)
				}
				if there {
					c.shot(filepath.Join(*shots, s.name+"-"+scheme+"-"+part+".png"))
				}
			}
		}
	}
	// The two of the README: a scan beside its text with one repair explained, and totals.
	c.screen(1200, 720, "light")
	c.open(path)
	c.eval(`(async () => {
		const wait = () => new Promise((done) => setTimeout(done, 150));
		const scans = [...document.querySelectorAll('article')].filter((a) => a.querySelector('img') && a.querySelector('a.rep') && a.querySelector('.uns'));
		if (scans.length === 0) return; // another batch than that of the README
		const most = scans.sort((a, b) => b.querySelectorAll('a.rep').length - a.querySelectorAll('a.rep').length)[0];
		for (let i = 0; i < 4; i++) { most.scrollIntoView(); await wait(); }
		most.querySelector('a.rep').focus({preventScroll: true});
		await wait();
	})()`, nil)
	c.shot(filepath.Join(*shots, "readme-desktop.png"))
	c.screen(360, 720, "dark")
	c.open(path)
	c.shot(filepath.Join(*shots, "readme-phone.png"))
	for _, name := range []string{"readme-desktop.png", "readme-phone.png"} {
		if err := fewColours(filepath.Join(*shots, name)); err != nil {
			t.Error(err)
		}
	}
	for _, m := range c.complaints() {
		t.Error(m)
	}
}

// readmeColours is how many colours a picture of the README has: text on a ground needs few,
// and each bit of a pixel counts in a repository.
const readmeColours = 96

// fewColours writes a PNG again with its most frequent colours alone.
func fewColours(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		return err
	}
	counts := map[color.RGBA]int{}
	b := m.Bounds()
	at := func(x, y int) color.RGBA {
		c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
		return color.RGBA{c.R, c.G, c.B, 255}
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(counts), func(p, q color.RGBA) int {
		return cmp.Or(counts[q]-counts[p], int(p.R)-int(q.R), int(p.G)-int(q.G), int(p.B)-int(q.B))
	})
	var few color.Palette
	for _, c := range colours[:min(len(colours), readmeColours)] {
		few = append(few, c)
	}
	out := image.NewPaletted(b, few)
	nearest := map[color.RGBA]uint8{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := at(x, y)
			i, ok := nearest[c]
			if !ok {
				i = uint8(few.Index(c))
				nearest[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	w, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join((&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, out), w.Close())
}
