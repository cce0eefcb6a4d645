package value

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
)

// A CommaState is a TagPrinter whose language has variables that outlive a
// block, such as Jinja's namespace. It makes every list printable.
type CommaState interface {
	// Declare returns what stands before list id: nothing printed yet.
	Declare(id int) (string, error)
	// Comma returns what stands before an entry of list id: it prints a comma
	// unless the entry is the first, and remembers that there is one.
	Comma(id int) (string, error)
}

// A LoopSeparator is a TagPrinter whose language knows the first round of a
// loop, such as Jinja's loop.first or Handlebars' @first.
type LoopSeparator interface {
	// Between returns what prints a comma in every round of loop but the first.
	Between(loop expr.Tag) (string, error)
}

// maxGuards bounds the blocks before which a comma must be guarded by a copy
// of their conditions; the text grows with its square.
const maxGuards = 8

// listWriter prints the entries of one container.
//
// Where is a comma right, whatever the blocks turn out to print? An entry that
// is always printed is the pivot: those before it take their comma behind
// them, those after it before them, within their arms. Without a pivot the
// commas of a lone block are its arms' own; those of several conditions are
// guarded by copies of the conditions before them; those of a loop need what
// LoopSeparator or CommaState can say.
type listWriter struct {
	w     *jsonWriter
	kind  Kind
	depth int
	n     int // entries so far, for pointers
	limit int // length of the output beyond which guards give up
}

// How commas stand to the entries of a list.
type commas struct {
	before, after string
}

func (l *listWriter) list(es []Entry) error {
	pivot := -1
	some := 0
	for i := range es {
		if pivot < 0 && certain(&es[i]) {
			pivot = i
		}
		if !silent(&es[i]) {
			some++
		}
	}
	if pivot < 0 && some > 0 {
		return l.unanchored(es, some)
	}
	for i := range es {
		c := commas{}
		if i < pivot {
			c.after = ","
		} else if i > pivot {
			c.before = ","
		}
		if i == pivot && es[i].Block != nil {
			if err := l.anchored(&es[i]); err != nil {
				return err
			}
			continue
		}
		if err := l.entry(&es[i], c); err != nil {
			return err
		}
	}
	return nil
}

// anchored prints a condition each arm of which prints something: every arm is
// a list of its own.
func (l *listWriter) anchored(e *Entry) error {
	return l.block(e.Block, func(body []Entry) error { return l.list(body) })
}

// unanchored prints a list that may turn out empty.
func (l *listWriter) unanchored(es []Entry, some int) error {
	if some == 1 {
		for i := range es {
			if silent(&es[i]) {
				if err := l.entry(&es[i], commas{}); err != nil {
					return err
				}
				continue
			}
			if !es[i].Block.IsLoop() {
				if err := l.anchored(&es[i]); err != nil {
					return err
				}
				continue
			}
			if done, err := l.loneLoop(es[i].Block); done || err != nil {
				if err != nil {
					return err
				}
				continue
			}
			return l.stateful(es)
		}
		return nil
	}
	if some <= maxGuards && conditionsOnly(es) {
		mark := len(l.w.b)
		l.limit = mark + maxGuardBytes
		err := l.guarded(es, nil)
		if _, ok := l.w.style.Tags.(CommaState); !ok || err == nil {
			return err
		}
		l.w.b = l.w.b[:mark]
	}
	return l.stateful(es)
}

// loneLoop prints a loop that is the only entry of its list.
func (l *listWriter) loneLoop(b *expr.Block[[]Entry]) (done bool, err error) {
	sep, ok := l.w.style.Tags.(LoopSeparator)
	if !ok || !certainList(b.Arms[0].Body) {
		return false, nil
	}
	between, err := sep.Between(b.Arms[0].Tag)
	if err != nil {
		return false, nil // a general state may still do
	}
	first := true
	err = l.block(b, func(body []Entry) error {
		if first {
			l.w.b = append(l.w.b, between...)
		}
		first = false
		return l.list(body)
	})
	return true, err
}

// stateful prints a list whose commas depend on a variable.
func (l *listWriter) stateful(es []Entry) error {
	state, ok := l.w.style.Tags.(CommaState)
	if !ok {
		if l.w.style.Tags == nil {
			return fmt.Errorf("%s: %w", l.w.path.place(), ErrHoles)
		}
		return fmt.Errorf("%s: %w: put an entry into the list that always stands there", l.w.path.place(), ErrSeparators)
	}
	id := l.w.lists
	l.w.lists++
	declare, err := state.Declare(id)
	if err != nil {
		return fmt.Errorf("%s: %w", l.w.path.place(), err)
	}
	comma, err := state.Comma(id)
	if err != nil {
		return fmt.Errorf("%s: %w", l.w.path.place(), err)
	}
	l.w.b = append(l.w.b, declare...)
	for i := range es {
		if err := l.entry(&es[i], commas{before: comma}); err != nil {
			return err
		}
	}
	return nil
}

