package java

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

var primitives = curly.Words("boolean byte char short int long float double")

// primary reads arrays, with and without their type, and casts.
func primary(r *read.Reader) (*value.Node, bool) {
	switch {
	case r.Sign(0) == "{" && r.Match(0) > 0:
		return r.List(), true
	case r.Word(0) == "new":
		e := style.Type(r, 1)
		if r.Sign(e-1) == "]" && r.Sign(e) == "{" && r.Match(e) > 0 {
			r.Skip(e)
			return r.List(), true
		}
	case r.Sign(0) == "(":
		if m := r.Match(0); m > 1 && cast(r, m) {
			r.Skip(m + 1)
			return r.Unary(), true
		}
	}
	return nil, false
}

// cast reports whether the brackets up to token m hold a type for the value
// behind them.
func cast(r *read.Reader, m int) bool {
	if style.Type(r, 1) != m {
		return false
	}
	switch kind, text := r.Tok(m + 1); kind {
	case lang.String:
		return true
	case lang.Number:
		return primitives[r.Word(1)]
	case lang.Ident:
		return text == "new" || !grammar.Keywords[text]
	case lang.Punct:
		return text == "(" && (primitives[r.Word(1)] || m > 2)
	}
	return false
}

// after reads the body of a class without a name, and gives the values that
// calls of the standard library certainly make.
func after(r *read.Reader, c *lang.Call) *value.Node {
	if m := r.Match(0); c.New && r.Sign(0) == "{" && m > 0 {
		r.Skip(1)
		r.Statements(m - 1)
		r.Skip(1)
		return nil
	}
	span := c.Node.Span
	if s, name := curly.Receiver(c); s != nil {
		switch {
		case name == "formatted":
			return curly.Printf(s, c.Args, true, span)
		case len(c.Args) == 0 && trims[name]:
			return s // white space around a text is the author's, not the vendor's
		}
		return nil
	}
	switch name := curly.Static(c); {
	case lists[name]:
		return curly.Array(c.Args, span)
	case maps[name]:
		return curly.Pairs(c.Args, span)
	case name == "Map.ofEntries":
		return entries(r, c)
	case name == "String.format" && len(c.Args) > 0:
		return curly.Printf(c.Arg(0), c.Args[1:], true, span)
	case name == "String.join" && len(c.Args) > 1:
		return joined(c)
	}
	return nil
}

var (
	trims = curly.Words("strip trim stripIndent stripLeading stripTrailing intern toString")
	lists = curly.Words("List.of Set.of Arrays.asList Stream.of ImmutableList.of ImmutableSet.of Collections.singletonList Collections.singleton Collections.emptyList Lists.newArrayList")
	maps  = curly.Words("Map.of ImmutableMap.of Collections.singletonMap Collections.emptyMap")
)

// entries is the object that Map.ofEntries(Map.entry(k, v), …) makes.
func entries(r *read.Reader, c *lang.Call) *value.Node {
	n := &value.Node{Kind: value.Object, Span: c.Node.Span}
	for i := range c.Args {
		e := r.CallOf(c.Args[i].Value)
		if e == nil || len(e.Args) != 2 || e.Callee.Last() != "entry" {
			return nil
		}
		n.Entries = append(n.Entries, curly.Member(e.Args[0].Value, e.Args[1].Value))
	}
	return n
}

// joined is the text that String.join makes of texts or of one list.
func joined(c *lang.Call) *value.Node {
	items := c.Args[1:]
	if first := items[0].Value; first.Kind == value.Array && len(items) == 1 {
		items = first.Entries
	} else if len(items) == 1 && first.Kind == value.Hole {
		return nil // a list of any length
	}
	return curly.Join(c.Arg(0), items, c.Node.Span)
}
