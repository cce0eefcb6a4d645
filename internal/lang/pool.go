package lang

import "sync"

// Lists of tokens are as large as the programs that they are of, and nobody
// needs them once the program is read: they are used again.
var tokenLists = sync.Pool{New: func() any { return new([]Token) }}

// maxKept is the length of the longest list that is kept, in tokens.
const maxKept = 1 << 18

// Tokens returns an empty list with room for n tokens.
func Tokens(n int) []Token {
	p := tokenLists.Get().(*[]Token)
	if out := *p; cap(out) >= n {
		return out[:0]
	}
	tokenLists.Put(p)
	return make([]Token, 0, n)
}

// Release gives a list back that nobody will look at again.
func Release(list []Token) {
	if cap(list) <= maxKept {
		tokenLists.Put(&list)
	}
}
