package translate

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A Translator reads and writes requests with a set of dialects and a
// catalogue. It is safe for concurrent use.
type Translator struct {
	Catalog  *catalog.Catalog
	Dialects Registry
	Media    MediaPolicy // "" is MediaRefuse
	All      bool        // the ledger has an exact entry for every plain move, too
	// Arena gives the memory for what is read and written; nil gives every
	// request its own. A translator with an arena is for one request at a time,
	// and a reset of the arena voids prompts, requests and Entry.Node.
	Arena *value.Arena
}

// Read reads a request tree of the given dialect. version is the API version
// where the caller knows it; otherwise the fields in use decide. The tree
// belongs to the prompt from now on.
func (t *Translator) Read(id, version string, tree *value.Node) (*prompt.Prompt, []value.Problem, error) {
	d, ok := t.Dialects.Get(id)
	info, known := t.Catalog.Dialect(id)
	if !ok || !known {
		return nil, nil, fmt.Errorf("nothing reads dialect %q", id)
	}
	r := &Reader{Dialect: info, Version: version, arena: t.Arena}
	if !takes(d, tree) {
		return nil, nil, fmt.Errorf("a request is an object, this is %s", kindName(tree))
	}
	index := t.index(tree)
	r.index = index
	p := d.Read(r, tree)
	p.Node, p.Source = tree, index
	p.Dialect, p.Version = id, r.Version
	return p, r.Problems, nil
}

func (t *Translator) index(tree *value.Node) *value.Index {
	if t.Arena != nil {
		return t.Arena.Index(tree)
	}
	return value.NewIndex(tree)
}

func kindName(n *value.Node) string {
	if n == nil {
		return "nothing"
	}
	switch n.Kind {
	case value.Array:
		return "a list"
	case value.String, value.Text:
		return "text"
	case value.Null:
		return "null"
	}
	return "a single value"
}

// Write writes p for a target. The ledger accounts for all of p's source; a
// ledger with a refused entry means that request is not a valid one.
func (t *Translator) Write(p *prompt.Prompt, target Target) (request *value.Node, ledger Ledger, err error) {
	d, ok := t.Dialects.Get(target.Dialect.ID)
	if !ok {
		return nil, nil, fmt.Errorf("nothing writes dialect %q yet", target.Dialect.ID)
	}
	from, _ := t.Catalog.Dialect(p.Dialect)
	// Without a named model a prompt of the same host keeps its own.
	kept := false
	if !target.Named && from != nil && from.Host == target.Dialect.Host && p.Model != nil && p.Model.Value.IsString() {
		target.Model = t.Catalog.Lookup(target.Dialect.Host, p.Model.Value.Str)
		target.Named, kept = true, true
	}
	media := t.Media
	if media == "" {
		media = MediaRefuse
	}
	w := newWriter(p, from, target, media)
	w.cat, w.all = t.Catalog, t.All
	if t.Arena != nil {
		w.arena = t.Arena
	}
	w.Same = from == target.Dialect && (p.Version == target.Version || target.Version == "") &&
		(kept || !target.Named || p.Model != nil && p.Model.Value.Is(target.Model.ID))
	w.keepModel = kept || w.Same
	w.p = w.withData(w.withoutMedia(p))
	request = d.Write(w, w.p)
	w.checkModel(request)
	return request, w.finish(request), nil
}

// SetModel writes the model into out under key and says what became of the
// source's.
func (w *Writer) SetModel(out *value.Node, key string) {
	if w.keepModel && w.p.Model != nil {
		SetMember(out, key, w.Carry(w.p.Model.Value))
		return
	}
	v := value.NewString(w.Target.Model.ID)
	m := w.p.Model
	switch {
	case m == nil && w.Same:
		return
	case m == nil:
		w.Add(v, "model-name", w.modelWhy("the source names no model"))
	case !m.Value.IsString():
		v = w.Carry(m.Value)
		w.Warn(m.Value, "model-name", Approximate, "the model stays a variable: it must name a model of "+w.Target.Dialect.ID, To(v), Maybe("model"))
	case m.Value.Str == v.Str:
		v = w.Carry(m.Value)
		w.Warn(m.Value, "model-name", Exact, "already the model asked for", To(v))
	default:
		w.Note(m.Value, "model-name", Approximate, w.modelWhy(m.Value.Str+" is replaced"), To(v))
	}
	SetMember(out, key, v)
}

// ModelInURL says what becomes of the model where requests name it in the URL.
func (w *Writer) ModelInURL() {
	m := w.p.Model
	where := "the model is named in the URL"
	switch {
	case w.Same && m == nil:
	case m == nil:
		w.Add(nil, "model-name", w.modelWhy("the source names no model; "+where))
	case !m.Value.IsString():
		w.Note(m.Value, "model-name", Approximate, where+" and stays a variable there", Maybe("model"))
	case m.Value.Str == w.Target.Model.ID:
		w.Note(m.Value, "model-name", Exact, where)
	default:
		w.Note(m.Value, "model-name", Approximate, w.modelWhy(m.Value.Str+" is replaced; "+where))
	}
}

func (w *Writer) modelWhy(head string) string {
	if w.Target.Named {
		return head + ": " + w.Target.Model.ID + " as asked for"
	}
	return head + ": " + w.Target.Model.ID + " is the catalogue's default for " + w.Target.Dialect.ID
}

// Lossy reports whether an entry says more than a move.
func (e *Entry) Lossy() bool { return e.Outcome != Exact }

// Lossy returns the entries that say more than a move: everything but exact
// ones.
func (l Ledger) Lossy() Ledger {
	out := make(Ledger, 0, len(l))
	for _, e := range l {
		if e.Lossy() {
			out = append(out, e)
		}
	}
	return out
}

// Refusals returns the messages of the refused entries, joined.
func (l Ledger) Refusals() string {
	var out []string
	for _, e := range l {
		if e.Outcome == Refused {
			out = append(out, e.Path+": "+e.Message)
		}
	}
	return strings.Join(out, "; ")
}
