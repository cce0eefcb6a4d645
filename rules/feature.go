package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var _ = register(features, fact.Feature)

// features states everything in a request that one vendor owns. Words that are
// neutral in the file's own format (role markers, inputs, neutral options) are
// none.
func features(c *collector) {
	for _, k := range c.doc.Keys {
		if k.Node != nil {
			continue // a model, of which more is known
		}
		msg := k.Message
		if msg == "" {
			msg = "the file names a vendor: " + k.Value
		}
		if k.Ends != "" && k.Ends <= c.o.AsOf {
			msg = strings.Replace(msg, "ends on "+k.Ends, "ended on "+k.Ends, 1)
		}
		c.feature(k.Feature, k.Vendor, k.Value, c.firstLine(k.Span), msg)
	}
	p := c.doc.Prompt
	if p == nil {
		return
	}
	c.settings(p)
	c.extensions(p.Ext)
	c.tools(p)
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		id := "tool-choice"
		if t.Form == "legacy" {
			id = "functions-legacy"
		}
		c.node(id, t.Node, "")
		c.extensions(t.Ext)
	})
	p.Output.Walk(func(o *prompt.Output) { c.output(o) })
	p.Messages.Walk(func(m *prompt.Message) { c.message(m) })
}

// node adds a feature at a node of the source. Nodes that were made, or that
// the format says in neutral words, are no features.
func (c *collector) node(id string, n *value.Node, message string) *fact.Fact {
	return c.nodeAt(id, n, message, c.place)
}

// nodeAt is node with the range that at gives for the node.
func (c *collector) nodeAt(id string, n *value.Node, message string, at func(*value.Node) source.Span) *fact.Fact {
	if n == nil || n.Span.IsZero() || c.neutral() {
		return nil
	}
	if message == "" {
		message = strings.ReplaceAll(id, "-", " ")
		if f, ok := c.o.Catalog.FeatureByID(id); ok && f.Counts != "" {
			message = f.Counts
		}
	}
	return c.feature(id, c.vendor, scalar(n), at(n), message)
}

// neutral reports whether the file's format has its own words for requests.
func (c *collector) neutral() bool { return c.doc.Dialect == "" }

// scalar is a short literal value, for people and for fingerprints.
func scalar(n *value.Node) string {
	switch n.Kind {
	case value.String, value.Number:
		if len(n.Str) <= 80 {
			return n.Str
		}
	case value.Bool:
		if n.Bool {
			return "true"
		}
		return "false"
	}
	return ""
}

func (c *collector) settings(p *prompt.Prompt) {
	for i := range p.Settings {
		s := &p.Settings[i]
		f := c.node(s.Feature, s.Node, "")
		if fix := c.successor(s); f != nil && fix != nil {
			f.Fixes = append(f.Fixes, *fix)
		}
	}
}

func (c *collector) extensions(exts []prompt.Ext) {
	for i := range exts {
		x := &exts[i]
		if x.Value.Kind == value.Null {
			continue
		}
		msg := ""
		if x.Feature == "unknown-field" {
			msg = "no version of " + x.Dialect + " knows the field " + strings.TrimPrefix(x.Key, "/")
		}
		c.node(x.Feature, x.Value, msg)
	}
}

// tools adds one fact for the list of own tools, and one for each tool that
// the vendor runs.
func (c *collector) tools(p *prompt.Prompt) {
	first := map[string]bool{}
	once := func(id string, n *value.Node) {
		if !first[id] {
			first[id] = true
			c.node(id, n, "")
		}
	}
	p.Tools.Walk(func(t *prompt.Tool) {
		switch {
		case t.Kind == prompt.BuiltinTool:
			c.node("builtin-tool", t.Node, "")
		case t.Form["tool"] == "legacy":
			once("functions-legacy", t.Node)
		default:
			once("tool-definition", t.Node)
		}
		if isTrue(t.Strict) {
			once("strict-schema", t.Strict)
		}
		c.cache(t.Cache)
		c.extensions(t.Ext)
	})
}

func isTrue(n *value.Node) bool { return n != nil && n.Kind == value.Bool && n.Bool }

func (c *collector) cache(m *prompt.CacheMark) {
	if m != nil {
		c.node("cache-control", m.Node, "")
	}
}

// outputFeatures names a contract on the answer by the shape it is written in.
func (c *collector) output(o *prompt.Output) {
	if o.Kind == prompt.OutputText {
		return
	}
	d, _ := c.o.Catalog.Dialect(c.doc.Dialect)
	at := c.place
	if o.Kind == prompt.OutputSchema && d != nil && d.Trait("schema_feature").Value == "" { // a bare schema
		at = c.deciding
	}
	c.nodeAt(translate.OutputFeature(d, o.Kind), o.Node, "", at)
	if isTrue(o.Strict) {
		c.node("strict-schema", o.Strict, "")
	}
	c.extensions(o.Ext)
}

// roleFeatures are the words for roles that only some vendors have.
var roleFeatures = map[string]string{
	"developer": "role-developer", "function": "role-function", "tool": "role-tool", "model": "role-model",
	"system": "role-system-in-messages",
}

func (c *collector) message(m *prompt.Message) {
	if r := m.RoleNode; r.IsString() {
		c.node(roleFeatures[r.Str], r, "")
	}
	if m.Role == prompt.RoleSystem && c.doc.Dialect != "" && (m.RoleNode == nil || m.RoleNode.IsString() && roleFeatures[m.RoleNode.Str] == "") {
		c.nodeAt("system-param", m.Node, "", c.deciding)
	}
	if m.Name != nil {
		c.node("message-name", m.Name, "")
	}
	c.extensions(m.Ext)
	m.Parts.Walk(func(p *prompt.Part) { c.part(p) })
}

func (c *collector) part(p *prompt.Part) {
	switch p.Kind {
	case prompt.MediaPart:
		c.nodeAt(translate.MediaFeature(p.Media.Kind), p.Node, "", c.kindOf)
	case prompt.RefusalPart:
		c.node("refusal-turn", p.Node, "")
	case prompt.ReasoningPart:
		c.node("reasoning-replay", p.Node, "")
	case prompt.OpaquePart:
		c.node(p.Feature, p.Node, "")
	case prompt.ToolResultPart:
		p.ToolResult.Content.Walk(func(q *prompt.Part) { c.part(q) })
	}
	c.cache(p.Cache)
	c.extensions(p.Ext)
}

// kindOf is the place of a part whose only member's key says what it is, inlineData,
// document: that of the member rather than of the object around it.
func (c *collector) kindOf(n *value.Node) source.Span {
	if n.Kind == value.Object && len(n.Entries) == 1 && n.Span.Contains(n.Entries[0].KeySpan) {
		if v := n.Entries[0].Value; v != nil && !n.Entries[0].KeySpan.IsZero() && n.Span.Contains(v.Span) {
			return c.place(v)
		}
	}
	return c.place(n)
}

// span of the first message, for facts on the conversation's order.
func at(m *prompt.Message) source.Span {
	if m.Node != nil {
		return m.Node.Span
	}
	return source.Span{}
}
