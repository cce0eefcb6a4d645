package dotprompt

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// Codes of what Check finds.
const (
	CodeVariable = "template-variable"
	CodeBrace    = "template-brace"
	CodeRole     = "template-role"
)

// Check finds what is valid and most likely not meant: variables that are used
// and not declared, or declared and not used, braces that close no tag, and role as a
// block.
func Check(f *format.File) []value.Problem {
	if f.Body == nil {
		return nil
	}
	out := append(variables(f), stray(f.Body)...)
	for _, t := range handlebars.Dotprompt().Lex(f.Body.Text) {
		if t.Kind == templates.TokTag && strings.HasPrefix(t.Text, "{{#role ") {
			out = append(out, value.Problem{
				Code: CodeRole, Span: f.Body.Span(t.Start, t.End()),
				Message: t.Text + " opens a block, and dotprompt loses the text of a block of role; expected {{" + t.Text[len("{{#"):] + ": take the # and {{/role}} out",
			})
			break
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Span.Start < out[j].Span.Start })
	return out
}

// variables compares what a prompt declares with what it uses. A file without a
// schema declares nothing, and nothing is said of it; one with partials, which
// the program holds, or that prints its whole context may use any variable.
func variables(f *format.File) []value.Problem {
	if f.Front.Get("input").Get("schema") == nil {
		return nil
	}
	text, _ := templates.Parse(handlebars.Dotprompt(), f.Body)
	declared := map[string]prompt.Input{}
	for _, in := range f.Inputs {
		declared[in.Name] = in
	}
	var out []value.Problem
	used, open := map[string]bool{}, false
	text.Walk(func(s *expr.Seg) {
		open = open || s.Tag != nil && (s.Tag.Kind == expr.TagInclude || s.Tag.Kind == expr.TagOther)
	})
	for _, v := range templates.Variables(text) {
		used[v.Name] = true
		if _, ok := declared[v.Name]; ok || v.Name == templates.Here {
			open = open || v.Name == templates.Here
			continue
		}
		for _, at := range v.Spans {
			out = append(out, value.Problem{
				Code: CodeVariable, Span: inner(f.Body, at, v.Name),
				Message: v.Name + " is not declared; expected it under input.schema: add `" + v.Name + ": string`, or correct the name",
			})
		}
	}
	if open {
		return out
	}
	for _, in := range f.Inputs {
		if !used[in.Name] && in.Node != nil {
			out = append(out, value.Problem{
				Code: CodeVariable, Span: in.Node.Span,
				Message: in.Name + " is declared and not used; expected {{" + in.Name + "}} in the text: use it, or take it out",
			})
		}
	}
	return out
}

// stray reports braces that close a tag which nobody opened. In text that has
// braces of its own, such as JSON, they are balanced.
func stray(body *source.View) []value.Problem {
	depth := 0
	for _, t := range handlebars.Dotprompt().Lex(body.Text) {
		if t.Kind != templates.TokText {
			continue
		}
		for i := 0; i < len(t.Text); i++ {
			switch {
			case t.Text[i] == '{':
				depth++
			case t.Text[i] == '}' && depth > 0:
				depth--
			case strings.HasPrefix(t.Text[i:], "}}"):
				return []value.Problem{{
					Code: CodeBrace, Span: body.Span(t.Start+i, t.Start+i+2),
					Message: "}} closes no tag; expected {{ before it: take the braces out, or write the tag",
				}}
			}
		}
	}
	return nil
}

// inner returns where a name stands in a tag.
func inner(v *source.View, at source.Span, name string) source.Span {
	file := v.File()
	if file == nil {
		return at
	}
	if i := strings.Index(file.Slice(at), name); i >= 0 {
		return source.Span{Start: at.Start + i, End: at.Start + i + len(name)}
	}
	return at
}
