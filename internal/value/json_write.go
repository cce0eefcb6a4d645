package value

import (
	"errors"
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
)

// A Context tells a TagPrinter where its tag will stand.
type Context uint8

// The contexts of a tag.
const (
	InString       Context = iota // within the quotes of a string: the output must be escaped by the template
	InValue                       // where a value stands: the output must be JSON
	BetweenEntries                // around or between elements or members
)

// A TagPrinter writes template tags in some language. Tags without Src are
// made: they have a meaning only.
type TagPrinter interface {
	Tag(t expr.Tag, ctx Context) (string, error)
}

// A LiteralPrinter is a TagPrinter that guards literal text which its language
// would take for a tag.
type LiteralPrinter interface {
	// Literal returns what prints s, a piece of a JSON string that is escaped
	// for JSON already.
	Literal(s string) string
}

// JSONStyle says how a tree is printed. The zero value prints compact JSON in
// document order and refuses holes.
type JSONStyle struct {
	Indent string     // one level; "" prints everything on one line
	Sort   bool       // members in the order of RFC 8785; blocks stand after them
	Tags   TagPrinter // prints holes and blocks; nil refuses them
}

// ErrHoles is returned for a tree with holes where no TagPrinter is given.
var ErrHoles = errors.New("the value has template tags in it, which JSON cannot say")

// ErrSeparators is returned where no arrangement of commas is right for every
// outcome of the blocks in a list.
var ErrSeparators = errors.New("the commas cannot be made right for every outcome of its template blocks")

// JSON returns n as compact JSON; a tree with holes is ErrHoles.
func (n *Node) JSON() ([]byte, error) { return n.PrintJSON(JSONStyle{}) }

// Indented returns n as JSON with two spaces a level, ended by a newline.
func (n *Node) Indented() ([]byte, error) {
	b, err := n.PrintJSON(JSONStyle{Indent: "  "})
	return append(b, '\n'), err
}

// Canonical returns n in the form that digests and comparisons use: compact,
// members sorted by UTF-16 code units as RFC 8785 does, but numbers as they
// are written, because 1.0 and 1 are different prompts to a human reader.
func (n *Node) Canonical() ([]byte, error) { return n.PrintJSON(JSONStyle{Sort: true}) }

// PrintJSON returns n as JSON. Nil prints as null. Errors name the place as a
// JSON pointer.
func (n *Node) PrintJSON(style JSONStyle) ([]byte, error) {
	return n.AppendJSON(make([]byte, 0, n.sizeJSON()), style)
}

// AppendJSON is PrintJSON to the end of b, for those who print many trees and
// keep one buffer. After an error it returns nil.
func (n *Node) AppendJSON(b []byte, style JSONStyle) ([]byte, error) {
	w := jsonWriter{b: b, style: style, path: make(path, 0, usualDepth)}
	w.literals, _ = style.Tags.(LiteralPrinter)
	if err := w.value(n, 0); err != nil {
		return nil, err
	}
	return w.b, nil
}

// sizeJSON guesses how long n is as compact JSON: about right where texts have
// few escapes.
func (n *Node) sizeJSON() int {
	if n == nil {
		return 4
	}
	size := 4 + len(n.Str) + len(n.Str)/16
	for i := range n.Entries {
		size += 4 + len(n.Entries[i].Key) + n.Entries[i].Value.sizeJSON()
	}
	return size
}

type jsonWriter struct {
	b     []byte
	style JSONStyle
	lists int // ids of lists that need a comma state
	// literals is style.Tags where it guards literal text.
	literals LiteralPrinter
	path     path // where the writer stands, for errors
}

func (w *jsonWriter) newline(depth int) {
	if w.style.Indent == "" {
		return
	}
	w.b = append(w.b, '\n')
	for range depth {
		w.b = append(w.b, w.style.Indent...)
	}
}

