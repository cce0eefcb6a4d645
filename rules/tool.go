package rules

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxSchema is the size of the largest schema that a fact carries, in bytes.
const maxSchema = 64 << 10

// toolDetail states what a prompt declares of a tool, and where.
func (c *collector) toolDetail(t *prompt.Tool) fact.ToolDetail {
	d := fact.ToolDetail{Name: plainText(t.Name), Description: plainText(t.Description), Builtin: t.Builtin}
	d.Start, d.End = c.positions(c.place(t.Node))
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

// nameTools gives the tools of a prompt fact their ids: the fact's own, the
// tool's name, and a number where a prompt has two of one name.
func nameTools(f *fact.Fact) {
	seen := map[string]int{}
	for i := range f.Info.Tools {
		t := &f.Info.Tools[i]
		t.ID = f.ID + "/" + cmp.Or(t.Name, t.Builtin)
		if seen[t.ID]++; seen[t.ID] > 1 {
			t.ID += "#" + strconv.Itoa(seen[t.ID])
		}
	}
}
