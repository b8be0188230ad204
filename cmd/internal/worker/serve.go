package worker

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
)

// responseFD is the descriptor on which a child answers.
const responseFD = 3

// Serve makes this process a worker: it reads requests of type Req until
// standard input ends and has handle answer each with any number of responses.
// An error of handle ends the process, and is what the parent reports.
func Serve[Req any](handle func(req Req, respond func(any) error) error) error {
	out := os.NewFile(responseFD, "responses")
	if out == nil {
		return errors.New("a worker is started by its parent, not by hand")
	}
	return serve(os.Stdin, out, handle)
}

func serve[Req any](in io.Reader, out io.Writer, handle func(req Req, respond func(any) error) error) error {
	dec := gob.NewDecoder(in)
	enc := gob.NewEncoder(out)
	for {
		var req Req
		if err := dec.Decode(&req); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("reading a request: %w", err)
		}
		if err := handle(req, enc.Encode); err != nil {
			return err
		}
	}
}
