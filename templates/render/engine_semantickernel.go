package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/semantickernel"
)

func semanticKernelEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	t, problems := semantickernel.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(semantickernel.Run{
		Data: o.Data, Encode: o.Escape,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
