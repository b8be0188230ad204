package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// Work is bounded by limits that multiply with nothing: what pages and fields
// share is counted each time, or seen once. Without that each of these runs
// into the time limit of the test binary.
func TestHostile(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, strings.ReplaceAll(format, "%N", "%[1]d"), i)
		}
		return b.String()
	}
	const fonts = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"
	long := strings.Repeat("word ", 12_000)
	options := "[" + strings.Repeat("[(a)("+strings.Repeat("x", 5000)+")]", 200) + "]"
	pages := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[" + many(400, "<</Type/Pages/Kids 3 0 R>>") + "]>>",
		"[" + many(400, "<</Type/Page/Contents 4 0 R/Annots 5 0 R>>") + "]", form("", hello), "[" + strings.Repeat("6 0 R ", 16_000) + "]", "<</Subtype/Link/Rect[0 0 9 9]>>"}
	for name, b := range map[string][]byte{
		"shared annotations": write(pages...),
		"long fields":        sheet("", "/Annots["+strings.Repeat("6 0 R ", 16_000)+"]", "<</Subtype/FreeText/Rect[0 0 99 99]/Contents("+long+")>>"),
		"many options":       sheet("", "/Annots["+strings.Repeat("6 0 R ", 16_000)+"]", "<</Subtype/Widget/FT/Ch/Rect[0 0 99 99]/V(b)/Opt "+options+">>"),
		"many forms":         sheet("", "/Annots["+strings.Repeat("6 0 R ", 16_000)+"]", "<</Subtype/Stamp/Rect[0 0 99 99]/AP<</N 7 0 R>>>>", form("/BBox[0 0 9 9]", strings.Repeat("q Q ", 20_000))),
		"glyphs that clip":   sheet("BT /F 9 Tf 7 Tr ("+strings.Repeat("a", 60_000)+") Tj ET "+strings.Repeat("q 0 0 9 9 re f Q ", 60_000), ""),
		"ends of images":     sheet(strings.Repeat("BI /F /Fl ID ", 2000)+strings.Repeat(" EI \xff", 100_000), ""),
		"glyphs of glyphs":   swap(sheet("BT /F 9 Tf ("+strings.Repeat("ab", 20_000)+") Tj ET", "", form("", "BT /F 9 Tf (bb) Tj ET"), form("", "BT /F 9 Tf (aa) Tj ET")), "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>", "<</Subtype/Type3/FontMatrix[1 0 0 1 0 0]/Encoding<</Differences[97/x1/x2]>>/CharProcs<</x1 6 0 R/x2 7 0 R>>/FirstChar 97/Widths[1 1]>>"),
		"forms in forms": sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 7 0 R>>>>", strings.Repeat("/X Do ", 100)),
			form("/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 8 0 R>>>>", strings.Repeat("/X Do ", 100)), form("/Subtype/Form/BBox[0 0 99 99]", strings.Repeat("/X Do ", 100)), fonts),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Page(context.Background(), f.NumPages()); err != nil {
				t.Fatal(err)
			}
		})
	}
}
