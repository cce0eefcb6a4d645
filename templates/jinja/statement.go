package jinja

import "github.com/promptglot/promptglot/internal/expr"

// A statement is a piece of a template that can be run: text, a hole, or a
// block tag with what it encloses.
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

	// condition is if, elif and else; the last arm may have no condition.
	condition struct{ arms []arm }

	arm struct {
		place
		cond expr.Expr
		body []statement
	}

	repetition struct {
		place
		to        target
		over      expr.Expr
		where     expr.Expr // nil: all
		recursive bool
		body      []statement
		otherwise []statement
	}

	// setting is set with a value; capture is set around a body.
	setting struct {
		place
		to target
		x  expr.Expr
	}

	capture struct {
		place
		to     target // zero for a filter block: the text is output
		filter expr.Expr
		body   []statement
	}

	definition struct {
		place
		macro *macro
	}

	// caller is a call block: its body is a macro that the callee may call.
	caller struct {
		place
		call expr.Expr
		body *macro
	}

	// scoped is a body with variables of its own: with, block, generation.
	scoped struct {
		place
		to   []target
		x    []expr.Expr
		body []statement
	}

	// evaluation is do: the value is not output.
	evaluation struct {
		place
		x expr.Expr
	}

	jump signal
)

// A target is what a value is assigned to: a name, an attribute of a namespace,
// or targets that unpack it.
type target struct {
	name, attr string
	parts      []target
}

// A macro is a named body with parameters.
type macro struct {
	place
	name     string
	params   []param
	body     []statement
	varargs  bool // the body speaks of varargs, kwargs
	kwargs   bool
	isCaller bool
}

type param struct {
	name  string
	value expr.Expr // nil: none
}

// A signal says how a statement ended.
type signal uint8

const (
	proceed signal = iota
	breaks
	continues
)

// Variables that no template can name.
const (
	bodyVar   = "[body]"   // the text of a filter or set block
	callerVar = "[caller]" // the body of a call block
)
