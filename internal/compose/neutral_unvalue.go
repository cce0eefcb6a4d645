package compose

import (
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// A decoder reads what an encoder wrote.
type decoder struct {
	lang     templates.Language
	problems []value.Problem
	// kept is an object of every value that was read, each at its place in the
	// block: what the ledger accounts for.
	kept   *value.Node
	at     []string // place of what is read
	places map[place]*value.Node
	// replaced are values of the file's own fields that the block says better.
	replaced map[*value.Node]bool
}

// A place is a container of the account within another one. Looking it up among
// its siblings would take time in proportion to their number.
type place struct {
	in   *value.Node
	name string
}

func (d *decoder) wrong(n *value.Node, message string) {
	d.problems = append(d.problems, value.Problem{Code: format.CodeFormat, Span: n.Span, Message: "metadata.promptglot: " + message})
}

// in runs f one level deeper.
func (d *decoder) in(name string, f func()) {
	d.at = append(d.at, name)
	f()
	d.at = d.at[:len(d.at)-1]
}

// value decodes a value and keeps it for the account.
func (d *decoder) value(n *value.Node) *value.Node {
	v := d.decode(n)
	if v != nil {
		d.account(v)
	}
	return v
}

// account puts a value into kept.
func (d *decoder) account(v *value.Node) {
	at := d.kept
	for _, name := range d.at[:len(d.at)-1] {
		next := d.places[place{at, name}]
		if next == nil {
			next = &value.Node{Kind: value.Object}
			at.Entries = append(at.Entries, value.Entry{Key: name, Value: next})
			d.places[place{at, name}] = next
		}
		next.Span = next.Span.Cover(v.Span)
		at = next
	}
	at.Entries = append(at.Entries, value.Entry{Key: d.at[len(d.at)-1], Value: v, Span: v.Span})
}

// container returns the part of kept that stands for the place of what is read,
// nil where nothing was put there.
func (d *decoder) container() *value.Node {
	at := d.kept
	for _, name := range d.at {
		at = d.places[place{at, name}]
	}
	return at
}

// decode reads one encoded value; nil gives nil.
func (d *decoder) decode(n *value.Node) *value.Node {
	if n == nil {
		return nil
	}
	out := &value.Node{Kind: n.Kind, Span: n.Span}
	switch n.Kind {
	case value.Array:
		for i := range n.Entries {
			out.Append(d.decode(n.Entries[i].Value))
		}
		return out
	case value.Object:
		if len(n.Entries) > 0 {
			if v := d.special(n); v != nil {
				return v
			}
		}
		for i := range n.Entries {
			e := n.Entries[i]
			out.Entries = append(out.Entries, value.Entry{Key: e.Key, KeySpan: e.KeySpan, Span: e.Span, Value: d.decode(e.Value)})
		}
		return out
	}
	c := *n.Clone()
	return &c
}

// special decodes the mappings that stand for something else, nil for others.
func (d *decoder) special(n *value.Node) *value.Node {
	switch {
	case n.Get(keyText) != nil:
		return d.text(n.Get(keyText))
	case n.Get(keyValue) != nil:
		return d.hole(n.Get(keyValue))
	case n.Get(keyNull) != nil:
		return &value.Node{Kind: value.Null, Span: n.Span}
	case n.Get(keyList) != nil:
		return &value.Node{Kind: value.Array, Span: n.Span, Entries: d.entries(n.Get(keyList))}
	case n.Get(keyMembers) != nil:
		return &value.Node{Kind: value.Object, Span: n.Span, Entries: d.entries(n.Get(keyMembers))}
	case n.Get(keyChoice) != nil:
		return d.choice(n)
	}
	return nil
}

// written returns the characters of a text; Prompty's reader has taken those
// that look like a reference for one.
func written(n *value.Node) (string, *source.View) {
	if _, _, _, ok := prompty.Reference(n); ok {
		return n.Tag.Src, nil
	}
	if n.IsString() {
		return n.Str, n.View
	}
	return "", nil
}

func (d *decoder) text(n *value.Node) *value.Node {
	s, view := written(n)
	if view == nil {
		f := source.NewFile("", []byte(s))
		view = f.Whole()
		t, problems := format.TextNode(d.lang, view)
		d.problems = append(d.problems, problems...)
		t.View, t.Span = nil, n.Span
		return t
	}
	t, problems := format.TextNode(d.lang, view)
	d.problems = append(d.problems, problems...)
	t.Span = n.Span
	return t
}

func (d *decoder) hole(n *value.Node) *value.Node {
	s, view := written(n)
	if view == nil {
		view = source.NewFile("", []byte(s)).Whole()
	}
	t, problems := templates.Parse(d.lang, view)
	d.problems = append(d.problems, format.Problems(problems)...)
	out := &value.Node{Kind: value.Hole, Span: n.Span, View: n.View}
	if len(t) == 1 && t[0].Tag != nil {
		out.Tag = t[0].Tag
		return out
	}
	out.Tag = &expr.Tag{Kind: expr.TagHole, Expr: expr.Opaque{Lang: d.lang.ID(), Text: s}, Lang: d.lang.ID(), Src: s, Span: n.Span, End: len(s)}
	return out
}

// entries decodes a list that encoder.entries wrote.
func (d *decoder) entries(n *value.Node) []value.Entry {
	var out []value.Entry
	for i := range n.Entries {
		e := n.Entries[i].Value
		r := value.Entry{Span: e.Span}
		switch {
		case e.Get("block") != nil:
			r.Block = decodeBlock(d, e, func(items *value.Node) []value.Entry { return d.entries(items) })
			if r.Block == nil {
				continue
			}
		case e.Get("key_value") != nil:
			r.KeyNode, r.Spread, r.Value = d.decode(e.Get("key_value")), true, d.decode(e.Get("value"))
			if r.KeyNode.Kind == value.Hole {
				r.Key = r.KeyNode.Tag.Src
			}
		case e.Get("spread") != nil:
			r.Spread, r.Value = true, d.decode(e.Get("spread"))
		default:
			if k := e.Get("key"); k.IsString() {
				r.Key = k.Str
			}
			r.Value = d.decode(e.Get("value"))
		}
		if r.Block == nil && r.Value == nil {
			d.wrong(e, "this entry has no value; expected `value: …`")
			r.Value = &value.Node{Kind: value.Null, Span: e.Span}
		}
		out = append(out, r)
	}
	return out
}

func (d *decoder) choice(n *value.Node) *value.Node {
	arms := n.Get(keyChoice)
	tags, end, ok := d.tags(arms, n.Get("end"))
	if !ok {
		return &value.Node{Kind: value.Null, Span: n.Span}
	}
	b := &expr.Block[*value.Node]{Close: end}
	for i := range tags {
		b.Arms = append(b.Arms, expr.Arm[*value.Node]{Tag: tags[i], Body: d.decode(arms.Entries[i].Value.Get("value"))})
	}
	return &value.Node{Kind: value.Choice, Choice: b, Span: n.Span}
}

// decodeBlock decodes a block whose arms hold what items reads.
func decodeBlock[T any](d *decoder, n *value.Node, items func(*value.Node) T) *expr.Block[T] {
	arms := n.Get("block")
	tags, end, ok := d.tags(arms, n.Get("end"))
	if !ok {
		return nil
	}
	b := &expr.Block[T]{Close: end}
	for i := range tags {
		a := expr.Arm[T]{Tag: tags[i]}
		if list := arms.Entries[i].Value.Get("items"); list != nil {
			d.in("block", func() { d.in(strconv.Itoa(i), func() { d.in("items", func() { a.Body = items(list) }) }) })
		}
		b.Arms = append(b.Arms, a)
	}
	return b
}

// tags reads the tags of a block together: what a tag means may depend on the
// one that opens the block.
func (d *decoder) tags(arms, end *value.Node) (tags []expr.Tag, closing expr.Tag, ok bool) {
	if arms.Kind != value.Array || end == nil {
		d.wrong(arms, "this block lacks its arms or its end; expected a list of tags and `end` beside it")
		return nil, closing, false
	}
	var b strings.Builder
	for i := range arms.Entries {
		s, _ := written(arms.Entries[i].Value.Get("tag"))
		b.WriteString(s)
	}
	s, _ := written(end)
	b.WriteString(s)
	t, _ := templates.Parse(d.lang, source.NewFile("", []byte(b.String())).Whole())
	if len(t) != 1 || t[0].Block == nil || len(t[0].Block.Arms) != len(arms.Entries) {
		d.wrong(arms, "these tags are no block of "+d.lang.ID()+"; expected an opening tag, its else tags and its end")
		return nil, closing, false
	}
	for _, a := range t[0].Block.Arms {
		a.Tag.Span = arms.Span
		tags = append(tags, a.Tag)
	}
	closing = t[0].Block.Close
	closing.Span = end.Span
	return tags, closing, true
}