func (w *jsonWriter) value(n *Node, depth int) error {
	if n == nil {
		w.b = append(w.b, "null"...)
		return nil
	}
	switch n.Kind {
	case Null:
		w.b = append(w.b, "null"...)
	case Bool:
		if n.Bool {
			w.b = append(w.b, "true"...)
		} else {
			w.b = append(w.b, "false"...)
		}
	case Number:
		if !IsJSONNumber(n.Str) {
			return fmt.Errorf("%s: %q is not a JSON number", w.path.place(), n.Str)
		}
		w.b = append(w.b, n.Str...)
	case String:
		w.quoted(n.Str)
	case Text:
		w.b = append(w.b, '"')
		if err := w.text(n.Text); err != nil {
			return err
		}
		w.b = append(w.b, '"')
	case Hole:
		return w.tag(n.Tag, InValue)
	case Choice:
		return w.choice(n.Choice, depth)
	case Array, Object:
		return w.container(n, depth)
	default:
		return fmt.Errorf("%s: a node of no kind", w.path.place())
	}
	return nil
}

// tag prints one tag; nil is a value that was never read.
func (w *jsonWriter) tag(t *expr.Tag, ctx Context) error {
	if w.style.Tags == nil || t == nil {
		return fmt.Errorf("%s: %w", w.path.place(), ErrHoles)
	}
	s, err := w.style.Tags.Tag(*t, ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", w.path.place(), err)
	}
	w.b = append(w.b, s...)
	return nil
}

func (w *jsonWriter) text(t expr.Text) error {
	for i := range t {
		s := &t[i]
		switch {
		case s.Block != nil:
			for j := range s.Block.Arms {
				a := &s.Block.Arms[j]
				if err := w.tag(&a.Tag, InString); err != nil {
					return err
				}
				if err := w.text(a.Body); err != nil {
					return err
				}
			}
			if err := w.tag(&s.Block.Close, InString); err != nil {
				return err
			}
		case s.Tag != nil:
			if err := w.tag(s.Tag, InString); err != nil {
				return err
			}
		default:
			w.escaped(s.Lit)
		}
	}
	return nil
}

func (w *jsonWriter) quoted(s string) {
	w.b = append(w.b, '"')
	w.escaped(s)
	w.b = append(w.b, '"')
}

// escaped appends the inside of a string.
func (w *jsonWriter) escaped(s string) {
	if w.literals != nil {
		w.b = append(w.b, w.literals.Literal(string(appendEscaped(nil, s)))...)
		return
	}
	w.b = appendEscaped(w.b, s)
}

func (w *jsonWriter) choice(c *expr.Block[*Node], depth int) error {
	for i := range c.Arms {
		if err := w.tag(&c.Arms[i].Tag, InValue); err != nil {
			return err
		}
		if v := c.Arms[i].Body; v != nil {
			if err := w.value(v, depth); err != nil {
				return err
			}
		}
	}
	return w.tag(&c.Close, InValue)
}

func (w *jsonWriter) container(n *Node, depth int) error {
	open, end := byte('{'), byte('}')
	if n.Kind == Array {
		open, end = '[', ']'
	}
	w.b = append(w.b, open)
	if len(n.Entries) > 0 {
		var err error
		if es, plain := w.ordered(n); plain {
			err = w.plain(n.Kind, es, depth+1)
		} else {
			l := listWriter{w: w, kind: n.Kind, depth: depth + 1}
			err = l.list(es)
		}
		if err != nil {
			return err
		}
		w.newline(depth)
	}
	w.b = append(w.b, end)
	return nil
}

// plain prints entries none of which is a block, a spread or absent: what any
// JSON text is.
func (w *jsonWriter) plain(kind Kind, es []Entry, depth int) error {
	w.path = append(w.path, step{})
	here := len(w.path) - 1
	for i := range es {
		e := &es[i]
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.newline(depth)
		w.path[here] = step{key: e.Key, i: i, array: kind == Array}
		if kind == Object {
			w.quoted(e.Key)
			w.b = append(w.b, ':')
			if w.style.Indent != "" {
				w.b = append(w.b, ' ')
			}
		}
		if err := w.value(e.Value, depth); err != nil {
			return err
		}
	}
	w.path = w.path[:here]
	return nil
}
