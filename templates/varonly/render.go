package varonly

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
	"github.com/promptglot/promptglot/templates/internal/holes"
)

// Render puts the values of data into the text of v. What a value holds is not
// read as template again. The error is a *templates.Error.
func Render(v *source.View, data map[string]any, missing templates.Missing, limits templates.Limits) (string, error) {
	budget := limits.Budget()
	toks := Language{}.Lex(v.Text)
	var names []string
	for _, t := range toks {
		if t.Kind == templates.TokTag {
			names = append(names, t.Text[2:len(t.Text)-2])
		}
	}
	return holes.Render(v, toks, budget.Bytes, func(tag int) (string, error) {
		name := names[tag]
		val, ok := data[name]
		x := eval.From(val)
		switch {
		case !ok && missing == templates.MissingFails:
			return "", fmt.Errorf("%s is not in the data", name)
		case !ok && missing == templates.MissingNames:
			return name, nil
		case !ok || x == nil:
			return "", nil
		}
		if err := budget.Weigh(x); err != nil {
			return "", err
		}
		return eval.ScriptText(x), nil
	})
}
