package font

// Limits on what a file may ask for. A font of a healthy document stays far
// below each of them; a hostile one is cut off there and read as far as it goes.
const (
	maxCMapBytes    = 8 << 20 // decoded length of one CMap stream, bytes
	maxMapEntries   = 1 << 18 // destinations kept of one ToUnicode CMap
	maxCIDRanges    = 1 << 17 // ranges kept of one CMap that selects CIDs
	maxCodespaces   = 256     // codespace ranges of one CMap
	maxUseCMap      = 4       // CMaps that build on one another
	maxDestination  = 64      // UTF-16 code units of one destination
	maxWidths       = 1 << 16 // widths of one font
	maxProgramBytes = 64 << 20
	maxGlyphs       = 1 << 16 // glyphs looked at in one font program
	maxClosure      = 1 << 17 // glyphs named through GSUB
	maxClosureDepth = 6       // rounds of substitution
	maxNameLength   = 256     // bytes of one glyph name
	maxCallDepth    = 10      // nested subroutines of a Type 1 charstring
	maxPathOps      = 1 << 14 // operators run for one Type 1 glyph
)
