package translate

import (
	"cmp"
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A Reader is what a dialect reads with: the catalogue's table of its fields,
// and a place for problems.
type Reader struct {
	Dialect  *catalog.DialectInfo
	Version  string
	Problems []value.Problem

	index *value.Index // of the tree that is read; nil in a reader made by hand
	arena *value.Arena // nil where every tree has memory of its own
}

// Copy returns a copy of n for a reader that normalises what it reads. In the
// ledger every node of the copy stands for the one that it was copied from.
func (r *Reader) Copy(n *value.Node) *value.Node {
	c := n.Clone()
	if r.index != nil && n != nil {
		r.index.Alias(c, n)
	}
	return c
}

// Problem notes that n is not what the dialect expects.
func (r *Reader) Problem(n *value.Node, code, message string) {
	r.Problems = append(r.Problems, value.Problem{Span: n.Span, Code: code, Message: message})
}

// Fields reads every option of tree that the dialect's table knows into
// settings and keeps everything else as extensions, so that nothing is passed
// over. Members that the table calls structural belong to the caller.
func (r *Reader) Fields(p *prompt.Prompt, tree *value.Node) {
	r.fields(p, tree, "", "")
	p.Open = p.Open || tree.Open()
}

func (r *Reader) fields(p *prompt.Prompt, obj *value.Node, prefix, pointer string) {
	d := r.Dialect
	for m := range obj.All() {
		path, where := prefix+m.Key, prompt.At{Node: m.Value}
		if !m.Spread && d.Structural(path) {
			continue
		}
		f, known := d.InAnyVersion(path)
		switch {
		case m.Spread:
			p.Ext = append(p.Ext, prompt.Ext{At: where, Dialect: d.ID, Key: pointer, Feature: "extra-body", Value: m.Value})
			p.Open = true
		case known && m.Value.Kind != value.Null:
			if !f.In(cmp.Or(r.Version, r.newest())) {
				r.Version = f.Versions[0]
			}
			if p.Settings == nil {
				p.Settings = make([]prompt.Setting, 0, len(obj.Entries))
			}
			p.Settings = append(p.Settings, prompt.Setting{
				At: where, Param: prompt.Param(f.Param), Feature: f.Feature, Value: m.Value, Form: path,
			})
		case !known && d.Container(path) && m.Value.Kind == value.Object && len(m.Value.Entries) > 0:
			r.fields(p, m.Value, path+".", value.Pointer(pointer, m.Key))
		default:
			feature := "unknown-field"
			if known {
				feature = f.Feature
			}
			p.Ext = append(p.Ext, prompt.Ext{At: where, Dialect: d.ID, Key: value.Pointer(pointer, m.Key), Feature: feature, Value: m.Value})
		}
	}
}

// newest is the API version that a request without a word on it is taken for.
func (r *Reader) newest() string {
	if len(r.Dialect.Versions) == 0 {
		return ""
	}
	return r.Dialect.Versions[0]
}

// Rest returns the members of obj that the caller does not know, as
// extensions of whatever obj became.
func (r *Reader) Rest(obj *value.Node, feature string, known ...string) []prompt.Ext {
	var out []prompt.Ext
	for m := range obj.All() {
		if !m.Spread && slices.Contains(known, m.Key) {
			continue
		}
		f := feature
		if m.Spread {
			f = "extra-body"
		}
		out = append(out, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: r.Dialect.ID, Key: value.Pointer("", m.Key), Feature: f, Value: m.Value})
	}
	return out
}

// ReadList reads the elements of an array with f, keeping conditions, loops
// and spreads around them. A value that is no array (a variable that holds
// one) becomes a spread.
func ReadList[T any](n *value.Node, f func(*value.Node) *T) prompt.List[T] {
	return readList(n, orText, f)
}

// ReadObjects is ReadList for elements that are objects: text among them is
// kept as it stands.
func ReadObjects[T any](n *value.Node, f func(*value.Node) *T) prompt.List[T] {
	return readList(n, object, f)
}

