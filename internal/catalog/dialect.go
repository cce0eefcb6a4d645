package catalog

import (
	"slices"
	"strings"
)

// A fieldIndex finds fields by path and by neutral name. It is built once,
// when the dialect is loaded, and read-only from then on.
type fieldIndex struct {
	byPath  map[string]int
	byParam map[string][]int // writable fields first
	objects map[string]bool  // containers, canonical paths
	code    map[string]bool  // members that the dialect's own code reads
	snake   bool
}

func (d *DialectInfo) buildIndex() {
	x := &fieldIndex{
		byPath:  make(map[string]int, len(d.Fields)),
		byParam: make(map[string][]int, len(d.Fields)),
		objects: map[string]bool{},
		code:    map[string]bool{},
		snake:   d.Trait("key_case").Has("snake"),
	}
	for _, c := range d.Trait("containers").List() {
		x.objects[c] = true
	}
	for _, m := range d.Trait("structural").List() {
		x.code[m] = true
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		x.byPath[f.Path] = i
		dir, _ := cutLast(f.Path)
		for _, a := range f.Aliases {
			x.byPath[join(dir, a)] = i
		}
		x.byParam[f.Param] = append(x.byParam[f.Param], i)
	}
	for _, list := range x.byParam {
		slices.SortStableFunc(list, func(a, b int) int { return readOnly(d.Fields[a]) - readOnly(d.Fields[b]) })
	}
	d.index = x
}

func readOnly(f Field) int {
	if f.Read {
		return 1
	}
	return 0
}

// Field returns the field that a neutral option is written to, in a version of
// the API; version "" is the newest. The answer is false where the version has
// no such field. A field that is only read (Field.Read) is returned when the
// dialect has no other spelling.
func (d *DialectInfo) Field(param, version string) (Field, bool) {
	if d.index == nil {
		return Field{}, false
	}
	version = d.version(version)
	for _, i := range d.index.byParam[param] {
		if d.Fields[i].In(version) {
			return d.Fields[i], true
		}
	}
	return Field{}, false
}

// FieldAt returns the field at a dotted path from the request's root, in any
// accepted spelling; version "" is the newest.
func (d *DialectInfo) FieldAt(path, version string) (Field, bool) {
	if d.index == nil {
		return Field{}, false
	}
	i, ok := d.index.byPath[d.Canonical(path)]
	if !ok || !d.Fields[i].In(d.version(version)) {
		return Field{}, false
	}
	return d.Fields[i], true
}

// InAnyVersion is FieldAt for whatever version has the field, so that a field
// of another version can be told from one that nobody knows.
func (d *DialectInfo) InAnyVersion(path string) (Field, bool) {
	if d.index == nil {
		return Field{}, false
	}
	i, ok := d.index.byPath[d.Canonical(path)]
	if !ok {
		return Field{}, false
	}
	return d.Fields[i], true
}

// Container reports whether the object at path has members in the field table.
func (d *DialectInfo) Container(path string) bool {
	return d.index != nil && d.index.objects[d.Canonical(path)]
}

// Structural reports whether the dialect's own code reads the member at path.
func (d *DialectInfo) Structural(path string) bool {
	return d.index != nil && d.index.code[d.Canonical(path)]
}

// Canonical returns a dotted path, or one member name, in the spelling of the
// table: generation_config.top_p is generationConfig.topP where the dialect
// takes both.
func (d *DialectInfo) Canonical(path string) string {
	if d.index == nil || !d.index.snake || !strings.Contains(path, "_") {
		return path
	}
	var b strings.Builder
	up := false
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case c == '_' && i > 0 && i+1 < len(path) && isLower(path[i+1]):
			up = true
			continue
		case up:
			c -= 'a' - 'A'
			up = false
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

// HasVersion reports whether the dialect has the API version. Every dialect
// has the version "", its newest.
func (d *DialectInfo) HasVersion(version string) bool {
	return version == "" || slices.Contains(d.Versions, version)
}

func (d *DialectInfo) version(v string) string {
	if v == "" && len(d.Versions) > 0 {
		return d.Versions[0]
	}
	return v
}

// In reports whether an API version has the field; a field without versions is
// in all of them, and every field is in the version "".
func (f Field) In(version string) bool {
	return version == "" || len(f.Versions) == 0 || slices.Contains(f.Versions, version)
}

// Wire returns this dialect's word for a neutral value. exact is false where
// the word only comes close; ok is false where there is none.
func (f Field) Wire(neutral string) (word string, exact, ok bool) {
	if w, found := f.Values[neutral]; found {
		return w, true, true
	}
	if w, found := f.Nearest[neutral]; found {
		return w, false, true
	}
	if f.Values == nil && (len(f.Enum) == 0 || slices.Contains(f.Enum, neutral)) {
		return neutral, true, true
	}
	return "", false, false
}

// Neutral returns the neutral value of this dialect's word, the word itself
// where it has no other name.
func (f Field) Neutral(word string) string {
	keys := make([]string, 0, len(f.Values))
	for k := range f.Values {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if f.Values[k] == word {
			return k
		}
	}
	return word
}

func cutLast(path string) (dir, last string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

func join(dir, last string) string {
	if dir == "" {
		return last
	}
	return dir + "." + last
}
