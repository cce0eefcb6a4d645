package value

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/source"
	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// ReadYAML reads the documents in v by the core schema of YAML 1.2: yes, no, on
// and off are strings. Numbers that JSON has no notation for (0x10, 1_000, .5)
// are converted; their span shows the source.
//
// An alias is a copy of what it stands for, placed where the alias stands, and
// merge keys are carried out. Text that an alias repeats cannot be edited. A
// value with a tag of its own (!include) is a Hole in the language "yaml".
//
// With marks, lines that hold nothing but block tags become blocks around the
// entries between them, other tags are holes in their scalars. After a syntax
// error the documents and entries before it are returned.
func ReadYAML(v *source.View, opt Options) ([]*Node, []Problem) {
	r := &yamlReader{v: v, rep: newReporter(v, opt), opt: opt, maxDepth: opt.maxDepth()}
	r.budget = aliasBudget(len(v.Text))
	docs := r.read()
	return docs, r.rep.probs
}

// aliasBudget is the number of nodes that aliases may add: enough for every
// honest file, and linear in its size.
func aliasBudget(size int) int { return 10_000 + size }

type yamlReader struct {
	v     *source.View
	s     string // what the parser is given: ASCII, as long as the text
	base  int    // where s begins for the parser: behind a byte order mark
	lines []int  // offset of the first byte of every line in s
	rep   *reporter
	opt   Options

	inScalar []bool // for every mark: it stands in a scalar
	onLines  []int  // marks on lines of their own, which the parser saw as comments
	loneHole bool   // a line holds nothing but holes
	targets  map[*yaml.Node]bool
	open     map[*yaml.Node]bool // aliased nodes that are being expanded
	frozen   int                 // above 0: inside of an anchored value that has aliases
	gone     map[int]bool        // where aliases of unknown anchors stand
	alias    *source.Span        // set while an alias is expanded: where it stands in the text
	flow     int                 // depth of flow collections
	column   int                 // where the lines of the collection around begin
	end      int                 // where the node that was converted last ends
	budget   int
	depth    int
	maxDepth int
}

func (r *yamlReader) read() []*Node {
	r.prepare(false)
	docs, fail := r.load(r.s[r.base:])
	if fail != nil && r.loneHole {
		// A line that is one hole may bring whole entries instead of a value.
		r.prepare(true)
		if again, err := r.load(r.s[r.base:]); err == nil {
			docs, fail = again, nil
		} else {
			r.prepare(false)
		}
	}
	if fail != nil {
		docs = r.recover(docs, fail)
	}
	out := make([]*Node, 0, len(docs))
	for _, d := range docs {
		if n := r.document(d); n != nil {
			out = append(out, n)
		}
	}
	r.weave(out)
	for _, n := range out {
		r.duplicates(n)
	}
	return out
}

// load parses text into document nodes; on an error those before it.
func (r *yamlReader) load(text string) (docs []*yaml.Node, err error) {
	l, err := yaml.NewLoader(strings.NewReader(text), yaml.WithPlugin(
		loaderlimits.New(loaderlimits.DepthValue(r.maxDepth), loaderlimits.AliasNone())))
	if err != nil {
		return nil, err
	}
	for {
		d := &yaml.Node{}
		if err := l.Load(d); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return docs, err
		}
		docs = append(docs, d)
	}
}

// salvage reports err and returns what can be read of the text before it.
func (r *yamlReader) salvage(docs []*yaml.Node, err error) []*yaml.Node {
	at, from := r.report(err, "; what follows is not read")
	for _, cut := range []int{at, from, r.topLevel(at)} {
		line := r.lineStart(cut)
		if line <= r.base {
			continue
		}
		if got, err := r.load(r.s[r.base:line]); len(got) >= len(docs) && len(got) > 0 {
			docs = got
			if err == nil {
				break
			}
		}
	}
	return docs
}

// topLevel returns the start of the last line before off that is not indented.
func (r *yamlReader) topLevel(off int) int {
	i := r.lineOf(off) - 1
	for ; i > 0; i-- {
		if c := r.s[r.lines[i]]; c > ' ' && c != '#' {
			break
		}
	}
	return r.lines[max(i, 0)]
}

// report turns the parser's error into a problem and returns its offset and
// that of the construct it began in. rest says what becomes of what follows.
func (r *yamlReader) report(err error, rest string) (at, from int) {
	at, from, msg := r.fault(err)
	tab := r.tabAt(at)
	switch {
	case tab >= 0:
		r.rep.add(CodeTab, tab, tab+1, "a tab indents this line; YAML indents with spaces only: replace the tab")
	case strings.Contains(msg, "depth"):
		r.rep.add(CodeDepth, at, at, "nested too deep: more than the limit of %d levels", r.maxDepth)
	case strings.Contains(msg, "unknown anchor"):
		r.rep.add(CodeAlias, at, r.aliasEnd(at), "%s; expected an alias of an anchor (&name) that stands before it; quote the value if * is meant literally", msg)
	default:
		r.rep.add(CodeSyntax, at, at, "not valid YAML: %s%s", msg, rest)
	}
	return at, from
}

