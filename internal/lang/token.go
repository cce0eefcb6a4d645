package lang

// A Kind tells what a token is.
type Kind uint8

// The kinds of token.
const (
	Space   Kind = iota // blanks, line continuations
	Newline             // one line end
	Remark
	Ident
	Number
	String // a literal as a whole, quotes and interpolations included
	Punct  // one operator or bracket
	Other  // bytes that the language has no use for
)

// A Token is a piece of a program: text[Start:End].
type Token struct {
	Kind       Kind
	Start, End int32
}
