package rewrite

import "strings"

var csharp = &host{
	null: "null", yes: "true", no: "false",
	open: "new Dictionary<string, object> {", close: "}", listOpen: "new object[] {", listClose: "}", text: quoted,
	colon: " = ", key: func(s string) string { return "[" + quoted(s) + "]" },
	format: func(pieces []piece) (string, error) {
		return "$" + braced(pieces, `"`, "{", "}", func(s string) string { return strings.NewReplacer("{", "{{", "}", "}}").Replace(s) }), nil
	},
	joinSep: " +", plus: " + ", lastComma: true, pad: true,
	choose:    func(cond, yes, no string) string { return guarded(cond) + " ? " + yes + " : " + no },
	construct: braces(" = "),
	envMark:   "\x00",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "Environment.GetEnvironmentVariable(" + quoted(name) + ")"
		}
		return "(Environment.GetEnvironmentVariable(" + quoted(name) + ") ?? " + quoted(otherwise) + ")"
	},
}
