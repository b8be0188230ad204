package pdf

import "github.com/paknevis/paknevis/repair/pdf/object"

const (
	maxExpression = 8       // nesting of a visibility expression
	maxUsages     = 1 << 16 // groups whose state follows from their usage
)

// groups are the optional content groups that the default configuration hides,
// ISO 32000-1 §8.11.
type groups map[object.ID]bool

func readGroups(properties object.Value) groups {
	g := groups{}
	d := properties.Key("D")
	if d.Key("BaseState").Name() == "OFF" {
		all := properties.Key("OCGs")
		for i := range all.Len() {
			g[all.Index(i).ID()] = true
		}
		on := d.Key("ON")
		for i := range on.Len() {
			delete(g, on.Index(i).ID())
		}
	}
	off := d.Key("OFF")
	for i := range off.Len() {
		g[off.Index(i).ID()] = true
	}
	g.use(d.Key("AS"))
	delete(g, object.Value{}.ID())
	return g
}

// use sets the groups whose state follows from what they are for, as one that
// is meant for the printer only, ISO 32000-1 §8.11.4.4.
func (g groups) use(applications object.Value) {
	left := maxUsages
	for i := range applications.Len() {
		a := applications.Index(i)
		if a.Key("Event").Name() != "View" || !contains(a.Key("Category"), "View") {
			continue
		}
		list := a.Key("OCGs")
		for k := range min(list.Len(), left) {
			left--
			switch m := list.Index(k); m.Key("Usage").Key("View").Key("ViewState").Name() {
			case "OFF":
				g[m.ID()] = true
			case "ON":
				delete(g, m.ID())
			}
		}
	}
}

// contains reports a name in an array.
func contains(a object.Value, name string) bool {
	for i := range min(a.Len(), maxOperands) {
		if a.Index(i).Name() == name {
			return true
		}
	}
	return false
}

// off reports whether a group or a membership dictionary is hidden.
func (g groups) off(v object.Value) bool {
	if !v.IsDict() {
		return false
	}
	if v.Key("Type").Name() != "OCMD" {
		return g[v.ID()]
	}
	if e := v.Key("VE"); e.IsArray() { // it has precedence over OCGs
		return !g.holds(e, 0)
	}
	members := v.Key("OCGs")
	on, all := 0, 0
	for m := range elements(members) {
		all++
		if !g[m.ID()] {
			on++
		}
	}
	if all == 0 {
		return false
	}
	switch v.Key("P").Name() {
	case "AllOn":
		return on < all
	case "AnyOff":
		return on == all
	case "AllOff":
		return on > 0
	}
	return on == 0 // AnyOn
}

// elements are those of an array, or a single dictionary in its place.
func elements(v object.Value) func(yield func(object.Value) bool) {
	return func(yield func(object.Value) bool) {
		if v.IsDict() {
			yield(v)
			return
		}
		for i := range v.Len() {
			if x := v.Index(i); x.IsDict() && !yield(x) {
				return
			}
		}
	}
}

// holds evaluates a visibility expression, ISO 32000-1 table 99.
func (g groups) holds(e object.Value, depth int) bool {
	if e.IsDict() {
		return !g[e.ID()]
	}
	if depth > maxExpression {
		return true
	}
	op := e.Index(0).Name()
	for i := range e.Len() {
		if i == 0 {
			continue
		}
		x := g.holds(e.Index(i), depth+1)
		switch {
		case op == "Not":
			return !x
		case op == "And" && !x:
			return false
		case op == "Or" && x:
			return true
		}
	}
	return op != "Or"
}
