package templates

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// Parse reads the text of v as nested text of lang, with spans in raw bytes.
// Nothing is ever lost: a block without end, or an end without block, is a
// problem and stays in the text as a tag that stands alone (TagOther), so that
// Print gives back the input in every case. Time is linear in the input.
func Parse(lang Language, v *source.View) (expr.Text, []Problem) {
	tags, problems := lang.Tags(v.Text)
	p := &parser{lang: lang, view: v, problems: problems, open: map[string]int{}}
	p.stack = []frame{{}}
	printer := lang.Printer()
	toks := lang.Lex(v.Text)
	next := 0
	for i, tok := range toks {
		switch tok.Kind {
		case TokTag:
			t := tags[next]
			next++
			t.Span = v.Span(t.Start, t.End)
			// A tag may change how literals are written, as Mustache's change of
			// delimiters does.
			_, _ = printer.Print(t)
			p.tag(t)
			continue
		case TokBad:
			p.problem(Syntax, tok.Start, tok.End(), "", tok.Note)
		}
		seg := expr.Seg{Lit: tok.Lit, Span: v.Span(tok.Start, tok.End())}
		before, after := i > 0, i+1 < len(toks)
		if s, err := printer.Literal(tok.Lit, before, after); err != nil || s != tok.Text || tok.Kind == TokBad {
			seg.Src, seg.Lang = tok.Text, lang.ID()
		}
		p.add(seg)
	}
	p.finish()
	for i := range p.problems {
		q := &p.problems[i]
		q.Span = v.Span(q.Start, q.End)
	}
	return p.stack[0].text, p.problems
}

// A frame is an open block, or the text outside of all blocks.
type frame struct {
	name string
	open expr.Tag
	// block is nil for a block without neutral form (macro, call): its tags
	// stand in the text, only their nesting is checked.
	block *expr.Block[expr.Text]
	text  expr.Text // body of the current arm
	final bool      // an else arm was seen
}

type parser struct {
	lang     Language
	view     *source.View
	problems []Problem
	stack    []frame
	open     map[string]int // how many open frames have the name
	places   int            // how many lines were looked up
}

// maxPlaces bounds how many messages name a second place by its line: looking
// up a line takes time in proportion to its length.
const maxPlaces = 100

func (p *parser) top() *frame { return &p.stack[len(p.stack)-1] }

func (p *parser) add(s expr.Seg) {
	f := p.top()
	f.text = append(f.text, s)
}

// alone adds t as a tag outside of any block structure.
func (p *parser) alone(t expr.Tag) {
	switch t.Kind {
	case expr.TagIf, expr.TagElseIf, expr.TagElse, expr.TagFor, expr.TagEnd:
		t.Kind = expr.TagOther
	}
	p.add(expr.Seg{Tag: &t, Span: t.Span})
}

func (p *parser) problem(k ProblemKind, start, end int, construct, msg string) {
	p.problems = append(p.problems, Problem{Kind: k, Start: start, End: end, Construct: construct, Message: msg})
}

func (p *parser) tag(t expr.Tag) {
	name, n := p.lang.Nesting(t)
	switch {
	case n > 0:
		p.push(name, t)
	case n < 0:
		p.end(name, t)
	case t.Kind == expr.TagElse || t.Kind == expr.TagElseIf:
		p.arm(t)
	default:
		p.alone(t)
	}
}

func (p *parser) push(name string, t expr.Tag) {
	f := frame{name: name, open: t}
	if t.Kind == expr.TagIf || t.Kind == expr.TagFor {
		f.block = &expr.Block[expr.Text]{Arms: []expr.Arm[expr.Text]{{Tag: t}}}
	} else {
		p.alone(t)
	}
	p.open[name]++
	p.stack = append(p.stack, f)
}

// arm begins the next arm of the innermost block.
func (p *parser) arm(t expr.Tag) {
	f := p.top()
	if f.block == nil {
		p.problem(Syntax, t.Start, t.End, Clip(t.Src),
			fmt.Sprintf("%s stands outside of a condition or loop; expected an opening tag before it", Clip(t.Src)))
		p.alone(t)
		return
	}
	if f.final {
		p.problem(Syntax, t.Start, t.End, Clip(t.Src),
			fmt.Sprintf("%s follows the else of %s; expected the end of the block", Clip(t.Src), Clip(f.open.Src)))
		p.alone(t)
		return
	}
	if t.Kind == expr.TagElseIf && f.block.IsLoop() {
		p.problem(Syntax, t.Start, t.End, Clip(t.Src),
			fmt.Sprintf("%s stands in the loop %s; expected else or the end of the loop", Clip(t.Src), Clip(f.open.Src)))
		p.alone(t)
		return
	}
	f.close()
	f.block.Arms = append(f.block.Arms, expr.Arm[expr.Text]{Tag: t})
	f.final = t.Kind == expr.TagElse
}

// close ends the current arm.
func (f *frame) close() {
	f.block.Arms[len(f.block.Arms)-1].Body = f.text
	f.text = nil
}

// end closes the innermost block of that name; blocks inside it that are still
// open are reported and dissolved.
func (p *parser) end(name string, t expr.Tag) {
	depth := len(p.stack) - 1
	if depth == 0 || name != "" && p.open[name] == 0 {
		msg := fmt.Sprintf("%s closes nothing: no such block is open", Clip(t.Src))
		if depth > 0 {
			msg = fmt.Sprintf("%s closes nothing; expected the end of %s", Clip(t.Src), p.place(p.top().open))
		}
		p.problem(Syntax, t.Start, t.End, Clip(t.Src), msg)
		p.alone(t)
		return
	}
	for name != "" && p.top().name != name {
		f := p.top()
		p.problem(Syntax, f.open.Start, f.open.End, Clip(f.open.Src),
			fmt.Sprintf("%s is not closed; expected its end before %s", Clip(f.open.Src), p.place(t)))
		p.dissolve()
	}
	f := *p.top()
	p.pop()
	if f.block == nil {
		for _, s := range f.text {
			p.add(s)
		}
		p.alone(t)
		return
	}
	f.close()
	f.block.Close = t
	p.add(expr.Seg{Block: f.block, Span: source.Span{Start: f.open.Span.Start, End: t.Span.End}})
}

// place names a tag and its line.
func (p *parser) place(t expr.Tag) string {
	file := p.view.File()
	if p.places++; file == nil || p.places > maxPlaces {
		return Clip(t.Src)
	}
	return fmt.Sprintf("%s (line %d)", Clip(t.Src), file.Pos(t.Span.Start).Line)
}

func (p *parser) pop() {
	p.open[p.top().name]--
	p.stack = p.stack[:len(p.stack)-1]
}

// dissolve makes the innermost block into tags and text that stand alone.
func (p *parser) dissolve() {
	f := *p.top()
	p.pop()
	p.spill(f)
}

// spill appends what a frame holds to the innermost one.
func (p *parser) spill(f frame) {
	if f.block != nil {
		for i, a := range f.block.Arms {
			p.alone(a.Tag)
			if i < len(f.block.Arms)-1 {
				p.top().text = append(p.top().text, a.Body...)
			}
		}
	}
	p.top().text = append(p.top().text, f.text...)
}

// finish dissolves what is open at the end of the text, outermost first, so
// that each piece is moved once.
func (p *parser) finish() {
	rest := p.stack[1:]
	p.stack = p.stack[:1]
	for _, f := range rest {
		p.problem(Syntax, f.open.Start, f.open.End, Clip(f.open.Src),
			fmt.Sprintf("%s is not closed; expected its end before the end of the text", Clip(f.open.Src)))
		p.spill(f)
	}
}
