package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/jinja"
)

func jinjaEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return withOptions(v, o, jinja.Options{})
}

func nunjucksEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return withOptions(v, o, jinja.Options{Nunjucks: true, KeepTrailingNewline: true})
}

func withOptions(v *source.View, o Options, settings jinja.Options) ([]Piece, []templates.Problem) {
	t, problems := jinja.Compile(v, settings)
	if len(problems) > 0 {
		return nil, problems
	}
	s, err := t.Render(jinja.Run{
		Data: o.Data, Today: o.Today, HTMLSafeJSON: true,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	return output(s, err)
}
