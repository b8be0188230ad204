package font

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// predefined is a CMap that files refer to by name (ISO 32000-1 §9.7.5.2). The
// Identity maps select glyphs, the Uni maps are UTF-16 text, the others are the
// character sets of East Asian systems. Selecting glyphs by the latter two needs
// tables that are not carried here, so their glyphs and widths stay unknown.
func predefined(name string) (m *cmap, utf16 bool, decode func(code uint32, size int) string) {
	vertical := strings.HasSuffix(name, "-V")
	two := []codespace{{2, 0, 0xffff}}
	switch {
	case name == "Identity-H" || name == "Identity-V":
		return &cmap{vertical: vertical, spaces: two}, false, nil
	case strings.HasPrefix(name, "Uni") && strings.Contains(name, "UTF16"):
		// Surrogates come first: next takes the shortest code that fits.
		return &cmap{vertical: vertical, spaces: []codespace{
			{2, 0x0000, 0xd7ff}, {2, 0xe000, 0xffff}, {4, 0xd800dc00, 0xdbffdfff},
		}}, true, nil
	case strings.HasPrefix(name, "Uni") && strings.Contains(name, "UCS2"):
		return &cmap{vertical: vertical, spaces: two}, true, nil
	}
	var enc encoding.Encoding
	lead := []codespace{{1, 0, 0x80}, {2, 0x8140, 0xfeff}}
	switch base := strings.TrimSuffix(strings.TrimSuffix(name, "-V"), "-H"); base {
	case "GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC":
		enc = simplifiedchinese.GBK
	case "GBK2K":
		enc = simplifiedchinese.GB18030
		lead = []codespace{{1, 0, 0x7f}, {2, 0x8140, 0xfefe}, {4, 0x81308130, 0xfe39fe39}}
	case "B5pc", "ETen-B5", "ETenms-B5", "HKscs-B5":
		enc = traditionalchinese.Big5
	case "83pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "Add-RKSJ", "Ext-RKSJ":
		enc = japanese.ShiftJIS
		lead = []codespace{{1, 0, 0x80}, {1, 0xa0, 0xdf}, {2, 0x8140, 0x9ffc}, {2, 0xe040, 0xfcfc}}
	case "EUC":
		enc = japanese.EUCJP
	case "KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW", "KSCpc-EUC":
		enc = korean.EUCKR
	case "H", "V": // JIS X 0208 by row and cell: EUC without its high bits
		return &cmap{vertical: name == "V", spaces: []codespace{{2, 0x2121, 0x7e7e}}}, false, func(code uint32, size int) string {
			out, err := japanese.EUCJP.NewDecoder().Bytes([]byte{byte(code>>8) | 0x80, byte(code) | 0x80})
			if err != nil || size != 2 {
				return ""
			}
			return cleanDestination([]rune(string(out)))
		}
	default:
		return nil, false, nil
	}
	return &cmap{vertical: vertical, spaces: lead}, false, func(code uint32, size int) string {
		b := make([]byte, 0, 4)
		for i := size - 1; i >= 0; i-- {
			b = append(b, byte(code>>(8*i)))
		}
		out, err := enc.NewDecoder().Bytes(b)
		if err != nil {
			return ""
		}
		return cleanDestination([]rune(string(out)))
	}
}
