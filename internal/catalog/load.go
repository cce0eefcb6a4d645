package catalog

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed data/*.json data/dialects/*.json data/sdks/*.json
var data embed.FS

//go:embed data/models.tsv
var modelsText string // searched in place, never copied

// read returns an embedded file. The data is part of the program: a missing
// or broken file is a bug that the package's tests find, not an input error.
func read(name string) []byte {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return b
}

func decode(name string, v any) {
	if err := json.Unmarshal(read(name), v); err != nil {
		panic(fmt.Sprintf("catalog: data/%s: %v", name, err))
	}
}

// A dialectTable is all dialects in the order of their ids.
type dialectTable struct {
	list []*DialectInfo
	byID map[string]*DialectInfo // ids and aliases
}

func loadDialects() *dialectTable {
	entries, err := fs.ReadDir(data, "data/dialects")
	if err != nil {
		panic("catalog: " + err.Error())
	}
	var raw []*DialectInfo
	for _, e := range entries {
		d := new(DialectInfo)
		decode("dialects/"+e.Name(), d)
		raw = append(raw, d)
	}
	t, err := newDialectTable(raw)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return t
}

// newDialectTable resolves parents and fills in what the files leave out.
func newDialectTable(raw []*DialectInfo) (*dialectTable, error) {
	byID := make(map[string]*DialectInfo, len(raw))
	for _, d := range raw {
		byID[d.ID] = d
	}
	t := &dialectTable{byID: make(map[string]*DialectInfo, 2*len(raw))}
	for _, d := range raw {
		r, err := resolve(d, byID, 0)
		if err != nil {
			return nil, err
		}
		r.buildIndex()
		t.list = append(t.list, r)
	}
	slices.SortFunc(t.list, func(a, b *DialectInfo) int { return strings.Compare(a.ID, b.ID) })
	for _, d := range t.list {
		for _, name := range append([]string{d.ID}, d.Aliases...) {
			if other := t.byID[name]; other != nil {
				return nil, fmt.Errorf("dialects %s and %s both answer to %q", other.ID, d.ID, name)
			}
			t.byID[name] = d
		}
	}
	return t, nil
}

// resolve lays a dialect over its parent: what it states wins, a field
// replaces the parent's field of the same path, a field of type "none" removes
// it.
func resolve(d *DialectInfo, byID map[string]*DialectInfo, depth int) (*DialectInfo, error) {
	out := *d
	out.Fields = slices.Clone(d.Fields)
	out.Traits = make(map[string]Fact, len(d.Traits))
	for k, f := range d.Traits {
		f.Ref = f.or(d.Ref)
		out.Traits[k] = f
	}
	for i := range out.Fields {
		out.Fields[i].Ref = out.Fields[i].or(d.Ref)
	}
	if d.Parent == "" {
		return &out, nil
	}
	p := byID[d.Parent]
	if p == nil || depth > 8 {
		return nil, fmt.Errorf("dialect %s: no usable parent %q", d.ID, d.Parent)
	}
	base, err := resolve(p, byID, depth+1)
	if err != nil {
		return nil, err
	}
	for k, f := range base.Traits {
		if _, ok := out.Traits[k]; !ok {
			out.Traits[k] = f
		}
	}
	if out.Roles == nil {
		out.Roles = base.Roles
	}
	own := make(map[string]bool, len(out.Fields))
	for _, f := range out.Fields {
		own[f.Path] = true
	}
	for _, f := range base.Fields {
		if !own[f.Path] {
			out.Fields = append(out.Fields, f)
		}
	}
	out.Fields = slices.DeleteFunc(out.Fields, func(f Field) bool { return f.Type == "none" })
	return &out, nil
}

// or returns r, with what it leaves open taken from a wider statement.
func (r Ref) or(wider Ref) Ref {
	if r.Source == "" {
		r.Source = wider.Source
	}
	if r.AsOf == "" {
		r.AsOf = wider.AsOf
	}
	return r
}
