// Package langtest holds the laws that every host language must keep, and the
// form in which fixtures show what a reader found. Tests alone import it.
package langtest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Laws checks what holds for any bytes: tokens lie side by side, and what is
// found stands where it says and inside of the file.
func Laws(t testing.TB, l lang.Language, text string) {
	t.Helper()
	at := 0
	for _, k := range l.Lex(text) {
		if int(k.Start) != at || k.End <= k.Start {
			t.Fatalf("token [%d,%d) follows %d", k.Start, k.End, at)
		}
		at = int(k.End)
	}
	if at != len(text) {
		t.Fatalf("the tokens end at %d of %d bytes", at, len(text))
	}
	u := Read(l, text)
	within := func(what string, s source.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%s at %v lies outside of %d bytes", what, s, len(text))
		}
	}
	for i := range u.Imports {
		within("import", u.Imports[i].Span)
		within("path", u.Imports[i].PathSpan)
	}
	for _, c := range u.Calls {
		within("call "+c.Callee.Names(), c.Span)
		within("name", c.NameSpan)
		if c.Node == nil {
			t.Fatalf("call %s has no node", c.Callee.Names())
		}
	}
	for i := range u.Strings {
		n := u.Strings[i].Node
		within("string", n.Span)
		if n.View == nil {
			continue
		}
		within("view", n.View.All())
		// A text without syntax in it stands where it says.
		if s := n.View.All(); n.Kind == value.String && s.End-s.Start == len(n.Str) && utf8.ValidString(n.Str) {
			// An alias of YAML says what stands at its anchor.
			if got := text[s.Start:s.End]; got != n.Str && !strings.ContainsAny(got, "\\\r\n{}\"") && got[0] != '*' {
				t.Fatalf("string %q stands at %v, where %q is", n.Str, s, got)
			}
		}
	}
	for i := range u.Assigns {
		within("assignment", u.Assigns[i].Span)
	}
	for i := range u.Funcs {
		within("function", u.Funcs[i].Span)
	}
	for i := range u.Comments {
		within("comment", u.Comments[i].Span)
	}
}
