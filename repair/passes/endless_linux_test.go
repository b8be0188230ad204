package passes_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// endless is the processor time that one of these texts may take. They take a second at most, ten
// with the race detector, and took longer than this when each sign looked along all others.
const endless = 40 * time.Second

// spent is the processor time of this process.
func spent(t *testing.T) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano())
}

// TestEndlessRows: a row of the same sign, word or line costs no more than its length.
func TestEndlessRows(t *testing.T) {
	const good = "باغبان صبح زود به باغ رفت و درخت‌ها را آب داد و سپس به خانه بازگشت."
	backward := []rune(good)
	for i, k := 0, len(backward)-1; i < k; i, k = i+1, k-1 {
		backward[i], backward[k] = backward[k], backward[i]
	}
	many := strings.Repeat
	var words strings.Builder // no two are the same
	for i := range uint32(25_000) {
		for n := i * 2_654_435_761 >> 12; n > 0; n /= 16 {
			words.WriteRune([]rune("بتجدرسشعفقکلمنهی")[n%16])
		}
		words.WriteByte(' ')
	}
	for name, in := range map[string]string{
		"brackets that open":  good + many("(", 60_000),
		"brackets that close": good + many(")", 60_000),
		"tanwins":             "ب" + many("\u064B", 6_000), // FATHATAN
		"marks that lead":     many("\u0650ب \u0652س \u0650م ", 2500),
		"numbers in a row":    good + many("۱،", 80_000),
		"short lines":         many("من و تو\n", 200_000) + many(string(backward)+"\n", 5),
		"rows of a list":      many("1402 باغ\n", 150_000),
		"words in one line":   good + many(" سسسلام سسسپاس سسسبز سسساده سسسخن", 3) + " " + words.String(),
	} {
		before := spent(t)
		run(t, in)
		if took := spent(t) - before; took > endless {
			t.Errorf("%s: %s for %d bytes", name, took, len(in))
		} else {
			t.Logf("%s: %s", name, took)
		}
	}
}
