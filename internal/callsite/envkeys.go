package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// envKeys states that the members of an object are vendors' environment variables:
// the schema of a program's environment, { OPENAI_API_KEY: z.string() }, and what a
// process is started with. Keys in quotes are found among the strings.
func (r *reader) envKeys() {
	if settingLanguages[r.lang] || len(r.u.Docs) > 0 {
		return
	}
	seen := map[*value.Node]bool{}
	for i := range r.u.Assigns {
		r.envKeysIn(r.u.Assigns[i].Value, seen)
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.envKeysIn(k.Args[i].Value, seen)
		}
		if k.Named != nil {
			for i := range k.Named.Entries {
				r.envKeysIn(k.Named.Entries[i].Value, seen)
			}
		}
	}
}

func (r *reader) envKeysIn(n *value.Node, seen map[*value.Node]bool) {
	if n == nil || len(n.Entries) == 0 && n.Kind != value.Choice || seen[n] {
		return // most values have no parts
	}
	seen[n] = true
	for i := range n.Entries {
		r.envKey(&n.Entries[i], seen)
	}
	if n.Kind == value.Choice {
		for i := range n.Choice.Arms {
			r.envKeysIn(n.Choice.Arms[i].Body, seen)
		}
	}
}

func (r *reader) envKey(e *value.Entry, seen map[*value.Node]bool) {
	if b := e.Block; b != nil {
		for j := range b.Arms {
			for i := range b.Arms[j].Body {
				r.envKey(&b.Arms[j].Body[i], seen)
			}
		}
		return
	}
	if !e.KeySpan.IsZero() && strings.IndexByte(e.Key, '_') > 0 && r.u.View.File().Slice(e.KeySpan) == e.Key {
		r.env(e.Key, e.KeySpan)
	}
	r.envKeysIn(e.Value, seen)
}
