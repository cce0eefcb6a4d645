package holes

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Render renders the tokens of v: literals as they are, and what hole returns
// for the tag with each number, counted from 0. The output has at most max
// bytes. The error is a *templates.Error.
func Render(v *source.View, toks []templates.Token, max int, hole func(tag int) (string, error)) (string, error) {
	var out strings.Builder
	next := 0
	for _, tok := range toks {
		s, err := tok.Lit, error(nil)
		if tok.Kind == templates.TokTag {
			s, err = hole(next)
			next++
		}
		if err == nil && out.Len()+len(s) > max {
			err = eval.ErrSize
		}
		if err != nil {
			return "", templates.ErrorIn(v, templates.ErrorAt(tok.Start, tok.End(), tok.Text, err))
		}
		out.WriteString(s)
	}
	return out.String(), nil
}
