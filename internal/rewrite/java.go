package rewrite

import (
	"strings"
)

var java = &host{
	null: "null", yes: "true", no: "false",
	open: "Map.of(", close: ")", listOpen: "List.of(", listClose: ")", colon: ", ", key: quoted, text: quoted,
	format: func(pieces []piece) (string, error) { return formatted(pieces, "String.format(") }, joinSep: " +", plus: " + ",
	choose:    func(cond, yes, no string) string { return guarded(cond) + " ? " + yes + " : " + no },
	construct: builder,
	envMark:   "\x00",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "System.getenv(" + quoted(name) + ")"
		}
		return "System.getenv().getOrDefault(" + quoted(name) + ", " + quoted(otherwise) + ")"
	},
}

var kotlin = &host{
	null: "null", yes: "true", no: "false",
	open: "mapOf(", close: ")", listOpen: "listOf(", listClose: ")", colon: " to ", key: dollars, text: dollars,
	format: func(pieces []piece) (string, error) {
		for _, x := range pieces {
			if x.spec != "" {
				return formatted(pieces, "String.format(")
			}
		}
		return braced(pieces, `"`, "${", "}", func(s string) string { return strings.ReplaceAll(s, "$", `\$`) }), nil
	},
	joinSep: " +", plus: " + ",
	choose:    func(cond, yes, no string) string { return "if (" + cond + ") " + yes + " else " + no },
	construct: builder,
	envMark:   "\x00",
	env: func(name, otherwise string) string {
		if otherwise == "" {
			return "System.getenv(" + quoted(name) + ")"
		}
		return "(System.getenv(" + quoted(name) + ") ?: " + quoted(otherwise) + ")"
	},
}

// dollars writes a literal of a language in which a dollar begins a hole.
func dollars(s string) string { return escaped(s, `"`, "$") }

// builder writes an object as Name.builder().member(value)….build().
func builder(p *printer, name string, members []member, depth int) string {
	in := "\n" + p.host.indent(depth+1)
	var b strings.Builder
	b.WriteString(name + ".builder()")
	for _, m := range members {
		if m.name == "" {
			b.WriteString(in + "." + m.text)
			continue
		}
		b.WriteString(in + "." + m.name + "(" + m.text + ")")
	}
	b.WriteString(in + ".build()")
	return b.String()
}

// formatted writes a text with holes: a sum where the holes are put as they are, a
// call of call where some are formatted.
func formatted(pieces []piece, call string) (string, error) {
	verbs := false
	for _, x := range pieces {
		verbs = verbs || x.spec != ""
	}
	var format strings.Builder
	var parts, args []string
	for _, x := range pieces {
		if x.expr == "" {
			format.WriteString(strings.ReplaceAll(x.lit, "%", "%%"))
			parts = append(parts, quoted(x.lit))
			continue
		}
		if format.WriteString(x.spec); x.spec == "" {
			format.WriteString("%s")
		}
		parts, args = append(parts, guarded(x.expr)), append(args, x.expr)
	}
	if !verbs {
		return strings.Join(parts, " + "), nil
	}
	return call + quoted(format.String()) + ", " + strings.Join(args, ", ") + ")", nil
}
