package lang

// Fresh is the embedded model, not yet unpacked.
func Fresh() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err)
	}
	return m
}