// guarded prints conditions none of which is sure to print: the comma of each
// entry stands in a copy of the conditions before it.
func (l *listWriter) guarded(es, before []Entry) error {
	for i := range es {
		if silent(&es[i]) {
			if err := l.entry(&es[i], commas{}); err != nil {
				return err
			}
			continue
		}
		e := &es[i]
		if e.Block == nil {
			if err := l.guard(before); err != nil {
				return err
			}
			if err := l.entry(e, commas{}); err != nil {
				return err
			}
		} else if err := l.block(e.Block, func(body []Entry) error { return l.guarded(body, before) }); err != nil {
			return err
		}
		if certain(e) {
			// From here on there is something before everything.
			for k := range es[i+1:] {
				if err := l.entry(&es[i+1+k], commas{before: ","}); err != nil {
					return err
				}
			}
			return nil
		}
		before = append(before[:len(before):len(before)], *e)
	}
	return nil
}

// guard prints a comma if one of the entries has printed something.
func (l *listWriter) guard(before []Entry) error {
	for i := range before {
		e := &before[i]
		if silent(e) {
			continue
		}
		if certain(e) {
			l.w.b = append(l.w.b, ',')
			return nil
		}
		rest := before[i+1:]
		if len(l.w.b) > l.limit {
			return fmt.Errorf("%s: %w", l.w.path.place(), ErrSeparators)
		}
		hasElse := false
		for j := range e.Block.Arms {
			a := &e.Block.Arms[j]
			hasElse = hasElse || a.Tag.Kind == expr.TagElse
			if err := l.w.tag(&a.Tag, BetweenEntries); err != nil {
				return err
			}
			if err := l.guard(append(append([]Entry(nil), a.Body...), rest...)); err != nil {
				return err
			}
		}
		if !hasElse && anyPrints(rest) {
			other := expr.Tag{Kind: expr.TagElse, Lang: e.Block.Arms[0].Tag.Lang}
			if err := l.w.tag(&other, BetweenEntries); err != nil {
				return err
			}
			if err := l.guard(rest); err != nil {
				return err
			}
		}
		return l.w.tag(&e.Block.Close, BetweenEntries)
	}
	return nil
}

// maxGuardBytes bounds what the guards of one list may add: nested conditions
// multiply.
const maxGuardBytes = 1 << 16

// entry prints one entry with its comma; a block passes the comma on to the
// entries in its arms.
func (l *listWriter) entry(e *Entry, c commas) error {
	w := l.w
	if e.Block != nil {
		return l.block(e.Block, func(body []Entry) error {
			for i := range body {
				if err := l.entry(&body[i], c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.path = append(w.path, step{key: e.Key, i: l.n, array: l.kind == Array || e.Spread})
	defer func() { w.path = w.path[:len(w.path)-1] }()
	l.n++
	if silent(e) {
		return w.tag(e.Value.Tag, BetweenEntries)
	}
	w.b = append(w.b, c.before...)
	w.newline(l.depth)
	if err := l.member(e); err != nil {
		return err
	}
	w.b = append(w.b, c.after...)
	return nil
}

func (l *listWriter) member(e *Entry) error {
	w := l.w
	if e.Spread && e.KeyNode == nil {
		if e.Value == nil || e.Value.Kind != Hole {
			return fmt.Errorf("%s: %w", w.path.place(), ErrHoles)
		}
		return w.tag(e.Value.Tag, BetweenEntries)
	}
	if l.kind == Object {
		if e.KeyNode != nil {
			if err := w.value(e.KeyNode, l.depth); err != nil {
				return err
			}
		} else {
			w.quoted(e.Key)
		}
		w.b = append(w.b, ':')
		if w.style.Indent != "" {
			w.b = append(w.b, ' ')
		}
	}
	return w.value(e.Value, l.depth)
}

// block prints the tags of b and its arms by body.
func (l *listWriter) block(b *expr.Block[[]Entry], body func([]Entry) error) error {
	for i := range b.Arms {
		a := &b.Arms[i]
		if err := l.w.tag(&a.Tag, BetweenEntries); err != nil {
			return err
		}
		es := a.Body
		if hasAbsent(es) {
			es = unfold(es)
		}
		if err := body(es); err != nil {
			return err
		}
	}
	return l.w.tag(&b.Close, BetweenEntries)
}
