package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// maxHanded is how many positions of a call's arguments are looked at for a method
// that is handed on: partial(f, …), run_in_executor(None, f, …).
const maxHanded = 2

// onBehalf are the calls of a library's methods that somebody else makes for the
// program, which hands on the method and its arguments:
// asyncio.to_thread(client.messages.create, model=…).
func (r *reader) onBehalf() (out []*lang.Call) {
	if !handing[r.lang] {
		return nil
	}
	for _, k := range r.u.Calls {
		for i := 0; i < maxHanded && i < len(k.Args); i++ {
			c := r.methodOf(k.Args[i].Value, k)
			if c == nil {
				continue
			}
			c.Args, c.Named = k.Args[i+1:], k.Named
			p := r.where(&c.Callee, c.Func)
			if s, call := r.called(c, p, true); call == nil || s.General && call.Path == "" || call.HTTP != nil || call.Gives != "" {
				continue
			}
			r.places[c] = p
			out = append(out, c)
			break
		}
	}
	return out
}

// handing are the languages in which a method is handed on by its name alone and
// keeps its object.
var handing = map[string]bool{"python": true}

// methodOf is a call of the method that a value names, without its arguments; nil
// where it is no dotted name, or an object of the program.
func (r *reader) methodOf(n *value.Node, k *lang.Call) *lang.Call {
	if n == nil || n.Kind != value.Hole || r.u.CallOf(n) != nil {
		return nil
	}
	p, ok := n.Tag.Expr.(expr.Path)
	if !ok || len(p.Steps) < 2 || len(p.Steps) > maxModule {
		return nil
	}
	c := &lang.Call{Func: k.Func, Span: n.Span, NameSpan: n.Span}
	c.Callee.Span, c.Callee.Func = n.Span, k.Func
	for _, s := range p.Steps {
		if s.Index != nil || s.Name == "" || strings.Contains(s.Name, ".") {
			return nil
		}
		c.Callee.Steps = append(c.Callee.Steps, lang.Step{Name: s.Name, Span: n.Span})
	}
	return c
}
