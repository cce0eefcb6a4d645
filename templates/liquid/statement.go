package liquid

import "github.com/promptglot/promptglot/internal/expr"

// A statement is a piece of a template that can be run: text, a hole, or a tag
// with what it encloses.
type statement interface{ run(*runner) (signal, error) }

// A place is where a tag stands in the text that was compiled.
type place struct {
	start, end int
	src        string
}

type (
	text string

	output struct {
		place
		x expr.Expr
	}

	// condition is if, unless and case; an arm without condition is its else.
	condition struct{ arms []arm }

	arm struct {
		place
		cond expr.Expr
		body []statement
	}

	repetition struct {
		place
		loop
		body      []statement
		otherwise []statement
	}

	assignment struct {
		place
		name string
		x    expr.Expr
	}

	capture struct {
		place
		name string
		body []statement
	}

	// turning is cycle.
	turning struct {
		place
		cycle
		key string // what tells it from others without a group
	}

	// counter is increment and decrement.
	counter struct {
		place
		name string
		down bool
	}

	jump signal
)

// A signal says how a statement ended.
type signal uint8

const (
	proceed signal = iota
	breaks
	continues
)
