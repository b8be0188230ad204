package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"time"

	"github.com/paknevis/paknevis/fixtures/score"
)

// figures of a call by name, e.g. "printed/chromium/paknevis/cer".
type figures map[string]float64

// rates keeps the rates of a result.
func (f figures) rates(name string, r score.Result) {
	maps.Copy(f, figures{
		name + "/cer": r.CER(), name + "/cer0": r.BareCER(), name + "/wer": r.WER(), name + "/wer0": r.BareWER(),
		name + "/words": r.WordRecall(), name + "/lines": r.LineRecall(), name + "/numbers": r.NumberRecall(),
		name + "/zwnj": r.ZWNJ.F1(), name + "/breaks": r.Breaks.F1(),
		name + "/commas": r.Commas.F1(), name + "/latin": r.LatinRecall(), name + "/lost": float64(r.LinesLost),
	})
}

// append writes the figures as a line at the end of a file, names in order and
// values to five places.
func (f figures) append(file string, programs []string) (err error) {
	for name, x := range f {
		f[name] = math.Round(x*1e5) / 1e5
	}
	line, err := json.Marshal(struct {
		Time     time.Time `json:"time"`
		Programs []string  `json:"programs"`
		Figures  figures   `json:"figures"`
	}{time.Now().UTC().Truncate(time.Second), programs, f})
	if err != nil {
		return fmt.Errorf("history: %w", err)
	}
	w, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return fmt.Errorf("history: %w", err)
	}
	defer func() {
		if e := w.Close(); err == nil && e != nil {
			err = fmt.Errorf("history: %w", e)
		}
	}()
	if _, err := w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("history: %w", err)
	}
	return nil
}
