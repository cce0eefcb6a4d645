package compose_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// dump says a document in lines that a person can check against the file:
// every place is line:column of what was read there.
func dump(d *compose.Doc) string {
	w := &dumper{f: d.File}
	w.line(0, "doc %s format=%s variant=%s lang=%s dialect=%s vendor=%s", d.ID, d.Format, d.Variant, d.Lang, d.Dialect, d.Vendor)
	w.line(0, "why %s", d.Why)
	p := d.Prompt
	if p.Name != "" || p.Description != "" {
		w.line(0, "name %q description %q", p.Name, p.Description)
	}
	if p.Model != nil {
		w.line(0, "model %s", w.value(p.Model.Value))
	}
	for i := range p.Settings {
		s := &p.Settings[i]
		w.line(0, "setting %s = %s (%s, %s)", s.Param, w.value(s.Value), s.Form, s.Feature)
	}
	for _, in := range p.Inputs {
		s := ""
		if in.Required {
			s += " required"
		}
		for _, x := range []struct {
			name string
			n    *value.Node
		}{{"default", in.Default}, {"sample", in.Sample}, {"schema", in.Schema}} {
			if x.n != nil {
				s += " " + x.name + "=" + w.value(x.n)
			}
		}
		if in.Enum != nil {
			s += fmt.Sprintf(" enum=%q", in.Enum)
		}
		w.line(0, "input %s %s%s", in.Name, in.Kind, s)
	}
	messages(w, 0, p.Messages)
	for _, e := range p.Tools {
		if t := e.Item; t != nil {
			w.line(0, "tool %s %s %s description=%s strict=%s schema=%s", t.Kind, t.Builtin, w.value(t.Name), w.value(t.Description), w.value(t.Strict), w.value(t.Schema))
		}
	}
	p.ToolChoice.Walk(func(c *prompt.ToolChoice) { w.line(0, "tool choice %s", c.Mode) })
	p.Output.Walk(func(o *prompt.Output) {
		w.line(0, "output %s name=%s strict=%s schema=%s", o.Kind, w.value(o.Name), w.value(o.Strict), w.value(o.Schema))
	})
	w.exts(0, p.Ext)
	for _, t := range d.Texts {
		w.line(0, "text %s %s", t.Role, w.at(t.View.All()))
	}
	for _, k := range d.Keys {
		w.line(0, "key %s %s %q @%s", k.Feature, k.Vendor, k.Value, w.at(k.Span))
	}
	for _, q := range d.Problems {
		w.line(0, "problem %s @%s: %s", q.Code, w.at(q.Span), q.Message)
	}
	return w.b.String()
}

type dumper struct {
	f *source.File
	b strings.Builder
}

func (w *dumper) line(depth int, format string, args ...any) {
	w.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *dumper) at(s source.Span) string {
	if s.IsZero() {
		return "made"
	}
	a, b := w.f.Pos(s.Start), w.f.Pos(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

func (w *dumper) value(n *value.Node) string {
	if n == nil {
		return "-"
	}
	s := ""
	switch n.Kind {
	case value.String:
		s = strconv.Quote(n.Str)
	case value.Text:
		s = "text" + w.text(n.Text)
	case value.Hole:
		return "hole " + n.Tag.Src + " @" + w.at(n.Span)
	default:
		c, err := n.JSON()
		if err != nil {
			c = []byte(err.Error())
		}
		s = string(c)
	}
	return s + " @" + w.at(n.Span)
}

func (w *dumper) text(t expr.Text) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, s := range t {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch {
		case s.Tag != nil:
			fmt.Fprintf(&b, "<%s>", s.Tag.Src)
		case s.Block != nil:
			for _, a := range s.Block.Arms {
				fmt.Fprintf(&b, "<%s>%s", a.Tag.Src, w.text(a.Body))
			}
			fmt.Fprintf(&b, "<%s>", s.Block.Close.Src)
		default:
			b.WriteString(strconv.Quote(s.Lit))
		}
	}
	return b.String() + "]"
}

func (w *dumper) exts(depth int, xs []prompt.Ext) {
	for _, x := range xs {
		w.line(depth, "ext %s%s %s %s", x.Dialect, x.Key, x.Feature, w.value(x.Value))
	}
}

func messages(w *dumper, depth int, l prompt.List[prompt.Message]) {
	blocks(w, depth, l, messages, func(m *prompt.Message) {
		s := string(m.Role)
		if m.Role == prompt.RoleUnknown {
			s = w.value(m.RoleNode)
		}
		if m.Name != nil {
			s += " name=" + w.value(m.Name)
		}
		if m.Prefill {
			s += " prefill"
		}
		w.line(depth, "message %s @%s", s, w.at(m.Span()))
		parts(w, depth+1, m.Parts)
		w.exts(depth+1, m.Ext)
	})
}

func parts(w *dumper, depth int, l prompt.List[prompt.Part]) {
	blocks(w, depth, l, parts, func(p *prompt.Part) {
		switch p.Kind {
		case prompt.TextPart:
			w.line(depth, "%s", w.value(p.Text))
		case prompt.MediaPart:
			w.line(depth, "%s url=%s data=%s", p.Media.Kind, w.value(p.Media.URL), w.value(p.Media.Data))
		default:
			w.line(depth, "part %d %s", p.Kind, w.value(p.Node))
		}
	})
}

func blocks[T any](w *dumper, depth int, l prompt.List[T], list func(*dumper, int, prompt.List[T]), item func(*T)) {
	for _, e := range l {
		switch {
		case e.Item != nil:
			item(e.Item)
		case e.Spread != nil:
			w.line(depth, "spread %s", w.value(e.Spread))
		case e.Block != nil:
			for _, a := range e.Block.Arms {
				w.line(depth, "%s", a.Tag.Src)
				list(w, depth+1, a.Body)
			}
			w.line(depth, "%s", e.Block.Close.Src)
		}
	}
}
