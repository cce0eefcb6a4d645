package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/varonly"
)

func varonlyEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	missing := [...]varonly.Missing{varonly.MissingFails, varonly.MissingEmpty, varonly.MissingNames}[o.Missing]
	s, problems := varonly.Render(v, o.Data, missing, o.Limits.Bytes)
	if len(problems) > 0 {
		return nil, problems
	}
	return output(s, nil)
}
