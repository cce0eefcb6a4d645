package prompty

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// RefLang is the language of the expressions that references become: they are
// never read here, only the run can tell what they stand for.
const RefLang = "prompty-reference"

// references makes holes of the values ${env:NAME}, ${env:NAME:default} and
// ${file:path} below n.
func references(n *value.Node) {
	n.Walk("", func(_ string, n *value.Node) {
		if !n.IsString() || !strings.HasPrefix(n.Str, "${") || !strings.HasSuffix(n.Str, "}") {
			return
		}
		body := n.Str[2 : len(n.Str)-1]
		protocol, _, ok := strings.Cut(body, ":")
		if p := strings.ToLower(protocol); !ok || p != "env" && p != "file" {
			return
		}
		n.Kind = value.Hole
		n.Tag = &expr.Tag{
			Kind: expr.TagHole, Expr: expr.Opaque{Lang: RefLang, Text: body},
			Lang: RefLang, Src: n.Str, Span: n.Span, End: len(n.Str),
		}
	})
}

// Reference takes a reference apart: its protocol (env or file), what it names
// and the default of an environment variable.
func Reference(n *value.Node) (protocol, name, fallback string, ok bool) {
	if n == nil || n.Kind != value.Hole {
		return "", "", "", false
	}
	o, ok := n.Tag.Expr.(expr.Opaque)
	if !ok || o.Lang != RefLang {
		return "", "", "", false
	}
	protocol, rest, _ := strings.Cut(o.Text, ":")
	protocol = strings.ToLower(protocol)
	if protocol == "env" {
		name, fallback, _ = strings.Cut(rest, ":")
		return protocol, name, fallback, true
	}
	return protocol, rest, "", true
}
