package translate

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// MediaPolicy says what to do with media that a target cannot take as it is.
type MediaPolicy string

// The media policies of `--media`. Nothing is ever downloaded.
const (
	MediaRefuse      MediaPolicy = "refuse"      // no request is written
	MediaKeep        MediaPolicy = "keep"        // written as it stands, entered as dropped meaning
	MediaPlaceholder MediaPolicy = "placeholder" // a text part names what stood there
)

// A Writer is what a dialect writes with. It keeps the account: every leaf of
// the source must be carried (Carry, Mark) or named (Note, Drop …); what is
// neither when the dialect returns is entered as dropped.
type Writer struct {
	Target Target
	Media  MediaPolicy
	// Same is true when the target is the prompt's own dialect, version and
	// model: nothing is gated, added or normalised.
	Same bool

	cat       *catalog.Catalog
	p         *prompt.Prompt
	from      *catalog.DialectInfo // the prompt's own dialect; nil when neutral
	ix        *value.Index
	name      string       // of the target, in full
	arena     *value.Arena // of the output's copies
	carried   []bool       // by number in ix
	named     []bool       // covered by a ledger entry
	entries   []pending
	conds     []string // conditions around what is being written
	modelDep  []string // what gated losses depend on; nil when the model is certain
	ids       *callIDs
	bound     binding // what binding schemas have used of the request's limits
	taken     map[string]bool
	all       bool // enter plain moves, too
	moves     []move
	keepModel bool
}

type pending struct {
	Entry
	num int         // source order; -1 for added entries
	out *value.Node // node of the output that To points to
	// left is true for what nobody accounted for.
	left bool
}

func newWriter(p *prompt.Prompt, from *catalog.DialectInfo, t Target, media MediaPolicy) *Writer {
	w := &Writer{Target: t, Media: media, p: p, from: from, ix: p.Source, arena: &value.Arena{}}
	if w.ix == nil {
		w.ix = value.NewIndex(nil)
	}
	n := w.ix.Len()
	said := make([]bool, 2*n)
	w.carried, w.named = said[:n:n], said[n:]
	switch {
	case p.Model != nil && !p.Model.Value.IsString():
		w.modelDep = []string{"model"}
	case !t.Named:
		w.modelDep = []string{"model"}
	}
	return w
}

// Carry returns a copy of n for the output and enters everything below n as
// carried. A nil n gives nil.
func (w *Writer) Carry(n *value.Node) *value.Node {
	w.Mark(n)
	c := w.arena.Clone(n)
	if w.all && w.ix.Num(n) >= 0 {
		w.moves = append(w.moves, move{n, c})
	}
	return c
}

// A move is a node of the source and its copy in the output.
type move struct{ from, to *value.Node }

// exact enters the plain moves, for those who want the whole account.
func (w *Writer) exact() {
	for _, m := range w.moves {
		i := w.ix.Num(m.from)
		if w.named[i] {
			continue
		}
		w.Warn(m.from, w.settingAt(i), Exact, "carried over as it is", To(m.to))
	}
}

// Mark enters nodes and everything below them as carried by other means than
// a copy: their meaning is in the output.
func (w *Writer) Mark(ns ...*value.Node) { w.set(w.carried, ns...) }

// MarkAt enters the values that only say what a node is.
func (w *Writer) MarkAt(at prompt.At) { w.Mark(at.Marks...) }

func (w *Writer) set(bits []bool, ns ...*value.Node) {
	for _, n := range ns {
		i := w.ix.Num(n)
		if i < 0 {
			// A conditional member is a choice that Members made: its arms are
			// the nodes of the source.
			if n != nil && n.Kind == value.Choice {
				for k := range n.Choice.Arms {
					w.set(bits, n.Choice.Arms[k].Body)
				}
			}
			continue
		}
		for j := i; j <= w.ix.Last(i); j++ {
			bits[j] = true
		}
	}
}

// An Option completes a ledger entry.
type Option func(*pending)

// To says where in the output the piece went.
func To(n *value.Node) Option { return func(p *pending) { p.out = n } }

// By gives the source of the vendor fact behind the entry.
func By(r catalog.Ref) Option {
	return func(p *pending) {
		if r.Source != "" {
			p.Ref = r
		}
	}
}

// Maybe makes the entry a possible one that depends on the given things.
func Maybe(deps ...string) Option {
	return func(p *pending) {
		p.Certainty = Possible
		for _, d := range deps {
			if d != "" && !slices.Contains(p.DependsOn, d) { // a condition without a text depends on nothing that has a name
				p.DependsOn = append(p.DependsOn, d)
			}
		}
	}
}

// Note enters what became of n. The entry covers n and what lies below it,
// except what Carry or Mark have covered.
func (w *Writer) Note(n *value.Node, feature string, o Outcome, message string, opts ...Option) {
	w.set(w.named, n)
	w.note(n, feature, o, message, opts)
}