// HoldHoles makes items of the entries of l that could not be seen into, so
// that they stay among the items of their list; it returns false where one may
// stand for any number of them.
func HoldHoles[T any](l prompt.List[T], item func(*value.Node) *T) bool {
	for i := range l {
		e := &l[i]
		if e.Spread != nil && e.Many {
			return false
		}
		if e.Spread != nil {
			e.Item, e.Spread = item(e.Spread), nil
		}
		if e.Block == nil {
			continue
		}
		for j := range e.Block.Arms {
			if !HoldHoles(e.Block.Arms[j].Body, item) {
				return false
			}
		}
	}
	return true
}

func readList[T any](n *value.Node, shaped func(*value.Node) bool, f func(*value.Node) *T) prompt.List[T] {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.Array:
		return readEntries(n.Entries, shaped, f)
	case value.Choice:
		e := readChoiceWith(n, func(v *value.Node) prompt.List[T] { return readList(v, shaped, f) })
		e.Block.Whole = true
		return prompt.List[T]{e}
	case value.Null:
		return nil
	}
	return prompt.List[T]{{Spread: n, Many: true, Span: n.Span}}
}

func readEntries[T any](es []value.Entry, shaped func(*value.Node) bool, f func(*value.Node) *T) prompt.List[T] {
	if len(es) == 0 {
		return nil
	}
	out := make(prompt.List[T], 0, len(es))
	for i := range es {
		e := &es[i]
		switch {
		case e.Block != nil:
			b := &expr.Block[prompt.List[T]]{Close: e.Block.Close}
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				b.Arms = append(b.Arms, expr.Arm[prompt.List[T]]{Tag: a.Tag, Body: readEntries(a.Body, shaped, f)})
			}
			out = append(out, prompt.Entry[T]{Block: b, Span: e.Span})
		case e.Spread || !shaped(e.Value):
			out = append(out, prompt.Entry[T]{Spread: e.Value, Many: e.Spread, Span: e.Span})
		case e.Value.Kind == value.Choice:
			out = append(out, readChoiceWith(e.Value, func(v *value.Node) prompt.List[T] {
				return readEntries([]value.Entry{{Value: v, Span: v.Span}}, shaped, f)
			}))
		default:
			out = append(out, prompt.Entry[T]{Item: f(e.Value), Span: e.Span})
		}
	}
	return out
}

// object reports whether an element can be an object, orText whether it can be
// an object or text. A hole, a null or a number is kept as it stands.
func object(n *value.Node) bool { return n.Kind == value.Object || n.Kind == value.Choice }

func orText(n *value.Node) bool {
	return object(n) || n.Kind == value.String || n.Kind == value.Text
}

// readChoiceWith reads every arm of a choice with f.
func readChoiceWith[T any](n *value.Node, f func(*value.Node) prompt.List[T]) prompt.Entry[T] {
	b := &expr.Block[prompt.List[T]]{Close: n.Choice.Close}
	for i := range n.Choice.Arms {
		a := expr.Arm[prompt.List[T]]{Tag: n.Choice.Arms[i].Tag}
		if v := n.Choice.Arms[i].Body; v != nil {
			a.Body = f(v)
		}
		b.Arms = append(b.Arms, a)
	}
	return prompt.Entry[T]{Block: b, Span: n.Span}
}

// ReadOne reads a value that stands alone with f, keeping a condition around it.
func ReadOne[T any](n *value.Node, f func(*value.Node) *T) prompt.List[T] {
	switch {
	case n == nil || n.Kind == value.Null:
		return nil
	case n.Kind == value.Choice:
		return prompt.List[T]{readChoiceWith(n, func(v *value.Node) prompt.List[T] { return ReadOne(v, f) })}
	}
	return prompt.List[T]{{Item: f(n), Span: n.Span}}
}

// CodeSDKShape is the code of a problem with what SDKs take and the API itself
// refuses: in the call of an SDK there is nothing wrong.
const CodeSDKShape = "sdk-shape"
