package poml

import (
	"path"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// silent are the elements whose text is not said as it stands.
var silent = map[string]bool{"stylesheet": true, "let": true, "meta": true, "script": true, "template": true}

// media are the elements that show a file of that kind.
var media = map[string]prompt.MediaKind{"img": prompt.Image, "image": prompt.Image, "audio": prompt.Audio, "video": prompt.Video}

// types are the media types that a file's name tells.
var types = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".mp3": "audio/mpeg", ".wav": "audio/wav", ".mp4": "video/mp4",
}

// brought are the elements whose text comes from elsewhere.
var brought = map[string]bool{
	"document": true, "include": true, "table": true, "object": true, "obj": true, "dataobj": true, "folder": true, "tree": true, "webpage": true,
	"conversation": true, "msgcontent": true,
}

// origins are the attributes that say where from, the first that is there
// counts. What stands in the others but src is the thing itself.
var origins = []string{"src", "url", "base64", "data", "records", "items", "messages", "content"}

// parts reads what elements say: their texts in document order, media, and
// files that are put in.
func (r *reader) parts(nodes []*node, content *value.Node) prompt.List[prompt.Part] {
	var out prompt.List[prompt.Part]
	r.collect(nodes, content, &out)
	return out
}

// collect appends what elements say. Those without condition and loop add to
// the list that they stand in, so that deep nesting costs nothing.
func (r *reader) collect(nodes []*node, content *value.Node, list *prompt.List[prompt.Part]) {
	out := *list
	defer func() { *list = out }()
	add := func(p *prompt.Part, n *value.Node) {
		out = append(out, prompt.Entry[prompt.Part]{Item: p, Span: n.Span})
		content.Entries = append(content.Entries, value.Entry{Value: n, Span: n.Span})
	}
	for _, n := range nodes {
		switch {
		case n.kind == tokText || n.kind == tokData:
			if t := r.text(n); t != nil {
				add(&prompt.Part{At: prompt.At{Node: t}, Kind: prompt.TextPart, Text: t}, t)
			}
		case n.kind != tokOpen || silent[n.name]:
		case n.name == "runtime":
			r.runtime(n)
		case n.name == "tooldefinition" || n.name == "tool":
			r.tool(n)
		case n.name == "outputschema":
			r.output(n)
		case r.told(n):
			if t := r.filled(r.said(n, "alt")); t.Kind == value.Text || t.Str != "" {
				add(&prompt.Part{At: prompt.At{Node: t}, Kind: prompt.TextPart, Text: t}, t)
			}
		case media[n.name] != "":
			if m, v := r.media(n); m != nil {
				add(&prompt.Part{At: prompt.At{Node: v}, Kind: prompt.MediaPart, Feature: "media-input", Media: m}, v)
			}
		case brought[n.name] && len(n.children) == 0:
			if text := r.brings(n); text != nil {
				add(&prompt.Part{At: prompt.At{Node: text}, Kind: prompt.TextPart, Text: text}, text)
			}
		default:
			if n.get("if") == nil && n.get("for") == nil {
				r.collect(n.children, content, &out)
				continue
			}
			if inner := r.parts(n.children, content); len(inner) > 0 {
				out = append(out, wrap(r, n, inner)...)
			}
		}
	}
}

// text reads a piece of text without the white space around it; nil where there
// is nothing else.
func (r *reader) text(n *node) *value.Node {
	start, end := n.start, n.end
	if n.kind == tokData {
		start, end = start+len("<![CDATA["), end-len("]]>")
	}
	s := r.view.Text[start:end]
	trimmed := strings.Trim(s, "\ufeff \t\r\n")
	if trimmed == "" {
		return nil
	}
	start += strings.Index(s, trimmed)
	v := r.view.Slice(start, start+len(trimmed))
	if n.kind == tokText {
		v = format.UnescapeXML(v)
	}
	return r.filled(v)
}

// source returns what an element shows and the attribute that says it; nil
// where none does.
func (r *reader) source(n *node) (v *value.Node, by string) {
	for _, name := range origins {
		if a := n.get(name); a != nil && a.start < a.end {
			return r.filled(r.view.Slice(a.start, a.end)), name
		}
	}
	return nil, ""
}

