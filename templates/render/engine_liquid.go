package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/liquid"
)

func liquidEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	t, problems := liquid.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(liquid.Run{
		Data:    o.Data,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
