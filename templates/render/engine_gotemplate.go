package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/gotemplate"
)

func goTemplateEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	t, problems := gotemplate.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(gotemplate.Run{
		Data: o.Data, Today: o.Today,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