// said is the text of an attribute that the element has.
func (r *reader) said(n *node, name string) *source.View {
	a := n.get(name)
	return r.view.Slice(a.start, a.end)
}

// told reports whether an image is told in words: one that has such a text is
// shown only where its syntax is multimedia.
func (r *reader) told(n *node) bool {
	if media[n.name] != prompt.Image || n.get("alt") == nil {
		return false
	}
	return n.get("syntax") == nil || r.said(n, "syntax").Text != "multimedia"
}

// media reads a file that is shown. POML's renderer loads what src names, a file
// or an address, and sends its bytes: the name becomes a hole for them.
func (r *reader) media(n *node) (*prompt.Media, *value.Node) {
	v, by := r.source(n)
	if v == nil {
		return nil, nil
	}
	m := &prompt.Media{Kind: media[n.name], Data: v}
	if n.get("type") != nil {
		m.MIME = r.filled(r.said(n, "type"))
		if m.MIME.IsString() && !strings.Contains(m.MIME.Str, "/") {
			m.MIME = value.NewString(string(m.Kind) + "/" + m.MIME.Str)
		}
	} else if t := types[strings.ToLower(path.Ext(v.Str))]; v.IsString() && t != "" && by != "base64" {
		m.MIME = value.NewString(t)
	}
	if v.IsString() && by != "base64" {
		format.FileHole(v)
	}
	return m, v
}

// brings reads an element whose text comes from elsewhere, which is a hole
// here, or stands in an attribute.
func (r *reader) brings(n *node) *value.Node {
	v, by := r.source(n)
	if v == nil || v.Kind == value.Text {
		return v
	}
	if by == "src" || by == "url" || by == "base64" {
		format.FileHole(v)
		return &value.Node{Kind: value.Text, Text: expr.Text{{Tag: v.Tag, Span: v.Span}}, Span: v.Span}
	}
	return v
}

// filled reads v as text with variables in double braces.
func (r *reader) filled(v *source.View) *value.Node {
	n := &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
	if !strings.Contains(v.Text, "{{") {
		return n
	}
	var out expr.Text
	at := 0
	for i := 0; ; {
		from := strings.Index(v.Text[i:], "{{")
		if from < 0 {
			break
		}
		from += i
		to := strings.Index(v.Text[from:], "}}")
		if to < 0 {
			r.Problems = append(r.Problems, value.Problem{
				Code: format.CodeTemplate, Span: v.Span(from, from+2), Message: "{{ is not closed; expected }} after the expression",
			})
			break
		}
		to += from + 2
		i = to
		inner := strings.TrimSpace(v.Text[from+2 : to-2])
		if inner == "" {
			continue
		}
		if from > at {
			out = append(out, expr.Seg{Lit: v.Text[at:from], Span: v.Span(at, from)})
		}
		t := &expr.Tag{Kind: expr.TagHole, Raw: true, Expr: expression(inner), Lang: Lang, Src: v.Text[from:to], Span: v.Span(from, to), Start: from, End: to}
		out = append(out, expr.Seg{Tag: t, Span: t.Span})
		at = to
	}
	if out == nil {
		return n
	}
	if at < len(v.Text) {
		out = append(out, expr.Seg{Lit: v.Text[at:], Span: v.Span(at, len(v.Text))})
	}
	n.Kind, n.Str, n.Text = value.Text, "", out
	r.Lang = Lang
	return n
}

// variable matches variables and what is reached through them by name. The rest is
// JavaScript.
var variable = regexp.MustCompile(`^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$`)

func expression(s string) expr.Expr {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "{{") && strings.HasSuffix(s, "}}") {
		s = strings.TrimSpace(s[2 : len(s)-2])
	}
	if !variable.MatchString(s) {
		return expr.Opaque{Lang: Lang, Text: s}
	}
	var p expr.Path
	for _, name := range strings.Split(s, ".") {
		p.Steps = append(p.Steps, expr.Step{Name: name})
	}
	return p
}
