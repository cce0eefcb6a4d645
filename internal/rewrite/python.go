package rewrite

import (
	"fmt"
	"strings"
)

var python = &host{
	null: "None", yes: "True", no: "False",
	open: "{", close: "}", listOpen: "[", listClose: "]", colon: ": ", key: quoted, text: quoted,
	format: fstring, spread: "*", spreadMember: "**", lastComma: true,
	choose: func(cond, yes, no string) string { return yes + " if " + cond + " else " + no },
	loop:   func(item, clause string) string { return "[" + item + " " + clause + "]" },

	joinOpen: "(", joinSep: " ", joinClose: ")",
	envImport: "import os", envMark: "os.environ", plus: " + ",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "os.environ[" + quoted(name) + "]"
		}
		return "os.environ.get(" + quoted(name) + ", " + quoted(otherwise) + ")"
	},
}

// fstring writes a text with holes. Before Python 3.12 an expression cannot have
// the quotes that stand around the text.
func fstring(pieces []piece) (string, error) {
	var exprs strings.Builder
	for i := range pieces {
		x := &pieces[i]
		if x.expr == "" {
			continue
		}
		if v, ok := strings.CutPrefix(x.spec, "%"); ok { // "%.2f" % x
			if strings.ContainsAny(v, "-+ #ri") {
				return "", fmt.Errorf("the format %s has no f-string", x.spec)
			}
			if x.spec = ":" + v; v == "s" {
				x.spec = ""
			}
		}
		exprs.WriteString(x.expr + x.spec)
	}
	all := exprs.String()
	if strings.Contains(all, `\`) {
		return "", fmt.Errorf("an expression in a text has a backslash")
	}
	guard := func(s string) string { return strings.NewReplacer("{", "{{", "}", "}}").Replace(s) }
	for _, quote := range []string{`"`, `'`, `"""`, `'''`} {
		if strings.Contains(all, quote) || len(quote) == 1 && strings.Contains(all, "\n") {
			continue
		}
		var b strings.Builder
		for _, x := range pieces {
			if x.expr == "" {
				b.WriteString(guard(escape(x.lit, quote[:1], "")))
			} else {
				b.WriteString("{" + pad(x.expr) + x.spec + "}")
			}
		}
		return "f" + quote + b.String() + quote, nil
	}
	return "", fmt.Errorf("the expressions in a text have all kinds of quotes")
}

// pad keeps a brace that begins an expression apart from the one of the hole.
func pad(s string) string {
	if strings.HasPrefix(s, "{") {
		return " " + s
	}
	return s
}
