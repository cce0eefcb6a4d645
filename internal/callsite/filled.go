package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// filling are methods of two arguments that set the member of an object which the
// first one names.
var filling = map[string]bool{"put": true, "set": true, "add": true, "Add": true, "addProperty": true, "putObject": true, "setValue": true}

// filled returns what an object is that is made empty and given its members one by
// one: new JSONObject() with put, new Dictionary with indexes. It is nil where
// nothing is put into it that has a name.
func (r *reader) filled(k *lang.Call) *value.Node {
	if n := paired(k); n != nil {
		return n
	}
	if !k.New || len(k.Args) > 0 || k.Named != nil {
		return nil
	}
	out := &value.Node{Kind: value.Object, Span: k.Span}
	for c := r.linked().next[k]; c != nil && filling[c.Callee.Last()] && len(out.Entries) < maxChain; c = r.linked().next[c] {
		r.fill1(out, c)
	}
	if k.Into == "" {
		if len(out.Entries) == 0 {
			return nil
		}
		return out
	}
	key, until := k.Into+"\x00"+k.Func, r.u.Until(k.Into, k.Func, k.Span.End)
	for _, c := range between(r.linked().on[key], k.Span.Start+1, until, callAt) {
		for ; c != nil && filling[c.Callee.Last()] && len(out.Entries) < maxChain; c = r.linked().next[c] {
			r.fill1(out, c)
		}
	}
	for _, a := range between(r.put()[key], k.Span.Start+1, until, assignAt) {
		out.Entries = append(out.Entries, value.Entry{Key: a.Name[len(k.Into)+1:], KeySpan: a.Span, Value: a.Value, Span: a.Span.Cover(a.Value.Span)})
	}
	if len(out.Entries) == 0 {
		return nil
	}
	return out
}

// paired is the object of an initializer of pairs: new JsonObject { { "k", v } }.
func paired(k *lang.Call) *value.Node {
	if !k.New || k.Named != nil || len(k.Args) == 0 || len(k.Args) > maxChain {
		return nil
	}
	out := &value.Node{Kind: value.Object, Span: k.Span}
	for i := range k.Args {
		p := k.Args[i].Value
		if p == nil || p.Kind != value.Array || len(p.Entries) != 2 || !p.Entries[0].Value.IsString() {
			return nil
		}
		key := p.Entries[0].Value
		out.Entries = append(out.Entries, value.Entry{Key: key.Str, KeySpan: key.Span, Value: p.Entries[1].Value, Span: p.Span})
	}
	return out
}

// fill1 adds the member that a call sets.
func (r *reader) fill1(out *value.Node, c *lang.Call) {
	if key := c.Arg(0); len(c.Args) == 2 && key.IsString() {
		out.Entries = append(out.Entries, value.Entry{Key: key.Str, KeySpan: key.Span, Value: c.Arg(1), Span: c.Span})
	}
}

// emptied returns the call that has made what a chain of calls fills and at last
// writes out, nil where k ends no such chain.
func (r *reader) emptied(k *lang.Call) *lang.Call {
	name := k.Callee.Last()
	if !filling[name] && name != "toString" && name != "toJSONString" && name != "ToJsonString" && name != "ToString" && name != "build" {
		return nil
	}
	for n := 0; n < maxChain; n++ {
		switch {
		case k.Callee.Recv != nil:
			if k = k.Callee.Recv; k.New {
				return k
			}
		case len(k.Callee.Steps) == 2:
			return r.linked().into[k.Callee.Steps[0].Name+"\x00"+k.Func]
		default:
			return nil
		}
	}
	return nil
}

// encoding are methods that give a text as bytes.
var encoding = map[string]bool{"encodeToByteArray": true, "toByteArray": true, "getBytes": true, "encode": true}

// encoded returns the text whose bytes a call gives, nil for any other call.
func (r *reader) encoded(k *lang.Call, depth int) *value.Node {
	switch c := &k.Callee; {
	case !encoding[c.Last()] || len(k.Args) > 1:
		return nil
	case c.Recv != nil && len(c.Steps) == 1:
		if n := c.Recv.Node; n != nil {
			return r.convert(n, k.Func, depth)
		}
	case len(c.Steps) == 2 && c.Steps[0].Index != nil:
		return r.convert(c.Steps[0].Index, k.Func, depth)
	case len(c.Steps) == 2 && c.Recv == nil:
		n := &value.Node{Kind: value.Hole, Span: c.Steps[0].Span, Tag: &expr.Tag{Kind: expr.TagHole, Expr: expr.Var(c.Steps[0].Name), Span: c.Steps[0].Span}}
		if v := r.u.Resolve(n, k.Func); v != n {
			return r.convert(v, k.Func, depth)
		}
	}
	return nil
}

// filledWith is filled with the values that the members are on the wire.
func (r *reader) filledWith(k *lang.Call, depth int) *value.Node {
	if v := r.encoded(k, depth); v != nil {
		return v
	}
	n := r.filled(k)
	if n == nil {
		if from := r.emptied(k); from != nil && from != k {
			n = r.filled(from)
		}
	}
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		e.Value = r.convert(r.u.Resolve(e.Value, k.Func), k.Func, depth)
	}
	return n
}

// put are the assignments to members of variables, by the variable and its
// function.
func (r *reader) put() map[string][]*lang.Assign {
	if r.puts == nil {
		r.puts = map[string][]*lang.Assign{}
		for i := range r.u.Assigns {
			a := &r.u.Assigns[i]
			if whole, key, ok := strings.Cut(a.Name, "."); ok && key != lang.AnyIndex && !strings.Contains(key, ".") && a.Value != nil {
				r.puts[whole+"\x00"+a.Func] = append(r.puts[whole+"\x00"+a.Func], a)
			}
		}
	}
	return r.puts
}
