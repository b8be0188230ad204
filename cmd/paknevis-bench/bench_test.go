package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
)

// The stand-ins answer every page with the file that $ANSWER names; repair
// gives back what it gets. Peers turn the answer's lines around.
const (
	fakePaknevis = `#!/bin/sh
case $1 in
version) echo fake 1 ;;
repair) exec /bin/cat ;;
convert)
	while [ $# -gt 0 ]; do
		case $1 in
		-o) out=$2; shift ;;
		-j|--ocr) shift ;;
		*.*) name=${1##*/}; /bin/cat "$ANSWER" > "$out/${name%.*}.txt" ;;
		esac
		shift
	done ;;
esac
`
	fakeReader = `#!/bin/sh
case $1 in -v|--version) echo "${0##*/} 1" >&2; exit ;; esac
/usr/bin/tac "$ANSWER"
printf '\f'
`
	// A page is one white pixel.
	fakeDrawer = "#!/bin/sh\nfor last; do :; done\ncase $last in *.pdf) printf 'P5\\n1 1\\n255\\n\\377' ;; *) : > \"$last-1.pgm\" ;; esac\n"
	failing    = "#!/bin/sh\necho broken >&2\nexit 3\n"
)

// programs puts stand-ins into a folder that is the whole PATH, and gives the one for paknevis.
func programs(t *testing.T, scripts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("ANSWER", fixtures.Path("gold/lines.txt"))
	return filepath.Join(dir, "paknevis")
}

// call runs the command and gives its exit code and outputs.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return code, out.String(), err.String()
}

// row finds a row of a table by its first cells and gives all of its cells.
func row(t *testing.T, text string, first ...string) []string {
	t.Helper()
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		same := len(cells) >= len(first)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
			same = same && (i >= len(first) || cells[i] == first[i])
		}
		if same {
			return cells
		}
	}
	t.Fatalf("no row %q in\n%s", first, text)
	return nil
}

func TestPrinted(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis, "pdftotext": fakeReader})
	code, out, stderr := call(t, "-binary", binary, "-only", "printed")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if !strings.Contains(out, "Measured with fake 1, pdftotext 1.") {
		t.Error("the versions are missing")
	}
	if got := row(t, out, "pango", "paknevis")[2]; got != "67/67" {
		t.Errorf("%s exact lines, want all", got)
	}
	ours, peer := row(t, out, "pango-lines"), row(t, out, "pango", "pdftotext")
	if ours[1] != "100.0 %" || ours[3] != "100.0 %" || ours[5] != "0.0 %" {
		t.Errorf("right words, peer's words in another order, no error: %q", ours)
	}
	if peer[4] == "0.0 %" {
		t.Error("lines in the wrong order are no error of the peer")
	}
	if !strings.Contains(out, "not installed: mutool, pdf.js.") || strings.Contains(out, "| mutool") {
		t.Error("a figure for a program that is not installed")
	}
}

func TestBroken(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis})
	code, out, stderr := call(t, "-binary", binary, "-only", "broken")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "digits-arabic"); r[2] != "0/2" || r[3] != r[4] || r[3] == "0.0 %" {
		t.Errorf("a repair that does nothing: %q", r)
	}
	if r := row(t, out, "negative"); r[2] != "0" || r[1] == "0" {
		t.Errorf("healthy texts left alone: %q", r)
	}
}

func TestExtracted(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis, "pdftotext": fakeReader})
	code, out, stderr := call(t, "-binary", binary, "-only", "extracted")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "pdftotext", "all"); r[2] == "0" || r[3] == "0.0 %" || r[3] != r[4] {
		t.Errorf("a repair that does nothing: %q", r)
	}
	if strings.Contains(out, "| mutool") {
		t.Error("a figure for a program that is not installed")
	}
}

func TestDamageIsSeen(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": "#!/bin/sh\n/bin/cat\necho more\n"})
	_, out, stderr := call(t, "-binary", binary, "-only", "broken", "-v")
	if r := row(t, out, "negative"); r[1] != r[2] || r[1] == "0" {
		t.Errorf("every text is changed: %q", r)
	}
	if !strings.Contains(stderr, "== negative ") || !strings.Contains(stderr, "+ more\n") {
		t.Error("-v does not show what is wrong")
	}
}

