package catalog

import (
	"maps"
	"slices"
)

// A Subset is the part of JSON Schema that a mechanism takes: structured
// output, strict tools, or tools whose schema only guides the model. Traits
// schema_output and schema_tool name one.
type Subset struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Keywords []string `json:"keywords"`          // taken; empty: whatever Refused and Ignored do not list
	Refused  []string `json:"refused"`           // answered with an error
	Ignored  []string `json:"ignored,omitempty"` // without effect: said in the description instead
	Extra    []string `json:"extra,omitempty"`   // words besides JSON Schema's that are known
	Formats  []string `json:"formats,omitempty"` // values of format that are taken; empty: any
	Types    string   `json:"types,omitempty"`   // "upper" where type names are upper-case

	// Guides marks a mechanism that shows the schema to the model without
	// holding it to it. Plain is the subset of that kind that goes with a
	// binding one: it counts where strictness is not asked for.
	Guides bool   `json:"guides,omitempty"`
	Plain  string `json:"plain,omitempty"`
	// Makers gives the subset by the maker of the model (its host key), for
	// hosts that hand the schema on; "" is for all other makers.
	Makers map[string]string `json:"makers,omitempty"`

	Root        string   `json:"root,omitempty"`         // type that the root must have
	RootRefused []string `json:"root_refused,omitempty"` // keywords that the root cannot have
	ToolRoot    []string `json:"tool_root,omitempty"`    // … and those that the root of a tool cannot have besides
	Typed       bool     `json:"typed,omitempty"`        // every schema says a type, a choice, a reference or values
	Items       bool     `json:"items,omitempty"`        // every array says its items
	AllRequired bool     `json:"all_required"`           // every property must be required
	Closed      bool     `json:"closed"`                 // additionalProperties must be false on every object
	Closes      bool     `json:"closes,omitempty"`       // objects that do not say are closed
	TypeList    bool     `json:"type_list"`              // type may be a list
	Recursion   bool     `json:"recursion"`              // $ref may lead back
	// OptionalRecursion: $ref may lead back from properties only that are not
	// required.
	OptionalRecursion bool     `json:"optional_recursion,omitempty"`
	RefAlone          bool     `json:"ref_alone,omitempty"`     // nothing stands beside $ref
	OneAllOf          bool     `json:"one_all_of,omitempty"`    // allOf has one branch
	OneOfAny          bool     `json:"one_of_any,omitempty"`    // oneOf is read as anyOf
	EnumTypes         []string `json:"enum_types,omitempty"`    // kinds of enum and const values: string, number, boolean, null; empty: all
	Pattern           string   `json:"pattern,omitempty"`       // simple: no look-around, back reference, word boundary; anchored: ^ to $ besides
	IntegerOnly       []string `json:"integer_only,omitempty"`  // keywords that count for integers alone
	PatternAlone      bool     `json:"pattern_alone,omitempty"` // length bounds are lost beside pattern or format
	MinItemsOnly      []int    `json:"min_items,omitempty"`     // the only values of minItems that are taken

	MaxDepth    int    `json:"max_depth,omitempty"`      // objects within objects, the root counted
	MaxProps    int    `json:"max_properties,omitempty"` // of all objects together
	MaxEnum     int    `json:"max_enum,omitempty"`       // values of all enums together
	MaxChars    int    `json:"max_chars,omitempty"`      // names, definition names, enum and const values together
	LongEnum    []int  `json:"long_enum,omitempty"`      // [n, c]: an enum of more than n values has at most c characters
	NamePattern string `json:"name_pattern,omitempty"`   // of the schema's own name
	AsString    bool   `json:"as_string,omitempty"`      // the schema is sent as text

	// Limits of all binding schemas of one request together.
	MaxTools    int `json:"max_strict_tools,omitempty"`
	MaxOptional int `json:"max_optional,omitempty"` // properties that are not required
	MaxUnions   int `json:"max_unions,omitempty"`   // properties of several types

	Notes []string `json:"notes,omitempty"`
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
	if slices.Contains(s.Refused, keyword) || slices.Contains(s.Ignored, keyword) {
		return false
	}
	return len(s.Keywords) == 0 || slices.Contains(s.Keywords, keyword)
}

// Knows reports whether the subset has a word that is none of JSON Schema's:
// nullable, propertyOrdering.
func (s Subset) Knows(word string) bool {
	return slices.Contains(s.Keywords, word) || slices.Contains(s.Extra, word)
}

// SubsetFor returns the subset that holds for a model: the one that the id
// names or, at a host that hands schemas on, the one of the model's maker.
// A schema that is not to bind gets the subset that only guides, where the
// mechanism has such a one; ok is false where nothing limits the schema.
func (c *Catalog) SubsetFor(id string, m Model, binds bool) (s Subset, ok bool) {
	s, ok = c.Subset(id)
	if ok && s.Makers != nil {
		by, known := s.Makers[c.HostOf(m.ID)]
		if !known {
			by = s.Makers[""]
		}
		s, ok = c.Subset(by)
	}
	if ok && !binds && !s.Guides {
		return c.Subset(s.Plain)
	}
	return s, ok
}
