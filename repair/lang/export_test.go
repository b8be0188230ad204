package lang

// Embedded is the model file that is built in.
var Embedded = embedded

// Fresh is the embedded model, opened again.
func Fresh() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err)
	}
	return m
}
