// Package http reads request files (.http and .rest) of editors: every request
// in one is a call of the name http whose arguments package request knows, with
// {{variables}} as holes.
package http

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// ID is the name of the language, and of the function that a request calls.
const ID = "http"

// Language is the request file.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return ID }

// Match implements lang.Language.
func (Language) Match(file string, _ []byte) bool {
	return path.Ext(file) == ".http" || path.Ext(file) == ".rest"
}

// Lex implements lang.Language: a line is a comment or one token.
func (Language) Lex(text string) []lang.Token {
	var out []lang.Token
	add := func(k lang.Kind, start, end int) {
		if end > start {
			out = append(out, lang.Token{Kind: k, Start: int32(start), End: int32(end)})
		}
	}
	scan(text, func(l line) {
		k := lang.Other
		if l.kind == remark || l.kind == separator {
			k = lang.Remark
		}
		add(k, l.start, l.end)
		add(lang.Newline, l.end, l.next)
	})
	return out
}

// Read implements lang.Language.
func (Language) Read(v *source.View) *lang.Unit {
	r := &reader{u: &lang.Unit{Lang: ID, View: v}, v: v}
	scan(v.Text, r.line)
	r.flush()
	return r.u
}

// A reader collects the lines of one request.
type reader struct {
	u *lang.Unit
	v *source.View
	// start and end are the request in the text; end is 0 for none.
	start, end  int
	verb        source.Span
	q           request.Request
	from, until int // the body
}

func (r *reader) line(l line) {
	text := r.v.Text[l.start:l.end]
	switch l.kind {
	case separator, remark:
		r.u.Comments = append(r.u.Comments, lang.Comment{Text: text, Span: r.v.Span(l.start, l.end)})
		if l.kind == separator {
			r.flush()
		}
	case variable:
		name, _, _ := strings.Cut(text[1:], "=")
		from := l.start + 1 + len(name) + 1
		n := r.text(from, l.end)
		name = strings.TrimSpace(name)
		r.u.Assigns = append(r.u.Assigns, lang.Assign{Name: name, Value: n, Span: r.v.Span(l.start, l.start+1+len(name))})
		r.str(n, lang.Assigned, name)
	case start:
		r.flush()
		r.first(l)
	case more: // ?a=b on lines of their own belongs to the URL
		r.end = l.end
	case header:
		h := r.v.Slice(l.start, l.end)
		r.q.Header(&value.Node{Kind: value.String, View: h}, tags(h))
		r.end = l.end
	case body:
		if r.until == 0 {
			r.from = l.start
		}
		if strings.TrimSpace(text) != "" {
			r.until, r.end = l.end, l.end
		}
	}
}

// first reads METHOD URL HTTP/1.1.
func (r *reader) first(l line) {
	text := r.v.Text[l.start:l.end]
	r.start, r.end = l.start, l.end
	n := len(method(text))
	r.verb = r.v.Span(l.start, l.start+max(n, 1))
	if n > 0 {
		r.q.Method = request.Text(r.v, l.start, l.start+n, nil)
	}
	to := len(strings.TrimRight(text, " \t"))
	if i := strings.LastIndex(text[:to], " HTTP/"); i > n {
		to = i
	}
	r.q.URL = r.text(l.start+n, l.start+to)
}

// flush keeps the request that the lines before make.
func (r *reader) flush() {
	if r.end == 0 {
		return
	}
	c := &lang.Call{Callee: lang.Chain{Steps: []lang.Step{{Name: ID, Span: r.verb}}, Span: r.verb}, NameSpan: r.verb}
	c.Span = r.v.Span(r.start, r.end)
	if r.until > r.from {
		b := r.v.Slice(r.from, r.until)
		holes := tags(b)
		if r.q.Body = request.JSON(b, holes); r.q.Body == nil {
			r.q.Body = request.Text(b, 0, len(b.Text), holes)
		}
	}
	r.str(r.q.URL, lang.Argument, "url")
	request.Strings(r.u, r.q.Headers, "", "")
	request.Strings(r.u, r.q.Body, "body", "")
	c.Named = r.q.Named()
	c.Node = &value.Node{Kind: value.Hole, Span: c.Span, Tag: &expr.Tag{Kind: expr.TagHole, Lang: ID, Expr: expr.Opaque{Lang: ID, Text: ID}, Span: c.Span}}
	r.u.AddCall(c)
	*r = reader{u: r.u, v: r.v}
}

// text is a piece of a line without the blanks around it.
func (r *reader) text(from, to int) *value.Node {
	t := r.v.Text[from:max(from, to)]
	from += len(t) - len(strings.TrimLeft(t, " \t"))
	v := r.v.Slice(from, max(from, from+len(strings.TrimSpace(t))))
	return request.Text(v, 0, len(v.Text), tags(v))
}

func (r *reader) str(n *value.Node, use lang.Use, name string) {
	if n.Kind == value.String || n.Kind == value.Text {
		r.u.Strings = append(r.u.Strings, lang.Str{Node: n, Use: use, Name: name})
	}
}

// maxTag bounds the length of a variable with its braces.
const maxTag = 300

// tags returns the {{variables}} in v.
func tags(v *source.View) []expr.Tag {
	var out []expr.Tag
	for i := 0; ; {
		n := strings.Index(v.Text[i:], "{{")
		if n < 0 {
			return out
		}
		i += n
		end := strings.Index(v.Text[i:min(len(v.Text), i+maxTag)], "}}")
		if end < 0 {
			i += 2
			continue
		}
		src := v.Text[i : i+end+2]
		inner := strings.TrimSpace(src[2:end])
		if inner == "" || strings.ContainsAny(inner, "\r\n{\"") {
			i += 2 // braces of JSON
			continue
		}
		tag := expr.Tag{Kind: expr.TagHole, Lang: ID, Src: src, Span: v.Span(i, i+end+2), Start: i, End: i + end + 2, Raw: true}
		tag.Expr = expr.Opaque{Lang: ID, Text: inner}
		if strings.Trim(inner, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
			tag.Expr = expr.Var(inner)
		}
		out = append(out, tag)
		i += end + 2
	}
}
