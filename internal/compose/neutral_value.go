package compose

import (
	"errors"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// The extension block of a neutral file is plain YAML, and yet it has to keep
// values that YAML cannot say: holes, conditions, loops. They are written as
// mappings with one of these keys. A mapping of the prompt that has such a key
// itself is written as keyMembers.
const (
	keyText    = "$text"    // a text of the template language
	keyValue   = "$value"   // a tag that stands for the whole value
	keyChoice  = "$choice"  // arms of {tag, value}; end is beside it
	keyList    = "$list"    // an array with blocks or spreads
	keyMembers = "$members" // an object with blocks, spreads or repeated keys
	keyNull    = "$null"    // null, where a bare null would mean "not set"
)

var reserved = []string{keyText, keyValue, keyChoice, keyList, keyMembers, keyNull}

// An encoder writes the parts of a prompt as literal trees. Tags are printed in
// one template language, so that two prompts that say the same in different
// languages give the same tree.
type encoder struct {
	lang    templates.Language
	printer templates.Printer // of the tags around list elements
	lost    []string          // what the language cannot say
	notes   []string          // what it says only approximately
}

func newEncoder(lang templates.Language) *encoder {
	return &encoder{lang: lang, printer: lang.Printer()}
}

// err returns what could not be said, nil where all could.
func (c *encoder) err() error {
	if len(c.lost) == 0 {
		return nil
	}
	return errors.New(strings.Join(c.lost, "; "))
}

func (c *encoder) problems(ps []templates.Problem) {
	for _, p := range ps {
		switch p.Kind {
		case templates.NoEquivalent:
			c.lost = append(c.lost, p.Message)
		case templates.Approximate:
			c.notes = append(c.notes, p.Message)
		}
	}
}

// print returns a text in the encoder's language.
func (c *encoder) print(t expr.Text) string {
	s, problems := templates.Print(c.lang, t)
	c.problems(problems)
	return s
}

// tag returns a tag around list elements. Such tags are printed in document
// order: the printer remembers what is open.
func (c *encoder) tag(t expr.Tag) *value.Node {
	s, err := c.printer.Print(t)
	if err != nil {
		c.lost = append(c.lost, err.Error())
	}
	return value.NewString(s)
}

// closing returns the tag that ends a block.
func (c *encoder) closing(t expr.Tag) *value.Node {
	if t.Kind != expr.TagEnd {
		t = expr.Tag{Kind: expr.TagEnd}
	}
	return c.tag(t)
}

// text encodes a value in the place of a prompt text: literal text is one of
// the template language there.
func (c *encoder) text(n *value.Node) *value.Node {
	if !n.IsString() {
		return c.value(n)
	}
	s := c.print(expr.Text{{Lit: n.Str}})
	if s == n.Str && !isReference(s) {
		return value.NewString(s)
	}
	return value.NewObject(keyText, value.NewString(s))
}

// value encodes any value; nil gives nil.
func (c *encoder) value(n *value.Node) *value.Node {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.String:
		if isReference(n.Str) {
			return value.NewObject(keyText, value.NewString(c.print(expr.Text{{Lit: n.Str}})))
		}
		return value.NewString(n.Str)
	case value.Text:
		return value.NewObject(keyText, value.NewString(c.print(n.Text)))
	case value.Hole:
		if _, _, _, ok := prompty.Reference(n); ok {
			return value.NewString(n.Tag.Src)
		}
		return value.NewObject(keyValue, value.NewString(c.print(expr.Text{{Tag: n.Tag}})))
	case value.Choice:
		arms := value.NewArray()
		for i := range n.Choice.Arms {
			a := &n.Choice.Arms[i]
			arms.Append(value.NewObject("tag", c.tag(a.Tag), "value", c.value(a.Body)))
		}
		return value.NewObject(keyChoice, arms, "end", c.closing(n.Choice.Close))
	case value.Array:
		if plain(n) {
			out := value.NewArray()
			for i := range n.Entries {
				out.Append(c.value(n.Entries[i].Value))
			}
			return out
		}
		return value.NewObject(keyList, c.entries(n.Entries, value.Array))
	case value.Object:
		if plain(n) {
			out := &value.Node{Kind: value.Object}
			for i := range n.Entries {
				out.Set(n.Entries[i].Key, c.value(n.Entries[i].Value))
			}
			return out
		}
		return value.NewObject(keyMembers, c.entries(n.Entries, value.Object))
	}
	out := *n.Clone()
	return &out
}

// entries encodes the entries of an array or object one by one.
func (c *encoder) entries(es []value.Entry, kind value.Kind) *value.Node {
	out := value.NewArray()
	for i := range es {
		e := &es[i]
		switch {
		case e.Block != nil:
			arms := value.NewArray()
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				arms.Append(value.NewObject("tag", c.tag(a.Tag), "items", c.entries(a.Body, kind)))
			}
			out.Append(value.NewObject("block", arms, "end", c.closing(e.Block.Close)))
		case e.KeyNode != nil:
			out.Append(value.NewObject("key_value", c.value(e.KeyNode), "value", c.value(e.Value)))
		case e.Spread:
			out.Append(value.NewObject("spread", c.value(e.Value)))
		case kind == value.Object:
			out.Append(value.NewObject("key", value.NewString(e.Key), "value", c.value(e.Value)))
		default:
			out.Append(value.NewObject("value", c.value(e.Value)))
		}
	}
	return out
}

// plain reports whether YAML can say the shape of n: no blocks, no spreads, no
// repeated keys and none that the extension has a meaning for.
func plain(n *value.Node) bool {
	seen := make(map[string]bool, len(n.Entries))
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || e.KeyNode != nil || e.Value == nil {
			return false
		}
		if n.Kind != value.Object {
			continue
		}
		if seen[e.Key] {
			return false
		}
		seen[e.Key] = true
		for _, k := range reserved {
			if e.Key == k {
				return false
			}
		}
	}
	return true
}

// isReference reports whether a literal text would be read as a reference of
// Prompty (`${env:NAME}`).
func isReference(s string) bool {
	return strings.HasPrefix(s, "${") && strings.HasSuffix(s, "}")
}
