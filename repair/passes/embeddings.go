package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/bidi"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Embeddings puts lines that hold their order in embedding controls into the order that
// they have without them.
func Embeddings() pass.Pass {
	return pass.Pass{
		Name:  "embeddings",
		Class: pass.Lossy,
		Doc: `Fault: numbers, Latin words and the signs and spaces beside them stand in the order in which they are seen,
between embedding controls (U+202A to U+202E); without these, as every tool that drops what it cannot see has them, the space
of a hyphen stands behind it, stops before their sentence, and a bracket inside of the word that it closes.
Cause: pdftotext, which puts what it sees between two such controls.
Repair: the line is displayed by its controls and read again as one without any (embedded).
Left alone: lines with an embedding that is not closed or a right-to-left letter that is not in one of its direction,
isolates, which people type, and the shape of brackets.
Risk: a Latin sign that somebody set by hand at the edge of an embedding goes to its other side.`,
		Run: embeddings,
	}
}

const (
	lre = '\u202A' // LEFT-TO-RIGHT EMBEDDING
	rle = '\u202B' // RIGHT-TO-LEFT EMBEDDING
	pdf = '\u202C' // POP DIRECTIONAL FORMATTING
	lro = '\u202D' // LEFT-TO-RIGHT OVERRIDE
	rlo = '\u202E' // RIGHT-TO-LEFT OVERRIDE
)

// maxEmbedded bounds the code points of a line that is displayed.
const maxEmbedded = 10_000

func embeddings(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signControl == 0 || l.Len() > maxEmbedded || !embeds(v.Text[l.From:l.To]) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		edits = append(edits, v.Edit(l, unembedded(v.Text[l.From:l.To]), "embedded", certain))
	}
	return edits, nil
}

// embeds reports a line as pdftotext writes it: with embeddings that are all closed in
// it, and right-to-left letters in those from right to left alone. Controls that are
// strewn into a text are not like that, and hold no order.
func embeds(t page.Text) bool {
	var open []rune
	found, left := false, 0
	for _, c := range t {
		switch c.R {
		case lre, rle:
			if len(open) >= maxEmbedding {
				return false
			}
			if open = append(open, c.R); c.R == lre {
				left++
			}
		case pdf:
			if len(open) == 0 {
				return false
			}
			if open[len(open)-1] == lre {
				left--
			}
			open, found = open[:len(open)-1], true
		case lro, rlo:
			return false
		default:
			if (left > 0 || len(open) == 0) && isArabic(c.R) {
				return false
			}
		}
	}
	return found && len(open) == 0
}

// maxEmbedding bounds the embeddings inside each other.
const maxEmbedding = 8

// embeddedCluster is a letter with its marks, by their places in a line.
type embeddedCluster struct{ from, to int }

// unembedded is a line without its embedding controls, in the order in which one without
// them is displayed like it.
func unembedded(t page.Text) page.Text {
	rs := make([]rune, len(t))
	depth, latin, eastern := 0, false, false // letters outside of embeddings
	for i, c := range t {
		rs[i] = c.R
		switch c.R {
		case lre, rle, lro, rlo:
			depth++
		case pdf:
			depth--
		default:
			switch class := bidi.ClassOf(c.R); {
			case class == bidi.L:
				latin = latin || depth <= 0
			case class == bidi.R, class == bidi.AL:
				eastern = true
			}
		}
	}
	levels := bidi.Levels(rs, bidi.LeftToRight)
	var clusters []embeddedCluster
	var heights []bidi.Level
	for i := 0; i < len(rs); i++ {
		switch r := rs[i]; {
		case r >= lre && r <= rlo:
		case (isMark(r) || r == zwnj || r == zwj) && len(clusters) > 0 && clusters[len(clusters)-1].to == i:
			clusters[len(clusters)-1].to++
		default:
			clusters, heights = append(clusters, embeddedCluster{i, i + 1}), append(heights, levels[i])
		}
	}
	visual := make([]embeddedCluster, len(clusters))
	for i, k := range bidi.Order(heights) {
		visual[i] = clusters[k]
	}
	out := make(page.Text, 0, len(t))
	take := func(c embeddedCluster) { out = append(out, t[c.from:c.to]...) }
	base := bidi.RightToLeft
	if latin {
		base = bidi.LeftToRight
	}
	if !eastern {
		for _, c := range visual {
			take(c)
		}
		return out
	}
	order, _, _ := bidi.LogicalFunc(visual, base, func(c embeddedCluster) rune { return rs[c.from] })
	for _, i := range order {
		take(visual[i])
	}
	return out
}
