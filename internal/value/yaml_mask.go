package value

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// mask hides the template tags in b from the parser. Each becomes letters, so
// that it reads as (part of) a plain scalar. Lines of nothing but block tags
// become comments; with loneHoles so do lines of holes.
//
// In a block scalar a tag may stand further left than the text, as templates
// often have it. Such a line would end the scalar, so it is blanked.
func (r *yamlReader) mask(b []byte, loneHoles bool) {
	marks := r.opt.Marks
	r.inScalar = make([]bool, len(marks))
	r.onLines, r.loneHole = nil, false
	if len(marks) == 0 {
		return
	}
	for i := range marks {
		for k := marks[i].Start; k < marks[i].End && k < len(b); k++ {
			b[k] = 'x'
		}
	}
	m := masker{r: r, b: b, loneHoles: loneHoles}
	for at, k := r.base, 0; at < len(b); {
		end := at
		for end < len(b) && b[end] != '\n' && b[end] != '\r' {
			end++
		}
		first := k
		for k < len(marks) && marks[k].Start < end {
			k++
		}
		m.line(at, end, first, k)
		at = max(end+1, lineBreakBytes(b, end))
	}
	m.leave()
}

func lineBreakBytes(b []byte, i int) int {
	if i+1 < len(b) && b[i] == '\r' && b[i+1] == '\n' {
		return i + 2
	}
	return i + 1
}

// masker goes over the lines and keeps track of block scalars.
type masker struct {
	r         *yamlReader
	b         []byte
	loneHoles bool

	inBlock bool
	header  int       // indentation of the line with | or >
	indent  int       // indentation of the content; -1 until there is some
	pending []tagLine // shallow lines of tags that may be in the scalar
}

// A tagLine is a line with nothing but tags, marks[first:last].
type tagLine struct{ start, end, first, last int }

func (m *masker) line(start, end, first, last int) {
	text := string(m.b[start:end])
	trimmed := strings.TrimLeft(text, " ")
	lead := len(text) - len(trimmed)
	tags := tagLine{start, end, first, last}
	only := first < last && m.onlyTags(tags)
	blank := strings.TrimSpace(trimmed) == ""
	if m.inBlock {
		deep := m.indent >= 0 && lead >= m.indent || m.indent < 0 && lead > m.header
		switch {
		case blank:
			return
		case deep:
			if m.indent < 0 {
				m.indent = lead
			}
			for _, p := range m.pending {
				for i := p.start; i < p.end; i++ {
					m.b[i] = ' '
				}
			}
			m.pending = m.pending[:0]
			return
		case only:
			m.pending = append(m.pending, tags)
			return
		}
		m.leave()
	}
	if only {
		m.comment(tags)
		return
	}
	if !blank && isBlockHeader(trimmed) {
		m.inBlock, m.header, m.indent = true, lead, -1
	}
}

// leave ends a block scalar: shallow lines behind it were not in it.
func (m *masker) leave() {
	m.inBlock = false
	for _, p := range m.pending {
		m.comment(p)
	}
	m.pending = m.pending[:0]
}

// onlyTags reports whether nothing but white space stands beside the tags.
func (m *masker) onlyTags(t tagLine) bool {
	at := t.start
	for i := t.first; i < t.last; i++ {
		mark := &m.r.opt.Marks[i]
		if mark.Start < at || strings.TrimSpace(string(m.b[at:mark.Start])) != "" {
			return false
		}
		at = mark.End
	}
	return at <= t.end && strings.TrimSpace(string(m.b[at:t.end])) == ""
}

// comment makes a line of tags a comment for the parser.
func (m *masker) comment(t tagLine) {
	holes := false
	for i := t.first; i < t.last; i++ {
		holes = holes || m.r.opt.Marks[i].Kind == expr.TagHole
	}
	if holes && !m.loneHoles {
		m.r.loneHole = true
		return
	}
	for i := t.first; i < t.last; i++ {
		m.b[m.r.opt.Marks[i].Start] = '#'
		m.r.onLines = append(m.r.onLines, i)
	}
}

