package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

const base64Mark = ";base64,"

// splitDataText takes a data: URI apart whose data or media type are filled in,
// in whole or in part: data:image/{{ kind }};base64,{{ photo }}.
func splitDataText(n *value.Node) (mime, data *value.Node, ok bool) {
	if n == nil || n.Kind != value.Text || len(n.Text) == 0 || !strings.HasPrefix(n.Text[0].Lit, "data:") {
		return nil, nil, false
	}
	var head expr.Text
	for i, s := range n.Text {
		if s.Block != nil {
			return nil, nil, false
		}
		if s.Tag != nil {
			head = append(head, s)
			continue
		}
		before, after, found := strings.Cut(s.Lit, base64Mark)
		if i == 0 {
			before = strings.TrimPrefix(before, "data:")
		}
		if strings.ContainsAny(before, ";,") { // a parameter, or data that are no base64
			return nil, nil, false
		}
		if before != "" {
			head = append(head, expr.Seg{Lit: before})
		}
		if found {
			body := n.Text[i+1:]
			if after != "" {
				body = append(expr.Text{{Lit: after}}, body...)
			}
			return value.NewText(head), value.NewText(body), true
		}
	}
	return nil, nil, false
}

// withData returns p with the data: URIs taken apart that no reader could take
// for text, because something is filled in. The prompt itself is shared between
// targets and stays as it is.
func (w *Writer) withData(p *prompt.Prompt) *prompt.Prompt {
	found := false
	w.eachPart(func(part *prompt.Part) {
		if !found && part.Media != nil {
			_, _, found = splitDataText(part.Media.URL)
		}
	})
	if !found || w.Same || !w.Foreign() {
		return p
	}
	out := *p
	out.Messages = eachItem(p.Messages, func(m *prompt.Message) *prompt.Message {
		c := *m
		c.Parts = dataParts(m.Parts)
		return &c
	})
	return &out
}

func dataParts(l prompt.List[prompt.Part]) prompt.List[prompt.Part] {
	return eachItem(l, func(p *prompt.Part) *prompt.Part {
		c := *p
		if p.ToolResult != nil {
			r := *p.ToolResult
			r.Content = dataParts(r.Content)
			c.ToolResult = &r
		}
		if p.Media == nil {
			return &c
		}
		mime, data, ok := splitDataText(p.Media.URL)
		if !ok {
			return p
		}
		m := *p.Media
		c.Marks = append(c.Marks[:len(c.Marks):len(c.Marks)], m.URL)
		if m.MIME != nil && m.MIME != m.URL {
			c.Marks = append(c.Marks, m.MIME)
		}
		m.URL, m.MIME, m.Data = nil, mime, data
		c.Media = &m
		return &c
	})
}
