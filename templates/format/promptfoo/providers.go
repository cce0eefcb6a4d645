package promptfoo

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// A provider is one model that prompts are sent to.
type provider struct {
	name    string
	node    *value.Node // its id
	vendor  *value.Node // the first word of the id
	model   *value.Node
	kind    string // the call: chat, embedding …; "" where the id has none
	params  *value.Node
	own     []format.Word // promptfoo's own settings of the connection
	foreign bool          // a program runs the prompt: it is not read
}

// providers reads providers, or targets as red-team configurations call them.
func (c *config) providers() []provider {
	var out []provider
	for _, key := range []string{"providers", "targets"} {
		n := c.root.Get(key)
		switch {
		case n == nil || n.Kind == value.Null:
		case n.IsString():
			out = append(out, split(n))
		case n.Kind == value.Array:
			for i := range n.Entries {
				if v := n.Entries[i].Value; v != nil && v.Kind != value.Null {
					out = append(out, c.provider(v)...)
				}
			}
		case n.Kind == value.Object:
			out = append(out, c.provider(n)...)
		default:
			c.wrong(n, key+" is neither a text nor a list; expected `- openai:gpt-5` entries")
		}
	}
	return out
}

// provider reads an id, an object with an id, or a mapping from ids to options.
func (c *config) provider(v *value.Node) []provider {
	if v.IsString() {
		return []provider{split(v)}
	}
	if v.Kind != value.Object {
		c.wrong(v, "this provider is neither a text nor a mapping; expected `openai:gpt-5`, or id and config")
		return nil
	}
	if id := v.Get("id"); id != nil {
		if !id.IsString() {
			c.wrong(id, "the id of this provider is no text; expected one such as openai:gpt-5")
			return nil
		}
		p := split(id)
		p.configure(v.Get("config"))
		if label := text(v.Get("label")); label != "" {
			p.name = label
		}
		return []provider{p}
	}
	var out []provider
	for i := range v.Entries {
		e := &v.Entries[i]
		if e.Block != nil || e.Spread || !strings.Contains(e.Key, ":") {
			continue
		}
		p := split(&value.Node{Kind: value.String, Str: e.Key, Span: e.KeySpan})
		p.configure(e.Value.Get("config"))
		out = append(out, p)
	}
	if len(out) == 0 {
		c.wrong(v, "this provider has no id; expected `id: openai:gpt-5`")
	}
	return out
}

// calls are the second words of an id that say which call is made.
var calls = []string{"chat", "completion", "responses", "messages", "embedding", "embeddings", "image", "moderation", "realtime", "transcription", "assistant", "text"}

// programs are the first words of ids behind which a program runs.
var programs = []string{"file", "exec", "python", "ruby", "golang", "package", "http", "https", "ws", "wss", "webhook", "browser", "mcp", "promptfoo", "echo", "sequence", "manual-input"}

// split takes an id apart: openai:chat:gpt-5 is a vendor, a call and a model.
func split(n *value.Node) provider {
	p := provider{name: n.Str, node: n}
	vendor, rest, ok := strings.Cut(n.Str, ":")
	if !ok || slices.Contains(programs, vendor) || strings.HasPrefix(rest, "//") || slices.Contains(fileEndings, strings.ToLower(path.Ext(n.Str))) {
		p.foreign = true
		return p
	}
	p.vendor = part(n, 0, len(vendor))
	at := len(vendor) + 1
	if word, _, _ := strings.Cut(rest, ":"); slices.Contains(calls, word) {
		p.kind = word
		if at += len(word) + 1; at > len(n.Str) {
			return p
		}
	}
	if at < len(n.Str) {
		p.model = part(n, at, len(n.Str))
	}
	return p
}

// part returns a piece of a literal text as a value with its own place.
func part(n *value.Node, from, to int) *value.Node {
	out := &value.Node{Kind: value.String, Str: n.Str[from:to], Span: n.Span}
	if n.View != nil {
		out.View = n.View.Slice(from, to)
		out.Span = out.View.All()
	} else if n.Span.End-n.Span.Start == len(n.Str) {
		out.Span = source.Span{Start: n.Span.Start + from, End: n.Span.Start + to}
	}
	return out
}

// ownSettings are members of a provider's config that promptfoo keeps to
// itself: how it reaches the vendor, not what it sends
// (https://www.promptfoo.dev/docs/providers, read 2026-11-22).
var ownSettings = []string{
	"apiKey", "apiKeyEnvar", "apiKeyRequired", "apiHost", "apiBaseUrl", "apiVersion", "organization", "region", "projectId", "project",
	"accessKeyId", "secretAccessKey", "sessionToken", "profile", "endpoint", "headers", "cost", "inputCost", "outputCost", "maxRetries",
	"azureClientId", "azureClientSecret", "azureTenantId", "basePath", "callbacks", "functionToolCallbacks", "showThinking", "timeout", "delay",
}

// configure keeps the options: the vendor's words, and promptfoo's own.
// passthrough holds options that go out as they stand.
func (p *provider) configure(n *value.Node) {
	if n == nil || n.Kind != value.Object {
		return
	}
	rest := &value.Node{Kind: value.Object, Span: n.Span}
	for i := range n.Entries {
		e := n.Entries[i]
		switch {
		case e.Value != nil && slices.Contains(ownSettings, e.Key):
			p.own = append(p.own, format.Word{Path: "config." + e.Key, Node: e.Value})
		case e.Key == "passthrough" && e.Value != nil && e.Value.Kind == value.Object:
			rest.Entries = append(rest.Entries, e.Value.Entries...)
		default:
			rest.Entries = append(rest.Entries, e)
		}
	}
	if len(rest.Entries) > 0 {
		p.params = rest
	}
}

// put writes what the provider says into a file, with nodes of the file's own.
func (p provider) put(f *format.File, c *config) {
	if p.node == nil {
		return
	}
	p.node, p.vendor, p.model = p.node.Clone(), p.vendor.Clone(), p.model.Clone()
	if p.params != nil && !c.spend(p.params.Span) {
		p.params = nil
	}
	p.params = p.params.Clone()
	if p.foreign {
		// Nothing of it is sent: the program is who sends.
		f.Vendor = append(f.Vendor, format.Word{Path: "provider", Node: p.node})
		return
	}
	f.Provider, f.Vendor = p.vendor, p.own
	if p.model != nil {
		f.Model = p.model
		f.Tree.Set("model", p.model)
	}
	if p.params != nil {
		f.Params = p.params
		f.Words = c.env.WordsOf(ID).Calls[text(p.vendor)][p.kind]
		f.Tree.Set("config", p.params)
	}
	feature := map[string]string{
		"embedding": "embedding-param", "embeddings": "embedding-param", "image": "image-gen-param", "completion": "completion-param", "text": "completion-param",
	}[p.kind]
	if feature != "" {
		f.Tree.Set("call", p.node)
		f.Ext = append(f.Ext, prompt.Ext{At: prompt.At{Node: p.node}, Dialect: ID, Key: "/providers", Feature: feature, Value: p.node})
	}
}
