package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// A place is where a tag stands in the text that was compiled.
type place struct {
	start, end int
	src        string
}

// A program is a piece of a template that is run in one context.
type program struct {
	body   []statement
	params []string // block parameters
	// inline are the partials that are defined in it. They exist for the whole
	// of it, also before the place of their definition.
	inline []inline
}

type inline struct {
	place
	name node
	body *program
}

// A statement is a piece of a program.
type statement interface{ run(*runner, *context) error }

type (
	text string

	// output is a hole.
	output struct {
		place
		call *invocation
		raw  bool
	}

	// section is a block: of a helper, or of a value.
	section struct {
		place
		call            *invocation
		then, otherwise *program // nil where there is none
		verbatim        bool     // {{{{raw}}}}
	}

	// include is a partial; body is what stands in a partial block.
	include struct {
		place
		name   node
		with   node // nil: the current context
		named  []pair
		indent string
		body   *program
	}
)

// A node is an argument: constant, path or invocation.
type node interface{}

type constant struct{ value eval.Value }

// A path leads to a value from the current context, from one further out or
// from the data variables.
type path struct {
	data  bool // @name
	up    int  // how many contexts further out
	here  bool // written with this or ./, so it is no helper
	names []string
	src   string
}

// single reports whether p is a name, which can be a helper's, too.
func (p *path) single() bool { return !p.data && p.up == 0 && !p.here && len(p.names) == 1 }

// An invocation is a name or literal with arguments.
type invocation struct {
	head  node
	args  []node
	named []pair
}

// plain reports whether there are no arguments.
func (i *invocation) plain() bool { return len(i.args)+len(i.named) == 0 }

// name returns what the invocation calls, as it is written.
func (i *invocation) name() string {
	switch h := i.head.(type) {
	case *path:
		return h.src
	case constant:
		return eval.ScriptText(h.value)
	}
	return "an expression"
}

type pair struct {
	name  string
	value node
}

// rawPath is a path that is not looked up before the template runs.
type rawPath struct{ expr.Opaque }

// parsePath reads a path as it is written.
func parsePath(word string) (*path, bool) {
	p := &path{src: word}
	rest, isData := strings.CutPrefix(word, "@")
	p.data = isData
	for {
		switch {
		case rest == ".." || strings.HasPrefix(rest, "../"):
			p.up++
			rest = strings.TrimPrefix(rest[2:], "/")
			continue
		case rest == "." || strings.HasPrefix(rest, "./"):
			p.here = true
			rest = strings.TrimPrefix(rest[1:], "/")
			continue
		case rest == "this" || strings.HasPrefix(rest, "this.") || strings.HasPrefix(rest, "this/"):
			p.here = true
			rest = strings.TrimLeft(rest[4:], "./")
		}
		break
	}
	steps, ok := segments(rest)
	for _, s := range steps {
		if l, isIndex := s.Index.(expr.Lit); isIndex {
			s.Name = l.Text
		}
		p.names = append(p.names, s.Name)
	}
	return p, ok && (len(p.names) > 0 || p.here || p.up > 0)
}
