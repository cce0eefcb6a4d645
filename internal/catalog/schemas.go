package catalog

import (
	"maps"
	"slices"
)

// A Subset is the part of JSON Schema that a mechanism of structured output
// takes. Traits schema_output and schema_tool name one.
type Subset struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Keywords     []string `json:"keywords"`          // taken; empty: whatever Refused does not list
	Refused      []string `json:"refused"`           // answered with an error
	Ignored      []string `json:"ignored,omitempty"` // taken without effect
	Formats      []string `json:"formats,omitempty"` // values of format that are taken; empty: any
	Types        string   `json:"types,omitempty"`   // "upper" where type names are upper-case
	Root         string   `json:"root,omitempty"`    // type that the root must have
	AllRequired  bool     `json:"all_required"`      // every property must be required
	Closed       bool     `json:"closed"`            // additionalProperties must be false on every object
	TypeList     bool     `json:"type_list"`         // type may be a list
	Recursion    bool     `json:"recursion"`         // $ref may lead back
	MaxDepth     int      `json:"max_depth,omitempty"`
	MaxProps     int      `json:"max_properties,omitempty"`
	MaxEnum      int      `json:"max_enum,omitempty"`
	NamePattern  string   `json:"name_pattern,omitempty"` // of the schema's own name
	AsString     bool     `json:"as_string,omitempty"`    // the schema is sent as text
	MinItemsOnly []int    `json:"min_items,omitempty"`    // the only values of minItems that are taken
	Notes        []string `json:"notes,omitempty"`
	Ref
}

func loadSubsets() map[string]Subset {
	var list []Subset
	decode("schemas.json", &list)
	out := make(map[string]Subset, len(list))
	for _, s := range list {
		out[s.ID] = s
	}
	return out
}

// Subset returns a schema subset by its id.
func (c *Catalog) Subset(id string) (Subset, bool) {
	s, ok := c.subsets()[id]
	return s, ok
}

// Subsets returns all schema subsets in the order of their ids.
func (c *Catalog) Subsets() []Subset {
	all := c.subsets()
	var out []Subset
	for _, id := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[id])
	}
	return out
}

// Takes reports whether the subset takes a keyword.
func (s Subset) Takes(keyword string) bool {
	if slices.Contains(s.Refused, keyword) {
		return false
	}
	return len(s.Keywords) == 0 || slices.Contains(s.Keywords, keyword)
}
