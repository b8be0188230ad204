package font

import (
	"strings"

	"github.com/paknevis/paknevis/repair/script"
)

// foldText takes a text apart into base letters and the shape in which they
// are drawn: U+FEFC is lam and alef in final form. Signs that are characters in
// their own right, as U+FDFC RIAL SIGN, and everything outside of the blocks of
// presentation forms stay as they are.
func foldText(s string) Name {
	if strings.IndexByte(s, 0xef) < 0 { // the first byte of both blocks in UTF-8
		return Name{Text: s}
	}
	var b strings.Builder
	var forms []script.Form
	for _, r := range s {
		sh, ok := script.Unshape(r)
		if !ok || r >= 0xfdfa && r <= 0xfdfc {
			b.WriteRune(r)
			forms = append(forms, script.FormUnknown)
			continue
		}
		b.WriteString(sh.Base)
		if sh.Carrier != 0 {
			sh.Form = script.FormUnknown // a mark has no joining form
		}
		forms = append(forms, sh.Form)
	}
	return Name{b.String(), ligatureForm(forms)}
}
