package rewrite

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// typed writes a value as the type of that name is written.
func (p *printer) typed(n *value.Node, name string, depth int) (string, error) {
	if n == nil {
		return p.host.null, nil
	}
	if depth > maxDepth {
		return "", fmt.Errorf("it is nested more than %d levels deep", maxDepth)
	}
	t := catalog.EmitType(p.lang, name)
	if t == nil {
		switch name {
		case "text", "number", "bool", "any", "":
			return p.value(n, depth)
		}
		return "", fmt.Errorf("the type %s is not known", name)
	}
	switch {
	case t.As != "" || t.Hole != "" && t.List == "":
		s, err := p.converted(n, t, depth)
		if t.As != "" {
			s = strings.ReplaceAll(t.As, "$", s)
		}
		return s, err
	case len(t.Cases) > 0:
		return p.cases(n, name, t, depth)
	case n.Kind == value.Hole:
		return p.taken(n, t, depth)
	case t.List != "":
		return p.typedList(n, t, depth)
	case n.Kind == value.Object && t.Name == "": // a map under a name of the library's
		var parts []string
		for i := range n.Entries {
			s, err := p.member(&n.Entries[i], depth+1, false)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return p.wrap(t.Open, t.Close, parts, depth), nil
	case n.Kind == value.Object:
		members, err := p.membersOf(n, t, depth)
		if err != nil {
			return "", err
		}
		return p.host.construct(p, t.Name, members, depth), nil
	}
	return "", fmt.Errorf("%s takes no %s", name, n.Kind)
}

func (p *printer) typedList(n *value.Node, t *catalog.Typed, depth int) (string, error) {
	if n.Kind != value.Array {
		return "", fmt.Errorf("a list of %s was expected", t.List)
	}
	if v := only(n); v != nil && v.Kind == value.Hole && p.whole[v.Span] {
		return p.taken(v, t, depth)
	}
	var parts []string
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.Value.Kind == value.Hole && p.spread[e.Value.Span] {
			return "", fmt.Errorf("elements of a list are known at run time only")
		}
		s, err := p.typed(e.Value, t.List, depth+1)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	if p.host.elided != nil {
		p.host.elided(t.Open, parts)
	}
	return p.wrap(t.Open, t.Close, parts, depth), nil
}

func (p *printer) membersOf(n *value.Node, t *catalog.Typed, depth int) ([]member, error) {
	var out []member
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread {
			return nil, fmt.Errorf("members of the request are known at run time only")
		}
		more, err := p.memberOf(e, t, depth)
		if err != nil {
			if more, err = p.raw(e, t, depth, err); err != nil {
				return nil, err
			}
		}
		out = append(out, more...)
	}
	return out, nil
}

// memberOf writes a member by its type: one member, or one for each element.
func (p *printer) memberOf(e *value.Entry, t *catalog.Typed, depth int) ([]member, error) {
	name, of, ok := strings.Cut(t.Members[e.Key], " ")
	if !ok {
		return nil, fmt.Errorf("how %s takes %s is not known", strings.TrimSpace(t.Name), e.Key)
	}
	if name != "*" {
		s, err := p.typed(e.Value, of, depth+1)
		return []member{{name, s}}, err
	}
	if e.Value.Kind != value.Array {
		return nil, fmt.Errorf("%s is known at run time only", e.Key)
	}
	var out []member
	for j := range e.Value.Entries {
		x := &e.Value.Entries[j]
		if x.Block != nil || x.Spread || x.Value.Kind == value.Hole {
			return nil, fmt.Errorf("elements of %s are known at run time only", e.Key)
		}
		s, err := p.typed(x.Value, of, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, member{text: s})
	}
	return out, nil
}

// raw writes a member as a value of any kind, where its type has no form for it.
func (p *printer) raw(e *value.Entry, t *catalog.Typed, depth int, why error) ([]member, error) {
	as := t.Raw[e.Key]
	if as == "" {
		as = t.Raw["*"]
	}
	if as == "" {
		return nil, why
	}
	s, err := p.value(e.Value, depth+1)
	if err != nil {
		return nil, err
	}
	return []member{{text: strings.ReplaceAll(strings.ReplaceAll(as, "{key}", p.host.text(e.Key)), "$", s)}}, nil
}

// cases writes a value as the first of the forms that it has.
func (p *printer) cases(n *value.Node, name string, t *catalog.Typed, depth int) (string, error) {
	for i := range t.Cases {
		c := &t.Cases[i]
		if p.fits(n, c) {
			return p.form(c.As, withRest(n, c), c.Types, depth)
		}
	}
	if n.Kind == value.Hole {
		return p.taken(n, t, depth)
	}
	return "", fmt.Errorf("no form of %s is known for %s", name, keys(n))
}

