package gotemplate

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// A dot is what . stands for.
type dot struct {
	base  []expr.Step // its path; nil for the data as a whole
	known bool        // false in a template of its own, whose data nobody knows
}

// An open block.
type block struct {
	name    string
	neutral bool     // has a neutral form: else is an arm
	scoped  bool     // has a dot of its own
	vars    []string // variables that it declares
	item    string   // name that was made for its items
}

// A reader follows blocks, dots and variables through a text.
type reader struct {
	src    string
	blocks []block
	dots   []dot
	vars   map[string][]expr.Expr // what a variable stands for, innermost last
	fields map[string]bool        // names after a dot, and names that were made
}

func (r *reader) push(name string, neutral bool) {
	r.blocks = append(r.blocks, block{name: name, neutral: neutral})
}

// unsayable makes the tag that opened the innermost block one without neutral
// form.
func (r *reader) unsayable(t *expr.Tag) {
	t.Kind = expr.TagOther
	r.blocks[len(r.blocks)-1].neutral = false
}

// scope gives the innermost block a dot of its own.
func (r *reader) scope(d dot) {
	r.blocks[len(r.blocks)-1].scoped = true
	r.dots = append(r.dots, d)
}

func (r *reader) top() dot { return r.dots[len(r.dots)-1] }

// pop ends the innermost block and reports whether it has a neutral form.
func (r *reader) pop() bool {
	if len(r.blocks) == 0 {
		return true
	}
	b := r.leave()
	r.blocks = r.blocks[:len(r.blocks)-1]
	for _, name := range b.vars {
		stack := r.vars[name]
		r.vars[name] = stack[:len(stack)-1]
	}
	if b.item != "" {
		delete(r.fields, b.item) // free for the next loop
	}
	return b.neutral
}

// arm begins another arm of the innermost block, which has the dot of the
// block's surroundings; nil where no block is open.
func (r *reader) arm() *block {
	if len(r.blocks) == 0 {
		return nil
	}
	return r.leave()
}

// leave ends the dot of the innermost block.
func (r *reader) leave() *block {
	b := &r.blocks[len(r.blocks)-1]
	if b.scoped {
		b.scoped = false
		r.dots = r.dots[:len(r.dots)-1]
	}
	return b
}

// bind declares a variable up to the end of the innermost block.
func (r *reader) bind(name string, e expr.Expr) {
	r.vars[name] = append(r.vars[name], e)
	if n := len(r.blocks); n > 0 {
		r.blocks[n-1].vars = append(r.blocks[n-1].vars, name)
	}
}

func (r *reader) dot() expr.Expr {
	d := r.top()
	if len(d.base) == 0 {
		return expr.Var(templates.Here)
	}
	return expr.Path{Steps: d.base}
}

func (r *reader) field(name string) expr.Expr {
	d := r.top()
	step := expr.Step{Name: name}
	if !d.known {
		return expr.Path{Steps: []expr.Step{{Name: templates.Here}, step}}
	}
	return expr.Path{Steps: append(d.base[:len(d.base):len(d.base)], step)}
}

// variable returns what $name stands for.
func (r *reader) variable(name string) expr.Expr {
	if stack := r.vars[name]; len(stack) > 0 {
		return stack[len(stack)-1]
	}
	return expr.Var(r.local(name))
}

// local returns the neutral name of a variable: its own, unless a field of the
// data has that.
func (r *reader) local(name string) string {
	r.collect()
	if r.fields[name] {
		return name + "_var"
	}
	return name
}

// collect lists the names that stand after a dot.
func (r *reader) collect() {
	if r.fields != nil {
		return
	}
	r.fields = map[string]bool{"loop": true}
	for rest := r.src; ; {
		i := strings.IndexByte(rest, '.')
		if i < 0 {
			return
		}
		rest = rest[i+1:]
		n := word(rest)
		if n > 0 {
			r.fields[rest[:n]] = true
		}
		rest = rest[n:]
	}
}

// itemName returns a name for the items of a list: its singular, small, where
// no field has that name.
func (r *reader) itemName(over expr.Expr) string {
	r.collect()
	base := "item"
	if p, ok := over.(expr.Path); ok && len(p.Steps) > 0 {
		last := strings.ToLower(p.Steps[len(p.Steps)-1].Name)
		if s := strings.TrimSuffix(last, "s"); s != last && !strings.HasSuffix(s, "s") && len(s) > 2 {
			base = s
		}
	}
	for _, s := range []string{base, "item", base + "_item"} {
		if !r.fields[s] && len(r.vars[s]) == 0 {
			r.fields[s] = true
			return s
		}
	}
	for n := len(r.fields); ; n++ {
		if s := fmt.Sprintf("item%d", n); !r.fields[s] {
			r.fields[s] = true
			return s
		}
	}
}
