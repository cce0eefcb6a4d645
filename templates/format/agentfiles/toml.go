package agentfiles

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// A command of Gemini CLI is a TOML file with the keys prompt and description,
// both text, before any table. Only text at that level is read here: TOML
// (https://toml.io/en/v1.0.0) has four forms of it.

// texts returns the members of the outermost table that are text, and what is
// wrong with them. Everything else is passed over line by line.
func texts(v *source.View) (*value.Node, []value.Problem) {
	out := &value.Node{Kind: value.Object, Span: v.All()}
	var problems []value.Problem
	s := v.Text
	for at := len(s) - len(strings.TrimPrefix(s, "\ufeff")); at < len(s); {
		end := at + len(s[at:])
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := strings.TrimLeft(s[at:end], " \t")
		if strings.HasPrefix(line, "[") {
			break // what follows is in a table
		}
		eq := strings.IndexByte(s[at:end], '=')
		name := ""
		if eq >= 0 {
			name = strings.Trim(strings.TrimSpace(s[at:at+eq]), `"'`)
		}
		if name == "" || name[0] == '#' || strings.ContainsAny(name, " .,{}\t") {
			at = end + 1
			continue
		}
		from := at + eq + 1
		from += len(s[from:end]) - len(strings.TrimLeft(s[from:end], " \t"))
		form := formOf(s[from:])
		if form == "" {
			at = end + 1
			continue
		}
		n, after, closed := literal(v, from, form)
		if !closed {
			problems = append(problems, value.Problem{
				Code: value.CodeUnterminated, Span: v.Span(from, from+len(form)),
				Message: "the text of " + name + " never ends; expected " + form + " behind it",
			})
		}
		key := v.Slice(at, at+eq)
		out.Entries = append(out.Entries, value.Entry{Key: name, KeySpan: key.All(), Value: n, Span: v.Span(at, after)})
		if i := strings.IndexByte(s[after:], '\n'); i >= 0 {
			at = after + i + 1
		} else {
			at = len(s)
		}
	}
	return out, problems
}

// formOf returns the quotes that s begins with, "" where it begins with none.
func formOf(s string) string {
	for _, q := range []string{`"""`, `'''`, `"`, `'`} {
		if strings.HasPrefix(s, q) {
			return q
		}
	}
	return ""
}

// literal reads the text whose quotes begin at start. after is the offset
// behind the closing quotes, or where a text that has none ends.
func literal(v *source.View, start int, form string) (n *value.Node, after int, closed bool) {
	s := v.Text
	from, end := start+len(form), len(s)
	long := len(form) == 3
	if long {
		// A line end right behind the quotes is not part of the text.
		from += len(s[from:]) - len(strings.TrimPrefix(strings.TrimPrefix(s[from:], "\r\n"), "\n"))
	}
	for i := from; i < len(s); i++ {
		if s[i] == '\n' && !long {
			end = i
			break
		}
		if s[i] == '\\' && form[0] == '"' {
			i++
			continue
		}
		if strings.HasPrefix(s[i:], form) {
			end, closed = i, true
			break
		}
	}
	if after = end; closed {
		// Up to two quotes may stand before the closing ones.
		for k := 0; long && k < 2 && end+3 < len(s) && s[end+3] == form[0]; k++ {
			end++
		}
		after = end + len(form)
	}
	layer := tomlText{form: form}
	view := v.ChildAt(from, end, layer)
	if form[0] == '"' && strings.Contains(view.Text, `\`) {
		text, segs := unescape(view.Text, from)
		view = v.Child(text, segs, layer)
	}
	return &value.Node{Kind: value.String, Str: view.Text, View: view, Span: v.Span(start, after)}, after, closed
}

// toml reads a command of Gemini CLI.
func (r *reader) toml(f *source.File) {
	front, problems := texts(f.Whole())
	r.Front = front
	r.Problems = append(r.Problems, problems...)
	if d := front.Get("description"); d != nil {
		r.About = d.Str
	}
	p := front.Get("prompt")
	if p == nil {
		r.Problems = append(r.Problems, value.Problem{
			Code: format.CodeFormat, Span: source.Span{End: min(1, len(f.Data))},
			Message: "the command has no prompt; expected `prompt = \"…\"` before any table",
		})
		return
	}
	r.body(p.View)
}
