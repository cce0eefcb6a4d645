package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"go.yaml.in/yaml/v4"
)

// resolvePlain tells what a plain scalar is by the core schema of YAML 1.2. A
// number comes with its JSON notation. Not-a-number and the infinities are
// numbers that JSON cannot say: num is "".
func resolvePlain(s string) (kind Kind, num string) {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null, ""
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, ""
	case ".nan", ".NaN", ".NAN":
		return Number, ""
	}
	switch strings.TrimLeft(s, "+-") {
	case ".inf", ".Inf", ".INF":
		return Number, ""
	}
	if c := s[0]; '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' {
		if IsJSONNumber(s) {
			return Number, s
		}
		if n, ok := jsonNumber(s); ok {
			return Number, n
		}
	}
	return String, ""
}

// scalar reads a scalar whose text begins at start.
func (r *yamlReader) scalar(n *yaml.Node, start int) *Node {
	style := n.Style &^ yaml.TaggedStyle
	a := aligner{r: r, start: start}
	ok := a.align(n, style)
	r.end = max(start, a.end)
	text := a.b.String()
	out := &Node{Kind: String, Str: text, Span: r.span(start, r.end)}
	if !ok {
		// The parser read it in a way that cannot be traced to the bytes; its
		// value counts, and nobody edits it.
		r.end = min(len(r.s), start+len(n.Value))
		a.reset(n.Value, start, r.end)
		a.layer = displayOnly{}
		out.Str = n.Value
		out.Span = r.span(start, r.end)
	}
	plain := style == 0
	if r.frozen > 0 || r.alias != nil {
		a.layer = displayOnly{}
	}
	pieces := r.piecesIn(&a)
	if r.alias != nil {
		a.segs = a.aliased(out.Str)
	}
	out.View = r.v.Child(out.Str, a.segs, a.layer)
	if pieces != nil {
		return r.marked(out, pieces, plain)
	}
	return r.resolve(out, n, plain)
}

// resolve gives a scalar its kind by its tag, or by its text where it is plain.
func (r *yamlReader) resolve(out *Node, n *yaml.Node, plain bool) *Node {
	tag := n.Tag
	if n.Style&yaml.TaggedStyle == 0 {
		tag = ""
	}
	if tag == "" && !plain || tag == "!!str" || tag == "!!binary" || tag == "!" {
		return out
	}
	kind, num := resolvePlain(out.Str)
	switch tag {
	case "!!int", "!!float", "!!bool", "!!null", "":
	default:
		return out
	}
	switch kind {
	case Bool:
		return &Node{Kind: Bool, Bool: out.Str[0] == 't' || out.Str[0] == 'T', Span: out.Span}
	case Null:
		return &Node{Kind: Null, Span: out.Span}
	case Number:
		if num == "" {
			r.rep.addSpan(CodeNumber, out.Span, source.Span{}, "%s is a number that no request can carry; expected a finite number or null", out.Str)
			return &Node{Kind: Null, Span: out.Span}
		}
		return &Node{Kind: Number, Str: num, Span: out.Span}
	}
	return out
}