// TestDamage has a stand-in that tells of a fault and loses all but one word.
func TestDamage(t *testing.T) {
	idle := "#!/bin/sh\ncase $1 in version) echo fake 1 ;; *) printf '{\"text\":\"x\",\"warnings\":[{\"code\":\"sick-line\"}]}' ;; esac\n"
	binary := programs(t, map[string]string{"paknevis": idle})
	code, out, stderr := call(t, "-binary", binary, "-only", "damage", "-faults", "none,tatweel,tatweel+hard-wrap")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "none"); r[3] != "0" || r[5] != r[2] || r[6] != "6/6" {
		t.Errorf("nothing struck, every line harmed, every page told of: %q", r)
	}
	if r := row(t, out, "tatweel"); r[3] == "0" || r[4] != "0.0 %" || r[7] == "0.0 %" {
		t.Errorf("a repair that loses the text: %q", r)
	}
	row(t, out, "tatweel+hard-wrap")
	if code, _, _ := call(t, "-binary", binary, "-only", "damage", "-faults", "no-such-fault"); code != 1 {
		t.Errorf("an unknown fault: exit code %d", code)
	}
}

// TestSingle has a stand-in that gives one line back as it is and loses every other one.
func TestSingle(t *testing.T) {
	const echo = "#!/bin/sh\ncase $1 in version) echo fake 1; exit ;; esac\nread -r line\ncase $line in *'%s'*) printf '{\"text\":\"%%s\"}' \"$line\" ;; *) echo '{\"text\":\"x\"}' ;; esac\n"
	ours, err := ownLines()
	if err != nil {
		t.Fatal(err)
	}
	binary := programs(t, map[string]string{"paknevis": fmt.Sprintf(echo, ours[0])})
	code, out, stderr := call(t, "-binary", binary, "-only", "single", "-faults", "none,tatweel,hard-wrap", "-v")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "none"); r[1] != "40" || r[2] != "1/40" || r[3] != "0.0 %" || r[4] == "0.0 %" {
		t.Errorf("healthy lines, of which one is left alone: %q", r)
	}
	for _, name := range []string{"tatweel", "tatweel, every place"} {
		if r := row(t, out, name); r[1] == "0" || r[2] != "0/"+r[1] || r[3] == "0.0 %" {
			t.Errorf("a repair that loses the text: %q", r)
		}
	}
	if strings.Contains(out, "hard-wrap") {
		t.Error("a fault that no line can have")
	}
	if !strings.Contains(stderr, "== none\n< "+ours[1]+"\n- "+ours[1]+"\n+ x\n") || strings.Contains(stderr, "< "+ours[0]+"\n") {
		t.Error("-v does not show what is wrong, or what is right")
	}
	if code, _, _ := call(t, "-binary", binary, "-only", "single", "-faults", "no-such-fault"); code != 1 {
		t.Errorf("an unknown fault: exit code %d", code)
	}
}

