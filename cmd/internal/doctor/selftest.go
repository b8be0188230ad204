package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/report"
)

const (
	// pageTime bounds the reading of the page of the self test.
	pageTime = 2 * time.Minute
	// slowPage is above what the page takes where all is well: 1.1 s on a server with two
	// processors, 3 s between six other busy programs. Threads of OpenMP make it four to
	// six times as long.
	slowPage = 5 * time.Second
	// minFound is the least part of the words of the page that must come out; with the
	// fast models of Debian 12 it is 0.95.
	minFound = 0.8
	// minWord is the least length of a word that is looked for, in characters.
	minWord = 4
)

// selfTest reads a scanned page the way convert does, in a worker.
func selfTest(ctx context.Context, h Host) Check {
	c := Check{Mark: Missing, Name: "self test", Needed: true}
	gold, err := fixtures.Gold("prose")
	if err != nil {
		c.Detail = err.Error()
		return c
	}
	start := time.Now()
	text, err := readPage(ctx, h)
	if err != nil {
		c.Detail = "a scanned page was not read: " + err.Error()
		var f *report.Failure
		switch {
		case !errors.As(err, &f):
		case strings.HasPrefix(f.Code, "missing-"):
			c.Hint = "first install what is missing"
		default:
			c.Hint = f.Hint
		}
		return c
	}
	took := time.Since(start)
	judge(&c, text, gold, took)
	return c
}

// judge compares a reading with what the page says.
func judge(c *Check, text, gold string, took time.Duration) {
	found, all := common(text, gold)
	c.Seconds = took.Round(time.Millisecond).Seconds()
	c.Detail = fmt.Sprintf("a scanned page read in %.1f s, %d of %d words found", c.Seconds, found, all)
	switch {
	case float64(found) < minFound*float64(all):
		c.Mark, c.Hint = Missing, "the models or libraries do not do their work: "+reinstall("tesseract-ocr-fas tesseract-ocr-eng")
	case took > slowPage:
		c.Mark, c.Hint = Slow, "give it more processor time, and fewer --jobs at once"
	default:
		c.Mark = OK
	}
}

// common counts the different words of gold that the text has.
func common(text, gold string) (found, all int) {
	read := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		read[w] = true
	}
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(gold) {
		if seen[w] || utf8.RuneCountInString(w) < minWord {
			continue
		}
		seen[w] = true
		if all++; read[w] {
			found++
		}
	}
	return found, all
}

// readPage has a worker read the scanned page.
func readPage(ctx context.Context, h Host) (string, error) {
	dir, err := os.MkdirTemp("", "paknevis-doctor-*")
	if err != nil {
		return "", fmt.Errorf("keeping the page: %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(path, fixtures.Fax(), 0o600); err != nil {
		return "", fmt.Errorf("keeping the page: %w", err)
	}
	config, err := h.Worker(path)
	if err != nil {
		return "", err
	}
	w, err := worker.Start(config)
	if err != nil {
		return "", err
	}
	defer context.AfterFunc(ctx, w.Interrupt)()
	job := &pipeline.Job{Path: path, Name: "page.pdf", First: 1, Last: 1, Options: pipeline.Options{OCR: pipeline.OCRAlways, Languages: []string{"fas", "eng"}}}
	if err := w.Send(pipeline.Request{Pages: job}); err != nil {
		return "", err
	}
	var page, end pipeline.Response
	if err := w.Receive(&page, pageTime); err != nil {
		return "", err
	}
	if page.Failure != nil {
		w.Close()
		return "", page.Failure
	}
	if page.Page == nil {
		w.Kill()
		return "", errors.New("the worker gave no page")
	}
	if err := w.Receive(&end, pageTime); err != nil {
		return "", err
	}
	w.Close()
	if f := page.Page.Record.Error; f != nil {
		return "", f
	}
	return page.Page.Text, nil
}
