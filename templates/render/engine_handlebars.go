package render

import (
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
)

func handlebarsEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return withHelpers(v, o, handlebars.HelpersBuiltin)
}

func dotpromptEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return withHelpers(v, o, handlebars.HelpersDotprompt)
}

func kernelEngine(v *source.View, o Options) ([]Piece, []templates.Problem) {
	return withHelpers(v, o, handlebars.HelpersSemanticKernel)
}

func withHelpers(v *source.View, o Options, helpers handlebars.Helpers) ([]Piece, []templates.Problem) {
	t, problems := handlebars.Compile(v)
	if len(problems) > 0 {
		return nil, problems
	}
	ps, problems := partials(o, handlebars.Compile)
	if len(problems) > 0 {
		return nil, problems
	}
	out, err := t.RenderPieces(handlebars.Run{
		Data: o.Data, Private: o.Private, Partials: ps, Helpers: helpers, Escape: o.Escape,
		Missing: o.Missing.mode(),
		Limits:  o.Limits,
	})
	if err != nil {
		return nil, failure(err)
	}
	pieces := make([]Piece, 0, len(out))
	for _, p := range out {
		piece := Piece{Text: p.Text}
		if m := p.Mark; m != nil {
			piece.Mark = &Mark{Kind: m.Kind, Name: m.Name, URL: m.URL, ContentType: m.ContentType, Text: m.String()}
		}
		pieces = append(pieces, piece)
	}
	return pieces, nil
}
