package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// maxNesting bounds how deep configuration is looked at.
const maxNesting = 60

// keys finds vendors in the documents of a configuration file: variables that it
// sets, and words that choose a provider beside a model.
func (r *reader) keys(n *value.Node, path, vendor string, depth int) {
	if n == nil || depth > maxNesting {
		return
	}
	if n.Kind == value.Object {
		if v := r.chosen(n); v != "" {
			vendor = v
		}
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		below, host := path, vendor
		if e.Key != "" && !e.KeySpan.IsZero() {
			r.env(e.Key, e.KeySpan)
			below = path + "." + e.Key
			if v := r.block(below[1:], e); v != "" {
				host = v
			}
			if vendor != "" && e.Value.IsString() && modelWord(e.Key) && !r.inSite[e.Value.Span] && r.idOf(vendor, e.Value.Str) {
				r.modelMark(e.Value, vendor)
			}
		}
		if len(below) > maxURL {
			below = path
		}
		r.keys(e.Value, below, host, depth+1)
		if b := e.Block; b != nil {
			for j := range b.Arms {
				r.keys(&value.Node{Kind: n.Kind, Entries: b.Arms[j].Body}, path, host, depth+1)
			}
		}
	}
}

// block states that a part of a framework's configuration is for a vendor, and
// returns which.
func (r *reader) block(path string, e *value.Entry) (vendor string) {
	for i := range r.Wire.Blocks {
		b := &r.Wire.Blocks[i]
		if b.Path != path {
			continue
		}
		r.say(b.Vendor, 2)
		r.mark(Mark{Feature: "provider-config", Vendor: b.Vendor, Value: path, Span: e.KeySpan, Message: "configures the vendor " + b.Vendor})
		vendor = b.Vendor
	}
	return vendor
}

// idOf reports whether a text is likely a model's id at a vendor: a name that the
// tables or the families know.
func (r *reader) idOf(vendor, id string) bool {
	m := r.Catalog.Lookup(r.hostKey(vendor), id)
	return m.Known || m.Family != "" && !strings.ContainsAny(id, " \t\n")
}

// chosen states that an object chooses a provider: a word for one stands beside
// a model. It returns the vendor, "" where none is chosen.
func (r *reader) chosen(n *value.Node) (vendor string) {
	var word *value.Node
	model := false
	for i := range n.Entries {
		e := &n.Entries[i]
		switch key := strings.ToLower(e.Key); {
		case e.Value == nil:
		case key == "provider" || key == "type" || key == "_type" || key == "api_type" || key == "model_provider" || key == "llm_provider":
			if e.Value.IsString() && r.provider(e.Value.Str) != "" {
				word = e.Value
			}
		case strings.Contains(key, "model") || key == "deployment" || key == "engine":
			model = model || !e.Value.IsString() || r.modelVendor(e.Value.Str) != "" || r.idOf("", e.Value.Str)
		case key == "config" && e.Value.Kind == value.Object:
			model = model || e.Value.Get("model") != nil
		}
	}
	if word != nil && model && !r.inSite[n.Span] {
		vendor = r.provider(word.Str)
		r.say(vendor, 1)
		r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: word.Str, Span: word.Span, Message: "chooses the vendor " + vendor})
	}
	return vendor
}

// settingLanguages are those whose names are variables of the environment.
var settingLanguages = map[string]bool{
	"dotenv": true, "properties": true, "shell": true, "yaml": true, "dockerfile": true, "makefile": true, "json": true, "toml": true,
}

// configured finds variables of the environment that a script or a configuration
// file sets, or refers to by ${NAME}.
func (r *reader) configured() {
	if !settingLanguages[r.u.Lang] {
		return
	}
	for i := range r.u.Assigns {
		r.env(r.u.Assigns[i].Name, r.u.Assigns[i].Span)
	}
	for i := range r.u.Strings {
		s := &r.u.Strings[i]
		if s.Use == lang.Bare || s.Node == nil || s.Node.View == nil {
			continue
		}
		text := s.Node.View.Text
		for at := 0; at < len(text); {
			j := at
			for j < len(text) && (text[j] == '_' || 'A' <= text[j] && text[j] <= 'Z' || '0' <= text[j] && text[j] <= '9') {
				j++
			}
			if j-at > 4 && at > 0 && (text[at-1] == '$' || text[at-1] == '{' || text[at-1] == '.') {
				r.env(text[at:j], s.Node.View.Span(at, j))
			}
			at = max(j, at+1)
		}
	}
}
