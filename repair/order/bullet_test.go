package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestEndBullet: items of a list that were reversed with their sign begin with it again,
// whatever stands before it on the page.
func TestEndBullet(t *testing.T) {
	items := []string{
		"را هر روز آب می‌دهد. باغبان پیر درخت‌ها -",
		"به مدرسه می‌روند. بچه‌های روستا صبح‌ها -",
		"را نوشت و به پست سپرد. خواهرم نامه -",
		"از شهر بازگشتند. مسافران شب گذشته -",
	}
	lines := make([][]rune, len(items))
	for i, l := range items {
		lines[i] = []rune(l)
	}
	if got := endBullet(lines); got != '-' {
		t.Fatalf("the bullet is %q", got)
	}
	if got := endBullet(lines[:minBullets-1]); got != 0 {
		t.Errorf("few items have the bullet %q", got)
	}
	for i, c := range NewReader(lang.Default()).Lines(lines, Options{Law: Convention{Bullet: '-'}}) {
		got := string(c.Apply(lines[i]))
		if !strings.HasPrefix(strings.TrimSpace(got), "- ") || strings.Count(got, "-") != 1 {
			t.Errorf("%q is read as %q", items[i], got)
		}
		if len(strings.ReplaceAll(got, " ", "")) != len(strings.ReplaceAll(items[i], " ", "")) {
			t.Errorf("%q lost or won letters: %q", items[i], got)
		}
	}
	// A dash that parts words is no bullet, and a line may be nothing else.
	for _, line := range []string{"-", " -", "  - ", "تهران-", "تهران - شیراز"} {
		if k := bulletAtEnd([]rune(line), '-'); k != 0 {
			t.Errorf("%q: a bullet at %d", line, k)
		}
	}
}

func TestTurned(t *testing.T) {
	m := lang.Default()
	for _, c := range []struct {
		text string
		cuts uint32
	}{
		{"خانهکتاب", 1 << 4}, // two parts
		{"روهاکش", 0},
		{"مانسینگ", 0},                     // a name
		{"کتابخانه", 0},                    // as it should be: its parts make nothing else
		{"ها", 0},                          // too short
		{strings.Repeat("خانهکتاب", 2), 0}, // too long
	} {
		if got := turned(m, []rune(c.text)); got != c.cuts {
			t.Errorf("%s is cut at %b, want %b", c.text, got, c.cuts)
		}
	}
}

// TestLead: what is known to stand first stays there by either law, and the rest is read as a line
// without it.
func TestLead(t *testing.T) {
	m := lang.Default()
	const rest = "را هر روز آب می‌دهد باغبان پیر درخت‌ها"
	line := []rune(string(Lead) + " " + rest)
	for _, law := range []Convention{{}, {Segments: true, Doubled: true}} {
		search := Search
		if law.Segments {
			search = SearchSegments
		}
		want := string(search(m, []rune(rest), Options{Law: law})[0].Apply([]rune(rest)))
		if got := string(search(m, line, Options{Law: law})[0].Apply(line)); strings.TrimPrefix(got, string(Lead)+" ") != want || got == want {
			t.Errorf("%+v: %q is read as %q, want %q behind its lead", law, rest, got, want)
		}
	}
}
