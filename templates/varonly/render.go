package varonly

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Missing says what becomes of a variable that is not in the data.
type Missing uint8

// The ways.
const (
	MissingEmpty Missing = Missing(eval.MissingEmpty) // prints nothing
	MissingFails Missing = Missing(eval.MissingFails) // ends the rendering
	MissingNames Missing = Missing(eval.MissingNames) // prints the variable's name
)

// Render puts the values of data into the text of v. What a value holds is not
// read as template again. bytes bounds the output; 0 means 4 MiB.
func Render(v *source.View, data map[string]any, missing Missing, bytes int) (string, []templates.Problem) {
	if bytes == 0 {
		bytes = 4 << 20
	}
	budget := &eval.Budget{Steps: 1_000_000, Bytes: bytes}
	var b strings.Builder
	fail := func(start, end int, err any) (string, []templates.Problem) {
		return "", []templates.Problem{{
			Kind: templates.Unevaluated, Start: start, End: end, Span: v.Span(start, end),
			Construct: v.Text[start:end], Message: fmt.Sprintf("%s: %v", templates.Clip(v.Text[start:end]), err),
		}}
	}
	for _, t := range (Language{}).Lex(v.Text) {
		s := t.Lit
		if t.Kind == templates.TokTag {
			name := t.Text[2 : len(t.Text)-2]
			val, ok := data[name]
			x := eval.From(val)
			switch {
			case !ok && missing == MissingFails:
				return fail(t.Start, t.End(), name+" is not in the data")
			case !ok && missing == MissingNames:
				s = name
			case ok && x != nil:
				if err := budget.Weigh(x); err != nil {
					return fail(t.Start, t.End(), err)
				}
				s = eval.ScriptText(x)
			}
		}
		if b.Len()+len(s) > bytes {
			return fail(t.Start, t.End(), eval.ErrSize)
		}
		b.WriteString(s)
	}
	return b.String(), nil
}
