package rewrite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A maybe is what is known of a switch of the program.
type maybe uint8

const (
	no maybe = iota
	yes
	unknown
)

// Extent is where a call stands with all that its chain starts from:
// client.chat().completions().create(…).
func Extent(k *lang.Call) source.Span {
	at := k.Span
	for c := k; c != nil; c = c.Callee.Recv {
		at = at.Cover(c.Span)
		if !c.Callee.Span.IsZero() {
			at = at.Cover(c.Callee.Span)
		}
	}
	return at
}

// streams tells whether the site asks for a streamed answer: by a member of the
// request, or by the method that it calls.
func (s *Site) streams() maybe {
	if v := s.Request.Get("stream"); v != nil {
		switch {
		case v.Kind != value.Bool:
			return unknown
		case v.Bool:
			return yes
		}
		return no
	}
	if strings.Contains(strings.ToLower(s.Call.Callee.Last()), "stream") {
		return yes
	}
	return no
}

// awaited reports whether the program waits for the call in its language's own
// way: await client.chat…
func (s *Site) awaited() bool {
	at := Extent(s.Call).Start
	before := strings.TrimRight(string(s.File.Data[max(0, at-64):at]), " \t\r\n(")
	return strings.HasSuffix(before, "await")
}

// before is the text of the site's function up to its call.
func (s *Site) before() string {
	at, from := Extent(s.Call).Start, 0
	for i := range s.Unit.Funcs {
		if f := &s.Unit.Funcs[i]; !f.Class && f.Span.Start <= at && at < f.Span.End {
			from = max(from, f.Span.Start)
		}
	}
	return string(s.File.Data[from:at])
}

// names returns, by the place of a value, what the call's arguments say instead
// of it: the name of a constant.
func (s *Site) names() map[source.Span]string {
	n := &namer{u: s.Unit, out: map[source.Span]string{}, left: maxNamed}
	n.call(s.Call)
	if len(s.Call.Args) == 0 && s.Call.Named == nil && s.Call.Callee.Recv == nil {
		n.around(s.Call.Span) // a body that stands by itself: who sends it is not known
	}
	return n.out
}

// around looks for names in what a place stands in: the arguments of calls, and
// what variables are given.
func (n *namer) around(at source.Span) {
	for _, k := range n.u.Calls {
		if k.Span.Contains(at) {
			n.entries(k.Args, k.Func)
		}
	}
	for i := range n.u.Assigns {
		if a := &n.u.Assigns[i]; a.Value != nil && a.Value.Span.Contains(at) {
			n.node(a.Value, a.Func)
		}
	}
}

// maxNamed bounds the values that are looked at for names.
const maxNamed = 5000

type namer struct {
	u    *lang.Unit
	out  map[source.Span]string
	left int
}

func (n *namer) call(k *lang.Call) {
	if n.left--; n.left < 0 {
		return
	}
	n.entries(k.Args, k.Func)
	if k.Named != nil {
		n.entries(k.Named.Entries, k.Func)
	}
	if k.Callee.Recv != nil {
		n.call(k.Callee.Recv)
	}
}

func (n *namer) entries(es []value.Entry, fn string) {
	for i := range es {
		n.node(es[i].Value, fn)
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				n.entries(b.Arms[j].Body, fn)
			}
		}
	}
}

func (n *namer) node(v *value.Node, fn string) {
	if n.left--; v == nil || n.left < 0 {
		return
	}
	switch v.Kind {
	case value.Hole:
		if k := n.u.CallOf(v); k != nil {
			n.call(k)
			return
		}
		if r := n.u.Resolve(v, fn); r != v && r != nil && !r.Span.IsZero() && v.Tag.Src != "" {
			if n.out[r.Span] == "" {
				n.out[r.Span] = v.Tag.Src
				n.unresolved(v, fn)
			}
		}
	case value.Choice:
		for i := range v.Choice.Arms {
			n.node(v.Choice.Arms[i].Body, fn)
		}
	}
	n.entries(v.Entries, fn)
}

// unresolved looks at the value of a name as it is written, for the names in it.
func (n *namer) unresolved(v *value.Node, fn string) {
	for i := range n.u.Assigns {
		a := &n.u.Assigns[i]
		if a.Name == v.Tag.Src && (a.Func == fn || a.Func == "") {
			n.node(a.Value, a.Func)
		}
	}
}

// Says is what the program writes for a value of its request: the name of a
// variable rather than what it has been given; "" for one that stands there.
func (s *Site) Says(v *value.Node) string {
	if name := s.names()[v.Span]; name != "" {
		return name
	}
	if v.Tag != nil {
		return v.Tag.Src
	}
	return ""
}
