package font

// Object is what Load needs of a PDF object. References are resolved by the
// implementation. Asking an object for something it is not gives the zero
// answer, never a panic; an Object itself is never nil.
type Object interface {
	IsNull() bool
	IsDict() bool // a dictionary, or a stream by its dictionary
	IsArray() bool
	IsStream() bool
	IsNumber() bool
	Key(name string) Object // entry of a dictionary or stream, null if there is none
	Index(i int) Object     // element of an array, null if there is none
	Len() int               // number of elements of an array
	Name() string           // a name without its slash
	Float() float64
	// Data is the decoded content of a stream, at most limit bytes. What could be
	// decoded comes back together with the error.
	Data(limit int) ([]byte, error)
}
