package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/fixtures/score"
)

// formats reads files that each have one feature or fault of the format: what
// any other program can read, paknevis must read too.
func (b *bench) formats(ctx context.Context) ([]*table, error) {
	variants, err := b.variants(ctx)
	features, err2 := b.features(ctx)
	var list []*table
	for _, t := range []*table{variants, features} {
		if len(t.rows) > 0 {
			list = append(list, t)
		}
	}
	return list, errors.Join(err, err2)
}

// all reads one file by every program; what a program refuses is empty, as it
// is for its user.
func (b *bench) all(ctx context.Context, file string) (programs []string, texts map[string]string, err error) {
	never, _, err := b.convert(ctx, []string{file}, "--ocr", "never")
	programs, texts = []string{"paknevis"}, map[string]string{"paknevis": never[file]}
	for _, p := range b.peers() {
		text, readErr := p.read(ctx, file)
		if ctx.Err() != nil {
			return nil, nil, errors.Join(err, readErr)
		}
		programs = append(programs, p.name)
		texts[p.name] = text
	}
	return programs, texts, err
}

// variants have a gold text.
func (b *bench) variants(ctx context.Context) (*table, error) {
	t := &table{
		title: "Outside variants of a page",
		note:  "Exact words, paknevis without OCR: redistilled, rewritten, encrypted, cut, with junk. The last column names the programs that are better than paknevis.",
	}
	files, err := filepath.Glob(filepath.Join(b.corpus, "corpus", "made", "variants", "*.pdf"))
	if err != nil {
		return t, err
	}
	var failed []error
	for _, file := range files {
		part := strings.Split(base(file), "-")
		if len(part) < 4 {
			continue // several pages of different texts
		}
		gold, err := os.ReadFile(filepath.Join(b.corpus, "corpus", "made", part[2]+".gold.txt"))
		if err != nil {
			failed = append(failed, err)
			continue
		}
		programs, texts, err := b.all(ctx, file)
		failed = append(failed, err)
		t.header = slices.Concat([]string{"file"}, programs, []string{"better"})
		row, better := []string{base(file)}, []string{}
		ours := score.Compare(string(gold), texts["paknevis"])
		b.figures.rates("variants/"+base(file), ours)
		for _, p := range programs {
			r := score.Compare(string(gold), texts[p])
			row = append(row, percent(r.WordRecall()))
			if r.WordRecall() > ours.WordRecall() {
				better = append(better, p)
			}
		}
		t.add(append(row, strings.Join(better, ", "))...)
	}
	return t, errors.Join(failed...)
}

// features have no gold text: the other programs are the witnesses.
func (b *bench) features(ctx context.Context) (*table, error) {
	t := &table{
		title: "Outside features of the format",
		note: "What each program reads, paknevis without OCR. Agree counts the programs whose letters are those of paknevis, out of those that read any; " +
			"letters is what some program has and paknevis has not.",
	}
	files, err := filepath.Glob(filepath.Join(b.corpus, "corpus", "made", "features", "*.pdf"))
	if err != nil {
		return t, err
	}
	var failed []error
	for _, file := range files {
		programs, texts, err := b.all(ctx, file)
		failed = append(failed, err)
		t.header = slices.Concat([]string{"file"}, programs, []string{"agree", "letters"})
		row := []string{base(file)}
		ours := letters(texts["paknevis"])
		agree, any, lost := 0, 0, ""
		for _, p := range programs {
			row = append(row, short(texts[p]))
			theirs := letters(texts[p])
			if p == "paknevis" || theirs == "" {
				continue
			}
			any++
			if theirs == ours {
				agree++
			}
			for _, r := range theirs {
				if !strings.ContainsRune(ours+lost, r) {
					lost += string(r)
				}
			}
		}
		t.add(append(row, of(agree, any), lost)...)
		b.figures["features/"+base(file)+"/letters-lost"] = float64(len([]rune(lost)))
	}
	return t, errors.Join(failed...)
}

// letters are the different characters of a text, sorted, without spaces,
// controls and the shapes of letters: in these, in the order, and in how often
// they give what is painted twice, programs differ that read the same.
func letters(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text)))
	slices.Sort(runes)
	return string(slices.Compact(runes))
}

// short is the beginning of a text on one line.
func short(text string) string {
	const most = 24
	line := strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "¦")
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	if line == "" {
		return "–"
	}
	return line
}
