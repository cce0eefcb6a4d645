package lang

import (
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// Textual reports whether the program says that the expression n is a text: by
// the type that a parameter or a variable is declared with, or as what a function
// that asks for a line returns. False says nothing.
func (u *Unit) Textual(n *value.Node) bool {
	if n == nil || n.Kind != value.Hole || n.Tag == nil || u.View == nil {
		return false
	}
	at := n.Span
	name := strings.TrimSpace(n.Tag.Src)
	if u.Lang == "python" && strings.HasPrefix(name, "input(") {
		return true
	}
	if !plainName.MatchString(name) {
		return false
	}
	data := u.View.File().Data
	if at.Start > len(data) {
		return false
	}
	from := 0
	for i := range u.Funcs {
		if f := &u.Funcs[i]; !f.Class && f.Span.Contains(at) && f.Span.Start > from {
			from = f.Span.Start
		}
	}
	// Declarations that stand far from the use are left out: the text is looked
	// through once for each call.
	from = max(from, at.Start-maxDeclared)
	before := string(data[from:at.Start])
	for rest := before; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		head, tail := rest[:i], rest[i+len(name):]
		rest = tail
		if head != "" && wordByte(head[len(head)-1]) || tail != "" && wordByte(tail[0]) {
			continue
		}
		if typedBehind.MatchString(tail[:min(len(tail), 80)]) && u.Lang != "go" ||
			u.Lang == "go" && goTyped.MatchString(tail[:min(len(tail), 80)]) ||
			typedBefore.MatchString(head[max(0, len(head)-20):]) {
			return true
		}
	}
}

// maxDeclared bounds how far before a call a declaration is looked for.
const maxDeclared = 8192

var (
	plainName = regexp.MustCompile(`^[A-Za-z_]\w*$`)
	// name: str, name?: string, name: String = …
	typedBehind = regexp.MustCompile(`^\s*\??\s*:\s*(?:str|string|String|Optional\[str\]|str\s*\|\s*None)\s*\??\s*(?:[,)=;}\n]|$)`)
	// name string, name, other string
	goTyped = regexp.MustCompile(`^(?:\s*,\s*\w+)*\s+string\s*[,)=\n]`)
	// String name, string name
	typedBefore = regexp.MustCompile(`(?:^|[(,;\s])(?:String|string)\??\s+$`)
)

func wordByte(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
