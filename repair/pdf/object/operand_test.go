package object

import (
	"reflect"
	"testing"

	"github.com/paknevis/paknevis/fixtures/seed"
)

// FuzzOperator compares what Operator reads with what Next does.
func FuzzOperator(f *testing.F) {
	for _, s := range contents {
		f.Add([]byte(s))
	}
	for _, b := range streams("", 1<<14) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		defer seed.Watch()()
		agree(t, b)
	})
}

var contents = []string{
	"q 1 0 0 -1 .5 --7 12. . - +3 1-2 1.2.3 123456789012345678 0.1234567890123456789 cm",
	"[(a\\)b\\101\\\n) (a(b)c) (\r\n) (ab) <4 1> /N#20x /M [<</A 1 0 R>> [1 [2]]] true null -3] TJ",
	"/Span <</ActualText <FEFF0020> /A [1 2] /B <</C 1>> /D null /ActualText (x) 3 y /E>> BDC",
	"<</A<</B[", "(((", ">> ] } R 1 0 R", "%c\n/", "<", "\\", "[1 2 endobj 3] TJ", "<</A endstream>>", "<</A/B stream", "/#", "/a#4", "1 true false null n",
}

func TestOperator(t *testing.T) {
	for _, s := range contents {
		agree(t, []byte(s))
	}
	l := NewLexer(nil, []byte("1 2 [3] (x) 4 re [5 (y)] TJ"))
	op, args, ok := l.Operator(3)
	if string(op) != "re" || len(args) != 3 || !ok || len(l.Elements(&args[2])) != 1 {
		t.Errorf("%q with %d operands, want re with 3", op, len(args))
	}
	if op, args, _ = l.Operator(3); string(op) != "TJ" || len(args) != 1 || string(l.Elements(&args[0])[1].Bytes()) != "y" {
		t.Errorf("%q with %v", op, args)
	}
}

func agree(t *testing.T, b []byte) {
	t.Helper()
	l, m := NewLexer(nil, b), NewLexer(nil, b)
	const most = 256
	for {
		op, args, ok := l.Operator(most)
		var want []Value
		v, wantOp, wantOK := m.Next()
		for ; wantOK && wantOp == ""; v, wantOp, wantOK = m.Next() {
			if len(want) < most {
				want = append(want, v)
			}
		}
		if ok != wantOK || string(op) != wantOp || l.p != m.p {
			t.Fatalf("operator %q, %v at %d, want %q, %v at %d", op, ok, l.p, wantOp, wantOK, m.p)
		}
		if !ok {
			return
		}
		if len(args) != len(want) {
			t.Fatalf("%q has %d operands, want %d", op, len(args), len(want))
		}
		for i := range args {
			if o, w := &args[i], want[i]; !reflect.DeepEqual(l.Object(o), w) || o.Float() != w.Float() || string(o.Name()) != w.Name() || string(o.Bytes()) != string(w.Bytes()) ||
				!reflect.DeepEqual(l.Entry(o, "ActualText"), w.Key("ActualText")) || len(l.Elements(o)) != w.Len() {
				t.Fatalf("%q: operand %d is %v, want %v", op, i, l.Object(o), w)
			}
		}
	}
}
