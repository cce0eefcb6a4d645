package rewrite

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A host is how a language writes values.
type host struct {
	null, yes, no        string
	open, close          string // of objects
	listOpen, listClose  string
	colon                string
	key                  func(string) string // of an object
	text                 func(string) string // a literal
	format               func([]piece) (string, error)
	choose               func(cond, yes, no string) string
	spread, spreadMember string // before what is spread; "" where nothing can be
	// loop writes a repetition around an element; nil where there is none.
	loop func(item, clause string) string
	// joinOpen, joinSep and joinClose stand around and between pieces of a long
	// text, a line each.
	joinOpen, joinSep, joinClose string
	lastComma                    bool // behind the last element where each has a line
	env                          func(name, otherwise string) string
	envImport, envMark           string
	plus                         string // joins texts
	tabs                         bool
	pad                          bool // a blank within braces
	// elided leaves out of elements what the list around them says already.
	elided func(open string, elements []string)
	// tidy lays a call out as the language's own formatter does.
	tidy func(string) string
	// construct writes an object of a type of a library.
	construct func(p *printer, name string, members []member, depth int) string
}

// A piece is a part of a text: literal, or an expression with what formats it.
type piece struct {
	lit, expr, spec string
}

// width is how long a line may get before a value is broken into lines.
const width = 96

// indent is the white space before lines of a level.
func (h *host) indent(depth int) string {
	if h.tabs {
		return strings.Repeat("\t", depth)
	}
	return strings.Repeat("    ", depth)
}

// A member is one of an object of a library's type; one without a name says
// itself how it is added.
type member struct{ name, text string }

type printer struct {
	host   *host
	file   *source.File
	lang   string
	origin map[source.Span]*value.Node
	names  map[source.Span]string
	spread map[source.Span]bool // values that the program takes other lists from
	whole  map[source.Span]bool // values that are lists of their own
	call   source.Span
	// encoded is true where the bytes of the file are not those of the program: in a
	// notebook they are JSON.
	encoded bool
	// foreign is true where the program calls another library now.
	foreign bool
	notes   []string
}

// lists are members that are never anything but a list.
var lists = []string{"parts", "stop_sequences", "stopSequences"}

func newPrinter(h *host, s *Site) *printer {
	p := &printer{
		host: h, file: s.File, lang: s.Unit.Lang, call: s.Call.Span, names: s.names(),
		encoded: strings.HasSuffix(s.File.Path, ".ipynb"),
		origin:  map[source.Span]*value.Node{}, spread: map[source.Span]bool{}, whole: map[source.Span]bool{},
	}
	for _, name := range []string{"messages", "contents", "input"} {
		if v := s.Request.Get(name); v != nil && v.Kind == value.Hole {
			p.whole[v.Span] = true
		}
	}
	s.Request.Walk("", func(_ string, n *value.Node) {
		if !n.Span.IsZero() && p.origin[n.Span] == nil {
			p.origin[n.Span] = n
		}
		for _, name := range lists {
			if v := n.Get(name); v != nil && v.Kind == value.Hole {
				p.whole[v.Span] = true
			}
		}
		if v := n.Get("stop"); v != nil && v.Kind == value.Hole && h.elided != nil {
			p.whole[v.Span] = true // who has one text writes it into the call
		}
		for i := range n.Entries {
			if e := &n.Entries[i]; e.Spread && e.Value != nil && n.Kind == value.Array {
				p.spread[e.Value.Span] = true
			}
		}
	})
	return p
}

