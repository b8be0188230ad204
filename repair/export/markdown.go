package export

import (
	"regexp"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// NewMarkdown writes a repaired text as CommonMark, tables as GitHub has them. What its
// paragraphs are is told by the blocks of the page that their code points come from; p is
// nil for a text without a page. Line foot of the text, from 0, is line mdFoot of the result.
// Listings are those of the text, see Set.
func NewMarkdown(p *page.Page, text page.Text, listings []Listing, foot int) (md string, mdFoot int) {
	m := markdown{}
	if p != nil {
		m.s = newPlacer(p)
	}
	n := 0
	for line := range lines(text) {
		if len(listings) > 0 && n == listings[0].From {
			m.open(text)
		}
		m.line(line)
		if len(listings) > 0 && n == listings[0].To-1 {
			m.close()
			listings = listings[1:]
		}
		if n == foot {
			mdFoot = m.lines - 1
		}
		n++
	}
	return m.b.String(), max(mdFoot, 0)
}

func lines(t page.Text) func(func(page.Text) bool) {
	return func(yield func(page.Text) bool) {
		for from, i := 0, 0; i <= len(t); i++ {
			if i == len(t) && from == i {
				return
			}
			if i == len(t) || t[i].R == '\n' {
				if !yield(t[from:i]) {
					return
				}
				from = i + 1
			}
		}
	}
}

type markdown struct {
	s     *placer
	b     strings.Builder
	lines int    // written
	cells int    // of the table that is open, 0 for none
	blank bool   // the last line of the text was empty
	fence string // of the listing that is open, "" for none
}

func (m *markdown) write(line string) {
	m.b.WriteString(line)
	m.b.WriteByte('\n')
	m.lines++
}

// kind is what the block of a line is.
func (m *markdown) kind(t page.Text) page.Kind {
	if m.s == nil {
		return page.Paragraph
	}
	n := m.s.line(t)
	if n < 0 {
		return page.Paragraph
	}
	return m.s.p.Blocks[m.s.lines[n].block].Kind
}

// open begins a listing, with a fence longer than any in the text.
func (m *markdown) open(text page.Text) {
	fence, ticks := 3, 0
	for _, c := range text {
		if ticks++; c.R != '`' {
			ticks = 0
		}
		fence = max(fence, ticks+1)
	}
	if m.lines > 0 {
		m.write("")
	}
	m.fence = strings.Repeat("`", fence)
	m.write(m.fence)
}

func (m *markdown) close() {
	m.write(m.fence)
	m.fence, m.cells, m.blank = "", 0, true
}

// line writes a line of the text: a paragraph, or one line of verse or of a listing.
func (m *markdown) line(t page.Text) {
	if m.fence != "" {
		m.write(t.String())
		return
	}
	s := strings.TrimSpace(t.String())
	if s == "" {
		m.blank = true
		return
	}
	kind := m.kind(t)
	if kind == page.TableRow {
		m.row(strings.Split(s, "\t"))
		m.blank = false
		return
	}
	if m.lines > 0 && (m.blank || m.cells > 0) {
		m.write("")
	}
	m.cells, m.blank = 0, false
	s = strings.ReplaceAll(s, "\t", " / ") // hemistichs
	switch kind {
	case page.Heading:
		m.write("## " + inline(s))
	case page.ListItem:
		m.write(item(s))
	default:
		m.write(block(inline(s)))
	}
}

// row writes a row of a table; the first one is its head.
func (m *markdown) row(cells []string) {
	for i := range cells {
		cells[i] = strings.ReplaceAll(inline(cells[i]), "|", `\|`)
	}
	first := m.cells == 0
	if first {
		if m.lines > 0 {
			m.write("")
		}
		m.cells = len(cells)
	}
	for len(cells) < m.cells {
		cells = append(cells, "")
	}
	m.write("| " + strings.Join(cells, " | ") + " |")
	if first {
		m.write("|" + strings.Repeat(" --- |", len(cells)))
	}
}

// item writes a list item: its sign becomes that of CommonMark, numbers stay.
func item(s string) string {
	sign, rest, ok := strings.Cut(s, " ")
	if ok && len([]rune(sign)) == 1 && strings.ContainsAny(sign, "-*•▪●○◦–") {
		return "- " + inline(strings.TrimSpace(rest))
	}
	if ok && isNumber.MatchString(sign) {
		return sign + " " + inline(strings.TrimSpace(rest))
	}
	return block(inline(s))
}

var (
	isNumber = regexp.MustCompile(`^[0-9]{1,9}[.)]$`)
	// What CommonMark would take for more than text: an escape, code, emphasis at the edge
	// of a word, a tag, an entity, a strike-through, a link.
	special = regexp.MustCompile("[\\\\`*]|\\b_|_\\b|<[A-Za-z/!?]|&(?:[A-Za-z]+|#[0-9]+|#[xX][0-9A-Fa-f]+);|~~|\\](?:[(\\[:])")
	// What makes a line something else than a paragraph.
	opening = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[0-9]{1,9}[.)](?:\s|$)|(?:[-_=]\s*)+$)`)
)

// inline escapes what CommonMark would read in the text of a line.
func inline(s string) string {
	return special.ReplaceAllStringFunc(s, func(m string) string { return `\` + m })
}

// block escapes what CommonMark would read at the start of a line.
func block(s string) string {
	at := opening.FindStringIndex(s)
	if at == nil {
		return s
	}
	if i := strings.IndexAny(s[:at[1]], ".)"); i > 0 && s[0] >= '0' && s[0] <= '9' {
		return s[:i] + `\` + s[i:]
	}
	return `\` + s
}
