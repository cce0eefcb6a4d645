package csharp

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// aimed gives new(…) the type of the field or variable that it is given to, where
// that is declared elsewhere in the program: Client client; … client = new(key).
func aimed(u *lang.Unit, text string, toks []lang.Token) {
	var types map[string][]lang.Token
	for _, k := range u.Calls {
		if !k.New || k.Into == "" || len(k.Callee.Steps) != 1 || k.Callee.Steps[0].Name != "new" {
			continue
		}
		if types == nil {
			types = declarations(text, toks)
		}
		at := k.Callee.Steps[0].Span
		var steps []lang.Step
		for _, t := range types[k.Into[strings.LastIndexByte(k.Into, '.')+1:]] {
			steps = append(steps, lang.Step{Name: text[t.Start:t.End], Span: at})
		}
		if len(steps) > 0 {
			k.Callee.Steps = steps
		}
	}
}

// declarations are the names of the types that fields, properties, parameters and
// variables are declared with, by the name of those; nil for one that is declared
// with several.
func declarations(text string, toks []lang.Token) map[string][]lang.Token {
	out := map[string][]lang.Token{}
	var before []lang.Token // the last names, with dots between them
	dotted, optional := false, false
	for i := range toks {
		t := toks[i]
		s := text[t.Start:t.End]
		switch {
		case t.Kind == lang.Space || t.Kind == lang.Newline || t.Kind == lang.Remark:
		case t.Kind == lang.Ident && dotted:
			before, dotted = append(before, t), false
		case t.Kind == lang.Ident && len(before) > 0 && declares(text, toks[i+1:]):
			declare(out, s, before, text)
			before, optional = append(before[:0:0], t), false
		case t.Kind == lang.Ident:
			before, optional = append(before[:0:0], t), false
		case s == "." && len(before) > 0 && !optional:
			dotted = true
		case s == "?" && len(before) > 0 && !optional: // T? name
			optional = true
		default:
			before, dotted, optional = nil, false, false
		}
	}
	return out
}

// declares reports whether what follows a name ends its declaration, or gives it a
// value.
func declares(text string, toks []lang.Token) bool {
	for _, t := range toks {
		switch t.Kind {
		case lang.Space, lang.Newline, lang.Remark:
			continue
		case lang.Punct:
			return strings.Contains("; = { , )", text[t.Start:t.End])
		}
		return false
	}
	return false
}

func declare(out map[string][]lang.Token, name string, typed []lang.Token, text string) {
	first := text[typed[0].Start:typed[0].End]
	if style.NoType[first] || style.Modifiers[first] || first == "var" {
		return
	}
	have, ok := out[name]
	if ok && (have == nil || text[have[0].Start:have[len(have)-1].End] != text[typed[0].Start:typed[len(typed)-1].End]) {
		typed = nil // which of them, nobody can tell
	}
	out[name] = typed
}
