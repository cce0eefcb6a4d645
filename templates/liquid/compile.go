package liquid

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
)

// maxBlocks bounds the nesting of blocks.
const maxBlocks = 200

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	body []statement
	view *source.View
}

// Compile reads a template for rendering. With problems there is no template.
// What only other files can tell (include, render, layout) is a problem.
func Compile(v *source.View) (*Template, []templates.Problem) {
	c := &compiler{}
	for _, t := range (Language{}).Lex(v.Text) {
		c.token(t)
	}
	body := c.block(nil)
	for i := range c.problems {
		p := &c.problems[i]
		p.Span = v.Span(p.Start, p.End)
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return &Template{body: body, view: v}, nil
}

// An item is a token, or a line of a liquid tag.
type item struct {
	place
	lit        string // text
	hole       bool
	word, rest string // a tag
}

// A compiler makes statements of items. Unlike templates.Parse, which keeps
// whatever it is given, it takes nothing that Liquid would refuse.
type compiler struct {
	items    []item
	pos      int
	depth    int
	problems []templates.Problem
}

func (c *compiler) fail(p place, format string, args ...any) {
	c.problems = append(c.problems, templates.Problem{
		Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: templates.Clip(p.src) + ": " + fmt.Sprintf(format, args...),
	})
}

// token adds a token to the items.
func (c *compiler) token(t templates.Token) {
	p := place{t.Start, t.End(), t.Text}
	switch {
	case t.Kind == templates.TokBad:
		c.fail(p, "%s", t.Note)
	case t.Kind != templates.TokTag:
		if t.Lit != "" {
			c.items = append(c.items, item{place: p, lit: t.Lit})
		}
	case t.Text[1] == '{':
		c.items = append(c.items, item{place: p, hole: true, rest: inner(t.Text)})
	default:
		word, rest := statementOf(t.Text)
		if word == "liquid" {
			c.lines(p, rest)
			return
		}
		c.items = append(c.items, item{place: p, word: word, rest: rest})
	}
}

// lines adds the lines of a liquid tag, which are tags without delimiters.
func (c *compiler) lines(p place, text string) {
	comment := false
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\r\n\f\v")
		word, rest := keyword(line)
		switch {
		case line == "":
		case word == "comment":
			comment = true
		case word == "endcomment":
			comment = false
		case !comment:
			c.items = append(c.items, item{place: place{p.start, p.end, line}, word: word, rest: rest})
		}
	}
}

// block reads statements up to one of the words that end the open block, which
// is left for the caller; without words, to the end of the text.
func (c *compiler) block(open *place, ends ...string) []statement {
	if c.depth++; c.depth > maxBlocks {
		c.fail(*open, "blocks nest deeper than %d levels", maxBlocks)
		c.pos = len(c.items)
	}
	defer func() { c.depth-- }()
	var out []statement
	for ; c.pos < len(c.items); c.pos++ {
		it := c.items[c.pos]
		switch {
		case it.lit != "":
			out = append(out, text(it.lit))
		case it.hole:
			r := newReader(it.rest)
			out = append(out, output{it.place, r.filtered()})
			c.done(r, it.place)
		default:
			for _, end := range ends {
				if it.word == end {
					return out
				}
			}
			if s := c.statement(it); s != nil {
				out = append(out, s)
			}
		}
	}
	if open != nil && len(c.problems) == 0 {
		c.fail(*open, "this is not closed; expected {%% %s %%}", strings.Join(ends, " %} or {% "))
	}
	return out
}

// done reports what went wrong in a tag.
func (c *compiler) done(r *reader, p place) {
	if r.end(); r.err != nil {
		c.fail(p, "%v", r.err)
	}
}

// body reads a block up to its end tag.
func (c *compiler) body(p place, end string) []statement {
	c.pos++
	return c.block(&p, end)
}

