package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Kin reports whether the prompt comes from the target's own dialect or from
// one of its family: dialects that amend one another, or the same third one.
// Kin spell the pieces of a conversation alike, so what the family's shape has
// and the target's table does not turn down crosses as it stands.
func (w *Writer) Kin() bool {
	return w.from != nil && (w.from == w.Target.Dialect || w.family(w.from) == w.family(w.Target.Dialect))
}

// family returns the id of the dialect that d descends from.
func (w *Writer) family(d *catalog.DialectInfo) string {
	for d.Parent != "" {
		p, ok := w.cat.Dialect(d.Parent)
		if !ok {
			break
		}
		d = p
	}
	return d.ID
}

// Neutral reports whether the prompt was read from no vendor's dialect.
func (w *Writer) Neutral() bool { return w.from == nil }

// FromTrait returns a trait of the prompt's own dialect, the zero Fact for a
// neutral prompt.
func (w *Writer) FromTrait(name string) catalog.Fact {
	if w.from == nil {
		return catalog.Fact{}
	}
	return w.from.Trait(name)
}

// OursOrKin is Ours for a piece that a whole family may have: a relative that
// has it, by its table, takes it as it stands.
func (w *Writer) OursOrKin(at prompt.At, has bool) bool {
	return w.Ours(at) || has && at.Of == "" && w.Kin()
}

// kinTakes reports whether an extension of a relative is one that the target's
// dialect has as well: the trait `members` lists their names.
func (w *Writer) kinTakes(x *prompt.Ext) bool {
	if x.Value.Kind == value.Null || x.Dialect != w.p.Dialect || !w.Kin() {
		return false
	}
	name := w.Target.Dialect.Canonical(x.Key[strings.LastIndexByte(x.Key, '/')+1:])
	return name != "" && w.Trait("members").Has(name)
}

// SourceRoles returns the roles of the prompt's own dialect.
func (w *Writer) SourceRoles() []string {
	if w.from == nil {
		return nil
	}
	return w.from.Roles
}

// SourceModel returns what the catalogue knows of the model that the prompt
// names, at its own dialect's host; ok is false where it names none that is
// known before the run.
func (w *Writer) SourceModel() (m catalog.Model, ok bool) {
	if w.from == nil || w.p.Model == nil || !w.p.Model.Value.IsString() {
		return catalog.Model{}, false
	}
	return w.cat.Lookup(w.from.Host, w.p.Model.Value.Str), true
}
