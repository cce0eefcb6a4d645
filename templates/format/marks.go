package format

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// TagRoles maps the words of role tags to roles: dotprompt says model.
var TagRoles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "user": prompt.RoleUser, "model": prompt.RoleAssistant, "tool": prompt.RoleTool,
	"assistant": prompt.RoleAssistant, "developer": prompt.RoleDeveloper,
}

// SectionFeature is the feature of a section marker: no vendor has them.
const SectionFeature = "unknown-field"

// marks finds the tags that cut: {{role "user"}}, {{history}}, {{media url=x}}
// and {{section "x"}}. The block form {{#role "user"}} … {{/role}} ends with
// its message.
func (c *cutter) marks(tags []expr.Tag) {
	inBlock := 0
	for i := range tags {
		t := &tags[i]
		k := cut{start: t.Start, end: t.End, tag: t}
		c.trimmed(&k)
		name, call := helper(t)
		switch {
		case t.Kind == expr.TagRole:
			k.who = c.roleOf(t, t.Expr)
		case name == "#role" && len(call.Args) == 1:
			k.who = c.roleOf(t, call.Args[0])
			inBlock++
		case name == "/role" && inBlock > 0:
			k.who = &speaker{role: c.Default}
			inBlock--
		case name == "history":
			// To any other language it is a variable that holds the turns.
			h := *t
			h.Kind, h.Expr, h.Raw = expr.TagHole, expr.Var(name), true
			k.tag, k.kind, k.after = &h, "thread", &speaker{role: prompt.RoleAssistant}
		case t.Kind == expr.TagMedia:
			if call, ok := t.Expr.(expr.Call); ok {
				k.image = c.media(t, call)
			}
		case name == "section" && len(call.Args) > 0:
			n := value.NewObject("section", c.argument(t, call.Args[0]))
			n.Span = t.Span
			k.image = &prompt.Part{At: prompt.At{Node: n, Of: "dotprompt"}, Kind: prompt.OpaquePart, Feature: SectionFeature}
		default:
			continue
		}
		if k.who != nil || k.kind != "" || k.image != nil {
			c.cuts = append(c.cuts, k)
		}
	}
}

// trimmed widens a cut by the white space that its tag takes away: {{~ ~}}.
func (c *cutter) trimmed(k *cut) {
	text := c.view.Text
	if strings.HasPrefix(k.tag.Src, "{{~") {
		k.start = len(strings.TrimRight(text[:k.start], white))
	}
	if strings.HasSuffix(k.tag.Src, "~}}") {
		k.end = len(text) - len(strings.TrimLeft(text[k.end:], white))
	}
}

// white is what Handlebars takes away.
const white = " \t\r\n\v\f\u00a0\u2028\u2029\ufeff"

// helper returns the helper that a tag without neutral form calls; its name has
// # or / in front where the tag opens or closes a block.
func helper(t *expr.Tag) (string, expr.Call) {
	if t.Kind != expr.TagOther {
		return "", expr.Call{}
	}
	inner := strings.Trim(t.Src, "{}~ \t\r\n")
	if strings.HasPrefix(inner, "/") {
		return "/" + strings.TrimSpace(inner[1:]), expr.Call{}
	}
	call, ok := t.Expr.(expr.Call)
	if !ok {
		return "", expr.Call{}
	}
	if strings.HasPrefix(inner, "#") {
		return "#" + call.Name, call
	}
	return call.Name, call
}

// roleOf makes the speaker that a role tag names.
func (c *cutter) roleOf(t *expr.Tag, e expr.Expr) *speaker {
	n := c.argument(t, e)
	who := &speaker{role: prompt.RoleUnknown, roleNode: n, marker: t.Span}
	if !n.IsString() {
		return who
	}
	role, ok := TagRoles[n.Str]
	if !ok {
		c.problems = append(c.problems, value.Problem{
			Code: CodeMarker, Span: n.Span, Message: "unknown role " + n.Str + "; expected system, user, model or tool",
		})
	}
	who.role = role
	return who
}

// media makes the part that a media tag stands for; nil without a place.
func (c *cutter) media(t *expr.Tag, call expr.Call) *prompt.Part {
	// The object has what the tag says as members, so that each is accounted for.
	n := &value.Node{Kind: value.Object, Tag: t, Span: t.Span}
	m := &prompt.Media{Kind: prompt.Image}
	for _, a := range call.Named {
		switch a.Name {
		case "url":
			m.URL = c.argument(t, a.Value)
			n.Set(a.Name, m.URL)
		case "contentType":
			m.MIME = c.argument(t, a.Value)
			n.Set(a.Name, m.MIME)
		}
	}
	if m.URL == nil {
		c.problems = append(c.problems, value.Problem{
			Code: CodeTemplate, Span: t.Span, Message: templates.Clip(t.Src) + " has no url; expected {{media url=photo}}",
		})
		return nil
	}
	if m.MIME.IsString() {
		m.Kind = MediaKind(m.MIME.Str)
	}
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.MediaPart, Feature: "media-input", Media: m}
}

// MediaKind tells what kind of media a media type is of.
func MediaKind(mime string) prompt.MediaKind {
	kind, _, _ := strings.Cut(mime, "/")
	switch k := prompt.MediaKind(kind); k {
	case prompt.Image, prompt.Audio, prompt.Video:
		return k
	}
	return prompt.File
}

// argument returns what a tag's argument stands for: its text, or a hole.
func (c *cutter) argument(t *expr.Tag, e expr.Expr) *value.Node {
	lit, ok := e.(expr.Lit)
	if !ok || lit.Kind != expr.Str {
		h := expr.Tag{Kind: expr.TagHole, Expr: e, Raw: true, Lang: t.Lang, Span: t.Span, Start: t.Start, End: t.End}
		return &value.Node{Kind: value.Hole, Tag: &h, Span: t.Span}
	}
	n := value.NewString(lit.Text)
	n.Span = t.Span
	for _, quote := range []string{`"`, `'`} {
		if i := strings.Index(t.Src, quote+lit.Text+quote); i >= 0 {
			from := t.Start + i + 1
			n.View = c.view.Slice(from, from+len(lit.Text))
			n.Span = n.View.All()
			break
		}
	}
	return n
}
