package rewrite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// arrange puts the members of a request to where the library takes them.
func (w *writer) arrange(request *value.Node, streams maybe) (*value.Node, error) {
	if request == nil || request.Kind != value.Object {
		return nil, fmt.Errorf("the request is no object")
	}
	req := &value.Node{Kind: value.Object}
	if w.emit.Model != "" && request.Get(w.emit.Model) == nil {
		req.Entries = append(req.Entries, value.Entry{Key: w.emit.Model, Value: w.model()})
	}
	for _, e := range request.Entries {
		if e.Key == "stream" && e.Block == nil && w.emit.StreamMember == "" {
			continue // the call says so, or a note that nobody knows
		}
		if e.Key == w.emit.InClient && e.Key != "" {
			continue
		}
		req.Entries = append(req.Entries, e)
	}
	if m := w.emit.StreamMember; m != "" && streams == yes && req.Get(m) == nil {
		req.Entries = append(req.Entries, value.Entry{Key: m, Value: value.NewBool(true)})
	}
	w.beyond(req)
	out := &value.Node{Kind: value.Object}
	if len(w.emit.Move) == 0 {
		out = req
	} else if err := w.move(out, req.Entries, ""); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out.Entries, func(a, b value.Entry) int { return w.rank(a.Key) - w.rank(b.Key) })
	if w.emit.Case != "" {
		out = respell(out, w.emit.Case, w.emit.Keep)
	}
	return w.forms(out, "")
}

// rank is the place of a member among those that come first.
func (w *writer) rank(key string) int {
	if i := slices.Index(w.emit.Order, key); i >= 0 {
		return i
	}
	return len(w.emit.Order)
}

// model is the model of the call where its request does not name it: the
// program's own variable, or the target's.
func (w *writer) model() *value.Node {
	for _, name := range []string{"model", "modelId"} {
		if v := w.site.Request.Get(name); v != nil && !v.IsString() {
			return v
		}
	}
	return value.NewString(w.target.Model.ID)
}

// beyond collects the members that the library does not know by name in the one
// that takes any.
func (w *writer) beyond(req *value.Node) {
	if w.emit.Extra == "" || w.target.Dialect.ID == w.emit.Dialect {
		return
	}
	parent, ok := w.cat.Dialect(w.emit.Dialect)
	if !ok {
		return
	}
	more := &value.Node{Kind: value.Object}
	req.Entries = slices.DeleteFunc(req.Entries, func(e value.Entry) bool {
		if e.Block != nil || e.Spread || parent.Structural(e.Key) || parent.Container(e.Key) {
			return false
		}
		if _, known := parent.InAnyVersion(e.Key); known || e.Key == w.emit.StreamMember {
			return false
		}
		more.Entries = append(more.Entries, e)
		return true
	})
	if len(more.Entries) > 0 {
		req.Entries = append(req.Entries, value.Entry{Key: w.emit.Extra, Value: more})
	}
}

// move appends entries of the request's member at path to out, each at its place.
func (w *writer) move(out *value.Node, es []value.Entry, path string) error {
	for _, e := range es {
		if e.Spread {
			put(out, w.place(path, "")).Entries = append(put(out, w.place(path, "")).Entries, e)
			continue
		}
		if e.Block != nil {
			if err := w.moveBlock(out, e, path); err != nil {
				return err
			}
			continue
		}
		here := join(path, e.Key)
		if w.descends(here) && e.Value != nil && e.Value.Kind == value.Object {
			if err := w.move(out, e.Value.Entries, here); err != nil {
				return err
			}
			continue
		}
		to := w.place(path, e.Key)
		at, last := "", to
		if i := strings.LastIndexByte(to, '.'); i >= 0 {
			at, last = to[:i], to[i+1:]
		}
		e.Key, e.KeyNode = last, nil
		o := put(out, at)
		o.Entries = append(o.Entries, e)
	}
	return nil
}