// fault returns where the parser stumbled, where the construct began that it
// was in, and its words.
func (r *yamlReader) fault(err error) (at, from int, msg string) {
	var le *yaml.LoadError
	msg, at = err.Error(), len(r.s)
	if !errors.As(err, &le) {
		return at, 0, msg
	}
	msg = le.Message
	if le.Mark.Line > 0 {
		at = r.pos(le.Mark.Line, le.Mark.Column)
	}
	from = at
	if le.ContextMark.Line > 0 {
		from = r.pos(le.ContextMark.Line, le.ContextMark.Column)
		if le.ContextMsg != "" {
			msg = le.ContextMsg + " at " + r.rep.at(from) + ": " + msg
		}
	}
	return at, from, msg
}

// pos converts the parser's position to an offset.
func (r *yamlReader) pos(line, col int) int {
	if line < 1 || line > len(r.lines) {
		return len(r.s)
	}
	return min(r.lines[line-1]+max(col-1, 0), len(r.s))
}

func (r *yamlReader) offset(n *yaml.Node) int { return r.pos(n.Line, n.Column) }

// lineOf returns the index of the line that holds off.
func (r *yamlReader) lineOf(off int) int {
	lo, hi := 0, len(r.lines)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; r.lines[mid] <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

func (r *yamlReader) lineStart(off int) int { return r.lines[r.lineOf(off)] }

// prepare makes the text for the parser. The parser counts columns in
// characters and stumbles over bytes that are not UTF-8, over the line breaks
// of YAML 1.1 and over template tags. So it is given ASCII of the same length
// in which those stand as letters; scalars are then read from the real text.
func (r *yamlReader) prepare(loneHoles bool) {
	text := r.v.Text
	b := []byte(text)
	if strings.HasPrefix(text, bom) {
		r.base = len(bom)
	}
	for i, c := range b {
		switch {
		case c >= utf8.RuneSelf:
			b[i] = asciiFor(c)
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7F:
			b[i] = 'x'
			r.rep.addOnce(CodeSyntax, i, i+1, "a control character stands in the text; expected it as an escape in double quotes")
		}
	}
	if !utf8.ValidString(text) {
		for i, c := range text {
			if c == utf8.RuneError && text[i] != 0xEF {
				r.rep.addOnce(CodeInvalidUTF8, i, i+1, "the text is not valid UTF-8 here; expected UTF-8: convert the file")
				break
			}
		}
	}
	r.mask(b, loneHoles)
	hideVersion(b[r.base:])
	r.s = string(b)
	r.lines = append(r.lines[:0], r.base)
	for i, c := range b {
		if c == '\n' || c == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			r.lines = append(r.lines, i+1)
		}
	}
}

// hideVersion makes a remark of the directive %YAML 1.2 at the head of a text: the
// parser refuses all versions but 1.1, and reads this one as well.
func hideVersion(b []byte) {
	for len(b) > 0 {
		if bytes.HasPrefix(b, []byte("%YAML 1.2")) {
			b[0] = '#'
			return
		}
		end := bytes.IndexByte(b, '\n') + 1
		if line := bytes.TrimSpace(b[:end]); end == 0 || len(line) > 0 && line[0] != '#' && line[0] != '%' {
			return
		}
		b = b[end:]
	}
}

// asciiFor maps a byte of a multi-byte character to a letter or digit, bytes of
// the same role to different ones, so that names remain different.
func asciiFor(c byte) byte {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$"
	return letters[c&63]
}

// document converts the root of a document; nil for an empty one.
func (r *yamlReader) document(d *yaml.Node) *Node {
	if len(d.Content) == 0 {
		return nil
	}
	r.targets = map[*yaml.Node]bool{}
	r.open = map[*yaml.Node]bool{}
	aliasTargets(d, r.targets)
	return r.convert(d.Content[0])
}

func aliasTargets(n *yaml.Node, out map[*yaml.Node]bool) {
	if n.Alias != nil {
		out[n.Alias] = true
	}
	for _, c := range n.Content {
		aliasTargets(c, out)
	}
}

// duplicates reports keys that stand twice in one list of members.
func (r *yamlReader) duplicates(n *Node) {
	var list func(es []Entry)
	var node func(n *Node)
	list = func(es []Entry) {
		keys := keySet{}
		for i := range es {
			e := &es[i]
			if b := e.Block; b != nil {
				for j := range b.Arms {
					list(b.Arms[j].Body)
				}
				continue
			}
			if !e.Spread {
				if first, dup := keys.add(es[:i], e); dup {
					r.rep.duplicate(e.Key, e.KeySpan, first)
				}
			}
			node(e.Value)
		}
	}
	node = func(n *Node) {
		switch {
		case n == nil:
		case n.Kind == Object:
			list(n.Entries)
		case n.Kind == Array:
			eachValue(n.Entries, node)
		}
	}
	node(n)
}

// eachValue calls f for every value in es, those in blocks included.
func eachValue(es []Entry, f func(*Node)) {
	for i := range es {
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				eachValue(b.Arms[j].Body, f)
			}
			continue
		}
		f(es[i].Value)
	}
}
