package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// SetMember sets a member of out; a choice that has an absent arm becomes a
// condition around the member.
func SetMember(out *value.Node, key string, v *value.Node) { out.Set(key, v) }

// WriteList writes the items of l with f, which may give none, one or several
// values, and keeps conditions, loops and spreads around them.
func WriteList[T any](w *Writer, l prompt.List[T], f func(*T) []*value.Node) []value.Entry {
	if len(l) == 0 {
		return nil
	}
	out := make([]value.Entry, 0, len(l))
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			for _, v := range f(e.Item) {
				if v != nil {
					out = append(out, value.Entry{Value: v})
				}
			}
		case e.Block != nil:
			b := &expr.Block[[]value.Entry]{Close: e.Block.Close, Whole: e.Block.Whole}
			some := false
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				arm := expr.Arm[[]value.Entry]{Tag: a.Tag}
				write := func() { arm.Body = WriteList(w, a.Body, f) }
				if a.Tag.Kind == expr.TagFor {
					write()
				} else {
					w.When(CondText(a.Tag), write)
				}
				some = some || len(arm.Body) > 0
				b.Arms = append(b.Arms, arm)
			}
			if some {
				out = append(out, value.Entry{Block: b})
			}
		case e.Spread != nil:
			if w.Foreign() && e.Spread.Literal() {
				w.Drop(e.Spread, "message-shape", "nothing of this shape can stand here")
				continue
			}
			out = append(out, value.Entry{Value: w.Carry(e.Spread), Spread: e.Many})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// WriteExt puts the extensions of a node back where they stood, when out is of
// the dialect that they came from or of a relative that has them too, and names
// them otherwise.
func (w *Writer) WriteExt(out *value.Node, exts []prompt.Ext) {
	for i := range exts {
		x := &exts[i]
		if x.Dialect != w.Target.Dialect.ID && !w.kinTakes(x) {
			w.dropExt(x)
			continue
		}
		if x.Feature == "extra-body" && x.Value.Kind == value.Hole {
			at := container(out, x.Key)
			at.Entries = append(at.Entries, value.Entry{Spread: true, Value: w.Carry(x.Value)})
			continue
		}
		setPointer(out, x.Key, w.Carry(x.Value))
	}
}

// DropExt names extensions that have nowhere to go.
func (w *Writer) DropExt(exts []prompt.Ext) {
	for i := range exts {
		w.dropExt(&exts[i])
	}
}

func (w *Writer) dropExt(x *prompt.Ext) {
	if x.Value.Kind == value.Null {
		return
	}
	msg := w.Target.Dialect.ID + " has no equivalent"
	switch {
	case x.Idle != "":
		w.Note(x.Value, x.Feature, Exact, "left out: "+x.Idle)
		return
	case x.Feature == "unknown-field" && w.FromTrait("unknown_fields").Value == "ignored" && w.FromTrait("model_name").Value == "deployment":
		msg = "it means something to a server of one's own at most: " + x.Dialect + " passes over what it does not know"
	case x.Feature == "unknown-field" && w.from != nil && w.from.Container(strings.TrimPrefix(x.Key, "/")):
		w.dropContainer(x)
		return
	case x.Feature == "unknown-field":
		msg = "no dialect knows this field of " + x.Dialect
		if d := knowing(strings.TrimPrefix(x.Key, "/")); d != nil {
			msg = x.Dialect + " does not have this field; " + d.ID + " does"
		}
	case x.Feature == "extra-body" && x.Value.Kind == value.Hole:
		w.Drop(x.Value, x.Feature, "what this brings in cannot be seen", Maybe(HoleText(x.Value)))
		return
	}
	w.Drop(x.Value, x.Feature, msg)
}

// dropContainer says what becomes of a group of options that no object was found
// for: nothing was in it, or what is cannot be seen.
func (w *Writer) dropContainer(x *prompt.Ext) {
	if x.Value.Kind == value.Object && len(x.Value.Entries) == 0 {
		w.Note(x.Value, x.Feature, Exact, "left out: nothing is in it")
		return
	}
	w.Drop(x.Value, "extra-body", "what this brings in cannot be seen", ByHoles(x.Value)...)
}

// knowing returns a dialect that has a member of that name in its requests, nil
// where none does.
func knowing(key string) *catalog.DialectInfo {
	for _, d := range catalog.Dialects() {
		if _, ok := d.InAnyVersion(key); ok || d.Container(key) {
			return d
		}
	}
	return nil
}

// container returns the object at a JSON pointer below out, making those on
// the way; empty tokens, which stand for the spread itself, are passed over.
func container(out *value.Node, pointer string) *value.Node {
	for _, t := range strings.Split(pointer, "/") {
		if t == "" {
			continue
		}
		t = strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~")
		next := out.Get(t)
		if next == nil || next.Kind != value.Object {
			next = &value.Node{Kind: value.Object}
			out.Set(t, next)
		}
		out = next
	}
	return out
}

// setPointer sets a member at a JSON pointer below out.
func setPointer(out *value.Node, pointer string, v *value.Node) {
	tokens := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, t := range tokens {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~")
		if i == len(tokens)-1 {
			SetMember(out, t, v)
			return
		}
		next := out.Get(t)
		if next == nil || next.Kind != value.Object {
			next = &value.Node{Kind: value.Object}
			out.Set(t, next)
		}
		out = next
	}
}

// SetList sets member key to an array of the written entries. A condition
// around all of them goes around the member, so that no empty list is sent.
func SetList(out *value.Node, key string, entries []value.Entry) *value.Node {
	if len(entries) == 0 {
		return nil
	}
	if len(entries) == 1 && entries[0].Spread {
		out.Set(key, entries[0].Value) // [...x] is x
		return nil
	}
	if b := entries[0].Block; len(entries) == 1 && b != nil && b.Whole {
		m := &expr.Block[[]value.Entry]{Close: b.Close}
		for _, a := range b.Arms {
			obj := &value.Node{Kind: value.Object}
			SetList(obj, key, a.Body)
			m.Arms = append(m.Arms, expr.Arm[[]value.Entry]{Tag: a.Tag, Body: obj.Entries})
		}
		out.Entries = append(out.Entries, value.Entry{Block: m})
		return nil
	}
	arr := &value.Node{Kind: value.Array, Entries: entries}
	out.Set(key, arr)
	return arr
}

// SetOne sets member key to the one written value of each case.
func SetOne(out *value.Node, key string, entries []value.Entry) {
	for _, e := range keyed(key, entries) {
		if e.Block == nil {
			out.Set(key, e.Value)
			continue
		}
		out.Entries = append(out.Entries, e)
	}
}

func keyed(key string, entries []value.Entry) []value.Entry {
	var out []value.Entry
	for _, e := range entries {
		if e.Block == nil {
			out = append(out, value.Entry{Key: key, Value: e.Value})
			continue
		}
		b := &expr.Block[[]value.Entry]{Close: e.Block.Close}
		for _, a := range e.Block.Arms {
			b.Arms = append(b.Arms, expr.Arm[[]value.Entry]{Tag: a.Tag, Body: keyed(key, a.Body)})
		}
		out = append(out, value.Entry{Block: b})
	}
	return out
}
