package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// oneOf states which models a variable names that is given several, of which a
// call takes one: the cells of a notebook that each try another.
func (r *reader) oneOf(v *value.Node, host string) {
	if v == nil || v.Kind != value.Hole || v.Tag == nil {
		return
	}
	p, ok := v.Tag.Expr.(expr.Path)
	if !ok || len(p.Steps) > maxModule {
		return
	}
	for _, a := range r.textsOf(strings.Join(stepsOf(p), ".")) {
		if id := a.Value.Str; idLike(id) && (r.modelVendor(id) != "" || r.idOf(host, id) || strings.Contains(id, "/")) {
			r.modelMark(a.Value, host)
		}
	}
}

// textsOf are the assignments of whole texts to a name, wherever they stand.
func (r *reader) textsOf(name string) []*lang.Assign {
	if r.texts == nil {
		r.texts = map[string][]*lang.Assign{}
		for i := range r.u.Assigns {
			if a := &r.u.Assigns[i]; a.Value.IsString() && len(r.texts[a.Name]) < maxArms {
				r.texts[a.Name] = append(r.texts[a.Name], a)
			}
		}
	}
	return r.texts[name]
}

// maxArms bounds how many texts of one name are looked at for each call.
const maxArms = 32
