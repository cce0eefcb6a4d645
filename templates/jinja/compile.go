package jinja

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// maxBlocks bounds the nesting of blocks.
const maxBlocks = 200

// A compiler makes statements of tokens. Unlike templates.Parse, which keeps
// whatever it is given, it takes nothing that Jinja would refuse.
type compiler struct {
	toks     []templates.Token
	pos      int
	depth    int
	problems []templates.Problem
	nunjucks bool
}

func (c *compiler) fail(p place, format string, args ...any) {
	c.problems = append(c.problems, templates.Problem{
		Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: templates.Clip(p.src) + ": " + fmt.Sprintf(format, args...),
	})
}

// block reads statements up to one of the words that end the open block, which
// is left for the caller; without words, to the end of the text.
func (c *compiler) block(open *place, ends ...string) []statement {
	if c.depth++; c.depth > maxBlocks {
		c.fail(*open, "blocks nest deeper than %d levels", maxBlocks)
		c.pos = len(c.toks)
	}
	defer func() { c.depth-- }()
	var out []statement
	for ; c.pos < len(c.toks); c.pos++ {
		t := c.toks[c.pos]
		p := place{t.Start, t.End(), t.Text}
		switch {
		case t.Kind == templates.TokBad:
			c.problems = append(c.problems, templates.Problem{
				Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: t.Note,
			})
		case t.Kind != templates.TokTag:
			if t.Lit != "" {
				out = append(out, text(t.Lit))
			}
		case t.Text[1] == '#':
		case t.Text[1] == '{':
			r := c.reader(inner(t.Text))
			out = append(out, output{p, r.tuple(true)})
			c.done(r, p)
		default:
			word, rest := c.word(t.Text)
			for _, end := range ends {
				if word == end {
					return out
				}
			}
			if s := c.statement(p, word, rest); s != nil {
				out = append(out, s)
			}
		}
	}
	if open != nil && len(c.problems) == 0 {
		c.fail(*open, "this is not closed; expected {%% %s %%}", strings.Join(ends, " %} or {% "))
	}
	return out
}

func (c *compiler) reader(s string) *reader {
	r := &reader{src: s, toks: scan(s)}
	if c.nunjucks {
		r.toks = scriptEquals(r.toks)
	}
	return r
}

// scriptEquals reads === as == and !== as !=.
func scriptEquals(toks []token) []token {
	out := toks[:0]
	for _, t := range toks {
		if n := len(out); n > 0 && t.kind == tOp && t.text == "=" && out[n-1].end == t.start && (out[n-1].text == "==" || out[n-1].text == "!=") {
			out[n-1].end = t.end
			continue
		}
		out = append(out, t)
	}
	return out
}

// word returns the first word of a statement and what follows it.
func (c *compiler) word(tag string) (word, rest string) {
	word, rest = statementOf(tag)
	if c.nunjucks && word == "elseif" {
		word = "elif"
	}
	return word, rest
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
	b := c.block(&p, end)
	c.noRest(end)
	return b
}

// noRest reports an end tag that says more than it can; a name is allowed, as
// in {% endmacro name %}.
func (c *compiler) noRest(word string) {
	if c.pos >= len(c.toks) {
		return
	}
	t := c.toks[c.pos]
	if _, rest := statementOf(t.Text); rest != "" && !(isName(rest) && (word == "endmacro" || word == "endblock")) {
		c.fail(place{t.Start, t.End(), t.Text}, "unexpected %q", rest)
	}
}

func (c *compiler) statement(p place, word, rest string) statement {
	switch word {
	case "if":
		return c.condition(p, rest)
	case "for":
		return c.repetition(p, rest)
	case "set":
		return c.set(p, rest)
	case "macro":
		return c.macro(p, rest)
	case "call":
		return c.call(p, rest)
	case "filter":
		return c.filter(p, rest)
	case "with":
		return c.with(p, rest)
	case "block", "generation", "autoescape":
		if word == "autoescape" && strings.TrimSpace(rest) != "false" {
			c.fail(p, "text of prompts is not escaped; expected autoescape false")
		}
		return scoped{place: p, body: c.body(p, "end"+word)}
	case "do":
		r := c.reader(rest)
		s := evaluation{p, r.tuple(true)}
		c.done(r, p)
		return s
	case "print":
		r := c.reader(rest)
		s := output{p, r.tuple(true)}
		c.done(r, p)
		return s
	case "break":
		return jump(breaks)
	case "continue":
		return jump(continues)
	case "include", "import", "from", "extends":
		c.fail(p, "other files cannot be reached from here; put the text in its place")
	case "else", "elif", "endif", "endfor", "endset", "endmacro", "endcall", "endfilter", "endwith", "endblock", "endgeneration", "endautoescape", "endraw":
		c.fail(p, "no block is open that %s belongs to", word)
	default:
		c.fail(p, "the statement %s is not known", word)
	}
	return nil
}

func (c *compiler) condition(p place, rest string) statement {
	var s condition
	for final := false; ; {
		a := arm{place: p}
		if !final {
			r := c.reader(rest)
			a.cond = r.tuple(true)
			c.done(r, p)
		}
		c.pos++
		if final {
			a.body = c.block(&p, "endif")
		} else {
			a.body = c.block(&p, "elif", "else", "endif")
		}
		s.arms = append(s.arms, a)
		if c.pos >= len(c.toks) {
			return s
		}
		t := c.toks[c.pos]
		p = place{t.Start, t.End(), t.Text}
		var word string
		switch word, rest = c.word(t.Text); word {
		case "endif":
			c.noRest(word)
			return s
		case "else":
			c.noRest(word)
			final = true
		}
	}
}

func (c *compiler) repetition(p place, rest string) statement {
	s := repetition{place: p}
	r := c.reader(rest)
	s.to = r.target()
	r.expect("in")
	s.over = r.tuple(false)
	if r.accept("if") {
		s.where = r.expr()
	}
	s.recursive = r.accept("recursive")
	c.done(r, p)
	c.pos++
	s.body = c.block(&p, "else", "endfor")
	if c.pos < len(c.toks) {
		if word, _ := statementOf(c.toks[c.pos].Text); word == "else" {
			c.noRest(word)
			c.pos++
			s.otherwise = c.block(&p, "endfor")
		}
		c.noRest("endfor")
	}
	return s
}

func (c *compiler) set(p place, rest string) statement {
	r := c.reader(rest)
	to := r.target()
	if r.accept("=") {
		s := setting{p, to, r.tuple(true)}
		c.done(r, p)
		return s
	}
	s := capture{place: p, to: to, filter: r.filters(expr.Var(bodyVar))}
	c.done(r, p)
	s.body = c.body(p, "endset")
	return s
}

func (c *compiler) filter(p place, rest string) statement {
	r := c.reader("|" + rest)
	s := capture{place: p, filter: r.filters(expr.Var(bodyVar))}
	c.done(r, p)
	s.body = c.body(p, "endfilter")
	return s
}

func (c *compiler) with(p place, rest string) statement {
	s := scoped{place: p}
	r := c.reader(rest)
	for r.err == nil && r.peek().kind != tEnd {
		s.to = append(s.to, r.target())
		r.expect("=")
		s.x = append(s.x, r.expr())
		if !r.accept(",") {
			break
		}
	}
	c.done(r, p)
	s.body = c.body(p, "endwith")
	return s
}