// Warn enters a statement about n without covering anything: n itself is
// carried, yet something about it changes.
func (w *Writer) Warn(n *value.Node, feature string, o Outcome, message string, opts ...Option) {
	w.note(n, feature, o, message, opts)
}

// Drop enters n as gone.
func (w *Writer) Drop(n *value.Node, feature, message string, opts ...Option) {
	w.Note(n, feature, Dropped, message, opts...)
}

// Add enters something that the writer invented.
func (w *Writer) Add(out *value.Node, feature, message string, opts ...Option) {
	w.note(nil, feature, Added, message, append(opts, To(out)))
}

// Refuse enters that no valid request can say n.
func (w *Writer) Refuse(n *value.Node, feature, message string, opts ...Option) {
	w.Note(n, feature, Refused, message, opts...)
}

func (w *Writer) note(n *value.Node, feature string, o Outcome, message string, opts []Option) {
	if w.name == "" {
		w.name = w.Target.String()
	}
	if w.entries == nil {
		w.entries = make([]pending, 0, 8)
	}
	w.entries = append(w.entries, pending{num: -1, Entry: Entry{
		Feature: feature, Outcome: o, Target: w.name, Certainty: Certain,
		DependsOn: []string{}, Message: message, Ref: w.Target.Dialect.Ref,
	}})
	p := &w.entries[len(w.entries)-1]
	if n != nil {
		p.num, p.Span, p.Node = w.numOf(n), n.Span, n
		if p.num >= 0 {
			p.Path = w.ix.Pointer(p.num)
		}
	}
	if len(w.conds) > 0 {
		Maybe(w.conds...)(p)
	}
	for _, f := range opts {
		f(p)
	}
}

// numOf returns the number of n; a choice that Members made stands where its
// first arm does.
func (w *Writer) numOf(n *value.Node) int {
	if i := w.ix.Num(n); i >= 0 || n.Kind != value.Choice {
		return i
	}
	for k := range n.Choice.Arms {
		if v := n.Choice.Arms[k].Body; v != nil {
			return w.numOf(v)
		}
	}
	return -1
}

// When runs f with a condition around it: entries made inside are possible and
// depend on the condition.
func (w *Writer) When(cond string, f func()) {
	w.conds = append(w.conds, cond)
	f()
	w.conds = w.conds[:len(w.conds)-1]
}

// Gate asks whether the target's model has a capability. Losses that follow
// from the answer are certain only with a model that is known to the letter;
// opts carries that and the fact's source.
func (w *Writer) Gate(name string) (is catalog.Tri, opts []Option, g catalog.Gate) {
	g = w.Target.Model.Gate(name)
	option, v, ok := strings.Cut(g.Unless, "=")
	if ok && g.Is == catalog.No {
		if s := w.Setting1(prompt.Param(option)); s != nil && s.Value.Is(v) {
			g.Is = catalog.Yes
		}
	}
	opts = []Option{By(g.Ref)}
	if s := w.Setting1(prompt.Param(option)); ok && g.Is == catalog.No && s != nil && unknown(s.Value) {
		opts = append(opts, Maybe(unknownText(s.Value)))
	}
	if w.modelDep != nil || g.Is == catalog.Unknown {
		opts = append(opts, Maybe("model"))
	}
	return g.Is, opts, g
}

// ModelIsHole reports whether only the run will tell the model.
func (w *Writer) ModelIsHole() bool {
	return w.p.Model != nil && !w.p.Model.Value.IsString()
}

// Trait returns a trait of the target's dialect.
func (w *Writer) Trait(name string) catalog.Fact { return w.Target.Dialect.Trait(name) }

// CondText says a template condition in the words of its source.
func CondText(t expr.Tag) string {
	s := strings.Trim(t.Src, "{}%#-~+ \t\r\n")
	for _, kw := range []string{"if ", "elif ", "else if ", "unless "} {
		if strings.HasPrefix(s, kw) {
			return strings.TrimSpace(s[len(kw):])
		}
	}
	return s
}

// HoleText says a hole, or the first hole of a text, in the words of its
// source, without delimiters.
func HoleText(n *value.Node) string {
	if n == nil {
		return ""
	}
	tag := n.Tag
	if tag == nil {
		n.Text.Walk(func(s *expr.Seg) {
			if tag == nil && s.Tag != nil && s.Tag.Kind == expr.TagHole {
				tag = s.Tag
			}
		})
	}
	if tag == nil {
		return ""
	}
	if p, ok := tag.Expr.(expr.Path); ok && tag.Src == "" {
		return madeText(p)
	}
	return strings.Trim(strings.TrimPrefix(tag.Src, "$"), "{}%- \t\r\n")
}

// madeText says the path of a tag that a reader has made: the item of a loop has
// no name in some languages.
func madeText(p expr.Path) string {
	names := make([]string, 0, len(p.Steps))
	for _, s := range p.Steps {
		if s.Index == nil {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "the item of the loop"
	}
	return strings.Join(names, ".")
}
