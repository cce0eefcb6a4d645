package rewrite

import "strings"

var typescript = &host{
	null: "null", yes: "true", no: "false",
	open: "{", close: "}", listOpen: "[", listClose: "]", colon: ": ", text: quoted,
	key: func(s string) string {
		if word(s) {
			return s
		}
		return quoted(s)
	},
	format: func(pieces []piece) (string, error) {
		return braced(pieces, "`", "${", "}", func(s string) string { return strings.ReplaceAll(s, "${", `\${`) }), nil
	},
	spread: "...", spreadMember: "...", lastComma: true, pad: true,
	choose:  func(cond, yes, no string) string { return guarded(cond) + " ? " + yes + " : " + no },
	joinSep: " +",
	envMark: "process.env", plus: " + ",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "process.env." + name
		}
		return "process.env." + name + " ?? " + quoted(otherwise)
	},
}

// word reports whether a key needs no quotes.
func word(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && c != '$' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9' || i == 0) {
			return false
		}
	}
	return s != "" && s != "__proto__"
}
