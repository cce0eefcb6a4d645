package golang

import "github.com/promptglot/promptglot/internal/lang/read"

// maxType bounds how many steps a type without brackets may take.
const maxType = 64

// typeEnd returns how far behind the cursor the type at token n ends, n where
// there is none.
func typeEnd(r *read.Reader, n int) int {
	at := n
	for range maxType {
		if n > at && r.Fresh(n) {
			return at // the line, and what looked like a type, is over
		}
		switch r.Sign(n) {
		case "*", "...", "~":
			n++
			continue
		case "<-":
			if r.Word(n+1) != "chan" {
				return at
			}
			n += 2
			continue
		case "[": // an array, whose element follows
			if r.Match(n) == 0 {
				return at
			}
			n = r.Match(n) + 1
			continue
		case "(":
			if r.Match(n) == 0 {
				return at
			}
			return r.Match(n) + 1
		}
		switch w := r.Word(n); w {
		case "":
			return at
		case "map":
			if r.Sign(n+1) != "[" || r.Match(n+1) == 0 {
				return at
			}
			n = r.Match(n+1) + 1
			continue
		case "chan":
			if n++; r.Sign(n) == "<-" {
				n++
			}
			continue
		case "func":
			return signature(r, n+1)
		case "struct", "interface":
			if r.Sign(n+1) != "{" || r.Match(n+1) == 0 {
				return at
			}
			return r.Match(n+1) + 1
		default:
			if grammar.Keywords[w] {
				return at
			}
			if n++; r.Sign(n) == "." && r.Word(n+1) != "" {
				n += 2
			}
			if r.Sign(n) == "[" && r.Match(n) > 0 && !r.Fresh(n) {
				n = r.Match(n) + 1
			}
			return n
		}
	}
	return at
}

// signature returns where the parameters and results at token n end, n where
// there are none.
func signature(r *read.Reader, n int) int {
	if r.Sign(n) != "(" || r.Match(n) == 0 {
		return n
	}
	n = r.Match(n) + 1
	if r.Fresh(n) {
		return n
	}
	return typeEnd(r, n)
}
