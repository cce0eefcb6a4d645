// Package expr is the neutral language of holes: the expressions that template
// languages, call arguments and f-strings put where a value should stand, and
// text that is interrupted by them. Types only; templates/<language> parses
// into it and prints from it, so that N languages need N printers and not N×N.
package expr

// An Expr is one of Path, Lit, Call, Compare, Logic, Cond, List and Opaque.
type Expr interface{ isExpr() }

// Path is a variable and what is reached through it: user.name, items[0].
type Path struct{ Steps []Step }

// A Step is a name (the first step always is) or a computed index.
type Step struct {
	Name  string
	Index Expr // nil for a named step
}

// LitKind tells what a Lit is.
type LitKind uint8

// The kinds of literal.
const (
	Str LitKind = iota
	Num
	True
	False
	None
)

// Lit is a literal; Text is the decoded string, or the number as written.
type Lit struct {
	Kind LitKind
	Text string
}

// Call is a function, helper or filter. For a filter (`x | join(", ")`) the
// input is Args[0] and Filter is true.
type Call struct {
	Name   string
	Args   []Expr
	Named  []Named
	Filter bool
}

// Named is a keyword argument.
type Named struct {
	Name  string
	Value Expr
}

// Compare is L Op R; Op is one of == != < <= > >= in, not in, is, is not,
// + - * / // % ** ~.
type Compare struct {
	Op   string
	L, R Expr
}

// Logic is and, or (two or more Args) or not (one).
type Logic struct {
	Op   string
	Args []Expr
}

// Cond is `Then if If else Else`; Else may be nil.
type Cond struct{ If, Then, Else Expr }

// List is a literal list or tuple.
type List struct {
	Items []Expr
	Tuple bool // written as a tuple, where the language tells them apart
}

// Opaque is an expression that the neutral language has no form for. It can be
// printed in its own language only.
type Opaque struct{ Lang, Text string }

func (Path) isExpr()    {}
func (Lit) isExpr()     {}
func (Call) isExpr()    {}
func (Compare) isExpr() {}
func (Logic) isExpr()   {}
func (Cond) isExpr()    {}
func (List) isExpr()    {}
func (Opaque) isExpr()  {}

// Var returns the path that names one variable.
func Var(name string) Path { return Path{Steps: []Step{{Name: name}}} }

// Vars calls f for the root variable of every path in e, in order.
func Vars(e Expr, f func(name string)) {
	switch e := e.(type) {
	case Path:
		if len(e.Steps) > 0 {
			f(e.Steps[0].Name)
			for _, s := range e.Steps[1:] {
				Vars(s.Index, f)
			}
		}
	case Call:
		for _, a := range e.Args {
			Vars(a, f)
		}
		for _, a := range e.Named {
			Vars(a.Value, f)
		}
	case Compare:
		Vars(e.L, f)
		Vars(e.R, f)
	case Logic:
		for _, a := range e.Args {
			Vars(a, f)
		}
	case Cond:
		Vars(e.If, f)
		Vars(e.Then, f)
		Vars(e.Else, f)
	case List:
		for _, a := range e.Items {
			Vars(a, f)
		}
	}
}
