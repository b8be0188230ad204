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

// FreshArabic is the embedded model of Arabic, opened again: nobody has asked it for a word.
func FreshArabic() *Model {
	m, err := Decode(embeddedArabic)
	if err != nil {
		panic(err)
	}
	return m
}

// TableAfter is how many look-ups are done without a table.
const TableAfter = tableAfter
