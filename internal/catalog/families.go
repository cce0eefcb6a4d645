package catalog

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// A familyRule is what holds for every model whose plain name matches, known
// or not. Rules stand in the file from the narrow to the wide; for each gate
// the first rule that speaks of it counts.
type familyRule struct {
	Family    string          `json:"family"` // "" for rules that only add gates
	Match     string          `json:"match"`  // RE2 on the plain lower-case name
	Maker     string          `json:"maker"`  // host of the vendor that makes it
	Tokenizer string          `json:"tokenizer"`
	Gates     map[string]rule `json:"gates"`
	Ref

	start  string  // literal that every match starts with
	firsts byteSet // bytes that a match begins with
	re     func() *regexp.Regexp
}

// matches compiles the pattern only for names that could match: asking for one
// model needs a handful of the patterns.
func (f *familyRule) matches(name string) bool {
	return name != "" && f.firsts[name[0]] && strings.HasPrefix(name, f.start) && f.re().MatchString(name)
}

// spelledOut reports whether a rule says what names are as a whole.
func (f *familyRule) spelledOut() bool {
	return f.Family != "" && strings.HasPrefix(f.Match, "^") && strings.HasSuffix(f.Match, "$")
}

// literalStart returns the literal with which all matches of an anchored
// pattern start, "" where there is none.
func literalStart(pattern string) string {
	rest, anchored := strings.CutPrefix(pattern, "^")
	i := strings.IndexFunc(rest, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-')
	})
	depth, alternatives := 0, false
	for _, r := range rest {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			alternatives = alternatives || depth == 0
		}
	}
	switch {
	case !anchored || alternatives:
		return ""
	case i < 0:
		return rest
	case i > 0 && strings.IndexByte("?*{", rest[i]) >= 0:
		return rest[:i-1] // the last letter may be absent
	}
	return rest[:i]
}

// A rule is a gate as a family file has it. A firm one was checked by hand and
// wins over the tables; any other that contradicts them makes the gate Unknown.
type rule struct {
	Is     string   `json:"is"` // yes, no, unknown
	Unless string   `json:"unless"`
	Values []string `json:"values"`
	Note   string   `json:"note"`
	Firm   bool     `json:"firm"`
	Ref
}

func (r rule) gate(wider Ref) Gate {
	g := Gate{Unless: r.Unless, Values: r.Values, Note: r.Note, Ref: r.or(wider)}
	g.Is, _ = parseTri(r.Is)
	return g
}

func parseTri(s string) (Tri, bool) {
	switch s {
	case "yes":
		return Yes, true
	case "no":
		return No, true
	case "unknown":
		return Unknown, true
	}
	return Unknown, false
}

// String returns yes, no or unknown.
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

func loadFamilies() []familyRule {
	rules, err := parseFamilies(read("families.json"))
	if err != nil {
		panic("catalog: data/families.json: " + err.Error())
	}
	return rules
}

func parseFamilies(b []byte) ([]familyRule, error) {
	var file struct{ Families []familyRule }
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, err
	}
	for i := range file.Families {
		f := &file.Families[i]
		for name, g := range f.Gates {
			if _, ok := parseTri(g.Is); !ok {
				return nil, fmt.Errorf("%s: gate %s is %q, want yes, no or unknown", f.Match, name, g.Is)
			}
		}
		f.start = literalStart(f.Match)
		if set, ok := firstsOf(f.Match); ok {
			f.firsts = set
		} else {
			for b := range f.firsts {
				f.firsts[b] = true
			}
		}
		f.re = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(f.Match) })
	}
	return file.Families, nil
}

// applyFamilies adds the rules of the model's family.
func (c *Catalog) applyFamilies(m *Model, name string) {
	name = strings.ToLower(name)
	spoken := map[string]bool{}
	for i := range c.families() {
		f := &c.families()[i]
		if !f.matches(name) {
			continue
		}
		if m.Family == "" && f.Family != "" {
			m.Family = f.Family
			if !m.Known {
				m.Ref = f.Ref
			}
		}
		m.Tokenizer = cmp.Or(m.Tokenizer, f.Tokenizer)
		for gate, r := range f.Gates {
			if !spoken[gate] {
				spoken[gate] = true
				m.Gates[gate] = settle(m.Gates[gate], r, f.Ref)
			}
		}
	}
}

// settle joins what the tables say of a gate and what the family's rule says.
func settle(table Gate, r rule, wider Ref) Gate {
	family := r.gate(wider)
	switch {
	case table.Ref == (Ref{}) || r.Firm:
		if family.Values == nil && family.Is == Yes {
			family.Values = table.Values
		}
		return family
	case family.Is == Unknown:
		return family
	case table.Is == Unknown: // the tables disagree among themselves
		return family
	case table.Is == family.Is:
		if family.Values == nil || table.Values != nil {
			family.Values = table.Values
		}
		family.Ref = table.Ref
		return family
	}
	return Gate{
		Note: fmt.Sprintf("%s says %s, %s says %s", table.Source, table.Is, family.Source, family.Is),
		Ref:  family.Ref,
	}
}

// HostOf guesses the vendor of a bare model name: the host key of its maker,
// "" where the name tells nothing.
func (c *Catalog) HostOf(model string) string {
	return c.hostOf(bareName(model), strings.ToLower(model))
}

// hostOf is HostOf for a model's plainest spelling and its name in lower case.
func (c *Catalog) hostOf(plain, name string) string {
	all := c.families()
	for {
		for i := range all {
			if f := &all[i]; f.Maker != "" && f.matches(plain) {
				return f.Maker
			}
		}
		if plain == name {
			return ""
		}
		plain = name
	}
}