// named writes the members of an object as arguments by name.
func (p *printer) named(n *value.Node) (string, error) {
	var parts []string
	for i := range n.Entries {
		s, err := p.member(&n.Entries[i], 1, true)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	if flat := strings.Join(parts, ", "); len(flat) <= width-20 && !strings.Contains(flat, "\n") {
		return flat, nil
	}
	return p.lines(parts, 0), nil
}

// lines puts each part on a line of its own, one level deeper than depth.
func (p *printer) lines(parts []string, depth int) string {
	in := "\n" + p.host.indent(depth+1)
	s := in + strings.Join(parts, ","+in)
	if p.host.lastComma {
		s += ","
	}
	return s + "\n" + p.host.indent(depth)
}

// wrap writes parts between brackets, on one line where they fit.
func (p *printer) wrap(open, close string, parts []string, depth int) string {
	if len(parts) == 0 {
		return open + close
	}
	total := 4*depth + len(open) + len(close)
	broken := false
	for _, s := range parts {
		total += len(s) + 2
		broken = broken || strings.Contains(s, "\n")
	}
	if total <= width && !broken {
		pad := ""
		if p.host.pad && strings.HasSuffix(open, "{") {
			pad = " "
		}
		return open + pad + strings.Join(parts, ", ") + pad + close
	}
	return open + p.lines(parts, depth) + close
}

// value writes a value; lines behind the first are indented for depth.
func (p *printer) value(n *value.Node, depth int) (string, error) {
	if n == nil {
		return p.host.null, nil
	}
	if depth > maxDepth {
		return "", fmt.Errorf("it is nested more than %d levels deep", maxDepth)
	}
	if s, ok := p.asWritten(n); ok {
		return s, nil
	}
	switch n.Kind {
	case value.Null:
		return p.host.null, nil
	case value.Bool:
		if n.Bool {
			return p.host.yes, nil
		}
		return p.host.no, nil
	case value.Number:
		return n.Str, nil
	case value.String:
		return p.string(n.Str, depth), nil
	case value.Text:
		return p.textOf(n.Text, depth)
	case value.Hole:
		return p.expression(n.Tag)
	case value.Choice:
		return p.choice(n.Choice, func(m *value.Node) (string, error) {
			if m == nil {
				return p.host.null, nil
			}
			return p.value(m, depth)
		})
	case value.Array:
		return p.list(n.Entries, depth)
	case value.Object:
		return p.object(n.Entries, depth)
	}
	return "", errUnwritable
}

// maxDepth bounds values within values.
const maxDepth = 200

// asWritten returns what the program itself says for a value that has come
// through as it was: a name, or a literal with its own quotes.
func (p *printer) asWritten(n *value.Node) (string, bool) {
	if n.Span.IsZero() {
		return "", false
	}
	o := p.origin[n.Span]
	if o == nil || !same(o, n) {
		return "", false
	}
	if name := p.names[n.Span]; name != "" {
		return name, true
	}
	literal := n.Kind == value.Text || n.Kind == value.Choice || n.Kind == value.String && n.View != nil
	if !literal || p.encoded || !p.call.Contains(n.Span) {
		return "", false
	}
	s := p.file.Slice(n.Span)
	return s, s != ""
}

func (p *printer) list(es []value.Entry, depth int) (string, error) {
	if len(es) == 1 && es[0].Block != nil && es[0].Block.IsLoop() {
		return p.repeat(es[0].Block, depth)
	}
	if len(es) == 1 && es[0].Value != nil && es[0].Value.Kind == value.Hole && p.whole[es[0].Value.Span] {
		return p.value(es[0].Value, depth)
	}
	var parts []string
	for i := range es {
		s, err := p.item(&es[i], depth+1)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	return p.wrap(p.host.listOpen, p.host.listClose, parts, depth), nil
}

func (p *printer) item(e *value.Entry, depth int) (string, error) {
	switch {
	case e.Spread || e.Value != nil && e.Value.Kind == value.Hole && p.spread[e.Value.Span]:
		if p.host.spread == "" {
			return "", fmt.Errorf("a list takes in another one")
		}
		s, err := p.value(e.Value, depth)
		return p.host.spread + guarded(s), err
	case e.Block != nil:
		if p.host.spread == "" {
			return "", fmt.Errorf("a condition or loop stands around elements")
		}
		if e.Block.IsLoop() {
			s, err := p.repeat(e.Block, depth)
			return p.host.spread + s, err
		}
		s, err := p.arms(e.Block, depth, p.list)
		return p.host.spread + "(" + s + ")", err
	}
	return p.value(e.Value, depth)
}

// guarded puts an expression that is more than a name into brackets.
func guarded(s string) string {
	if strings.ContainsAny(s, " ") && !strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "[") {
		return "(" + s + ")"
	}
	return s
}

func (p *printer) repeat(b *expr.Block[[]value.Entry], depth int) (string, error) {
	if p.host.loop == nil || len(b.Arms) != 1 || len(b.Arms[0].Body) != 1 || b.Arms[0].Body[0].Block != nil || b.Arms[0].Tag.Src == "" {
		return "", fmt.Errorf("a loop stands around elements")
	}
	s, err := p.value(b.Arms[0].Body[0].Value, depth)
	return p.host.loop(s, b.Arms[0].Tag.Src), err
}

func (p *printer) object(es []value.Entry, depth int) (string, error) {
	var parts []string
	for i := range es {
		s, err := p.member(&es[i], depth+1, false)
		if err != nil {
			return "", err
		}
		parts = append(parts, s)
	}
	return p.wrap(p.host.open, p.host.close, parts, depth), nil
}

// member writes a member of an object, or an argument by name.
func (p *printer) member(e *value.Entry, depth int, named bool) (string, error) {
	if e.Block == nil && e.KeyNode == nil && !e.Spread {
		s, err := p.value(e.Value, depth)
		switch {
		case err != nil:
			return "", err
		case !named:
			return p.host.key(e.Key) + p.host.colon + s, nil
		case identifier(e.Key):
			return e.Key + "=" + s, nil
		}
		return p.host.spreadMember + p.host.open + p.host.key(e.Key) + p.host.colon + s + p.host.close, nil
	}
	if p.host.spreadMember == "" {
		return "", fmt.Errorf("members are known at run time only")
	}
	switch {
	case e.Block != nil:
		if e.Block.IsLoop() {
			return "", fmt.Errorf("a loop stands around members")
		}
		s, err := p.arms(e.Block, depth, p.object)
		return p.host.spreadMember + "(" + s + ")", err
	case e.KeyNode != nil:
		return "", fmt.Errorf("the name of a member is known at run time only")
	}
	s, err := p.value(e.Value, depth)
	return p.host.spreadMember + guarded(s), err
}

// arms writes a condition around entries as a choice of lists or objects.
func (p *printer) arms(b *expr.Block[[]value.Entry], depth int, write func([]value.Entry, int) (string, error)) (string, error) {
	rest, err := write(nil, depth)
	if err != nil {
		return "", err
	}
	for i := len(b.Arms) - 1; i >= 0; i-- {
		s, err := write(b.Arms[i].Body, depth)
		if err != nil {
			return "", err
		}
		if rest, err = p.arm(&b.Arms[i].Tag, s, rest); err != nil {
			return "", err
		}
	}
	return rest, nil
}

func (p *printer) choice(b *expr.Block[*value.Node], write func(*value.Node) (string, error)) (string, error) {
	rest := p.host.null
	for i := len(b.Arms) - 1; i >= 0; i-- {
		s, err := write(b.Arms[i].Body)
		if err != nil {
			return "", err
		}
		if rest, err = p.arm(&b.Arms[i].Tag, s, rest); err != nil {
			return "", err
		}
	}
	return rest, nil
}

// arm chooses between what an arm gives and what the later ones do.
func (p *printer) arm(t *expr.Tag, s, rest string) (string, error) {
	if t.Kind == expr.TagElse {
		return s, nil
	}
	cond, err := p.expression(t)
	if err != nil || p.host.choose == nil {
		return "", fmt.Errorf("a condition cannot be written")
	}
	return p.host.choose(cond, s, rest), nil
}

// identifier reports whether an argument can have the name.
func identifier(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9' || i == 0) {
			return false
		}
	}
	switch s {
	case "", "from", "import", "class", "def", "return", "in", "is", "not", "and", "or", "if", "else", "for", "while", "with", "as", "pass", "None", "True", "False", "lambda", "global", "try", "except", "raise", "yield", "del", "assert", "async", "await", "break", "continue", "elif", "finally", "nonlocal":
		return false
	}
	return true
}
