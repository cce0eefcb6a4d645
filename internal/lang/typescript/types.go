package typescript

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/value"
)

// maxType bounds, in tokens, how far a type is looked for where something else
// may stand instead.
const maxType = 400

// typeWords stand before a type.
var typeWords = words("keyof typeof readonly unique infer asserts new abstract")

// typeEnd returns how far behind the cursor the type ends that begins at token
// n; n itself where none does.
func typeEnd(r *read.Reader, n int) int {
	for limit := n + maxType; n < limit; {
		for r.Sign(n) == "|" || r.Sign(n) == "&" || typeWords[r.Word(n)] && typeFollows(r, n+1) {
			n++
		}
		end, more := typeUnit(r, n)
		if end == n {
			return n
		}
		if n = end; more {
			continue
		}
		n = typeRest(r, n)
		switch {
		case r.Sign(n) == "|" || r.Sign(n) == "&":
			n++
		case r.Word(n) == "is" && !r.Fresh(n):
			n++
		case r.Word(n) == "extends":
			test := typeEnd(r, n+1)
			if r.Sign(test) != "?" {
				return n
			}
			yes := typeEnd(r, test+1)
			if r.Sign(yes) != ":" {
				return n
			}
			n = yes + 1
		default:
			return n
		}
	}
	return n
}

// typeFollows reports whether a type may begin at token n on the same line.
func typeFollows(r *read.Reader, n int) bool {
	k, t := r.Tok(n)
	return !r.Fresh(n) && (k == lang.Ident || k == lang.String || t == "(" || t == "[" || t == "{" || t == "<")
}

// typeUnit reads a type without what may stand behind it; more is true where
// another one has to follow: the result of a function.
func typeUnit(r *read.Reader, n int) (end int, more bool) {
	k, t := r.Tok(n)
	switch {
	case k == lang.Ident:
		if n++; t == "import" && r.Sign(n) == "(" && r.Match(n) > 0 {
			n = r.Match(n) + 1
		}
		return n, false
	case k == lang.String || k == lang.Number:
		return n + 1, false
	case t == "-":
		return n + 2, false
	case t == "<":
		if end := anglesEnd(r, n); end > n && r.Sign(end) == "(" {
			return end, true
		}
		return n, false
	case (t == "(" || t == "{" || t == "[") && r.Match(n) > 0:
		end = r.Match(n) + 1
		if t == "(" && r.Sign(end) == "=>" {
			return end + 1, true
		}
		return end, false
	}
	return n, false
}

// typeRest passes over members, arguments and indexes of a type.
func typeRest(r *read.Reader, n int) int {
	for {
		switch t := r.Sign(n); {
		case t == "." && r.Word(n+1) != "":
			n += 2
		case t == "[" && !r.Fresh(n) && r.Match(n) > 0:
			n = r.Match(n) + 1
		case t == "<":
			end := anglesEnd(r, n)
			if end == n {
				return n
			}
			n = end
		default:
			return n
		}
	}
}

// anglesEnd returns the token behind the > that closes the < at n; n where what
// stands there are no arguments of a type.
func anglesEnd(r *read.Reader, n int) int {
	depth, test := 0, false
	for i := n; i < n+maxType; i++ {
		k, t := r.Tok(i)
		switch {
		case k == lang.Ident:
			test = test || t == "extends"
		case k == lang.String || k == lang.Number:
		case k != lang.Punct:
			return n
		case t == "<":
			depth++
		case t == ">" || t == ">>" || t == ">>>":
			if depth -= len(t); depth < 0 {
				return n
			}
		case t == "(" || t == "[" || t == "{":
			m := r.Match(i)
			if m == 0 {
				return n
			}
			i = m
		case t == "?" && !test:
			return n
		case !strings.Contains(" . , & | ? : = => - ... ", " "+t+" "):
			return n
		}
		if depth == 0 {
			return i + 1
		}
	}
	return n
}

// typeArgs passes over the arguments of a type at the cursor where a call
// follows them.
func typeArgs(r *read.Reader) bool {
	if r.Sign(0) != "<" {
		return false
	}
	n := anglesEnd(r, 0)
	k, t := r.Tok(n)
	if n == 0 || t != "(" && t != "?." && !(k == lang.String && t[0] == '`') {
		return false
	}
	types(r, n)
	return true
}

// annotation passes over : T.
func annotation(r *read.Reader) {
	if r.Sign(0) == "?" {
		r.Skip(1)
	}
	if r.Sign(0) == ":" {
		n := typeEnd(r, 1)
		r.Skip(1)
		types(r, n-1)
	}
}

// types passes over n tokens of a type and keeps the texts in it: they are the
// values that a name may have. The members that are called as variables of the
// environment are kept as keys: interface ProcessEnv { API_KEY: string }.
func types(r *read.Reader, n int) {
	for end := r.Cursor() + n; r.Cursor() < end && r.Left() > 0; {
		switch k, t := r.Tok(0); {
		case k == lang.String && t[0] != '/':
			r.Str(r.Literal(), lang.Value, "")
		case t == "import" && r.Sign(1) == "(":
			r.Skip(r.Match(1) + 1) // import("module").Type
		case k == lang.Ident && variableOf(r, t):
			at := r.SpanOf(0, 1)
			r.Skip(1)
			r.Str(&value.Node{Kind: value.String, Str: t, Span: at}, lang.Key, "")
		default:
			r.Skip(1)
		}
	}
}

// variableOf reports whether a name under the cursor is a member that is called as
// variables of the environment are.
func variableOf(r *read.Reader, name string) bool {
	return strings.IndexByte(name, '_') > 0 && strings.ToUpper(name) == name &&
		(r.Sign(1) == ":" || r.Sign(1) == "?" && r.Sign(2) == ":" || r.Sign(1) == "?:")
}
