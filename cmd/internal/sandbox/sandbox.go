package sandbox

import (
	"debug/elf"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Policy says what a program may do. The zero policy restricts nothing.
type Policy struct {
	// Read are files and folders, with all that is below, that may be read and listed.
	Read []string
	// Input are files and folders below which files may be read.
	Input []string
	// Exec are programs that may be started and read, and their loader.
	Exec []string
	// Write are files that may be written.
	Write []string
}

// With is the policy with more inputs.
func (p Policy) With(input ...string) Policy {
	p.Input = append(slices.Clip(p.Input), input...)
	return p
}

func (p Policy) empty() bool {
	return len(p.Read)+len(p.Input)+len(p.Exec)+len(p.Write) == 0
}

// System is the policy of a program that needs the given programs, libraries,
// fonts, character maps of poppler and models of Tesseract, and no input yet.
// What does not exist is left out. lookup tells variables of the environment.
func System(lookup func(string) string, programs ...string) Policy {
	p := Policy{
		Read: []string{
			"/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/alternatives",
			"/nix/store", "/gnu/store", // of systems that keep every package in a folder of its own
			"/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata", lookup("TESSDATA_PREFIX"),
			"/usr/share/poppler", "/etc/fonts", "/usr/share/fontconfig", "/usr/share/xml/fontconfig", "/var/cache/fontconfig",
			"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf", "/usr/share/texlive", "/usr/share/ghostscript/fonts",
			lookup("FONTCONFIG_PATH"), lookup("FONTCONFIG_FILE"),
			"/usr/share/zoneinfo", "/etc/localtime", "/usr/share/locale", "/usr/lib/locale",
			"/dev/null", "/dev/zero", "/dev/urandom", "/sys/devices/system/cpu", "/sys/kernel/mm/transparent_hugepage",
		},
		Write: []string{"/dev/null"}, // debug_file of Tesseract
	}
	p.Read = append(p.Read, filepath.SplitList(lookup("LD_LIBRARY_PATH"))...)
	if home := lookup("HOME"); home != "" {
		for _, dir := range []string{".fonts", ".fonts.conf", ".fontconfig", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig"} {
			p.Read = append(p.Read, filepath.Join(home, dir))
		}
	}
	if dir := lookup("XDG_DATA_HOME"); dir != "" {
		p.Read = append(p.Read, filepath.Join(dir, "fonts"))
	}
	for _, program := range programs {
		p.Exec = append(p.Exec, program)
		if loader := loaderOf(program); loader != "" {
			p.Exec = append(p.Exec, loader)
		} else if isScript(program) { // a wrapper of the distribution: its shell and what it calls
			p.Exec = append(p.Exec, "/lib64", "/lib")
			p.Exec = append(p.Exec, filepath.SplitList(lookup("PATH"))...)
		}
	}
	p.Read = slices.DeleteFunc(p.Read, func(path string) bool {
		if !filepath.IsAbs(path) {
			return true
		}
		_, err := os.Stat(path)
		return err != nil
	})
	return p
}

// loaderOf is the loader that an ELF program asks the kernel for, or nothing.
func loaderOf(path string) string {
	f, err := elf.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for _, part := range f.Progs {
		if part.Type == elf.PT_INTERP {
			name, err := io.ReadAll(part.Open())
			if err != nil {
				return ""
			}
			return strings.TrimRight(string(name), "\x00")
		}
	}
	return ""
}

// isScript reports a program that another one reads.
func isScript(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [2]byte
	_, err = io.ReadFull(f, head[:])
	return err == nil && string(head[:]) == "#!"
}

// maxFiles and maxFolders bound how many files, or else folders, are named to the kernel
// for the inputs of one run. Each takes 5 µs of the start of a worker.
const (
	maxFiles   = 1000
	maxFolders = 200
)

// Roots name the given files to the kernel: they themselves where they are few, else
// their folders, or where these are many too, the folders above them. A file that is a
// symbolic link leads elsewhere, and is named itself.
func Roots(files []string) []string {
	var out []string
	dirs := map[string]bool{}
	for _, f := range files {
		abs, err := filepath.Abs(f)
		if err != nil {
			continue // it cannot be opened either
		}
		if len(files) <= maxFiles {
			out = append(out, abs)
			continue
		}
		if info, err := os.Lstat(abs); err == nil && info.Mode()&os.ModeSymlink != 0 && len(out) < maxFiles {
			out = append(out, abs)
		}
		dirs[filepath.Dir(abs)] = true
	}
	for len(dirs) > maxFolders {
		deepest := 0
		for d := range dirs {
			deepest = max(deepest, depth(d))
		}
		for d := range dirs {
			if depth(d) == deepest {
				delete(dirs, d)
				dirs[filepath.Dir(d)] = true
			}
		}
	}
	for d := range dirs {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

func depth(dir string) int { return strings.Count(strings.TrimSuffix(dir, "/"), "/") }

// Support is what a kernel can keep a process from.
type Support struct {
	Landlock int    `json:"landlock"`          // version of its interface, 0 for none
	Seccomp  bool   `json:"seccomp"`           // filters of system calls
	Why      string `json:"missing,omitempty"` // what is missing and why, in words
}

// Missing says what is missing, or nothing.
func (s Support) Missing() string { return s.Why }
