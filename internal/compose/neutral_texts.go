package compose

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// mapList returns l with f applied to a copy of every item.
func mapList[T any](l prompt.List[T], f func(*T)) prompt.List[T] {
	if l == nil {
		return nil
	}
	out := make(prompt.List[T], len(l))
	for i, e := range l {
		if e.Item != nil {
			item := *e.Item
			f(&item)
			e.Item = &item
		}
		if e.Block != nil {
			b := &expr.Block[prompt.List[T]]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				a.Body = mapList(a.Body, f)
				b.Arms = append(b.Arms, a)
			}
			e.Block = b
		}
		out[i] = e
	}
	return out
}

// plainTexts makes text of what a request file fills in as a JSON value:
// "content": {{ question | tojson }} says the same as the text {{ question }},
// and only the latter can stand in a body. A role that is nothing but a hole is
// that hole.
func plainTexts(m *prompt.Message) {
	if n := m.RoleNode; m.Role == prompt.RoleUnknown && n != nil && n.Kind == value.Text && len(n.Text) == 1 && n.Text[0].Tag != nil {
		m.RoleNode = &value.Node{Kind: value.Hole, Tag: n.Text[0].Tag, Span: n.Span}
	}
	m.Parts = mapList(m.Parts, func(p *prompt.Part) {
		if p.Kind != prompt.TextPart || p.Text == nil || p.Text.Kind != value.Hole {
			return
		}
		c, ok := p.Text.Tag.Expr.(expr.Call)
		if !ok || len(c.Args) != 1 || len(c.Named) > 0 || c.Name != "tojson" && c.Name != "json" {
			return
		}
		tag := *p.Text.Tag
		tag.Expr, tag.Src, tag.Lang, tag.Raw = c.Args[0], "", "", true
		p.Text = &value.Node{Kind: value.Text, Text: expr.Text{{Tag: &tag, Span: tag.Span}}, Span: p.Text.Span}
	})
}

// calls lists the functions of the program that a prompt's texts call, in the
// order of their first use: another template engine has to be given them.
func calls(p *prompt.Prompt) []string {
	var out []string
	var see func(e expr.Expr)
	see = func(e expr.Expr) {
		switch e := e.(type) {
		case expr.Call:
			if !e.Filter && e.Name != "" && e.Name[0] != '[' && e.Name[0] != '{' && e.Name[0] != '.' {
				out = unique(append(out, e.Name))
			}
			for _, a := range e.Args {
				see(a)
			}
		case expr.Logic:
			for _, a := range e.Args {
				see(a)
			}
		case expr.Compare:
			see(e.L)
			see(e.R)
		case expr.Cond:
			see(e.If)
			see(e.Then)
			see(e.Else)
		}
	}
	for _, t := range texts(p) {
		t.Node.Text.Walk(func(s *expr.Seg) {
			if s.Tag != nil {
				see(s.Tag.Expr)
			}
			if s.Block != nil {
				for i := range s.Block.Arms {
					see(s.Block.Arms[i].Tag.Expr)
				}
			}
		})
	}
	return out
}
