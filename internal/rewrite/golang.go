package rewrite

import "strings"

var golang = &host{
	null: "nil", yes: "true", no: "false", tabs: true,
	open: "map[string]any{", close: "}", listOpen: "[]any{", listClose: "}", colon: ": ", key: quoted, text: goText,
	format: sprintf, lastComma: true, joinSep: " +", plus: " + ",
	construct: braces(": "),
	envImport: `import "os"`, envMark: "os.Getenv",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "os.Getenv(" + quoted(name) + ")"
		}
		return "cmp.Or(os.Getenv(" + quoted(name) + "), " + quoted(otherwise) + ")"
	},
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
