package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/mustache"
)

func mustacheEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	t, problems := mustache.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	ps, problems := partials(o, mustache.Compile)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(mustache.Run{
		Data: o.Data, Partials: ps, Escape: o.Escape,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
