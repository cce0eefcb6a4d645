package rewrite

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// string writes a literal, in several lines where the text has several.
func (p *printer) string(s string, depth int) string {
	return p.joined([]piece{{lit: s}}, depth, func(line []piece) (string, error) {
		if len(line) == 0 {
			return p.host.text(""), nil
		}
		return p.host.text(line[0].lit), nil
	})
}

// textOf writes a text with holes.
func (p *printer) textOf(t expr.Text, depth int) (string, error) {
	if len(t) == 1 && t[0].Tag != nil && identifier(t[0].Tag.Src) {
		return p.expression(t[0].Tag) // a variable that is the whole text
	}
	var pieces []piece
	for i := range t {
		s := &t[i]
		switch {
		case s.Block != nil:
			return "", fmt.Errorf("a condition or loop stands in a text")
		case s.Tag == nil:
			pieces = append(pieces, piece{lit: s.Lit})
		default:
			x, err := p.hole(s.Tag)
			if err != nil {
				return "", err
			}
			pieces = append(pieces, x)
		}
	}
	var err error
	out := p.joined(pieces, depth, func(line []piece) (string, error) {
		holes := false
		lit := ""
		for _, x := range line {
			holes = holes || x.expr != ""
			lit += x.lit
		}
		if !holes {
			return p.host.text(lit), nil
		}
		s, e := p.host.format(line)
		if e != nil && err == nil {
			err = e
		}
		return s, e
	})
	return out, err
}

// joined writes pieces on one line, or, where the text has several lines and is
// long, a literal for each of them.
func (p *printer) joined(pieces []piece, depth int, write func([]piece) (string, error)) string {
	n, total := 0, 0
	for _, x := range pieces {
		n += strings.Count(x.lit, "\n")
		total += len(x.lit) + len(x.expr)
	}
	if n == 0 || total < 60 || p.host.joinSep == "" {
		s, _ := write(pieces)
		return s
	}
	var lines []string
	var line []piece
	flush := func() {
		if len(line) > 0 {
			s, _ := write(line)
			lines = append(lines, s)
			line = nil
		}
	}
	for _, x := range pieces {
		for x.expr == "" && strings.Contains(x.lit, "\n") {
			i := strings.IndexByte(x.lit, '\n') + 1
			line = append(line, piece{lit: x.lit[:i]})
			flush()
			x.lit = x.lit[i:]
		}
		if x.lit != "" || x.expr != "" {
			line = append(line, x)
		}
	}
	flush()
	in := "\n" + p.host.indent(depth+1)
	if len(lines) == 1 {
		return lines[0]
	}
	sep := p.host.joinSep + in
	if p.host.joinOpen == "" {
		return strings.Join(lines, sep)
	}
	return p.host.joinOpen + in + strings.Join(lines, sep) + "\n" + p.host.indent(depth) + p.host.joinClose
}

// expression is the program's own text of an expression that stands for a whole
// value.
func (p *printer) expression(t *expr.Tag) (string, error) {
	if t.Lang != "" && t.Lang != p.lang && !kin(t.Lang, p.lang) {
		return "", fmt.Errorf("%q is no expression of %s", t.Src, p.lang)
	}
	switch {
	case t.Src != "":
		return t.Src, nil
	case !t.Span.IsZero() && !p.encoded:
		return p.file.Slice(t.Span), nil
	}
	if s := plain(t.Expr); s != "" {
		return s, nil
	}
	return "", fmt.Errorf("an expression is not known")
}

// kin reports whether expressions of one language are those of the other.
func kin(a, b string) bool {
	js := func(s string) bool { return s == "typescript" || s == "javascript" }
	return js(a) && js(b)
}

// hole is an expression within a text.
func (p *printer) hole(t *expr.Tag) (piece, error) {
	src, err := p.expression(t)
	if err != nil {
		return piece{}, err
	}
	if inner, spec, ok := p.host.interpolated(src, t); ok {
		return piece{expr: inner, spec: spec}, nil
	}
	return piece{expr: src}, nil
}

// interpolated takes the delimiters off an expression that a text holds, and
// returns what formats it.
func (h *host) interpolated(src string, t *expr.Tag) (inner, spec string, ok bool) {
	base := plain(t.Expr)
	switch {
	case strings.HasPrefix(src, "%"):
		if i := strings.IndexByte(src, ')'); strings.HasPrefix(src, "%(") && i > 0 {
			src = "%" + src[i+1:]
		}
		if base == "" {
			return "", "", false
		}
		return base, src, true
	case strings.HasPrefix(src, "${") && strings.HasSuffix(src, "}"):
		return src[2 : len(src)-1], "", true
	case strings.HasPrefix(src, "$") && len(src) > 1:
		return src[1:], "", true
	case strings.HasPrefix(src, "{") && strings.HasSuffix(src, "}"):
		inner = src[1 : len(src)-1]
		if base == "" || strings.HasPrefix(inner, base) {
			return inner, "", true
		}
		if i := strings.IndexAny(inner, "!:"); i >= 0 { // a field of a format: {0:.2f}
			return base + inner[i:], "", true
		}
		return base, "", true
	case strings.HasPrefix(src, `\(`) && strings.HasSuffix(src, ")"):
		return src[2 : len(src)-1], "", true
	}
	return "", "", false
}

// plain is an expression that all languages write alike; "" for any other.
func plain(e expr.Expr) string {
	switch e := e.(type) {
	case expr.Opaque:
		return e.Text
	case expr.Lit:
		if e.Kind == expr.Num {
			return e.Text
		}
	case expr.Path:
		var b strings.Builder
		for i, s := range e.Steps {
			if s.Index != nil {
				in := plain(s.Index)
				if l, ok := s.Index.(expr.Lit); ok && l.Kind == expr.Str {
					in = quoted(l.Text)
				}
				if in == "" {
					return ""
				}
				b.WriteString("[" + in + "]")
				continue
			}
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Name)
		}
		return b.String()
	}
	return ""
}

// same reports whether a value has come through unchanged.
func same(a, b *value.Node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.Kind != b.Kind || a.Bool != b.Bool || a.Str != b.Str || len(a.Text) != len(b.Text) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Text {
		x, y := &a.Text[i], &b.Text[i]
		if x.Lit != y.Lit || x.Block != y.Block || !sameTag(x.Tag, y.Tag) {
			return false
		}
	}
	if !sameTag(a.Tag, b.Tag) {
		return false
	}
	for i := range a.Entries {
		x, y := &a.Entries[i], &b.Entries[i]
		if x.Key != y.Key || x.Spread != y.Spread || (x.Block == nil) != (y.Block == nil) || x.Block != y.Block || x.Block == nil && !same(x.Value, y.Value) {
			return false
		}
	}
	if a.Choice == b.Choice {
		return true
	}
	if a.Choice == nil || b.Choice == nil || len(a.Choice.Arms) != len(b.Choice.Arms) {
		return false
	}
	for i := range a.Choice.Arms {
		if !sameTag(&a.Choice.Arms[i].Tag, &b.Choice.Arms[i].Tag) || !same(a.Choice.Arms[i].Body, b.Choice.Arms[i].Body) {
			return false
		}
	}
	return true
}

func sameTag(a, b *expr.Tag) bool {
	if a == b {
		return true
	}
	return a != nil && b != nil && a.Kind == b.Kind && a.Src == b.Src && a.Span == b.Span
}
