package rewrite

import (
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// overHTTP writes the request as it goes over the wire. What only the running
// program knows stands in it between « and ».
func overHTTP(c *catalog.Catalog, s *Site, target translate.Target, request *value.Node) *Call {
	out := &Call{Language: "http"}
	a, ok := c.AnswerOf(target.Dialect.ID)
	if !ok {
		out.note("requests of " + target.Dialect.ID + " go to no address of the catalogue's")
	}
	var b strings.Builder
	fill := strings.NewReplacer("{model}", target.Model.ID, "{version}", target.Version)
	b.WriteString("POST " + variables(fill.Replace(a.URL)) + "\n")
	for _, name := range slices.Sorted(maps.Keys(a.Headers)) {
		b.WriteString(name + ": " + variables(fill.Replace(a.Headers[name])) + "\n")
	}
	b.WriteString("Content-Type: application/json\n\n")
	body, err := request.PrintJSON(value.JSONStyle{Indent: "  ", Tags: &quotedTags{p: newPrinter(&host{}, s)}})
	if err != nil {
		out.note("the body cannot be shown whole: " + err.Error())
	}
	b.Write(body)
	out.Call = b.String()
	if s.streams() != no && request.Get("stream") == nil {
		out.note("a streamed answer is asked for at another address")
	}
	return out
}

// variables writes {env.NAME|otherwise} as a shell does.
func variables(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{env.")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		name, otherwise, has := strings.Cut(name, "|")
		b.WriteString("${" + name)
		if has {
			b.WriteString(":-" + otherwise)
		}
		b.WriteString("}")
		s = after
	}
}

// quotedTags shows expressions of the program in JSON.
type quotedTags struct{ p *printer }

// Tag implements value.TagPrinter.
func (q *quotedTags) Tag(t expr.Tag, _ value.Context) (string, error) {
	switch t.Kind {
	case expr.TagEnd:
		return "«end»", nil
	case expr.TagElse:
		return "«else»", nil
	}
	s, err := q.p.expressionOf(&t)
	if err != nil {
		return "", err
	}
	switch t.Kind {
	case expr.TagIf, expr.TagElseIf:
		s = "if " + s
	}
	return "«" + s + "»", nil
}

// expressionOf is the text of an expression without the delimiters that it has in
// a text.
func (p *printer) expressionOf(t *expr.Tag) (string, error) {
	src := t.Src
	if src == "" && !t.Span.IsZero() && !p.encoded {
		src = p.file.Slice(t.Span)
	}
	if p.lang == "shell" {
		return src, nil // a dollar is a part of its expressions
	}
	if inner, spec, ok := p.host.interpolated(src, t); ok {
		return inner + strings.TrimPrefix(spec, "%s"), nil
	}
	if src == "" {
		src = plain(t.Expr)
	}
	return src, nil
}