// withRest returns a value with a member "..." that holds all those which a form
// does not name, where the form asks for them.
func withRest(n *value.Node, c *catalog.TypedCase) *value.Node {
	if _, ok := c.When[anyOther]; !ok {
		return n
	}
	out, rest := &value.Node{Kind: value.Object}, &value.Node{Kind: value.Object}
	for _, e := range n.Entries {
		_, named := c.When[e.Key]
		if _, optional := c.When[e.Key+"?"]; named || optional {
			out.Entries = append(out.Entries, e)
		} else {
			rest.Entries = append(rest.Entries, e)
		}
	}
	out.Set(anyOther, rest)
	return out
}

// anyOther is the key of a form that takes members which it does not name.
const anyOther = "..."

func keys(n *value.Node) string {
	if n.Kind != value.Object {
		return "a " + n.Kind.String()
	}
	var out []string
	for i := range n.Entries {
		out = append(out, n.Entries[i].Key)
	}
	return "an object of " + strings.Join(out, ", ")
}

// fits reports whether a value has all members of a form, and no others.
func (p *printer) fits(n *value.Node, c *catalog.TypedCase) bool {
	if want, ok := c.When[""]; ok {
		return p.isKind(n, want)
	}
	if n.Kind != value.Object || n.Open() || n.Blocks() {
		return false
	}
	found := 0
	_, rest := c.When[anyOther]
	for key, want := range c.When {
		if key == anyOther {
			continue
		}
		key, optional := strings.CutSuffix(key, "?")
		v := n.Get(key)
		switch {
		case v == nil && optional:
			continue
		case v == nil || !p.isKind(v, want):
			return false
		}
		found++
	}
	return rest || found == len(n.Entries)
}

// isKind reports whether a value is of a kind. An expression that the program has
// a list in is no text.
func (p *printer) isKind(v *value.Node, want string) bool {
	switch want {
	case "*":
		return true
	case "<text>":
		return v.Kind == value.String || v.Kind == value.Text || v.Kind == value.Hole && !p.whole[v.Span] || v.Kind == value.Choice
	case "<list>":
		return v.Kind == value.Array || v.Kind == value.Hole && p.whole[v.Span]
	case "<one>":
		return v.Kind == value.Array && len(v.Entries) == 1 && v.Entries[0].Block == nil && !v.Entries[0].Spread
	case "true", "false":
		return v.Kind == value.Bool && v.Bool == (want == "true")
	}
	return v.Is(want)
}

// form fills the members of a value into a template. {a.b} is a member of a
// member, {0} an element, and {?a:…} what stands there where the member does.
func (p *printer) form(template string, n *value.Node, types map[string]string, depth int) (string, error) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(template, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), nil
		}
		end := strings.IndexByte(rest, '}')
		if name, isName := strings.CutPrefix(rest, "?"); isName {
			// {?a:text {a} text}
			name, body, _ := strings.Cut(name, ":")
			inner, after := balanced(body)
			template = after
			if at(n, name) != nil {
				s, err := p.form(inner, n, types, depth)
				if err != nil {
					return "", err
				}
				b.WriteString(s)
			}
			continue
		}
		if end < 0 || !placeholder(rest[:end]) {
			b.WriteByte('{')
			template = rest
			continue
		}
		name := rest[:end]
		template = rest[end+1:]
		v := at(n, name)
		of := types[name]
		s, err := p.typed(v, of, depth)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
}

// balanced cuts a text behind the brace that closes what it stands in.
func balanced(s string) (inner, after string) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return s[:i], s[i+1:]
			}
			depth--
		}
	}
	return s, ""
}

func placeholder(s string) bool {
	for i := 0; i < len(s); i++ {
		if !wordByte(s[i]) && s[i] != '.' {
			return false
		}
	}
	return s != "" && s[0] != ' '
}

// at is the member at a dotted path; a number is an element, and "$" the value
// itself.
func at(n *value.Node, path string) *value.Node {
	switch path {
	case "self":
		return n
	case anyOther:
		return n.Get(anyOther)
	}
	for _, step := range strings.Split(path, ".") {
		if n == nil {
			return nil
		}
		if n.Kind == value.Array && step == "0" && len(n.Entries) > 0 {
			n = n.Entries[0].Value
			continue
		}
		n = n.Get(step)
	}
	return n
}

// braces writes an object as Name{Field: value, …}, a member a line where there
// are several.
func braces(sep string) func(p *printer, name string, members []member, depth int) string {
	return func(p *printer, name string, members []member, depth int) string {
		parts := make([]string, len(members))
		for i, m := range members {
			parts[i] = m.name + sep + m.text
		}
		return p.wrap(name+"{", "}", parts, depth)
	}
}

func wordByte(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
