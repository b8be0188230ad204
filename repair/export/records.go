package export

import (
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// record is a line of JSONL.
type record struct {
	File     string  `json:"file"`
	Number   int     `json:"page"`
	Text     string  `json:"text"`
	Source   string  `json:"source"`
	Language string  `json:"language,omitempty"`
	Conf     float64 `json:"confidence"`
	*Page
	Warnings []page.Warning  `json:"warnings,omitempty"`
	Error    *report.Failure `json:"error,omitempty"`
}

type recordWriter struct {
	enc  *json.Encoder
	name string
}

func newRecords(w io.Writer, d Document) Writer { return &recordWriter{encoder(w), d.Name} }

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func (r *recordWriter) Add(it *Item) error {
	return r.enc.Encode(record{r.name, it.Number, it.Text, it.Source, it.Language, it.Conf, it.Page, it.Warnings, it.Error})
}

func (r *recordWriter) Close() error { return nil }

// document is a whole document as one record. Attributes are those of Dolma and olmOCR: a
// span says that the code points from the first number up to the second one come from the
// page that is the third. A paragraph that goes over a page break lies in several.
type document struct {
	ID         string     `json:"id"`
	Text       string     `json:"text"`
	Source     string     `json:"source"`
	Attributes attributes `json:"attributes"`
	Metadata   metadata   `json:"metadata"`
}

type attributes struct {
	Pages [][3]int `json:"pdf_page_numbers"`
}

type metadata struct {
	Pages     int    `json:"pages"`
	Failed    []int  `json:"failed-pages,omitempty"`
	Language  string `json:"language,omitempty"` // of most pages with text
	Generator string `json:"generator"`
}

type spanWriter struct {
	w         io.Writer
	doc       document
	b         binder
	text      strings.Builder
	runes     int
	languages map[string]int
}

func newSpans(w io.Writer, d Document) Writer {
	s := &spanWriter{w: w, languages: map[string]int{}}
	s.doc = document{ID: d.Name, Source: "paknevis", Metadata: metadata{Generator: d.Generator}}
	s.b = binder{emit: s.emit}
	return s
}

func (s *spanWriter) emit(text string, page int) {
	n := utf8.RuneCountInString(text)
	if n == 0 {
		return
	}
	s.text.WriteString(text)
	spans := s.doc.Attributes.Pages
	if k := len(spans); k > 0 && spans[k-1][2] == page {
		spans[k-1][1] += n
	} else {
		s.doc.Attributes.Pages = append(spans, [3]int{s.runes, s.runes + n, page})
	}
	s.runes += n
}

func (s *spanWriter) Add(it *Item) error {
	s.doc.Metadata.Pages++
	if it.Error != nil {
		s.doc.Metadata.Failed = append(s.doc.Metadata.Failed, it.Number)
		return nil
	}
	if it.Language != "" {
		if s.languages[it.Language]++; s.languages[it.Language] > s.languages[s.doc.Metadata.Language] {
			s.doc.Metadata.Language = it.Language
		}
	}
	s.b.add(it, it.Text, it.Foot)
	return nil
}

func (s *spanWriter) Close() error {
	s.b.release()
	s.doc.Text = s.text.String()
	if s.doc.Attributes.Pages == nil {
		s.doc.Attributes.Pages = [][3]int{}
	}
	return encoder(s.w).Encode(s.doc)
}
