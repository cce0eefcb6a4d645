// Package vertex is the dialect of generateContent as Vertex AI serves it
// (POST …/publishers/google/models/{model}:generateContent): a table of
// differences over the Gemini API's.
package vertex

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/gemini"
)

// Dialect reads and writes Vertex AI requests. Reading and writing are the
// parent's, which takes all that differs from the catalogue.
type Dialect struct{ gemini.Dialect }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "vertex" }

// told is above what the parent is sure of: a body that tells Vertex AI is of
// the parent's shape as well.
const told = 4

// Detect implements translate.Dialect. A body without anything of Vertex AI's
// own is the parent's.
func (d Dialect) Detect(tree *value.Node) int {
	info, ok := catalog.Dialect(d.ID())
	if !ok || d.Dialect.Detect(tree) == 0 {
		return 0
	}
	has := func(n *value.Node, trait string) bool {
		for _, m := range n.Members() {
			if m.Key != "" && info.Trait(trait).Has(info.Canonical(m.Key)) {
				return true
			}
		}
		return false
	}
	if has(tree, "tells_keys") || inStorage(tree) {
		return told
	}
	for _, m := range tree.Members() {
		switch info.Canonical(m.Key) {
		case "generationConfig":
			if has(m.Value, "tells_config") {
				return told
			}
		case "tools":
			for i := range m.Value.Entries {
				if has(m.Value.Entries[i].Value, "tells_tools") {
					return told
				}
			}
		case "model":
			if m.Value.IsString() && strings.HasPrefix(m.Value.Str, "projects/") {
				return told
			}
		}
	}
	return 0
}

// inStorage reports whether some file lies in Cloud Storage.
func inStorage(tree *value.Node) bool {
	found := false
	tree.Walk("", func(p string, n *value.Node) {
		found = found || n.IsString() && strings.HasPrefix(n.Str, "gs://") && (strings.HasSuffix(p, "/fileUri") || strings.HasSuffix(p, "/file_uri"))
	})
	return found
}