func (c *compiler) statement(it item) statement {
	p, r := it.place, newReader(it.rest)
	switch it.word {
	case "#", "comment", "doc":
	case "if", "unless":
		return c.condition(it)
	case "case":
		return c.choice(it)
	case "for", "tablerow":
		return c.repetition(it)
	case "assign":
		s := assignment{place: p, name: r.word("the name of a variable").text}
		r.expect("=")
		s.x = r.filtered()
		c.done(r, p)
		return s
	case "capture":
		name := r.peek()
		if name.kind != tStr && name.kind != tName {
			c.fail(p, "the name of a variable is missing")
		}
		return capture{place: p, name: name.text, body: c.body(p, "endcapture")}
	case "echo":
		s := output{p, r.filtered()}
		c.done(r, p)
		return s
	case "cycle":
		s := turning{place: p, cycle: r.cycle(), key: it.rest}
		if r.err != nil {
			c.fail(p, "%v", r.err)
		}
		return s
	case "increment", "decrement":
		s := counter{p, r.word("the name of a variable").text, it.word == "decrement"}
		c.done(r, p)
		return s
	case "break":
		return jump(breaks)
	case "continue":
		return jump(continues)
	case "include", "render", "layout", "block":
		c.fail(p, "other files cannot be reached from here; put the text in its place")
	case "else", "elsif", "when", "endif", "endunless", "endcase", "endfor", "endcapture", "endtablerow", "endraw", "endcomment":
		c.fail(p, "no block is open that %s belongs to", it.word)
	default:
		c.fail(p, "the tag %s is not known", it.word)
	}
	return nil
}

// condition reads if and unless with their arms.
func (c *compiler) condition(it item) statement {
	var s condition
	end := "end" + it.word
	negated := it.word == "unless"
	for final := false; ; {
		a := arm{place: it.place}
		if !final {
			r := newReader(it.rest)
			a.cond = r.condition()
			c.done(r, it.place)
			if negated {
				a.cond, negated = expr.Logic{Op: "not", Args: []expr.Expr{a.cond}}, false
			}
		}
		c.pos++
		if final {
			a.body = c.block(&a.place, end)
		} else {
			a.body = c.block(&a.place, "elsif", "else", end)
		}
		s.arms = append(s.arms, a)
		if c.pos >= len(c.items) {
			return s
		}
		it = c.items[c.pos]
		if it.word == end {
			return s
		}
		final = it.word == "else"
	}
}

// choice reads case with its arms. What stands before the first is dropped.
func (c *compiler) choice(it item) statement {
	var s condition
	r := newReader(it.rest)
	x := r.value()
	c.done(r, it.place)
	c.pos++
	c.block(&it.place, "when", "else", "endcase")
	for c.pos < len(c.items) {
		arm := arm{place: c.items[c.pos].place}
		word := c.items[c.pos].word
		switch word {
		case "endcase":
			return s
		case "when":
			r := newReader(c.items[c.pos].rest)
			any := expr.Logic{Op: "or"}
			for _, v := range r.values() {
				any.Args = append(any.Args, expr.Compare{Op: "==", L: x, R: v})
			}
			c.done(r, arm.place)
			arm.cond = any
		}
		c.pos++
		arm.body = c.block(&arm.place, "when", "else", "endcase")
		s.arms = append(s.arms, arm)
	}
	return s
}

func (c *compiler) repetition(it item) statement {
	if it.word == "tablerow" {
		c.fail(it.place, "rows of an HTML table are no prompt; use for")
	}
	r := newReader(it.rest)
	s := repetition{place: it.place, loop: r.loopHead()}
	if r.err != nil {
		c.fail(it.place, "%v", r.err)
	}
	if s.goesOn {
		c.fail(it.place, "offset: continue is not supported; give the offset as a number")
	}
	end := "end" + it.word
	c.pos++
	s.body = c.block(&it.place, "else", end)
	if c.pos < len(c.items) && c.items[c.pos].word == "else" {
		c.pos++
		s.otherwise = c.block(&it.place, end)
	}
	return s
}
