package kotlin

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// after reads a block behind a call, and gives the values that calls of the
// standard library certainly make.
func after(r *read.Reader, c *lang.Call) *value.Node {
	if r.Sign(0) == "{" && r.Match(0) > 0 && !r.Fresh(0) {
		block(r, c)
	}
	span := c.Node.Span
	if s, name := curly.Receiver(c); s != nil {
		return text(s, name, c)
	}
	if c.Callee.Recv != nil {
		return nil
	}
	if curly.Static(c) == "String.format" && len(c.Args) > 0 {
		return curly.Printf(c.Arg(0), c.Args[1:], true, span)
	}
	if len(c.Callee.Steps) != 1 {
		return nil
	}
	switch name := c.Callee.Last(); {
	case lists[name]:
		return curly.Array(c.Args, span)
	case maps[name]:
		return object(c)
	case name == "buildJsonObject":
		return built(r, c)
	}
	return nil
}

var (
	lists = curly.Words("listOf mutableListOf arrayListOf setOf mutableSetOf hashSetOf arrayOf sequenceOf emptyList emptyArray emptySet")
	maps  = curly.Words("mapOf mutableMapOf hashMapOf linkedMapOf sortedMapOf emptyMap")
)

// text is what methods make of a literal.
func text(s *value.Node, name string, c *lang.Call) *value.Node {
	switch name {
	case "trimIndent":
		return curly.Trimmed(s, "")
	case "trimMargin":
		margin := "|"
		if a := c.Arg(0); a != nil && a.Kind == value.String && a.Str != "" {
			margin = a.Str
		}
		return curly.Trimmed(s, margin)
	case "format":
		return curly.Printf(s, c.Args, true, c.Node.Span)
	case "trim", "trimStart", "trimEnd":
		if len(c.Args) == 0 && c.Named == nil {
			return s // white space around a text is the author's, not the vendor's
		}
	}
	return nil
}

// object is the object that mapOf(k to v, …) makes.
func object(c *lang.Call) *value.Node {
	n := &value.Node{Kind: value.Object, Span: c.Node.Span}
	for i := range c.Args {
		switch p := c.Args[i].Value; {
		case c.Args[i].Spread:
			n.Entries = append(n.Entries, c.Args[i])
		case p.Kind == value.Array && len(p.Entries) == 2:
			n.Entries = append(n.Entries, curly.Member(p.Entries[0].Value, p.Entries[1].Value))
		default:
			n.Entries = append(n.Entries, value.Entry{Value: p, Spread: true, Span: p.Span})
		}
	}
	return n
}

// block reads the block under the cursor, a function without a name. What it
// assigns on its own level becomes arguments by name of c.
func block(r *read.Reader, c *lang.Call) {
	m := r.Match(0)
	own := level(r, m, "=")
	n := len(r.Unit.Assigns)
	r.Skip(1)
	r.Statements(m - 1)
	r.Skip(1)
	if len(own) == 0 {
		return
	}
	if c.Named == nil {
		c.Named = &value.Node{Kind: value.Object}
	}
	for _, a := range r.Unit.Assigns[n:] {
		if own[a.Span.Start] {
			e := value.Entry{Key: strings.TrimPrefix(a.Name, "this."), KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)}
			c.Named.Entries = append(c.Named.Entries, e)
			c.Named.Span = c.Named.Span.Cover(e.Span)
		}
	}
}

// level returns where the statements of the block under the cursor, up to token
// m, begin that are a name with sign behind it.
func level(r *read.Reader, m int, sign string) map[int]bool {
	var own map[int]bool
	for n := 1; n < m; n++ {
		at := n
		if r.Word(n) == "this" && r.Sign(n+1) == "." {
			at = n + 2
		}
		if r.Word(at) != "" && r.Sign(at+1) == sign && (r.Fresh(n) || r.Sign(n-1) == "{" || r.Sign(n-1) == ";" || r.Sign(n-1) == "->") {
			if own == nil {
				own = map[int]bool{}
			}
			own[r.SpanOf(n, n+1).Start] = true
		}
		if k := r.Match(n); k > 0 {
			n = k
		}
	}
	return own
}

// built is the object that buildJsonObject { put("k", v) } makes; nil where
// nothing is put.
func built(r *read.Reader, c *lang.Call) *value.Node {
	n := len(r.Unit.Calls)
	for n > 0 && r.Unit.Calls[n-1].Span.Start >= c.NameSpan.End {
		n--
	}
	calls := slices.Clone(r.Unit.Calls[n:])
	slices.SortStableFunc(calls, func(a, b *lang.Call) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	o := &value.Node{Kind: value.Object, Span: c.Node.Span.Cover(r.SpanOf(-1, 0))}
	within := -1 // the end of the last member, whose value has calls of its own
	for _, k := range calls {
		if k.Callee.Last() != "put" || len(k.Args) != 2 || k.Callee.Recv != nil || len(k.Callee.Steps) != 1 || k.Span.Start < within {
			continue
		}
		within = k.Span.End
		o.Entries = append(o.Entries, curly.Member(k.Args[0].Value, k.Args[1].Value))
	}
	if len(o.Entries) == 0 {
		return nil
	}
	return o
}
