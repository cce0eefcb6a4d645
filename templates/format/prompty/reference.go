package prompty

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
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

// maxReferred bounds how many files the front matter of one prompt may name.
const maxReferred = 100

// files puts the content of files in the place of ${file:path} below n: those
// that env may read, JSON and YAML as what they say, any other as text. A
// reference stays where there is none, or a broken one, and so do those that
// the file has itself; so does ${env:NAME} always, for the environment of who
// checks a prompt is not that of who runs it.
func files(n *value.Node, env format.Env) {
	if env.Beside == nil {
		return
	}
	var holes []*value.Node
	n.Walk("", func(at string, n *value.Node) {
		if protocol, _, _, ok := Reference(n); ok && protocol == "file" && len(holes) < maxReferred && !private(at) {
			holes = append(holes, n)
		}
	})
	for _, h := range holes {
		_, name, _, _ := Reference(h)
		clean, ok := below(name)
		if !ok {
			continue
		}
		f := env.File(clean)
		if f == nil || format.IsBinary(f.Data) {
			continue
		}
		got, err := content(clean, f.Data)
		if err != nil || got == nil {
			continue
		}
		format.Unplaced(got)
		got.Span = h.Span
		*h = *got
	}
}

// private reports whether what stands at a pointer may be a secret: how the
// vendor is reached, and keys by their name. Such files are never opened.
func private(at string) bool {
	at = strings.ToLower(at)
	if strings.Contains(at, "/connection/") || strings.Contains(at, "/configuration/") || strings.Contains(at, "/authentication/") {
		return true
	}
	last := at[strings.LastIndexByte(at, '/')+1:]
	for _, word := range []string{"key", "secret", "token", "password", "credential"} {
		if strings.Contains(last, word) {
			return true
		}
	}
	return false
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
