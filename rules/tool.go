package rules

import (
	"encoding/json"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxSchema is the size of the largest schema that a fact carries, in bytes.
const maxSchema = 64 << 10

// toolDetail states what a prompt declares of a tool.
func toolDetail(t *prompt.Tool) fact.ToolDetail {
	d := fact.ToolDetail{Name: plainText(t.Name), Description: plainText(t.Description), Builtin: t.Builtin}
	if t.Strict != nil && t.Strict.Kind == value.Bool {
		strict := t.Strict.Bool
		d.Strict = &strict
	}
	if t.Schema == nil {
		return d
	}
	raw, err := t.Schema.JSON()
	if err != nil || len(raw) > maxSchema {
		return d
	}
	var schema any
	if json.Unmarshal([]byte(source.Redact(string(raw))), &schema) == nil {
		d.Schema = schema
	}
	return d
}

// plainText is the text of a node without holes, without credentials.
func plainText(n *value.Node) string {
	if n == nil || !n.IsString() {
		return ""
	}
	return strings.Clone(source.Redact(n.Str))
}
