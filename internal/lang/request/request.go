// Package request holds HTTP requests as shells and request files write them:
// the arguments of a call, under names that are the same whoever wrote them.
package request

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Request is an HTTP request. Every node may be nil, and may have holes.
type Request struct {
	Method *value.Node // nil where the default holds: GET, or POST with a body
	URL    *value.Node
	// Headers is an object; its keys are in lower case, their spans as written.
	Headers *value.Node
	// Body is the tree of a JSON body, else the text of the body.
	Body *value.Node
}

// The names of the arguments.
const (
	method  = "method"
	url     = "url"
	headers = "headers"
	body    = "body"
)

// Named returns the request as the named arguments of a call, in which what is
// nil is left out.
func (r *Request) Named() *value.Node {
	n := value.NewObject(method, r.Method, url, r.URL, headers, r.Headers, body, r.Body)
	for i := range n.Entries {
		e := &n.Entries[i]
		e.Span = e.Value.Span
		n.Span = n.Span.Cover(e.Span)
	}
	return n
}

// Of returns the request that a call of a shell or of a request file makes; ok
// is false for any other call.
func Of(c *lang.Call) (r Request, ok bool) {
	if c.Named == nil || c.Named.Get(url) == nil || len(c.Callee.Steps) != 1 {
		return r, false
	}
	return Request{Method: c.Named.Get(method), URL: c.Named.Get(url), Headers: c.Named.Get(headers), Body: c.Named.Get(body)}, true
}

// Header adds a header that stands as "Name: value" in n, a String or Text with
// a view. What is no header is left out.
func (r *Request) Header(n *value.Node, tags []expr.Tag) {
	if n == nil || n.View == nil {
		return
	}
	text := n.View.Text
	colon := strings.IndexByte(text, ':')
	if colon <= 0 {
		return
	}
	name := strings.TrimSpace(text[:colon])
	from := colon + 1
	for from < len(text) && (text[from] == ' ' || text[from] == '\t') {
		from++
	}
	v := Text(n.View, from, len(strings.TrimRight(text, " \t\r\n")), tags)
	if r.Headers == nil {
		r.Headers = &value.Node{Kind: value.Object}
	}
	sp := n.View.Span(0, len(text))
	r.Headers.Entries = append(r.Headers.Entries, value.Entry{
		Key: strings.ToLower(name), KeySpan: n.View.Span(0, colon), Value: v, Span: sp,
	})
	r.Headers.Span = r.Headers.Span.Cover(sp)
}

// Text returns the text [from, to) of v: a String, a Text where tags lie in it,
// or the Hole where nothing else does. Tags are those of v, by their offsets,
// in order.
func Text(v *source.View, from, to int, tags []expr.Tag) *value.Node {
	to = max(from, to)
	part := v
	if from > 0 || to < len(v.Text) {
		part = v.Slice(from, to)
	}
	sp := part.All()
	var t expr.Text
	at := from
	for i := range tags {
		g := tags[i]
		if g.Start < at || g.End > to {
			continue
		}
		if g.Start > at {
			t = append(t, expr.Seg{Lit: v.Text[at:g.Start], Span: v.Span(at, g.Start)})
		}
		at = g.End
		g.Start, g.End = g.Start-from, g.End-from
		if g.Start == 0 && at == to {
			return &value.Node{Kind: value.Hole, Tag: &g, Span: sp}
		}
		t = append(t, expr.Seg{Tag: &g, Span: g.Span})
	}
	if t == nil {
		return &value.Node{Kind: value.String, Str: part.Text, View: part, Span: sp}
	}
	if at < to {
		t = append(t, expr.Seg{Lit: v.Text[at:to], Span: v.Span(at, to)})
	}
	return &value.Node{Kind: value.Text, Text: t, View: part, Span: sp}
}

// JSON returns the object or array that v holds, with tags as holes; nil where
// it holds anything else.
func JSON(v *source.View, tags []expr.Tag) *value.Node {
	text := strings.TrimLeft(v.Text, " \t\r\n")
	if text == "" || text[0] != '{' && text[0] != '[' {
		return nil
	}
	// A tag at the very beginning (a variable of braces) is no JSON.
	for i := range tags {
		if tags[i].Start <= len(v.Text)-len(text) {
			return nil
		}
	}
	n, _ := value.ReadJSON(v, value.Options{Marks: tags, MaxDepth: maxDepth})
	if n == nil || n.Kind != value.Object && n.Kind != value.Array || len(n.Entries) == 0 {
		return nil
	}
	return n
}

// maxDepth bounds the nesting of a body.
const maxDepth = 500

// Strings keeps the texts of a tree in u, each with the key that it is given to.
func Strings(u *lang.Unit, n *value.Node, name, fn string) {
	if n == nil {
		return
	}
	switch n.Kind {
	case value.String, value.Text:
		u.Strings = append(u.Strings, lang.Str{Node: n, Use: lang.Value, Name: name, Func: fn})
	case value.Array, value.Object:
		entries(u, n.Entries, name, fn)
	case value.Choice:
		for i := range n.Choice.Arms {
			Strings(u, n.Choice.Arms[i].Body, name, fn)
		}
	}
}

func entries(u *lang.Unit, es []value.Entry, name, fn string) {
	for i := range es {
		e := &es[i]
		if e.Block != nil {
			for j := range e.Block.Arms {
				entries(u, e.Block.Arms[j].Body, name, fn)
			}
			continue
		}
		key := name
		if e.Key != "" {
			key = e.Key
		}
		Strings(u, e.Value, key, fn)
	}
}
