package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// passwordVar is the environment variable with the password of encrypted PDFs.
const passwordVar = "PAKNEVIS_PASSWORD"

// passwordFlags are the ways to give a password. The first that is used counts.
type passwordFlags struct{ value, file string }

func (p *passwordFlags) add(fl *pflag.FlagSet) {
	fl.StringVar(&p.value, "password", "", "password of encrypted PDFs (others on the machine can see it; better --password-file or $"+passwordVar+")")
	fl.StringVar(&p.file, "password-file", "", "file whose first line is the password of encrypted PDFs")
}

func (p *passwordFlags) read() (string, error) {
	switch {
	case p.value != "":
		return p.value, nil
	case p.file == "":
		return os.Getenv(passwordVar), nil
	}
	b, err := os.ReadFile(p.file)
	if err != nil {
		return "", inputError(fmt.Errorf("reading the password: %w", err))
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}
