package passes_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/passes"
)

// proposals are the methods of pass.View that propose an edit, and which of their arguments
// is the reason.
var proposals = map[string]int{"Edit": 2, "Replace": 2, "Delete": 1, "InsertAfter": 2}

// TestReasonsAreNamed holds the source to the word of pass.Edit: each reason that is written
// out there, as a string or by the name of a constant, is listed in the doc of a pass, also
// one that no text of the tests comes to.
func TestReasonsAreNamed(t *testing.T) {
	var docs strings.Builder
	for _, p := range passes.Table(passes.Context{}) {
		docs.WriteString(p.Doc + "\n")
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	values := map[string]string{} // of constants
	var calls []*ast.CallExpr
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					if s, ok := literal(v); ok {
						values[n.Names[i].Name] = s
					}
				}
			case *ast.CallExpr:
				calls = append(calls, n)
			}
			return true
		})
	}
	seen := 0
	for _, c := range calls {
		method, ok := c.Fun.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		at, ok := proposals[method.Sel.Name]
		if !ok || at+2 != len(c.Args) { // the confidence stands behind it
			continue
		}
		reason, ok := literal(c.Args[at])
		if name, is := c.Args[at].(*ast.Ident); is {
			reason, ok = values[name.Name]
		}
		if !ok {
			continue // chosen while it runs
		}
		seen++
		if !regexp.MustCompile(`(^|[^a-z-])` + regexp.QuoteMeta(reason) + `([^a-z-]|$)`).MatchString(docs.String()) {
			t.Errorf("%s: no doc of a pass lists the reason %q", set.Position(c.Pos()), reason)
		}
	}
	if seen < len(passes.Table(passes.Context{})) {
		t.Errorf("%d reasons were found: do proposals have other names now?", seen)
	}
}

// literal is the value of a string that is written out.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
