package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Partition splits a list in two by pred; conditions and loops stay around
// what they held, in both halves. Spreads go to the second half.
func Partition[T any](l prompt.List[T], pred func(*T) bool) (yes, no prompt.List[T]) {
	// Most lists go to one half as a whole: as far as they do, the half is the
	// list itself, closed against appending.
	n, side, is := 0, false, false
	for ; n < len(l) && l[n].Item != nil; n++ {
		if is = pred(l[n].Item); n == 0 {
			side = is
		} else if is != side {
			break
		}
	}
	switch {
	case n > 0 && side:
		yes = l[:n:n]
	case n > 0:
		no = l[:n:n]
	}
	for i := n; i < len(l); i++ {
		e := l[i]
		if e.Item != nil && i > n {
			is = pred(e.Item) // that of n has been asked for
		}
		switch {
		case e.Item != nil && is:
			yes = append(yes, e)
		case e.Block != nil:
			a, b := partitionBlock(e.Block, pred)
			if a != nil {
				yes = append(yes, prompt.Entry[T]{Block: a, Span: e.Span})
			}
			if b != nil {
				no = append(no, prompt.Entry[T]{Block: b, Span: e.Span})
			}
		default:
			no = append(no, e)
		}
	}
	return yes, no
}

func partitionBlock[T any](b *expr.Block[prompt.List[T]], pred func(*T) bool) (yes, no *expr.Block[prompt.List[T]]) {
	y, n := &expr.Block[prompt.List[T]]{Close: b.Close, Whole: b.Whole}, &expr.Block[prompt.List[T]]{Close: b.Close, Whole: b.Whole}
	someY, someN := false, false
	for _, a := range b.Arms {
		ay, an := Partition(a.Body, pred)
		someY, someN = someY || len(ay) > 0, someN || len(an) > 0
		y.Arms = append(y.Arms, expr.Arm[prompt.List[T]]{Tag: a.Tag, Body: ay})
		n.Arms = append(n.Arms, expr.Arm[prompt.List[T]]{Tag: a.Tag, Body: an})
	}
	if someY {
		yes = y
	}
	if someN {
		no = n
	}
	return yes, no
}

// Filter keeps the items that pred accepts.
func Filter[T any](l prompt.List[T], pred func(*T) bool) prompt.List[T] {
	yes, _ := Partition(l, pred)
	return yes
}

// FlatMap turns every item of l into a list by f and joins the lists;
// conditions, loops and spreads stay around what they held. Entries made by f
// inside a condition depend on it.
func FlatMap[A, B any](w *Writer, l prompt.List[A], f func(*A) prompt.List[B]) prompt.List[B] {
	var out prompt.List[B]
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			out = append(out, f(e.Item)...)
		case e.Block != nil:
			b := &expr.Block[prompt.List[B]]{Close: e.Block.Close, Whole: e.Block.Whole}
			some := false
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				arm := expr.Arm[prompt.List[B]]{Tag: a.Tag}
				walk := func() { arm.Body = FlatMap(w, a.Body, f) }
				if a.Tag.Kind == expr.TagFor {
					walk()
				} else {
					w.When(CondText(a.Tag), walk)
				}
				some = some || len(arm.Body) > 0
				b.Arms = append(b.Arms, arm)
			}
			if some {
				out = append(out, prompt.Entry[B]{Block: b, Span: e.Span})
			}
		case e.Spread != nil:
			out = append(out, prompt.Entry[B]{Spread: e.Spread, Many: e.Many, Span: e.Span})
		}
	}
	return out
}

// MarkPrefill marks a last assistant turn of text: some targets continue it,
// others take it as finished or refuse it. An empty turn begins no answer.
func MarkPrefill(l prompt.List[prompt.Message]) {
	if len(l) == 0 {
		return
	}
	m := l[len(l)-1].Item
	if m == nil || m.Role != prompt.RoleAssistant || len(m.Parts) == 0 {
		return
	}
	said := false
	for i := range m.Parts {
		p := m.Parts[i].Item
		if p == nil || p.Kind != prompt.TextPart {
			return
		}
		said = said || !p.Text.IsString() || strings.TrimSpace(p.Text.Str) != ""
	}
	m.Prefill = said
}

// PrefillText turns a prefill into an instruction, for targets that do not
// continue an assistant turn, and enters it. The result is text.
func (w *Writer) PrefillText(m *prompt.Message, opts ...Option) *value.Node {
	w.MarkAt(m.At)
	w.DropExt(m.Ext)
	parts := []any{"Begin your answer with exactly this text: "}
	m.Parts.Walk(func(p *prompt.Part) {
		w.MarkAt(p.At)
		w.DropCache(p.Cache)
		w.DropExt(p.Ext)
		w.Mark(p.Text)
		parts = append(parts, p.Text)
	})
	v := Joined(parts...)
	if len(opts) == 0 {
		opts = []Option{By(w.Trait("prefill").Ref)}
	}
	if w.ModelIsHole() {
		opts = append(opts, Maybe("model"))
	}
	w.Warn(m.Node, "prefill", Approximate, w.Target.Model.ID+" does not continue an assistant turn; an instruction asks for the same beginning", append(opts, To(v))...)
	return v
}

// PrefillMessage is PrefillText as a message of the given role whose content
// is text.
func (w *Writer) PrefillMessage(m *prompt.Message, role string, opts ...Option) *value.Node {
	n := value.NewObject("role", value.NewString(role), "content", w.PrefillText(m, opts...))
	return n
}

// DropCache names a cache mark that the target has no place for.
func (w *Writer) DropCache(c *prompt.CacheMark, opts ...Option) {
	if c == nil {
		return
	}
	t := w.Trait("cache_marks")
	msg := w.Target.Dialect.ID + " has no cache marks"
	if t.Note != "" {
		msg = t.Note
	}
	w.Drop(c.Node, "cache-control", msg, append(opts, By(t.Ref))...)
}

// Foreign reports whether the prompt comes from another dialect than the
// target's, or from none.
func (w *Writer) Foreign() bool { return w.from != w.Target.Dialect }

// MarkScalar marks n where it is a single value: an object is marked by its
// pieces.
func (w *Writer) MarkScalar(n *value.Node) {
	if n != nil && n.Kind != value.Object && n.Kind != value.Array {
		w.Mark(n)
	}
}

// Setting1 returns the prompt's setting of a param, or nil.
func (w *Writer) Setting1(p prompt.Param) *prompt.Setting {
	for i := range w.p.Settings {
		if w.p.Settings[i].Param == p {
			return &w.p.Settings[i]
		}
	}
	return nil
}

// Mentions reports whether some literal text below n contains word, in any
// case.
func Mentions(n *value.Node, word string) bool {
	found := false
	n.Walk("", func(_ string, m *value.Node) {
		has := func(s string) { found = found || strings.Contains(strings.ToLower(s), word) }
		has(m.Str)
		m.Text.Walk(func(s *expr.Seg) { has(s.Lit) })
	})
	return found
}

// First keeps the first of several demands of which a target takes one; the
// others are entered as dropped. at tells where an item stands.
func First[T any](w *Writer, l prompt.List[T], feature string, at func(*T) prompt.At) prompt.List[T] {
	for i := 1; i < len(l); i++ {
		if l[i].Item != nil {
			w.Drop(at(l[i].Item).Node, feature, "another one stands before it")
		}
	}
	if len(l) > 1 {
		return l[:1]
	}
	return l
}
