package format

import (
	"github.com/promptglot/promptglot/internal/expr"
)

// calls finds the calls that cut in BAML: {{ _.role("user") }} and its older
// name {{ _.chat("user") }}.
func (c *cutter) calls(tags []expr.Tag) {
	for i := range tags {
		t := &tags[i]
		call, ok := t.Expr.(expr.Call)
		if !ok || t.Kind != expr.TagHole || call.Name != ".role" && call.Name != ".chat" || len(call.Args) == 0 {
			continue
		}
		if p, ok := call.Args[0].(expr.Path); !ok || len(p.Steps) != 1 || p.Steps[0].Name != "_" {
			continue
		}
		var role expr.Expr
		if len(call.Args) > 1 {
			role = call.Args[1]
		}
		for _, a := range call.Named {
			if a.Name == "role" {
				role = a.Value
			}
		}
		if role == nil {
			continue
		}
		c.cuts = append(c.cuts, cut{start: t.Start, end: t.End, tag: t, who: c.roleOf(t, role)})
	}
}
