package ocr

import (
	"context"

	"github.com/paknevis/paknevis/repair/page"
)

// Engine turns the image of one page into text. An engine is safe for use by
// several goroutines at once.
type Engine interface {
	// Recognize reads img. An image without ink gives a reading without blocks
	// and a warning; an error means that there is no result. When ctx ends, the
	// call returns its error at once, though a recognizer that cannot be
	// interrupted may go on in the background until it is done.
	Recognize(ctx context.Context, img *Image, opt Options) (*Reading, error)
}

// Profile weighs time against accuracy.
type Profile uint8

const (
	Standard Profile = iota // audit, rescue of lost lines, second reading of doubtful words
	Fast                    // a smaller picture, one reading and the rescue of lost lines; Latin words and doubtful lines stay as they are
	Best                    // every means, whatever it costs
)

// Options say how one image is to be read. The zero value reads Persian.
type Options struct {
	// Languages are model names such as "fas", the main one first.
	// None means Persian.
	Languages []string
	Profile   Profile
	// Number is the page number that the reading carries, 1 for the first page.
	Number int
	// Box is the page the image shows, in points with the lower left corner at
	// the origin. The zero box is worked out from the image's resolution.
	Box page.Rect
}

// Reading is a page as an engine read it.
type Reading struct {
	Page page.Page
	// Unread is the share of text-like ink that lies outside of all recognized
	// words, 0..1. Above MaxUnread a line is likely to be missing.
	Unread float64
	// Conf is the mean confidence of the words, weighted by their length, 0..1.
	Conf float64
	// Attempts are the readings that were made, in order; one of them is Chosen.
	Attempts []Attempt
}

// MaxUnread is the share of unread ink above which a page counts as incomplete.
// Complete pages stay at or below 0.001, pages that lost a line start near 0.02
// (one line of fifty); tuned on own pages printed in five fonts.
const MaxUnread = 0.01

// Attempt is one pass of the recognizer over the page or a part of it.
type Attempt struct {
	Settings string  `json:"settings"` // e.g. "psm=3 median deskew=1.8"
	Unread   float64 `json:"unread"`   // as in Reading, after this attempt
	Conf     float64 `json:"conf"`
	Words    int     `json:"words"`
	Chosen   bool    `json:"chosen,omitempty"`
}

// Codes of the warnings in Reading.Page.
const (
	WarnBlank      = "blank-page"      // there is no text-like ink
	WarnNothing    = "nothing-read"    // there is ink, and no word was found in it
	WarnUnread     = "unread-ink"      // more than MaxUnread stayed unread
	WarnRescued    = "lines-rescued"   // lines that the first reading lost were read one by one
	WarnRotated    = "page-rotated"    // the image stood on its side or head
	WarnPrepared   = "image-prepared"  // deskewed, filtered, scaled or inverted before reading
	WarnRetried    = "page-retried"    // another setting won over the first
	WarnNoLatin    = "no-latin-model"  // Latin words stay as the Persian model sees them
	WarnLanguage   = "page-language"   // the page is in another language than was asked for
	WarnPicture    = "picture-lines"   // lines without words were taken for pictures
	WarnBadUnicode = "invalid-unicode" // the recognizer returned bytes that are not UTF-8
)
