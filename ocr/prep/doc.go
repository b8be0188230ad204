// Package prep measures the picture of a page and puts right what would spoil
// its reading.
//
// Which call do I want? [Measure] looks at a picture once and says what it saw:
// ink, letter height, skew, speckle, shading, polarity, panels of light print.
// [Survey.Plan] lists the steps that this picture needs, often none, and [Apply] takes
// them and returns the way back: the [Map] from a point of the prepared picture to the
// original.
// [Survey.EraseRules] and [Survey.EraseLeaders] take rules, also faint and dashed ones, and
// rows of dots away and tell where they were. [Survey.Unread] is the ink audit: the share of
// text-like ink outside of boxes.
//
// A step is taken only where it was measured to help. A clean page passes
// through as it is, sharing its pixels.
package prep
