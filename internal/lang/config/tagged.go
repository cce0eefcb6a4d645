package config

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxTagged bounds the values of own tags within each other: each of them is read
// once more than what it stands in.
const maxTagged = 4

// untagged shows what stands behind tags of a file's own: the members of
// `llm: !OpenAIChat`, the text of `!Sub "arn:…"`. The reader of YAML takes such a
// value for unknown, as only its program can tell what becomes of it; which model
// it names can be seen. A word without quotes may refer to anything (!Ref Name)
// and stays unknown. The tree is shared, so that a changed one is a copy.
func untagged(v *source.View, n *value.Node, within int) *value.Node {
	switch {
	case n == nil || within > maxTagged:
		return n
	case n.Kind == value.Hole:
		if in, at := behindTag(v, n); in != nil {
			return untagged(at, in, within+1)
		}
		return n
	case n.Kind != value.Object && n.Kind != value.Array:
		return n
	}
	out := n
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread {
			continue
		}
		in := untagged(v, e.Value, within)
		if in == e.Value {
			continue
		}
		if out == n {
			c := *n
			c.Entries = append([]value.Entry(nil), n.Entries...)
			out = &c
		}
		out.Entries[i].Value = in
	}
	return out
}

// behindTag reads the value behind a tag; nil for a hole of another kind and for
// what stays unknown. The view is the one that it was read from, whose places the
// tags within it tell.
func behindTag(v *source.View, n *value.Node) (*value.Node, *source.View) {
	t := n.Tag
	if t == nil || t.Start < 0 || t.End > len(v.Text) || t.Start >= t.End || v.Text[t.Start] != '!' {
		return nil, nil
	}
	if _, unknown := t.Expr.(expr.Opaque); !unknown {
		return nil, nil
	}
	from := t.Start
	for from < t.End && strings.IndexByte(" \t\r\n", v.Text[from]) < 0 {
		from++
	}
	at := v.Slice(from, t.End)
	docs, _ := value.ReadYAML(at, value.Options{MaxDepth: maxDepth, MaxProblems: 1})
	if len(docs) != 1 || docs[0] == nil {
		return nil, nil
	}
	switch in := docs[0]; in.Kind {
	case value.Object, value.Array:
		return in, at
	case value.String:
		if text := strings.TrimLeft(at.Text, " \t"); text != "" && (text[0] == '"' || text[0] == '\'') {
			return in, at
		}
	}
	return nil, nil
}
