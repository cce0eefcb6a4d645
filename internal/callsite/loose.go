package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// loose finds requests that no call which is known sends: an object that is handed
// to a function of the program, JSON in a text. They count in a program that
// speaks to a vendor only.
func (r *reader) loose() {
	if r.out.Vendor == "" || len(r.u.Docs) > 0 {
		return
	}
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		r.looseIn(a.Value, a.Func)
	}
	for _, k := range r.u.Calls {
		if s, _ := r.called(k, r.places[k], true); s != nil && !s.General {
			continue // its arguments are what its signature says
		}
		for i := range k.Args {
			r.looseIn(k.Args[i].Value, k.Func)
		}
		if k.Named != nil {
			for i := range k.Named.Entries {
				r.looseIn(k.Named.Entries[i].Value, k.Func)
			}
		}
		if k.Node != nil && len(k.Callee.Steps) == 1 && (k.New || capital(k.Callee.Last()) && k.Named != nil) {
			r.looseIn(k.Node, k.Func) // of a type of the program's own
		}
	}
	for i := range r.u.Strings {
		if s := &r.u.Strings[i]; s.Use != lang.Bare && s.Use != lang.Key && !r.inSite[s.Node.Span] && holdsRequest(s.Node) {
			r.looseIn(r.opened(s.Node), s.Func)
		}
	}
}

// holdsRequest reports whether a text may be a request as JSON.
func holdsRequest(n *value.Node) bool {
	if !strings.HasPrefix(strings.TrimLeft(start(n), blanks), "{") {
		return false
	}
	text := written(n)
	return strings.Contains(text, `"messages"`) || strings.Contains(text, `"contents"`) || strings.Contains(text, `"model"`)
}

// looseIn takes an object for a request where it has what every request of a
// vendor's form has.
func (r *reader) looseIn(n *value.Node, fn string) {
	if n == nil || r.inSite[n.Span] {
		return
	}
	var k *lang.Call
	if n.Kind == value.Hole {
		if k = r.u.CallOf(n); k == nil || r.inSite[k.Span] || !k.New && !capital(k.Callee.Last()) || !hasTurns(k.Named) && r.filled(k) == nil {
			return
		}
	} else if n.Kind != value.Object || n.Get("messages") == nil && n.Get("contents") == nil && n.Get("input") == nil && n.Get("prompt") == nil {
		return
	}
	body := r.value(n, fn)
	if body.Kind == value.Hole && k.Named != nil {
		body = r.value(k.Named, fn)
	}
	if body.Kind != value.Object || !r.whole(body) || k != nil && body.Get("modelId") != nil { // a library's own object is read where it is sent
		return
	}
	vendor := r.out.Vendor
	model := body.Get("model")
	d := r.bodyDialect(vendor, nil, body)
	if by := r.modelVendorOf(model); d == "" && by != "" {
		vendor = by
		d = r.bodyDialect(vendor, nil, body)
	}
	if d == "" {
		return
	}
	r.unseen(body, vendor)
	body = body.Clone()
	r.claim(body)
	r.extras(body, d, vendor)
	r.inSite[n.Span] = true
	if k == nil {
		k = &lang.Call{Span: n.Span, Func: fn}
	}
	r.out.Sites = append(r.out.Sites, &Site{Call: k, Vendor: vendor, Dialect: d, Request: body, Why: "it is a request to " + vendor})
}

// hasTurns reports whether members have turns among them, however they are spelled.
func hasTurns(n *value.Node) bool {
	if n == nil {
		return false
	}
	for i := range n.Entries {
		switch strings.ToLower(n.Entries[i].Key) {
		case "messages", "contents", "input", "prompt":
			return true
		}
	}
	return false
}

// whole reports whether an object is a request and not only like one: turns stand
// beside the model that is to answer them, or are in a form of one vendor's.
func (r *reader) whole(n *value.Node) bool {
	if turns := first(n.Get("contents")); turns != nil && turns.Kind == value.Object {
		return turns.Get("parts") != nil
	}
	if slices.ContainsFunc(r.Wire.Headers, func(h catalog.WireHeader) bool { return h.Alone && n.Get(h.Name) != nil }) {
		return n.Get("messages") != nil
	}
	model := n.Get("model")
	if turns := n.Get("messages"); model == nil && n.Get("modelId") != nil {
		return turns != nil && turns.Kind == value.Array && blocks(first(turns).Get("content"))
	}
	if model == nil || model.IsString() && !r.namesModel(model) || r.u.CallOf(model) != nil {
		return false // of nobody known, or an object of a framework
	}
	turns := n.Get("messages")
	switch {
	case turns != nil:
		return turns.Kind == value.Array || turns.Kind == value.Hole && !r.counts(turns)
	case model.IsString():
		return n.Get("input") != nil && r.out.Vendor != "" && (n.Get("instructions") != nil || first(n.Get("input")).Get("role") != nil)
	}
	return false
}

// blocks reports whether a turn's content is a list, as it is where no text alone
// is taken.
func blocks(content *value.Node) bool { return content != nil && content.Kind == value.Array }

// counting are functions that say how many there are of something.
var counting = map[string]bool{"len": true, "length": true, "size": true, "count": true, "Count": true, "str": true}

// counts reports whether a value is no list but says how long one is: a line of a
// log is no request.
func (r *reader) counts(n *value.Node) bool {
	if k := r.u.CallOf(n); k != nil {
		return counting[k.Callee.Last()]
	}
	p, ok := n.Tag.Expr.(expr.Path)
	return ok && len(p.Steps) > 1 && counting[p.Steps[len(p.Steps)-1].Name]
}
