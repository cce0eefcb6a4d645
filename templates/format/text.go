package format

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// TextNode reads all of v as one text of lang: a String where it has no tags,
// else a Text. A nil lang has no tags.
func TextNode(lang templates.Language, v *source.View) (*value.Node, []value.Problem) {
	n := &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
	if lang == nil || !strings.ContainsRune(v.Text, '{') {
		return n, nil
	}
	t, problems := templates.Parse(lang, v)
	for i := range t {
		if t[i].Tag != nil || t[i].Block != nil || t[i].Src != "" {
			n.Kind, n.Str, n.Text = value.Text, "", t
			break
		}
	}
	return n, Problems(problems)
}

// Problems turns the problems of a template language into those of a file.
func Problems(in []templates.Problem) []value.Problem {
	var out []value.Problem
	for _, p := range in {
		if p.Kind == templates.Syntax {
			out = append(out, value.Problem{Code: CodeTemplate, Message: p.Message, Span: p.Span})
		}
	}
	return out
}

// LangByName returns the template language that a file's name gives by its
// ending (.j2, .jinja, .hbs, .mustache …), and the name without that ending.
func LangByName(name string) (lang, rest string) {
	lower := strings.ToLower(name)
	for _, e := range [...][2]string{
		{".j2", "jinja"}, {".jinja", "jinja"}, {".jinja2", "jinja"}, {".minijinja", "jinja"}, {".njk", "jinja"},
		{".hbs", "handlebars"}, {".handlebars", "handlebars"}, {".mustache", "mustache"}, {".liquid", "liquid"},
		{".gotmpl", "gotemplate"}, {".tmpl", "gotemplate"},
	} {
		if strings.HasSuffix(lower, e[0]) {
			return e[1], name[:len(name)-len(e[0])]
		}
	}
	return "", name
}

// IsBinary reports whether data holds a NUL byte: no text has one.
func IsBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }

// CheckUTF8 returns a problem for the first bytes of v that are not UTF-8.
func CheckUTF8(v *source.View) []value.Problem {
	if utf8.ValidString(v.Text) {
		return nil
	}
	for i, r := range v.Text {
		if r != utf8.RuneError {
			continue
		}
		if _, n := utf8.DecodeRuneInString(v.Text[i:]); n == 1 {
			return []value.Problem{{
				Code: value.CodeInvalidUTF8, Span: v.Span(i, i+1),
				Message: "the text is not valid UTF-8 here; expected UTF-8: convert the file",
			}}
		}
	}
	return nil
}

// Tags returns the tags of v's text with their spans, for a reader that takes
// them as marks. lang may be nil.
func Tags(lang templates.Language, v *source.View) ([]expr.Tag, []value.Problem) {
	if lang == nil {
		return nil, nil
	}
	tags, problems := lang.Tags(v.Text)
	for i := range tags {
		tags[i].Span = v.Span(tags[i].Start, tags[i].End)
	}
	for i := range problems {
		problems[i].Span = v.Span(problems[i].Start, problems[i].End)
	}
	return tags, append(Problems(problems), crossed(lang, tags)...)
}

// crossed reports ends that are those of another block than the one that is
// open. Who reads tags as marks goes by their kind only; a block without end it
// reports itself.
func crossed(lang templates.Language, tags []expr.Tag) []value.Problem {
	var out []value.Problem
	var open []int
	names := map[string]int{} // how many blocks of the name are open
	for i := range tags {
		name, n := lang.Nesting(tags[i])
		switch {
		case n > 0:
			open = append(open, i)
			names[name]++
		case n < 0 && len(open) > 0:
			last := &tags[open[len(open)-1]]
			want, _ := lang.Nesting(*last)
			if name != "" && name != want {
				out = append(out, value.Problem{
					Code: CodeTemplate, Span: tags[i].Span,
					Message: templates.Clip(tags[i].Src) + " closes another block than the open one; expected the end of " + templates.Clip(last.Src),
				})
				if names[name] == 0 {
					continue // it closes nothing
				}
			}
			names[want]--
			open = open[:len(open)-1]
		}
	}
	return out
}

// ReadText reads the string n in place as a text of lang, nil for one that has
// no tags, and reports whether it has any.
func ReadText(lang templates.Language, n *value.Node) (tagged bool, problems []value.Problem) {
	if lang == nil || !n.IsString() || n.View == nil {
		return false, nil
	}
	t, problems := TextNode(lang, n.View)
	if t.Kind == value.Text {
		n.Kind, n.Str, n.Text = value.Text, "", t.Text
	}
	return t.Kind == value.Text, problems
}

// FileHole makes n, the name of a file, a hole for that file's content.
func FileHole(n *value.Node) {
	n.Kind, n.Tag = value.Hole, &expr.Tag{
		Kind: expr.TagHole, Expr: expr.Opaque{Lang: FileLang, Text: n.Str}, Lang: FileLang, Src: n.Str, Span: n.Span, End: len(n.Str),
	}
}
