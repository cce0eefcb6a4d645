package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/varonly"
)

func varonlyEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return output(varonly.Render(v, o.Data, o.Missing.mode(), o.Limits))
}
