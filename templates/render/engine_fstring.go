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
		Missing: [...]fstring.Missing{fstring.MissingFails, fstring.MissingEmpty, fstring.MissingNames}[o.Missing],
		Limits:  fstring.Limits{Steps: o.Limits.Steps, Bytes: o.Limits.Bytes},
	})
	return output(s, err)
}
