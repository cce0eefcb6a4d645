package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/fstring"
)

func fStringEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	t, problems := fstring.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(fstring.Run{
		Data:    o.Data,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
