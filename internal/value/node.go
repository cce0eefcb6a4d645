// Package value is the tree that dialects read and write. JSON, YAML, front
// matter, keyword arguments and object literals are all read into it, so that
// one dialect reader serves request files, prompt files and call sites. Partial
// knowledge is the normal case: a value may be a hole, an element may stand in
// a loop, a spread may bring members that nobody can see.
package value

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// Kind tells what a Node is.
type Kind uint8

// The kinds of node.
const (
	Null   Kind = iota + 1
	Bool        // Node.Bool
	Number      // Node.Str, as written
	String      // Node.Str, decoded
	Text        // Node.Text: a string with holes
	Array       // Node.Entries without keys
	Object      // Node.Entries with keys
	Hole        // Node.Tag: an expression that stands for the whole value
	Choice      // Node.Choice: one value per arm of a condition
)

// A Node is a value and where it stands.
type Node struct {
	// The small fields stand together: a request is hundreds of nodes.
	Kind   Kind
	Bool   bool
	origin origin
	id     int32 // number in the Index that holds it, counted from 1

	Span    source.Span // the value in raw bytes; zero when made
	Str     string
	Text    expr.Text
	Entries []Entry
	Tag     *expr.Tag
	Choice  *expr.Block[*Node] // arm bodies may be nil: absent
	// View maps the decoded text of a String or Text to raw bytes; nil when
	// the node was made, or read without views.
	View *source.View
}

// origin tells what else the bytes of a YAML node stand for.
type origin uint8

const (
	own      origin = iota // nothing: an edit changes this node only
	anchored               // within an anchor that aliases repeat, or within such a copy
	aliasOf                // an alias: the copy as a whole
)

// An Entry is an element or a member, or a template block around some, or a
// spread (`**opts`, `...opts`) that adds members or elements nobody can see.
type Entry struct {
	Key     string
	KeySpan source.Span
	// KeyNode is set where the key itself has holes (Kind Text or Hole). Such
	// an entry is a spread as well: nobody can tell which member it is.
	KeyNode *Node
	Value   *Node // nil for a block
	Spread  bool  // Value is what is spread, or has a KeyNode
	Block   *expr.Block[[]Entry]
	// Span is key and value, or the block with its tags.
	Span source.Span
}

// Constructors for nodes that writers make.

// NewNull returns a null.
func NewNull() *Node { return &Node{Kind: Null} }

// NewBool returns a boolean.
func NewBool(b bool) *Node { return &Node{Kind: Bool, Bool: b} }

// NewNumber returns a number with the given source text, which must be JSON.
func NewNumber(text string) *Node { return &Node{Kind: Number, Str: text} }

// NewString returns a string.
func NewString(s string) *Node { return &Node{Kind: String, Str: s} }

// NewText returns t as a Text node, or as a String where it has no holes.
func NewText(t expr.Text) *Node {
	if s, ok := t.Literal(); ok && !hasComment(t) {
		return NewString(s)
	}
	return &Node{Kind: Text, Text: t}
}

func hasComment(t expr.Text) bool {
	for _, s := range t {
		if s.Tag != nil {
			return true
		}
	}
	return false
}

// NewArray returns an array of the given elements.
func NewArray(items ...*Node) *Node {
	n := &Node{Kind: Array}
	if len(items) > 0 {
		n.Entries = make([]Entry, len(items))
	}
	for i, it := range items {
		n.Entries[i].Value = it
	}
	return n
}

// NewObject returns an object; kv alternates keys (string) and values (*Node).
// Members whose value is nil are left out.
func NewObject(kv ...any) *Node {
	n := &Node{Kind: Object, Entries: make([]Entry, 0, len(kv)/2)}
	for i := 0; i+1 < len(kv); i += 2 {
		if v, _ := kv[i+1].(*Node); v != nil {
			n.Set(kv[i].(string), v)
		}
	}
	return n
}

// Set appends the member, or replaces the value of an unconditional one of the
// same key. A nil value is ignored. A choice that is absent in some case cannot
// stand as a value: the condition goes around the member.
func (n *Node) Set(key string, v *Node) {
	if v == nil {
		return
	}
	if v.Kind == Choice && absentArm(v) {
		n.Entries = append(n.Entries, Entry{Block: memberBlock(key, v)})
		return
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Key == key && e.Block == nil && !e.Spread {
			e.Value = v
			return
		}
	}
	if n.Entries == nil {
		n.Entries = make([]Entry, 0, 2) // role and content, type and text
	}
	n.Entries = append(n.Entries, Entry{Key: key, Value: v})
}

// Get returns the value of member key, or nil. A member that stands in a
// condition comes as a Choice whose other arms are absent.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Object {
		return nil
	}
	blocks := false
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Key == key && e.Block == nil && !e.Spread {
			return e.Value
		}
		blocks = blocks || e.Block != nil
	}
	if blocks {
		for _, m := range n.Members() {
			if m.Key == key && !m.Spread {
				return m.Value
			}
		}
	}
	return nil
}

// Append adds elements to an array.
func (n *Node) Append(items ...*Node) {
	for _, it := range items {
		if it != nil {
			n.Entries = append(n.Entries, Entry{Value: it})
		}
	}
}

// IsString reports whether n is literal text.
func (n *Node) IsString() bool { return n != nil && n.Kind == String }

// Is reports whether n is literal text equal to s.
func (n *Node) Is(s string) bool { return n.IsString() && n.Str == s }

// Literal reports whether n and everything below it is known: no holes, no
// choices, no blocks and no spreads.
func (n *Node) Literal() bool {
	if n == nil {
		return true
	}
	switch n.Kind {
	case Text, Hole, Choice:
		return false
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Block != nil || e.Spread || !e.Value.Literal() {
			return false
		}
	}
	return true
}

// Open reports whether an object or array may hold more than is seen: it has a
// spread, at any depth of blocks.
func (n *Node) Open() bool {
	return n != nil && openEntries(n.Entries)
}

func openEntries(es []Entry) bool {
	for i := range es {
		if es[i].Spread {
			return true
		}
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				if openEntries(b.Arms[j].Body) {
					return true
				}
			}
		}
	}
	return false
}

// String names the kind for messages.
func (k Kind) String() string {
	names := [...]string{"nothing", "null", "boolean", "number", "string", "text with holes", "array", "object", "hole", "choice"}
	if int(k) >= len(names) {
		return names[0]
	}
	return names[k]
}