// isBlockHeader reports whether a line ends in the header of a block scalar.
func isBlockHeader(line string) bool {
	if i := strings.Index(line, " #"); i >= 0 {
		line = line[:i]
	}
	line = strings.TrimRight(line, " \t\r")
	head := strings.TrimRight(line, "+-0123456789")
	if len(line)-len(head) > 2 || head == "" {
		return false
	}
	if c := head[len(head)-1]; c != '|' && c != '>' {
		return false
	}
	before := strings.TrimRight(head[:len(head)-1], " \t")
	if before == "" {
		return true
	}
	// `key: |`, `- |`, `? |`, `key: !tag |`, `key: &anchor |`
	if len(before) == len(head)-1 {
		return false
	}
	if c := before[len(before)-1]; c == ':' || c == '-' || c == '?' {
		return true
	}
	word := before[strings.LastIndexAny(before, " \t")+1:]
	return strings.HasPrefix(word, "!") || strings.HasPrefix(word, "&") || before == "---"
}

// piecesIn cuts the text of a scalar at the tags in it; nil without any.
func (r *yamlReader) piecesIn(a *aligner) []piece {
	marks := r.opt.Marks
	i := sort.Search(len(marks), func(i int) bool { return marks[i].Start >= a.start })
	if i == len(marks) || marks[i].Start >= a.end {
		return nil
	}
	var out []piece
	at, k := 0, 0
	for ; i < len(marks) && marks[i].End <= a.end; i++ {
		t := &marks[i]
		for k < len(a.segs) && (a.segs[k].InEnd < t.End || !a.segs[k].Verbatim) {
			k++
		}
		if k == len(a.segs) || a.segs[k].In > t.Start {
			continue
		}
		r.inScalar[i] = true
		start := a.segs[k].Out + t.Start - a.segs[k].In
		if start > at {
			out = append(out, piece{start: at, end: start})
		}
		at = start + t.End - t.Start
		out = append(out, piece{start: start, end: at, tag: t})
	}
	if n := a.b.Len(); out != nil && at < n {
		out = append(out, piece{start: at, end: n})
	}
	return out
}

// marked turns a scalar with tags into what it stands for. A plain scalar that
// is one tag may become anything; one that is one condition is a choice.
func (r *yamlReader) marked(n *Node, pieces []piece, plain bool) *Node {
	if plain && len(pieces) == 1 {
		if t := pieces[0].tag; isValueTag(t) {
			return &Node{Kind: Hole, Tag: t, Span: n.Span}
		}
	}
	n.Kind, n.Str = Text, ""
	n.Text = nest(n.View, pieces, r.rep, r.maxDepth)
	if plain && len(n.Text) == 1 && n.Text[0].Block != nil {
		if c := r.choice(n); c != nil {
			return c
		}
	}
	return n
}

// choice returns a plain scalar that is one block as a Choice: arms are plain
// scalars by themselves.
func (r *yamlReader) choice(n *Node) *Node {
	b := n.Text[0].Block
	out := &expr.Block[*Node]{Close: b.Close}
	for i := range b.Arms {
		a := expr.Arm[*Node]{Tag: b.Arms[i].Tag}
		switch body := b.Arms[i].Body; {
		case len(body) == 0:
		case len(body) > 1 || body[0].Block != nil:
			return nil
		case body[0].Tag != nil:
			a.Body = &Node{Kind: Hole, Tag: body[0].Tag, Span: body[0].Span}
		default:
			a.Body = plainNode(strings.TrimSpace(body[0].Lit))
			a.Body.Span = body[0].Span
		}
		out.Arms = append(out.Arms, a)
	}
	return &Node{Kind: Choice, Choice: out, Span: n.Span}
}

// plainNode resolves text as a plain scalar.
func plainNode(s string) *Node {
	switch kind, num := resolvePlain(s); {
	case kind == Number && num != "":
		return NewNumber(num)
	case kind == Bool:
		return NewBool(s[0] == 't' || s[0] == 'T')
	case kind == Null:
		return NewNull()
	}
	return NewString(s)
}
