package font

import "github.com/paknevis/paknevis/repair/pdf/object"

// value is what load needs of a PDF object, with references resolved. Asking
// for something it is not gives the zero answer, never a panic.
type value interface {
	IsNull() bool
	IsDict() bool
	IsArray() bool
	IsStream() bool
	IsNumber() bool
	Key(name string) value // entry of a dictionary or stream, null if there is none
	Index(i int) value     // element of an array, null if there is none
	Len() int              // number of elements of an array
	Name() string          // a name without its slash
	Float() float64
	// Data is the decoded content of a stream, at most limit bytes. What could be
	// decoded comes back together with the error.
	Data(limit int) ([]byte, error)
}

// filed is a value in a file.
type filed struct{ object.Value }

func (v filed) Key(name string) value { return filed{v.Value.Key(name)} }
func (v filed) Index(i int) value     { return filed{v.Value.Index(i)} }
