package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// ownBlock states that a part of a configuration is for the vendor whose word is
// its key: a model is named in it, or its key and address. It returns the vendor.
func (r *reader) ownBlock(e *value.Entry, path string) string {
	if e.Value == nil || e.Value.Kind != value.Object || !settingLanguages[r.lang] || len(e.Key) > maxSection {
		return ""
	}
	for i := range e.Value.Entries {
		if r.chooser(strings.ToLower(e.Value.Entries[i].Key)) && r.provider(start(e.Value.Entries[i].Value)) != "" {
			return "" // it says so itself
		}
	}
	word := sectionWord(e.Key)
	vendor := cmp.Or(r.provider(strings.ReplaceAll(e.Key, "_", "-")), r.provider(e.Key), r.provider(word))
	switch {
	case vendor == "":
		return ""
	case forModels(path) && r.modelBelow(e.Value, vendor, 2):
	case r.onlyModels(cmp.Or(word, e.Key)) && !r.usersOwn(lastName(path)) && (r.modelBelow(e.Value, vendor, 1) || !shown(e.Value, 2) && (r.opens(e.Value, vendor) || strings.Contains(strings.ToLower(lastName(path)), "provider") && len(e.Value.Entries) > 0)):
	default:
		return ""
	}
	r.say(vendor, 1)
	r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: e.Key, Span: e.KeySpan, Message: "configures the vendor " + vendor})
	r.tune(e.Value, vendor, true)
	return vendor
}

// maxSection is longer than any name of a section that is called after a vendor.
const maxSection = 40

// usersNames are the keys below which names are the user's own.
var usersNames = map[string]bool{
	"jobs": true, "properties": true, "definitions": true, "dependencies": true, "devdependencies": true, "schemas": true,
	"components": true, "paths": true, "mcpservers": true, "servers": true, "inputs": true, "outputs": true, "steps": true, "secrets": true,
	"variants": true, "functions": true, "agents": true, "profiles": true, "environments": true, "targets": true, "experiments": true, "tests": true,
}

// usersOwn reports whether the names below a key are the user's own. The services of
// a file in YAML are those that run beside one another.
func (r *reader) usersOwn(key string) bool {
	key = strings.ToLower(key)
	return usersNames[key] || key == "services" && r.lang == "yaml"
}

// opens reports whether a section holds what opens an interface: the vendor's
// address, a deployment, or a key and some address.
func (r *reader) opens(n *value.Node, vendor string) bool {
	key, at := false, false
	for i := range n.Entries {
		switch name := strings.ToLower(n.Entries[i].Key); {
		case r.vendorOfURL(start(n.Entries[i].Value)) == vendor:
			return true
		case strings.HasPrefix(name, "deployment"), strings.HasPrefix(name, "chatdeployment"):
			return true
		case access(name) || name == "key" || name == "auth":
			key = true
		case strings.HasSuffix(name, "endpoint") || strings.HasSuffix(name, "url") || strings.HasSuffix(name, "base") || strings.Contains(name, "model") || strings.HasPrefix(name, "org"):
			at = true
		}
	}
	return key && at
}

// shown reports whether the texts of a section, down to depth objects below it, are
// what a program shows of it, in the words of a language.
func shown(n *value.Node, depth int) bool {
	return slices.ContainsFunc(n.Entries, func(e value.Entry) bool {
		switch v := e.Value; {
		case v.IsString():
			return !strings.HasPrefix(v.Str, "<") && strings.ContainsFunc(v.Str, func(c rune) bool { return c == ' ' || c > '~' })
		case v != nil && v.Kind == value.Object:
			return depth > 0 && shown(v, depth-1)
		}
		return false
	})
}

// sectionWord is the name of a section without what it says of the vendor behind
// the vendor's word: AzureOpenAIText is azureopenai.
func sectionWord(key string) string {
	word := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", ""))
	for _, end := range [...]string{"settings", "config", "configuration", "options", "service", "client", "api", "text", "chat", "completion", "embeddings", "embedding"} {
		if rest, ok := strings.CutSuffix(word, end); ok && rest != "" {
			return rest
		}
	}
	return word
}

// sectioned states that variables which stand for members of a section, as
// AzureOpenAI__Endpoint does, are for a vendor: the first of them.
func (r *reader) sectioned(n *value.Node) {
	said := ""
	for i := range n.Entries {
		e := &n.Entries[i]
		if vendor := r.sectionOf(e.Key); vendor != "" && vendor != said && !e.KeySpan.IsZero() {
			r.mark(Mark{Feature: "provider-config", Vendor: vendor, Value: e.Key, Span: e.KeySpan, Message: "configures the vendor " + vendor})
			said = vendor
		}
	}
}

// sectionOf is the vendor whose section a variable is a member of, "" for none.
func (r *reader) sectionOf(name string) string {
	section, member, ok := strings.Cut(name, "__")
	if !ok || len(section) > maxSection || member == "" {
		return ""
	}
	if word := sectionWord(section); r.onlyModels(word) {
		return r.provider(word)
	}
	return ""
}

// forModels reports whether a part of a configuration is for models: elsewhere
// the word for a vendor may be the user's own name for anything.
func forModels(path string) bool {
	last := strings.ToLower(lastName(path))
	return path == "" || last == "ai" || strings.Contains(last, "provider") || strings.Contains(last, "llm") || strings.Contains(last, "model")
}

// modelBelow reports whether a member, or one of those below it, names a model.
func (r *reader) modelBelow(n *value.Node, vendor string, depth int) bool {
	for i := range n.Entries {
		switch e := &n.Entries[i]; {
		case e.Value == nil:
		case e.Value.IsString() && modelWord(e.Key) && (r.modelVendor(e.Value.Str) != "" || r.idOf(vendor, e.Value.Str)):
			return true
		case e.Value.Kind == value.Object && depth > 0 && r.modelBelow(e.Value, vendor, depth-1):
			return true
		}
	}
	return false
}
