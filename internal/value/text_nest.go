package value

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// frame is a block whose end has not come yet.
type frame struct {
	block *expr.Block[expr.Text]
	body  expr.Text     // of the arm that is open
	at    int           // decoded start of the opener
	tags  []source.Span // of the arms, for a block that never ends
}

// nest builds text with holes from the pieces of v. A tag whose block begins
// or ends outside of the text is reported and stands alone as a statement.
func nest(v *source.View, pieces []piece, rep *reporter, maxDepth int) expr.Text {
	stack := []frame{{}}
	emit := func(s expr.Seg) {
		top := &stack[len(stack)-1]
		top.body = append(top.body, s)
	}
	closeArm := func(f *frame) {
		f.block.Arms[len(f.block.Arms)-1].Body = f.body
		f.body = nil
	}
	alone := func(t *expr.Tag, at source.Span) {
		rep.addSpan(CodeUnbalanced, at, source.Span{}, "%s has no counterpart in the same string; expected the whole block inside of one string", quote(t.Src))
		c := *t
		c.Kind = expr.TagOther
		emit(expr.Seg{Tag: &c, Span: at})
	}
	for _, pc := range pieces {
		at := v.Span(pc.start, pc.end)
		switch t := pc.tag; {
		case t == nil:
			emit(expr.Seg{Lit: v.Text[pc.start:pc.end], Span: at})
		case (t.Kind == expr.TagIf || t.Kind == expr.TagFor) && len(stack) <= maxDepth:
			b := &expr.Block[expr.Text]{Arms: []expr.Arm[expr.Text]{{Tag: *t}}}
			stack = append(stack, frame{block: b, at: pc.start, tags: []source.Span{at}})
		case t.Kind == expr.TagIf || t.Kind == expr.TagFor || isArmEnd(t) && len(stack) == 1:
			alone(t, at)
		case t.Kind == expr.TagEnd:
			f := stack[len(stack)-1]
			closeArm(&f)
			f.block.Close = *t
			stack = stack[:len(stack)-1]
			emit(expr.Seg{Block: f.block, Span: v.Span(f.at, pc.end)})
		case isArmEnd(t):
			f := &stack[len(stack)-1]
			closeArm(f)
			f.block.Arms = append(f.block.Arms, expr.Arm[expr.Text]{Tag: *t})
			f.tags = append(f.tags, at)
		default:
			emit(expr.Seg{Tag: t, Span: at})
		}
	}
	// The parts of blocks that never end join the text around, from the
	// outside in, each copied once.
	unclosed := stack[1:]
	stack = stack[:1]
	for k := range unclosed {
		f := &unclosed[k]
		closeArm(f)
		for i := range f.block.Arms {
			a := &f.block.Arms[i]
			alone(&a.Tag, f.tags[i])
			stack[0].body = append(stack[0].body, a.Body...)
		}
	}
	return stack[0].body
}
