package script

// Form is the shape in which a letter of the Arabic script was drawn.
// A joining letter changes its shape with its neighbours, so a letter that is
// drawn final and is followed by a letter without a gap is the trace of a ZWNJ.
type Form uint8

const (
	FormUnknown  Form = iota // the font does not tell
	FormIsolated             // joined to nothing
	FormInitial              // joined to the letter after it
	FormMedial               // joined on both sides
	FormFinal                // joined to the letter before it
)

var formNames = [...]string{"unknown", "isolated", "initial", "medial", "final"}

func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return "unknown"
}

// FormOf is the shape that has these strokes, towards the letter before and the one after.
func FormOf(previous, next bool) Form {
	switch {
	case previous && next:
		return FormMedial
	case previous:
		return FormFinal
	case next:
		return FormInitial
	}
	return FormIsolated
}

// JoinsPrevious reports whether the shape has a stroke towards the letter before it.
func (f Form) JoinsPrevious() bool { return f == FormMedial || f == FormFinal }

// JoinsNext reports whether the shape has a stroke towards the letter after it.
func (f Form) JoinsNext() bool { return f == FormInitial || f == FormMedial }
