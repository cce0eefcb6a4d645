package format

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// markupRoles are the roles of Semantic Kernel's messages.
var markupRoles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "user": prompt.RoleUser, "assistant": prompt.RoleAssistant, "tool": prompt.RoleTool,
}

// markup finds the elements <message role="…">…</message> of Semantic Kernel's
// chat prompts, with <text> and <image> in them, and Handlebars blocks
// {{#message role="…"}}. It reports whether there are any; what stands outside
// of them is not said then, and a hole there brings messages.
func (c *cutter) markup(tags []expr.Tag) bool {
	text, next, open := c.view.Text, 0, -1
	found, images := false, true
	outside := func(end int) {
		for ; next < len(tags) && tags[next].Start < end; next++ {
			t := &tags[next]
			if name, call := helper(t); name == "#message" && open < 0 {
				found, open = true, t.Start
				c.cuts = append(c.cuts, cut{start: t.Start, end: t.End, tag: t, who: c.named(t, call)})
			} else if name == "/message" && open >= 0 {
				open = -1
				c.cuts = append(c.cuts, cut{start: t.Start, end: t.End, tag: t, who: &speaker{mute: true}})
			} else if t.Kind == expr.TagHole && open < 0 {
				c.cuts = append(c.cuts, cut{start: t.Start, end: t.End, tag: t, kind: "thread", after: &speaker{mute: true}})
			}
		}
	}
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			break
		}
		start := at + i
		at = start + 1
		outside(start)
		if next > 0 && tags[next-1].End > start {
			continue // inside of a tag
		}
		switch word, closing := element(text[start:]); {
		case word == "message" && !closing && open < 0:
			end, who := c.opening(tags[next:], start)
			if who == nil {
				continue
			}
			for next < len(tags) && tags[next].Start < end {
				next++
			}
			found, open, at = true, start, end
			c.cuts = append(c.cuts, cut{start: start, end: end, who: who})
		case word == "message" && closing && open >= 0:
			n := strings.IndexByte(text[start:], '>')
			if n < 0 {
				continue
			}
			end := start + n + 1
			open, at = -1, end
			c.cuts = append(c.cuts, cut{start: start, end: end, who: &speaker{mute: true}})
		case word == "text" && open >= 0:
			at = start + strings.IndexByte(text[start:], '>') + 1
			c.cuts = append(c.cuts, cut{start: start, end: at, gap: true})
		case word == "image" && !closing && open >= 0 && images:
			from := start + len("<image>")
			n := strings.Index(text[from:], "</image>")
			if images = n >= 0; images {
				at = from + n + len("</image>")
				c.cuts = append(c.cuts, cut{start: start, end: at, kind: "image", image: c.image(from, from+n)})
			}
		}
	}
	outside(len(text))
	if open >= 0 && found && !c.told(open) {
		c.problems = append(c.problems, value.Problem{
			Code: CodeMarker, Span: c.view.Span(open, open+1), Message: "this message never ends; expected </message> or {{/message}}: add it",
		})
	}
	return found
}

// told reports whether a problem of what begins at off is known already: a
// block that is not closed is a message that never ends.
func (c *cutter) told(off int) bool {
	at := c.view.Span(off, off).Start
	return slices.ContainsFunc(c.problems, func(p value.Problem) bool { return p.Span.Start == at })
}

// element returns the name of the element that s begins with, where it is one
// of those that messages consist of.
func element(s string) (name string, closing bool) {
	s = s[1:]
	if strings.HasPrefix(s, "/") {
		closing, s = true, s[1:]
	}
	for _, name := range []string{"message", "text", "image"} {
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && (s[len(name)] == '>' || s[len(name)] == ' ' && name == "message") {
			return name, closing
		}
	}
	return "", closing
}

// opening reads <message role="…"> at start: where it ends and who speaks; nil
// where it has no role. tags are those behind start.
func (c *cutter) opening(tags []expr.Tag, start int) (int, *speaker) {
	text := c.view.Text
	end, roleAt, roleEnd := start, -1, -1
	for i := start; ; i++ {
		if len(tags) > 0 && tags[0].Start <= i {
			i = max(i, tags[0].End) - 1
			tags = tags[1:]
			continue
		}
		if i >= len(text) || text[i] == '<' && i > start {
			return 0, nil
		}
		if text[i] == '>' {
			end = i + 1
			break
		}
		if text[i] != '"' && text[i] != '\'' {
			continue
		}
		j := i + 1
		for j < len(text) && text[j] != text[i] {
			if j++; len(tags) > 0 && tags[0].Start < j {
				j, tags = max(j, tags[0].End), tags[1:]
			}
		}
		if j >= len(text) {
			return 0, nil
		}
		if roleAt < 0 && strings.HasSuffix(strings.TrimRight(text[start:i], " ="), "role") {
			roleAt, roleEnd = i+1, j
		}
		i = j
	}
	if roleAt < 0 {
		return 0, nil
	}
	v := c.view.Slice(roleAt, roleEnd)
	node := c.text(v)
	if node.Kind == value.Text && len(node.Text) == 1 && node.Text[0].Tag != nil {
		node = &value.Node{Kind: value.Hole, Tag: node.Text[0].Tag, Span: node.Span, View: v}
	}
	who := &speaker{roleNode: node, marker: c.view.Span(start, end)}
	if node.IsString() {
		c.speaks(who, node)
	}
	return end, who
}

// named returns who speaks in {{#message role="…"}}.
func (c *cutter) named(t *expr.Tag, call expr.Call) *speaker {
	who := &speaker{marker: t.Span}
	for _, a := range call.Named {
		if a.Name != "role" {
			continue
		}
		who.roleNode = c.argument(t, a.Value)
		if who.roleNode.IsString() {
			c.speaks(who, who.roleNode)
		}
		return who
	}
	c.problems = append(c.problems, value.Problem{Code: CodeMarker, Span: t.Span, Message: "this message has no role; expected role=\"user\" or another"})
	who.role = c.Default
	return who
}

// speaks sets the role that n names.
func (c *cutter) speaks(who *speaker, n *value.Node) {
	if c.Lang == nil && strings.Contains(n.Str, "{{") {
		return // a hole of a language that nothing reads
	}
	role, ok := markupRoles[strings.ToLower(strings.TrimSpace(n.Str))]
	if !ok {
		c.problems = append(c.problems, value.Problem{
			Code: CodeMarker, Span: n.Span, Message: "unknown role " + n.Str + "; expected system, developer, user, assistant or tool",
		})
	}
	who.role = role
}
