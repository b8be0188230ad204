package object_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/paknevis/paknevis/repair/pdf/object"
)

func ExampleOpen() {
	r := bytes.NewReader([]byte(`%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R/Lang(fa)>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/MediaBox[0 0 200 100]>> endobj
trailer <</Root 1 0 R>>
`))
	f, err := object.Open(r, r.Size(), object.Options{})
	if err != nil {
		log.Fatal(err)
	}
	root := f.Trailer().Key("Root")
	fmt.Println(root.Key("Lang").Text(), root.Key("Pages").Key("Kids").Index(0).Key("MediaBox").Index(2).Int())
	fmt.Println(root.Key("Missing").Key("Missing").IsNull())
	// Output:
	// fa 200
	// true
}

func ExampleLexer() {
	l := object.NewLexer(nil, []byte("/F1 12 Tf (a) Tj"))
	for {
		v, op, ok := l.Next()
		if !ok {
			break
		}
		fmt.Print(v.Name(), v.Float(), string(v.Bytes()), op, ";")
	}
	// Output: F10;12;0Tf;0a;0Tj;
}
