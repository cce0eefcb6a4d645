package lang

import "strings"

// A Type is a type that the program declares whose values are written as objects:
// a struct with tags, a class with annotations.
type Type struct {
	Name   string
	Fields []Field
}

// A Field is a member of a Type.
type Field struct {
	// Name is how the program calls it, Wire what it is called where a value is
	// written: json:"max_tokens". Wire is "-" for one that is not written.
	Name, Wire string
	// Of is the name of its type, or of that of its elements, where the program
	// may declare it; "" for any other.
	Of string
	// Embedded marks a member whose own members stand in its place.
	Embedded bool
}

// TypeOf returns the type of a name that the program declares once, nil for any
// other.
func (u *Unit) TypeOf(name string) *Type {
	if len(u.Types) == 0 || name == "" {
		return nil
	}
	if u.types == nil {
		u.types = make(map[string]*Type, len(u.Types))
		for i := range u.Types {
			t := &u.Types[i]
			if _, twice := u.types[t.Name]; twice {
				t = nil // which of them, nobody can tell
			}
			u.types[u.Types[i].Name] = t
		}
	}
	return u.types[name]
}

// Field returns the member of a name, nil for none.
func (t *Type) Field(name string) *Field {
	if t == nil {
		return nil
	}
	for i := range t.Fields {
		if t.Fields[i].Name == name {
			return &t.Fields[i]
		}
	}
	return nil
}

// WireName returns the name that a tag gives a member: the part before the first
// comma, and own where that is empty.
func WireName(tag, own string) string {
	name, _, _ := strings.Cut(tag, ",")
	if name == "" {
		return own
	}
	return name
}
