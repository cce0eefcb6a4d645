package value

import (
	"math"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// ReadJSON reads the JSON value in v. A byte order mark, comments and trailing
// commas are tolerated, because files that people keep have them; whatever
// else RFC 8259 does not allow is a problem. The node is nil only where there
// is nothing to read.
//
// With marks, a tag may stand wherever a value, element, member or piece of a
// string may. A block whose arms hold nothing but commas is a separator and
// leaves no trace; commas may stand inside or outside of the arms. A tag that
// may bring any number of entries (a statement, an include, a hole where a
// member should stand) is a spread of a Hole. Statements before and after the
// value are kept as spreads at the ends of the root.
func ReadJSON(v *source.View, opt Options) (*Node, []Problem) {
	if n := readStrict(v, opt); n != nil {
		return n, nil
	}
	return readTolerant(v, opt)
}

func readTolerant(v *source.View, opt Options) (*Node, []Problem) {
	p := &jsonReader{v: v, s: v.Text, marks: opt.Marks, rep: newReporter(v, opt), maxDepth: opt.maxDepth(), noViews: opt.NoViews}
	p.sync()
	root := p.document()
	return root, p.rep.probs
}

// jsonReader is a recursive descent reader; its recursion is bounded by
// maxDepth. It never moves backwards, which is what keeps it linear.
type jsonReader struct {
	v     *source.View
	s     string
	pos   int
	marks []expr.Tag
	mi    int // first mark that starts at or after pos
	next  int // where it starts; MaxInt without one

	depth, maxDepth int
	open            [2]int  // how many objects and arrays are open
	lost            int     // openers reported as unbalanced whose ends may still come
	gaveUp          bool    // the end of the text has been reported: no echoes
	shortStrings    bool    // a string ran to the end of the text: strings now end with their line
	stack           []Entry // entries of the lists that are being read
	noViews         bool
	slab            []Node
	rep             *reporter
}

const bom = "\ufeff"

// document reads the root value and what stands around it.
func (p *jsonReader) document() *Node {
	if len(p.s) >= len(bom) && p.s[:len(bom)] == bom {
		p.pos = len(bom)
		p.sync()
	}
	before := p.statements(true)
	root := p.value()
	if root == nil {
		if p.pos >= len(p.s) {
			p.rep.add(CodeSyntax, p.pos, p.pos, "there is no JSON value here; expected an object, array, string, number, true, false or null")
		} else {
			p.rep.add(CodeSyntax, p.pos, p.pos+1, "unexpected %s; expected a JSON value", quoteAt(p.s, p.pos))
		}
		if len(before) == 0 {
			return nil
		}
		return before[0].Value
	}
	after := p.statements(false)
	if p.pos < len(p.s) {
		p.rep.add(CodeTrailing, p.pos, len(p.s), "%s follows the JSON value that ended before; expected the end of the text (one value a line is JSON Lines: name such a file .jsonl)", quoteAt(p.s, p.pos))
	}
	if root.Kind == Object || root.Kind == Array {
		if len(before) > 0 {
			root.Entries = append(before, root.Entries...)
		}
		root.Entries = append(root.Entries, after...)
	}
	return root
}

// statements reads the tags that stand before or after the root value. Before
// it, a hole or a block is the value itself.
func (p *jsonReader) statements(leading bool) []Entry {
	var out []Entry
	for {
		p.space()
		t := p.mark()
		if t == nil {
			return out
		}
		switch t.Kind {
		case expr.TagElseIf, expr.TagElse, expr.TagEnd:
			p.stray(t)
			p.take()
			continue
		case expr.TagHole, expr.TagIf, expr.TagFor:
			if leading {
				return out
			}
		}
		p.take()
		n := p.hole(t, t.Start, t.End)
		out = append(out, Entry{Value: n, Spread: true, Span: n.Span})
	}
}

// sync moves the mark cursor to pos.
func (p *jsonReader) sync() {
	for p.mi < len(p.marks) && p.marks[p.mi].Start < p.pos {
		p.mi++
	}
	p.next = math.MaxInt
	if p.mi < len(p.marks) {
		p.next = p.marks[p.mi].Start
	}
}

// mark returns the tag that starts at pos, or nil.
func (p *jsonReader) mark() *expr.Tag {
	if p.pos != p.next {
		return nil
	}
	return &p.marks[p.mi]
}

// take consumes the tag at pos.
func (p *jsonReader) take() *expr.Tag {
	t := &p.marks[p.mi]
	p.pos = max(t.End, p.pos+1)
	p.sync()
	return t
}

// space skips white space, comments and template comments.
func (p *jsonReader) space() {
	for p.pos < len(p.s) {
		if p.pos == p.next {
			if p.marks[p.mi].Kind != expr.TagComment {
				return
			}
			p.take()
			continue
		}
		switch p.s[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		case '/':
			if !p.comment() {
				return
			}
		default:
			return
		}
	}
}

// comment skips a comment; it reports false where there is none.
func (p *jsonReader) comment() bool {
	rest := p.s[p.pos:]
	if len(rest) < 2 {
		return false
	}
	end := len(p.s)
	switch rest[1] {
	case '/':
		for i := p.pos; i < len(p.s); i++ {
			if p.s[i] == '\n' {
				end = i
				break
			}
		}
	case '*':
		closed := false
		for i := p.pos + 2; i+1 < len(p.s); i++ {
			if p.s[i] == '*' && p.s[i+1] == '/' {
				end, closed = i+2, true
				break
			}
		}
		if !closed {
			p.rep.add(CodeUnterminated, p.pos, p.pos+2, "this comment never ends; expected */")
		}
	default:
		return false
	}
	p.pos = end
	p.sync()
	return true
}

// node returns a new node for [start, pos).
func (p *jsonReader) node(kind Kind, start int) *Node {
	if len(p.slab) == 0 {
		// Few allocations without holding on to much: the first slabs are small.
		p.slab = make([]Node, min(256, max(4, len(p.s)/64)))
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.Kind = kind
	n.Span = p.v.Span(start, p.pos)
	return n
}

// value reads a value; nil where none stands at pos. A tag that is not a value
// (an end, an else) is none.
func (p *jsonReader) value() *Node {
	p.space()
	if p.pos >= len(p.s) {
		return nil
	}
	if p.pos == p.next {
		return p.markedValue()
	}
	switch c := p.s[p.pos]; c {
	case '{':
		return p.container(Object)
	case '[':
		return p.container(Array)
	case '"', '\'':
		start := p.pos
		lit := p.lexString()
		return p.stringNode(start, lit)
	case '}', ']', ',', ':':
		return nil
	}
	return p.word()
}

// enter counts one level down; at the limit it reports and gives up the rest.
func (p *jsonReader) enter(at int) bool {
	p.depth++
	if p.depth <= p.maxDepth {
		return true
	}
	p.gaveUp = true
	p.rep.addOnce(CodeDepth, at, at+1, "nested too deep: more than the limit of "+itoa(p.maxDepth)+" levels; what stands below is not read")
	p.pos = len(p.s)
	p.sync()
	return false
}

func (p *jsonReader) container(kind Kind) *Node {
	start := p.pos
	p.pos++
	p.sync()
	var es []Entry
	if p.enter(start) {
		p.open[kind-Array]++
		es = p.entries(kind, start, false)
		p.open[kind-Array]--
	}
	p.depth--
	n := p.node(kind, start)
	n.Entries = es
	return n
}

func closer(kind Kind) byte {
	if kind == Object {
		return '}'
	}
	return ']'
}

func entryName(kind Kind) string {
	if kind == Object {
		return "a member (\"key\": value)"
	}
	return "an element"
}

// quoteAt shows the character at off for a message.
func quoteAt(s string, off int) string {
	if off >= len(s) {
		return "the end of the text"
	}
	r, _ := utf8.DecodeRuneInString(s[off:])
	return quote(string(r))
}
