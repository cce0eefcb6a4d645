package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// chooses reports whether a key is one whose value says who serves the models of
// one purpose: ChatProviderType, embedding_provider.
func chooses(key string) bool {
	if strings.Contains(key, ".") {
		return false // a path, which is that of a framework's block
	}
	key = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", ""))
	rest, ok := strings.CutSuffix(strings.TrimSuffix(key, "type"), "provider")
	if !ok {
		return false
	}
	for _, purpose := range [...]string{"chat", "embedding", "embeddings", "llm", "model", "ai", "completion", "vision", "chatmodel", "embeddingmodel"} {
		if strings.HasSuffix(rest, purpose) && (purpose != "ai" || rest == purpose) {
			return true
		}
	}
	return false
}

// purposes states that the members of an object choose providers, one for each
// purpose, and returns who serves: "" where they choose none, or several.
func (r *reader) purposes(n *value.Node) (vendor string) {
	several := false
	for i := range n.Entries {
		e := &n.Entries[i]
		if !e.Value.IsString() || !chooses(e.Key) || r.chooser(strings.ToLower(e.Key)) || r.provider(e.Value.Str) == "" {
			continue
		}
		by := r.provider(e.Value.Str)
		several = several || vendor != "" && vendor != by
		vendor = by
		r.say(by, 1)
		r.mark(Mark{Feature: "provider-config", Vendor: by, Value: e.Value.Str, Span: e.Value.Span, Message: "chooses the vendor " + by})
	}
	if several {
		return ""
	}
	return vendor
}

// typeOf is the vendor of a class or a plug-in whose dotted name holds the word for
// it: io.kestra.plugin.openai.ChatCompletion. It is "" for a name of fewer parts.
func (r *reader) typeOf(name string) string {
	if strings.Count(name, ".") < 2 || strings.ContainsAny(name, "/: ") {
		return ""
	}
	return r.provider(lastWord(name, r))
}

// variables reads the elements of a list that set variables of the environment:
// "- OPENAI_MODEL=gpt-4o".
func (r *reader) variables() {
	if r.lang != "yaml" && r.lang != "json" {
		return
	}
	for i := range r.u.Strings {
		s := &r.u.Strings[i]
		if !s.Node.IsString() || s.Node.View == nil || len(s.Node.Str) > maxURL {
			continue
		}
		text := s.Node.View.Text
		name, rest, ok := strings.Cut(text, "=")
		if !ok || rest == "" || len(name) < 5 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			continue
		}
		at := len(name) + 1
		v := &value.Node{Kind: value.String, Str: rest, Span: s.Node.View.Span(at, len(text)), View: s.Node.View.Slice(at, len(text))}
		if !strings.Contains(rest, name) { // which is stated where it is referred to
			r.env(name, s.Node.View.Span(0, len(name)))
		}
		if strings.ContainsAny(rest, "${}") {
			continue
		}
		r.pinned(name, v)
		part := lang.Str{Node: v, Use: lang.Assigned, Name: name, Func: s.Func}
		if !r.taken[s.Node.Span] {
			r.text(&part)
		}
		if !r.taken[v.Span] {
			r.model(&part)
		}
	}
}
