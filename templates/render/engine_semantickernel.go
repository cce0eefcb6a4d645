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
		Missing: [...]semantickernel.Missing{semantickernel.MissingFails, semantickernel.MissingEmpty, semantickernel.MissingNames}[o.Missing],
		Limits:  semantickernel.Limits{Steps: o.Limits.Steps, Bytes: o.Limits.Bytes},
	})
	return output(s, err)
}
