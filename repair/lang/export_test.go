package lang

// The model files that are built in.
var Embedded, EmbeddedArabic = embedded, embeddedArabic

// Fresh is the embedded model, opened again.
func Fresh() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err)
	}
	return m
}
