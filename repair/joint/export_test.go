package joint

// The model files that are built in.
var Embedded, EmbeddedWide = embedded, embeddedWide