// TestHeldOutLines: lines that can stand alone, of each held-out text.
func TestHeldOutLines(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "corpus", "text"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i, name := range heldTexts {
		text := fmt.Sprintf("کوتاه است.\nباران %d در باغ می‌بارید و او خواب بود.\n%s\n", i, strings.Repeat("دراز ", mostLetters))
		if err := os.WriteFile(filepath.Join(dir, "corpus", "text", name+".txt"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := (&bench{corpus: dir}).heldOutLines()
	if want := []string{"باران 0 در باغ می‌بارید و او خواب بود.", "باران 1 در باغ می‌بارید و او خواب بود."}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestScansAndSpeed(t *testing.T) {
	binary := programs(t, map[string]string{
		"paknevis": fakePaknevis, "tesseract": fakeReader, "pdftotext": fakeReader,
		"pdftoppm": fakeDrawer,
	})
	history := filepath.Join(t.TempDir(), "history.json")
	md := filepath.Join(t.TempDir(), "bench.md")
	code, out, stderr := call(t, "-binary", binary, "-only", "scans,speed,text", "-json", history, "-md", md)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "lines.pdf"); r[6] != "0.0 %" || r[2] == "0.0 %" || !strings.HasSuffix(r[5], "×") {
		t.Errorf("scan: %q", r)
	}
	if r := row(t, out, "amiri", "prose"); r[2] == "0.0 %" || r[7] == "0" {
		t.Errorf("a clean page that is read as another: %q", r)
	}
	row(t, out, "all kinds")
	if r := row(t, out, "paknevis, one call, --jobs 1"); !strings.HasSuffix(r[1], " pages/s") || !strings.HasSuffix(r[2], "×") {
		t.Errorf("speed: %q", r)
	}
	if r := row(t, out, "libreoffice-prose", "200", "paknevis", "2"); !strings.HasSuffix(r[6], "×") {
		t.Errorf("long documents: %q", r)
	}
	if r := row(t, out, "paknevis repair, one word"); r[1] == "–" || r[3] != "–" {
		t.Errorf("start of repair: %q", r)
	}
	if r := row(t, out, "virastar"); r[1] != "not installed" {
		t.Errorf("a peer that is not there: %q", r)
	}
	if text, err := os.ReadFile(md); err != nil || string(text) != out {
		t.Errorf("-md: %v, or not what was printed", err)
	}
	if code, _, stderr := call(t, "-binary", binary, "-only", "scans", "-json", history); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	data, err := os.ReadFile(history)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines of history, want 2", len(lines))
	}
	var call struct {
		Programs []string
		Figures  map[string]float64
	}
	if err := json.Unmarshal([]byte(lines[0]), &call); err != nil {
		t.Fatal(err)
	}
	if cer, ok := call.Figures["scans/lines.pdf/paknevis/cer"]; !ok || cer != 0 || call.Figures["text/healthy/mb-per-second"] <= 0 || len(call.Programs) != 3 {
		t.Errorf("history: %+v", call)
	}
}

// TestOutsideScans: lines and pages of an outside folder, with their texts.
func TestOutsideScans(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis, "tesseract": fakeReader, "pdftoppm": fakeDrawer})
	dir := t.TempDir()
	for name, text := range map[string]string{
		"answer.txt": "سلام دنیا", "corpus/ocr/a-lines/gt.tsv": "1.tif\tسلام دنیا\n2.tif\tسلام\n", "corpus/ocr/b-lines/7.gt.txt": "سلام دنیا",
		"corpus/ocr/scan-x.pdf": "", "corpus/pdf/x-report.pdf": "", "corpus/pdf/none.pdf": "", "corpus/truth/x-report.txt": "دنیا سلام خوب",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("ANSWER", filepath.Join(dir, "answer.txt"))
	code, out, stderr := call(t, "-binary", binary, "-only", "scans", "-corpus", dir)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "a-lines"); r[1] != "2" || r[2] != "0" || r[5] != "100.0 %" {
		t.Errorf("lines: %q", r)
	}
	row(t, out, "b-lines")
	if r := row(t, out, "ocr/scan-x", "as it is"); r[2] != "66.7 %" || r[3] != "100.0 %" || r[4] != "–" {
		t.Errorf("a page: %q", r)
	}
	row(t, out, "pdf/x-report", "layer")
	row(t, out, "pdf/x-report", "pixels")
}

func TestCorpus(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis, "mutool": fakeReader})
	dir := t.TempDir()
	for name, text := range map[string]string{
		"corpus/made/xx-prose-font.pdf": "", "corpus/made/prose.gold.txt": "یک دو\n",
		"corpus/pdf/book.pdf": "", "corpus/truth/book.txt": "یک\nدو سه\n",
		"corpus/pdf/unpaired.pdf": "",
		"cases/a.in.txt":          "یک\n", "cases/a.gold.txt": "یک\n",
		"cases/b.in.txt": "دو\n", "cases/b.gold.txt": "سه\n",
		"answer": "یک\nدو\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("ANSWER", filepath.Join(dir, "answer"))
	code, out, stderr := call(t, "-binary", binary, "-only", "corpus", "-corpus", dir)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if r := row(t, out, "xx-prose-font", "paknevis"); r[2] != "0.0 %" || r[6] != "100.0 %" || r[8] != "0.0 %" {
		t.Errorf("all words, one break too many: %q", r)
	}
	if r := row(t, out, "book", "paknevis"); r[4] != "33.3 %" {
		t.Errorf("one word of three missing: %q", r)
	}
	if r := row(t, out, "book", "mutool"); r[6] != "66.7 %" || r[4] == "33.3 %" {
		t.Errorf("words in the wrong order: %q", r)
	}
	if strings.Contains(out, "unpaired") {
		t.Error("a document without a text is measured")
	}
	if row(t, out, "a")[1] != "1/1" || row(t, out, "b")[1] != "0/1" {
		t.Error("broken texts that are right")
	}
}

