package shell

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A word is a decoded word or heredoc.
type word struct {
	node *value.Node // String, Text, Hole, or the Choice of ${x:-y}
	view *source.View
	tags []expr.Tag
	// start and end are the word as it is written, in the text that is read.
	start, end int
	// made is the text that the command of $(…) certainly prints, nil for none.
	made *word
}

// text returns the decoded word, expansions as they are written.
func (w *word) text() string { return w.view.Text }

// literal reports whether nothing is expanded in the word.
func (w *word) literal() bool { return len(w.tags) == 0 }

// word decodes the word [start, end) of the text.
func (r *reader) word(start, end int) *word {
	if text := r.v.Text[start:end]; text != "" && wordKind(text) == lang.Ident {
		v := r.v.ChildAt(start, end, plain{start, end})
		n := &value.Node{Kind: value.String, Str: text, View: v, Span: v.All()}
		return &word{node: n, view: v, start: start, end: end}
	}
	x := decoder{s: r.v.Text, d: r.d}
	x.word(start, end, bare)
	return r.decoded(&x, start, end, "")
}

// heredoc decodes the text of a heredoc.
func (r *reader) heredoc(h heredoc) *word {
	x := decoder{s: r.v.Text, d: r.d}
	in := expand
	if h.quoted {
		in = textual
	}
	for i := h.start; i < h.stop; {
		end := h.stop
		if h.tabs {
			for i < h.stop && x.s[i] == '\t' {
				i++
			}
			if n := strings.IndexByte(x.s[i:h.stop], '\n'); n >= 0 {
				end = i + n + 1
			}
		}
		x.word(i, end, in)
		i = end
	}
	return r.decoded(&x, h.start, h.stop, h.end)
}

// decoded makes a word of what the decoder has, and reads the commands in it.
func (r *reader) decoded(x *decoder, start, end int, delimiter string) *word {
	l := &layer{start: start, end: end, segs: x.segs, modes: x.modes, delimiter: delimiter}
	if len(x.segs) == 0 {
		at := start
		if end-start > 1 {
			at++ // between the quotes
		}
		l.segs, l.modes = []source.Seg{{In: at, InEnd: at, Verbatim: true}}, []mode{bare}
	}
	w := &word{view: r.v.Child(x.out.String(), l.segs, l), tags: x.holes, start: start, end: end}
	for i := range w.tags {
		w.tags[i].Span = w.view.Span(w.tags[i].Start, w.tags[i].End)
	}
	w.node = request.Text(w.view, 0, len(w.view.Text), w.tags)
	whole := w.node.Kind == value.Hole
	for _, k := range x.subs {
		switch {
		case r.depth >= maxDepth:
		case k.command:
			if made := r.nested(r.v.Slice(k.start, k.end)); whole {
				w.made = made
			}
		case whole:
			w.node = r.otherwise(w.node, r.fallback(k).node)
		default:
			r.str(r.fallback(k).node, lang.Value, "")
		}
	}
	return w
}

// fallback decodes the value that ${x:-…} has without x.
func (r *reader) fallback(k sub) *word {
	x := decoder{s: r.v.Text, d: r.d}
	in := bare
	if k.quoted {
		in = double
	}
	x.word(k.start, k.end, in)
	r.depth++
	defer func() { r.depth-- }()
	return r.decoded(&x, k.start, k.end, "")
}

// otherwise is the variable where it has a value, else b.
func (r *reader) otherwise(a, b *value.Node) *value.Node {
	cond := *a.Tag
	cond.Kind = expr.TagIf
	return &value.Node{Kind: value.Choice, Span: a.Span, Choice: &expr.Block[*value.Node]{Arms: []expr.Arm[*value.Node]{
		{Tag: cond, Body: a},
		{Tag: expr.Tag{Kind: expr.TagElse, Lang: ID}, Body: b},
	}}}
}

// maxDepth bounds the substitutions that are read within one another.
const maxDepth = 6

// body is what a word is as the body of a request: JSON, or its text.
func (r *reader) body(w *word) *value.Node {
	w = r.known(w)
	if n := request.JSON(w.view, w.tags); n != nil {
		request.Strings(r.u, n, "", r.function())
		return n
	}
	return w.node
}

// known returns the word that a variable was given, or that a command makes,
// where w is nothing but that.
func (r *reader) known(w *word) *word {
	for range maxDepth {
		if w.made != nil {
			w = w.made
			continue
		}
		p, ok := soleHole(w)
		if !ok || len(p.Steps) != 1 {
			return w
		}
		given := r.vars[p.Steps[0].Name]
		if given == nil {
			return w
		}
		w = given
	}
	return w
}

func soleHole(w *word) (expr.Path, bool) {
	if w.node.Kind != value.Hole {
		return expr.Path{}, false
	}
	p, ok := w.node.Tag.Expr.(expr.Path)
	return p, ok
}

// str keeps a string with the texts that it may be.
func (r *reader) str(n *value.Node, use lang.Use, name string) {
	switch n.Kind {
	case value.String, value.Text:
		r.u.Strings = append(r.u.Strings, lang.Str{Node: n, Use: use, Name: name, Func: r.function()})
	case value.Choice:
		for i := range n.Choice.Arms {
			r.str(n.Choice.Arms[i].Body, use, name)
		}
	}
}
