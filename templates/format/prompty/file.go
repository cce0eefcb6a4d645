package prompty

import (
	"fmt"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// below returns a path in the prompt's folder, cleaned; ok is false for one that
// leads out of it.
func below(name string) (clean string, ok bool) {
	clean = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	out := path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(clean, ":")
	return clean, !out
}

// content is what a file says, with its references as holes: a tree for JSON and
// YAML, by its name, else a text.
func content(name string, data []byte) (*value.Node, error) {
	v := source.NewFile(name, data).Whole()
	var n *value.Node
	var problems []value.Problem
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		n, problems = value.ReadJSON(v, value.Options{})
	case ".yaml", ".yml":
		var docs []*value.Node
		if docs, problems = value.ReadYAML(v, value.Options{}); len(docs) > 0 {
			n = docs[0]
		}
	default:
		return value.NewString(string(data)), nil
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("the file %s: line %d: %s", name, v.File().Pos(problems[0].Span.Start).Line, problems[0].Message)
	}
	references(n)
	return n, nil
}
