package main

import (
	"fmt"

	"github.com/paknevis/paknevis/repair/passes"
)

// zwnjFlag is a passes.ZWNJPolicy on the command line.
type zwnjFlag struct{ to *passes.ZWNJPolicy }

var zwnjNames = map[passes.ZWNJPolicy]string{
	passes.RestoreZWNJ: "restore",
	passes.KeepZWNJ:    "keep",
	passes.AcademyZWNJ: "academy",
}

func (f zwnjFlag) String() string {
	if f.to == nil {
		return zwnjNames[passes.RestoreZWNJ]
	}
	return zwnjNames[*f.to]
}

func (f zwnjFlag) Type() string { return "policy" }

func (f zwnjFlag) Set(s string) error {
	for policy, name := range zwnjNames {
		if s == name {
			*f.to = policy
			return nil
		}
	}
	return fmt.Errorf("want restore, keep or academy")
}