// moveBlock moves a condition around members: those of each arm to their places,
// and at every place the condition stands around what goes there.
func (w *writer) moveBlock(out *value.Node, e value.Entry, path string) error {
	arms := make([]*value.Node, len(e.Block.Arms))
	for i := range e.Block.Arms {
		arms[i] = &value.Node{Kind: value.Object}
		if err := w.move(arms[i], e.Block.Arms[i].Body, path); err != nil {
			return err
		}
	}
	for _, at := range w.places() {
		b := *e.Block
		b.Arms = slices.Clone(b.Arms)
		some := false
		for i := range b.Arms {
			b.Arms[i].Body = w.movedTo(arms[i], at)
			some = some || len(b.Arms[i].Body) > 0
		}
		if some {
			o := put(out, at)
			o.Entries = append(o.Entries, value.Entry{Block: &b})
		}
	}
	return nil
}

// places are where members can be moved to: the request itself, and its members
// that hold others.
func (w *writer) places() []string {
	out := []string{""}
	for _, from := range slices.Sorted(maps.Keys(w.emit.Move)) {
		if i := strings.LastIndexByte(w.emit.Move[from], '.'); i >= 0 && !slices.Contains(out, w.emit.Move[from][:i]) {
			out = append(out, w.emit.Move[from][:i])
		}
	}
	return out
}

// movedTo are the members that have been moved to one place, without those of the
// places below it.
func (w *writer) movedTo(n *value.Node, at string) []value.Entry {
	for _, step := range strings.Split(at, ".") {
		if at == "" {
			break
		}
		if n = n.Get(step); n == nil {
			return nil
		}
	}
	places := w.places()
	var out []value.Entry
	for _, e := range n.Entries {
		if e.Block != nil || e.Spread || !slices.Contains(places, join(at, e.Key)) {
			out = append(out, e)
		}
	}
	return out
}

// descends reports whether the members of a member have places of their own.
func (w *writer) descends(path string) bool {
	_, ok := w.emit.Move[path+".*"]
	return ok
}

// place is where the library has the member key of the member at path; with an
// empty key, where it has what nobody can see.
func (w *writer) place(path, key string) string {
	full := join(path, key)
	if to, ok := w.emit.Move[full]; ok && key != "" {
		return to
	}
	pattern := "*"
	if path != "" {
		pattern = path + ".*"
	}
	to, ok := w.emit.Move[pattern]
	if !ok {
		return full
	}
	return strings.TrimSuffix(strings.TrimSuffix(to, "*")+key, ".")
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// put returns the object at a dotted path of n, which is made where it is not.
func put(n *value.Node, path string) *value.Node {
	for path != "" {
		var first string
		first, path, _ = strings.Cut(path, ".")
		next := n.Get(first)
		if next == nil || next.Kind != value.Object {
			next = &value.Node{Kind: value.Object}
			n.Entries = append(n.Entries, value.Entry{Key: first, Value: next})
		}
		n = next
	}
	return n
}

// respell writes the names of members in a style, but for what is in those of
// keep.
func respell(n *value.Node, style string, keep []string) *value.Node {
	if n == nil || len(n.Entries) == 0 && n.Choice == nil {
		return n
	}
	c := *n
	if n.Choice != nil {
		b := *n.Choice
		b.Arms = slices.Clone(b.Arms)
		for i := range b.Arms {
			b.Arms[i].Body = respell(b.Arms[i].Body, style, keep)
		}
		c.Choice = &b
	}
	c.Entries = respellAll(n.Entries, style, keep)
	return &c
}

func respellAll(es []value.Entry, style string, keep []string) []value.Entry {
	out := slices.Clone(es)
	for i := range out {
		e := &out[i]
		if e.Block != nil {
			b := *e.Block
			b.Arms = append([]expr.Arm[[]value.Entry]{}, b.Arms...)
			for j := range b.Arms {
				b.Arms[j].Body = respellAll(b.Arms[j].Body, style, keep)
			}
			e.Block = &b
			continue
		}
		if !slices.Contains(keep, e.Key) {
			e.Value = respell(e.Value, style, keep)
		}
		e.Key = spell(e.Key, style)
	}
	return out
}

// spell writes a name in snake or camel case, or in pascal: MaxTokens.
func spell(name, style string) string {
	var b strings.Builder
	up := style == "pascal"
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case style == "snake":
			if 'A' <= c && c <= 'Z' {
				if i > 0 && name[i-1] != '_' {
					b.WriteByte('_')
				}
				c += 'a' - 'A'
			}
		case c == '_' && i > 0:
			up = true
			continue
		case up && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		}
		up = false
		b.WriteByte(c)
	}
	return b.String()
}
