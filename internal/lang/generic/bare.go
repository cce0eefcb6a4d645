package generic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// rubyEnds are the words that arguments without brackets end before.
var rubyEnds = words("and do else end if in or rescue then unless until while")

// command reports whether a chain of Ruby goes on with arguments that have no
// brackets: a text, a symbol, a name: with its value, or a name of the program
// behind a method of something.
func command(r *read.Reader, c *lang.Chain) bool {
	if r.Left() == 0 || r.Fresh(0) || len(c.Steps) == 0 || c.Last() == "" || r.Sign(-1) == "]" {
		return false
	}
	kind, text := r.Tok(0)
	keyed := kind == lang.Ident && r.Sign(1) == ":" && spaced(r, 0) && !rubyEnds[text]
	if len(c.Steps)+receivers(c) < 2 {
		// A name alone may be a variable: x ? a : b has no such key, and only a
		// method is followed by a symbol.
		return keyed && c.Steps[0].Name[0] >= 'a' && r.Sign(-2) != "?" || kind == lang.String && text[0] == ':' && r.Sign(1) == ","
	}
	switch {
	case keyed, r.Sign(0) == "**":
		return true
	case kind == lang.String:
		return spaced(r, 0)
	}
	return kind == lang.Ident && spaced(r, 0) && text != "" && !rubyEnds[text] && !isKeyword(text)
}

// isKeyword reports whether a word of Ruby begins or divides statements.
func isKeyword(w string) bool { return rubyKeywords[w] }

var rubyKeywords = words("begin break case class def elsif ensure for module next not return when yield")

func receivers(c *lang.Chain) int {
	if c.Recv != nil {
		return 1
	}
	return 0
}

// spaced reports whether a blank stands before a token.
func spaced(r *read.Reader, n int) bool {
	at, _ := r.OffsetOf(n)
	return at > 0 && strings.IndexByte(" \t", r.Text()[at-1]) >= 0
}

// factories are how methods begin that make something of nothing.
var factories = [...]string{"from", "default", "create", "make", "build", "live", "layer"}

// factory reports whether a chain of Scala is a call of a method that has no
// parameters, of an object: Client.fromEnv.
func factory(r *read.Reader, c *lang.Chain) bool {
	if len(c.Steps) != 2 || c.Recv != nil || !upper(c.Steps[0].Name) {
		return false
	}
	for _, f := range factories {
		if strings.HasPrefix(c.Steps[1].Name, f) {
			return true
		}
	}
	return false
}

func upper(s string) bool { return s != "" && 'A' <= s[0] && s[0] <= 'Z' }

// piped reads x |> f(a), which is f(x, a).
func piped(r *read.Reader, n *value.Node) *value.Node {
	if r.Sign(0) != "|>" {
		return nil
	}
	r.Skip(1)
	out := r.Unary()
	if k := r.CallOf(out); k != nil {
		k.Args = append([]value.Entry{{Value: n, Span: n.Span}}, k.Args...)
	}
	return out
}
