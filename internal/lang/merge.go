package lang

import (
	"slices"

	"github.com/promptglot/promptglot/internal/value"
)

// merge keeps a call that puts members which stand there into the object that a
// name holds: body.update({"tools": tools}), body.update(tools=tools). It is false
// for any other call.
func (u *Unit) merge(name string, c *Call) bool {
	if u.Lang != "python" || c.Callee.Last() != "update" || len(c.Args) > 1 || len(c.Args) == 0 && c.Named == nil {
		return false
	}
	if len(c.Args) == 1 && !members(c.Args[0].Value) || c.Named != nil && !members(c.Named) {
		return false
	}
	at := scoped{name, c.Func}
	u.merged[at] = append(u.merged[at], c)
	return true
}

// members reports whether a value is an object all of whose members stand there.
func members(n *value.Node) bool {
	return n != nil && n.Kind == value.Object && !slices.ContainsFunc(n.Entries, func(e value.Entry) bool { return e.Spread || e.Block != nil })
}

// mergeInto adds to an object the members that calls put into it in the given part
// of the program. One that is there already is unknown.
func (u *Unit) mergeInto(t *table, at scoped, part stretch) {
	for _, c := range between(u.merged[at], part, func(c *Call) int { return c.Span.Start }) {
		var all []value.Entry
		if len(c.Args) == 1 {
			all = c.Args[0].Value.Entries
		}
		if c.Named != nil {
			all = append(slices.Clone(all), c.Named.Entries...)
		}
		u.left -= len(all)
		for _, e := range all {
			k := t.find(e.Key)
			if k < 0 {
				t.add(e)
				continue
			}
			have := &t.n.Entries[k]
			have.Value = unknown(u.Lang, at.name+"."+e.Key, have.Value)
		}
	}
}