// TestFormats: what another program has and paknevis has not is shown.
func TestFormats(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": fakePaknevis, "node": "#!/bin/sh\nfor last; do :; done\n[ $last = --version ] && echo pdf.js 1 || echo 'one dove'\n"})
	dir := t.TempDir()
	for name, text := range map[string]string{
		"corpus/made/xx-prose-font.pdf": "", "corpus/made/prose.gold.txt": "one two\n",
		"corpus/made/variants/cut-xx-prose-font.pdf": "", "corpus/made/variants/merged.pdf": "",
		"corpus/made/features/rotated.pdf": "",
		"answer":                           "two not\n", "node_modules/pdfjs-dist/legacy/build/pdf.mjs": "",
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("ANSWER", filepath.Join(dir, "answer"))
	code, out, stderr := call(t, "-binary", binary, "-only", "corpus", "-corpus", dir, "-pdfjs", dir)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if !strings.Contains(out, "Measured with fake 1, pdf.js 1.") || !strings.Contains(out, "Left out, because not installed: pdftotext, mutool.") {
		t.Errorf("programs: %.200s", out)
	}
	if r := row(t, out, "cut-xx-prose-font"); r[1] != "50.0 %" || r[2] != "50.0 %" || r[3] != "" {
		t.Errorf("one word of two each: %q", r)
	}
	if r := row(t, out, "rotated"); r[1] != "two not" || r[2] != "one dove" || r[3] != "0/1" || r[4] != "dev" {
		t.Errorf("the letters that the other has: %q", r)
	}
	if strings.Contains(out, "merged") {
		t.Error("a variant without a gold text")
	}
	if code, _, stderr := call(t, "-binary", binary, "-only", "corpus", "-corpus", dir, "-pdfjs", t.TempDir()); code != 1 || !strings.Contains(stderr, "no package pdfjs-dist in") {
		t.Errorf("a folder without pdf.js: exit code %d: %s", code, stderr)
	}
}

// TestFailure: the tables are there, the code and the message tell.
func TestFailure(t *testing.T) {
	binary := programs(t, map[string]string{"paknevis": failing, "pdftotext": failing})
	for _, only := range []string{"printed", "broken", "scans", "speed", "text"} {
		code, _, stderr := call(t, "-binary", binary, "-only", only)
		if code != 1 || !strings.Contains(stderr, "exit status 3: broken") {
			t.Errorf("%s: exit code %d: %.200s", only, code, stderr)
		}
	}
	if code, _, stderr := call(t, "-binary", binary+"-missing"); code != 1 || !strings.Contains(stderr, "no program to measure") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

// TestNoResult: a run that says of its inputs that they have no result was measured;
// one that ended the same way without a record has failed.
func TestNoResult(t *testing.T) {
	const refusing = "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ $1 = -o ] && out=$2; shift; done\n[ -n \"$out\" ] || exit 0\n"
	for script, want := range map[string]int{refusing + ": > \"$out/report.jsonl\"\nexit 2\n": 0, refusing + "exit 2\n": 1} {
		binary := programs(t, map[string]string{"paknevis": script})
		if code, _, stderr := call(t, "-binary", binary, "-only", "scans"); code != want {
			t.Errorf("exit code %d, want %d: %s", code, want, stderr)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "nonsense"}, {"-nonsense"}, {"file.pdf"}, {"-only", "corpus"}} {
		if code, _, stderr := call(t, args...); code != 2 || stderr == "" {
			t.Errorf("%q: exit code %d, message %q", args, code, stderr)
		}
	}
}

func TestPercent(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0.0 %", 1: "100.0 %", 0.00001: "<0.1 %", 0.99999: ">99.9 %", 0.125: "12.5 %", 1.5: "150.0 %",
	} {
		if got := percent(x); got != want {
			t.Errorf("percent(%v) = %q, want %q", x, got, want)
		}
	}
}

func TestFair(t *testing.T) {
	if got := fair("\uFEFF\u202Bab\u202C\u200C\u0627\u0653\u200F"); got != "ab\u200C\u0622" {
		t.Errorf("%+q", got)
	}
}
