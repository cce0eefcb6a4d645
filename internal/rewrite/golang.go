package rewrite

import (
	"go/format"
	"strings"
)

var golang = &host{
	null: "nil", yes: "true", no: "false", tabs: true,
	open: "map[string]any{", close: "}", listOpen: "[]any{", listClose: "}", colon: ": ", key: quoted, text: goText,
	format: sprintf, lastComma: true, joinSep: " +", plus: " + ",
	construct: braces(": "), elided: goElided, tidy: goTidy,
	envImport: `import "os"`, envMark: "os.Getenv",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "os.Getenv(" + quoted(name) + ")"
		}
		return "cmp.Or(os.Getenv(" + quoted(name) + "), " + quoted(otherwise) + ")"
	},
}

// goTidy lays lines out as gofmt does.
func goTidy(call string) string {
	out, err := format.Source([]byte(call))
	if err != nil {
		return call
	}
	return string(out)
}

// goElided leaves out the type of elements that the type of their list says.
func goElided(open string, elements []string) {
	of, ok := strings.CutPrefix(open, "[]")
	if !ok {
		return
	}
	if pointed, ok := strings.CutPrefix(of, "*"); ok {
		of = "&" + pointed
	}
	for i, s := range elements {
		if strings.HasPrefix(s, of) {
			elements[i] = "{" + s[len(of):]
		}
	}
}

// goText writes a literal; a text with quotes and no backquotes reads better raw.
func goText(s string) string {
	if strings.ContainsAny(s, `"\`) && !strings.ContainsAny(s, "`\r\n\t\x00\ufeff") {
		raw := true
		for _, r := range s {
			raw = raw && r >= ' ' && r != 0x7f && r != 0xfffd
		}
		if raw {
			return "`" + s + "`"
		}
	}
	return quoted(s)
}

// sprintf writes a text with holes: one that only puts texts behind one another
// is a sum, one with verbs a call of fmt.Sprintf.
func sprintf(pieces []piece) (string, error) {
	verbs := false
	for _, x := range pieces {
		verbs = verbs || x.spec != ""
	}
	if !verbs {
		parts := make([]string, len(pieces))
		for i, x := range pieces {
			if parts[i] = x.expr; x.expr == "" {
				parts[i] = goText(x.lit)
			}
		}
		return strings.Join(parts, " + "), nil
	}
	var format strings.Builder
	var args []string
	for _, x := range pieces {
		if x.expr == "" {
			format.WriteString(strings.ReplaceAll(x.lit, "%", "%%"))
			continue
		}
		if format.WriteString(x.spec); x.spec == "" {
			format.WriteString("%s")
		}
		args = append(args, x.expr)
	}
	return "fmt.Sprintf(" + goText(format.String()) + ", " + strings.Join(args, ", ") + ")", nil
}
