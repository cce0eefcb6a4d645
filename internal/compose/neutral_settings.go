package compose

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// neutral returns p with its options in neutral words: values that the source's
// dialect has a word of its own for become the neutral one, a lone stop
// sequence becomes a list, and a text that was filled in as a JSON value is
// text. The model is taken out: it is kept as a hint. p itself is not changed.
func (e *Engine) neutral(p *prompt.Prompt) *prompt.Prompt {
	out := *own(p, p.Dialect)
	out.Model = nil
	out.Messages = mapList(out.Messages, plainTexts)
	out.Settings = make([]prompt.Setting, len(p.Settings))
	info, known := e.Catalog.Dialect(p.Dialect)
	for i, s := range p.Settings {
		if s.Param == prompt.ParamStop && s.Value.IsString() {
			s.Value = value.NewArray(s.Value.Clone())
		}
		if known {
			if f, ok := info.InAnyVersion(s.Form); ok && len(f.Values) > 0 {
				s.Value = mapWords(s.Value, f.Neutral)
			}
		}
		out.Settings[i] = s
	}
	return &out
}

// mapWords returns n with its words replaced, in every arm of a choice.
func mapWords(n *value.Node, f func(string) string) *value.Node {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.String:
		out := n.Clone()
		out.Str, out.View = f(n.Str), nil
		return out
	case value.Choice:
		out := n.Clone()
		for i := range out.Choice.Arms {
			out.Choice.Arms[i].Body = mapWords(out.Choice.Arms[i].Body, f)
		}
		return out
	}
	return n
}

// optionFeature returns the feature of a neutral option: the one that the
// tables of the dialects give it, "" where they know it and it counts as none.
func (e *Engine) optionFeature(param prompt.Param) string {
	known := false
	for _, d := range e.Catalog.Dialects() {
		f, ok := d.Field(string(param), "")
		if ok && f.Feature != "" {
			return f.Feature
		}
		known = known || ok
	}
	if known {
		return ""
	}
	return "unknown-field"
}
