package tesseract

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paknevis/paknevis/fixtures/score"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

// TestMain starts the tests again with one OpenMP thread: the variable counts
// only when it is there from the start.
func TestMain(m *testing.M) {
	if CheckThreads(os.Getenv) == nil {
		os.Exit(m.Run())
	}
	cmd := exec.Command(os.Args[0], os.Args[1:]...)
	cmd.Env = append(os.Environ(), threadLimit+"=1")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		os.Exit(1)
	}
}

func needModels(t testing.TB, languages ...string) {
	have, err := Languages("")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		if !slices.Contains(have, l) {
			t.Skipf("the model %s is not installed: install %s to run this test", l, DebianName(l))
		}
	}
}

func load(t testing.TB, name string) *ocr.Image {
	data, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "scan", name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := ocr.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return m[0]
}

func gold(t testing.TB, name string) string {
	data, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "gold", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// errorRate is the edit distance over the length of want, white space collapsed.
func errorRate(got, want string) float64 {
	a, b := []rune(strings.Join(strings.Fields(want), " ")), []rune(strings.Join(strings.Fields(got), " "))
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return float64(row[len(b)]) / float64(len(a))
}

// reading is what the engine makes of a picture as page 3.
func reading(t *testing.T, e *Engine, image string) *ocr.Reading {
	t.Helper()
	r, err := e.Recognize(context.Background(), load(t, image), ocr.Options{Number: 3})
	if err != nil {
		t.Fatalf("%s: %v", image, err)
	}
	return r
}

func TestScans(t *testing.T) {
	needModels(t, "fas", "eng")
	e := New(Options{})
	defer e.Close()
	// The measured character error of each, and room for another version of the
	// model above it; tesseract 5.3.0 -l fas by itself has 7.7 % on the clean page.
	for _, c := range []struct {
		image, gold string
		most        float64
	}{
		{"prose-clean.png", "prose", 0.045},
		{"prose-turned-180.jpg", "prose", 0.045},
		{"prose-shadow.jpg", "prose", 0.055},
		{"columns-blur.jpg", "columns", 0.03},
	} {
		r := reading(t, e, c.image)
		if rate := errorRate(r.Page.Flow().String(), gold(t, c.gold)); rate > c.most {
			t.Errorf("%s: character error %.2f %%, at most %.2f %% was wanted", c.image, rate*100, c.most*100)
		}
		if r.Unread > ocr.MaxUnread || r.Conf < 0.7 || r.Page.Number != 3 {
			t.Errorf("%s: unread %.3f, confidence %.2f, page %d", c.image, r.Unread, r.Conf, r.Page.Number)
		}
		checkPage(t, c.image, &r.Page)
	}
}

// TestNumbers: numbers are read digit by digit. Tesseract by itself has 6 of the 14 of the
// prose and 9 of the 28 of the table.
func TestNumbers(t *testing.T) {
	needModels(t, "fas", "eng")
	e := New(Options{})
	defer e.Close()
	for _, c := range []struct {
		image, gold string
		least       float64
	}{{"prose-clean.png", "prose", 0.7}, {"prose-skew.jpg", "prose", 0.7}, {"table-skew.png", "table", 0.5}} {
		r := reading(t, e, c.image)
		got := score.Compare(gold(t, c.gold), r.Page.Flow().String())
		t.Logf("%s: %d of %d numbers", c.image, got.NumbersFound, got.Numbers)
		if got.NumberRecall() < c.least {
			t.Errorf("%s: %d of %d numbers are right", c.image, got.NumbersFound, got.Numbers)
		}
	}
}

// checkPage holds a page against what the model promises.
func checkPage(t *testing.T, name string, p *page.Page) {
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			if l.Source != page.SourceOCR || l.Conf < 0 || l.Conf > 1 {
				t.Errorf("%s: source %v, confidence %v", name, l.Source, l.Conf)
			}
			for _, c := range l.Text {
				if c.From == page.Inferred {
					continue
				}
				g := p.Glyphs[c.From]
				if !strings.ContainsRune(g.Text, c.R) || g.Evidence != page.EvidenceOCR || !p.Box.Contains(g.Box.Center()) || g.Box.Empty() {
					t.Fatalf("%s: %+q is said to come from %+v", name, c.R, g)
				}
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	needModels(t, "fas")
	e := New(Options{})
	defer e.Close()
	img := load(t, "table-skew.png")
	if _, err := e.Recognize(context.Background(), img, ocr.Options{Languages: []string{"xyz"}}); !errors.Is(err, ErrModel) || !strings.Contains(err.Error(), "tesseract-ocr-xyz") {
		t.Errorf("unknown model: %v", err)
	}
	if _, err := e.Recognize(context.Background(), img, ocr.Options{Languages: []string{"../fas"}}); !errors.Is(err, ErrModel) {
		t.Errorf("a path as a model: %v", err)
	}
	if _, err := e.Recognize(context.Background(), nil, ocr.Options{}); !errors.Is(err, ocr.ErrTooSmall) {
		t.Errorf("no image: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := e.Recognize(ctx, load(t, "prose-clean.png"), ocr.Options{}); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("deadline: %v after %v", err, time.Since(start))
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "fas.traineddata"), []byte("not a model at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Check(Options{ModelDir: dir}); !errors.Is(err, ErrModel) {
		t.Errorf("damaged model: %v", err)
	}
	if err := Check(Options{}); err != nil {
		t.Errorf("installed models: %v", err)
	}
	if CheckThreads(func(string) string { return "" }) == nil || CheckThreads(func(string) string { return "1" }) != nil {
		t.Error("the thread limit is not told apart")
	}
}

func TestConcurrent(t *testing.T) {
	needModels(t, "fas")
	e := New(Options{Readers: 2, RecyclePages: 1})
	defer e.Close()
	img := load(t, "table-skew.png")
	texts := make([]string, 3)
	var wg sync.WaitGroup
	for i := range texts {
		wg.Go(func() {
			r, err := e.Recognize(context.Background(), img, ocr.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			texts[i] = r.Page.Flow().String()
		})
	}
	wg.Wait()
	if texts[0] == "" || len(slices.Compact(texts)) != 1 {
		t.Errorf("three readings of one page differ or are empty: %q", texts)
	}
}

func BenchmarkRecognize(b *testing.B) {
	needModels(b, "fas", "eng")
	e := New(Options{})
	defer e.Close()
	img := load(b, "prose-clean.png")
	for b.Loop() {
		if _, err := e.Recognize(context.Background(), img, ocr.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func Example() {
	img := &ocr.Image{} // from ocr.Decode or raster.PageOf
	e := New(Options{})
	defer e.Close()
	_, err := e.Recognize(context.Background(), img, ocr.Options{Number: 1})
	fmt.Println(errors.Is(err, ocr.ErrTooSmall))
	// Output: true
}
