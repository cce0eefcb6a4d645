package promptfoo

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

func itoa(n int) string { return strconv.Itoa(n) }

// An item is one prompt.
type item struct {
	name     string
	lang     string
	messages prompt.List[prompt.Message]
	node     *value.Node // the array of messages that accounts for them
	problems []value.Problem
}

// prompts reads the prompts: one text, a list, or a mapping from file to label
// as older configurations have it. Where only is above 0 reading ends when there
// are so many.
func (c *config) prompts(only int) []item {
	n := c.root.Get("prompts")
	var out []item
	switch {
	case n == nil || n.Kind == value.Null:
	case n.IsString():
		out = c.prompt(out, n, "")
	case n.Kind == value.Array:
		for i := range n.Entries {
			if only > 0 && len(out) >= only {
				break
			}
			v := n.Entries[i].Value
			switch {
			case v == nil || v.Kind == value.Null:
			case v.IsString():
				out = c.prompt(out, v, "")
			case v.Kind == value.Object:
				out = c.promptObject(out, v)
			default:
				c.wrong(v, "this prompt is no text; expected a text, file://… or id, label and raw: quote it")
			}
		}
	case n.Kind == value.Object:
		for i := range n.Entries {
			e := &n.Entries[i]
			if e.Block == nil && !e.Spread && (only == 0 || len(out) < only) {
				out = append(out, c.reference(&value.Node{Kind: value.String, Str: e.Key, Span: e.KeySpan}, text(e.Value))...)
			}
		}
	default:
		c.wrong(n, "prompts is neither a text nor a list; expected `- …` entries")
	}
	for i := range out {
		if out[i].name == "" {
			out[i].name = itoa(i + 1)
		}
	}
	return out
}

// promptObject reads {id, label, raw}.
func (c *config) promptObject(out []item, v *value.Node) []item {
	label := text(v.Get("label"))
	raw, id := v.Get("raw"), v.Get("id")
	switch {
	case raw.IsString():
		if label == "" {
			label = text(id)
		}
		return c.prompt(out, raw, label)
	case id.IsString():
		return c.prompt(out, id, label)
	}
	c.wrong(v, "this prompt has neither raw nor id; expected `raw: …`, or `id: file://…`")
	return out
}

// prompt reads a text, or what it refers to.
func (c *config) prompt(out []item, n *value.Node, label string) []item {
	if isReference(n.Str) {
		return append(out, c.reference(n, label)...)
	}
	return append(out, c.inline(n, label))
}

// fileEndings are the endings that make a prompt a file even without file://.
var fileEndings = []string{
	".txt", ".json", ".jsonl", ".yaml", ".yml", ".md", ".j2", ".csv", ".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".py", ".rb", ".go", ".sh", ".exe",
}

// isReference reports whether a prompt names a file.
func isReference(s string) bool {
	if strings.HasPrefix(s, "file://") || strings.HasPrefix(s, "exec:") || strings.HasPrefix(s, "langfuse://") ||
		strings.HasPrefix(s, "portkey://") || strings.HasPrefix(s, "helicone://") || strings.HasPrefix(s, "package:") {
		return true
	}
	if strings.ContainsAny(s, "\n{") {
		return false
	}
	name, _, _ := strings.Cut(s, ":") // prompt.py:function
	return slices.Contains(fileEndings, strings.ToLower(path.Ext(name))) && !strings.Contains(strings.TrimSpace(name), " ")
}

// reference makes messages of a prompt that stands elsewhere: those of the file
// where it may be read, else an expression for its content.
func (c *config) reference(n *value.Node, label string) []item {
	if label == "" {
		label = strings.TrimPrefix(n.Str, "file://")
	}
	if items := c.referred(n.Str); len(items) > 0 {
		for i := range items {
			items[i].name = label
			if len(items) > 1 {
				items[i].name += "-" + itoa(i+1)
			}
		}
		return items
	}
	tag := &expr.Tag{
		Kind: expr.TagHole, Expr: expr.Opaque{Lang: format.FileLang, Text: n.Str}, Lang: format.FileLang, Src: n.Str, Span: n.Span, End: len(n.Str),
	}
	h := &value.Node{Kind: value.Hole, Tag: tag, Span: n.Span, View: n.View}
	it := item{name: label, node: &value.Node{Kind: value.Array, Span: n.Span}}
	it.node.Entries = []value.Entry{{Value: h, Span: n.Span, Spread: true}}
	it.messages = prompt.List[prompt.Message]{{Spread: h, Many: true, Span: n.Span}}
	return []item{it}
}

// inline reads a text that stands in the configuration: a chat in JSON, or what
// the user says.
func (c *config) inline(n *value.Node, label string) item {
	it := item{name: label}
	if n.View != nil {
		if list, lang, problems, ok := chat(n.View, c.env); ok {
			it.lang, it.problems, it.node = lang, problems, list
			it.messages = messages(list)
			return it
		}
	}
	it.lang = c.env.LangOf(n.Str)
	m := n
	if n.View != nil {
		got, problems := format.TextNode(c.env.Langs.Get(it.lang), n.View)
		got.Span = n.Span
		m, it.problems = got, problems
	}
	it.say(m)
	return it
}

// say makes a text the user's one message.
func (it *item) say(n *value.Node) {
	msg := &value.Node{Kind: value.Object, Span: n.Span}
	msg.Entries = []value.Entry{{Key: "content", Value: n, Span: n.Span}}
	it.node = &value.Node{Kind: value.Array, Span: n.Span, Entries: []value.Entry{{Value: msg, Span: n.Span}}}
	part := &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}
	it.messages = prompt.List[prompt.Message]{{Span: n.Span, Item: &prompt.Message{
		At: prompt.At{Node: msg}, Role: prompt.RoleUser, Parts: prompt.List[prompt.Part]{{Item: part, Span: n.Span}},
	}}}
}
