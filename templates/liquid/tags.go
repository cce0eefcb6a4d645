package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	toks := l.Lex(src)
	tags := lex.Room(toks)
	var problems []templates.Problem
	var cases []caseOf
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Raw: true}
		if err := read(&t, &cases); err != nil {
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + err.Error(),
			})
		}
		tags = append(tags, t)
	}
	return tags, problems
}

// A caseOf is an open case: what its arms are compared with.
type caseOf struct {
	x    expr.Expr
	arms int
}

// read fills in what the tag t.Src means.
func read(t *expr.Tag, cases *[]caseOf) error {
	if t.Src[1] == '{' {
		t.Kind = expr.TagHole
		r := newReader(inner(t.Src))
		t.Expr = r.filtered()
		return r.done(t)
	}
	word, rest := statementOf(t.Src)
	r := newReader(rest)
	switch word {
	case "#", "comment", "doc":
		t.Kind = expr.TagComment
		return nil
	case "if", "elsif", "unless":
		t.Kind = expr.TagIf
		if word == "elsif" {
			t.Kind = expr.TagElseIf
		}
		t.Expr = r.condition()
		if word == "unless" {
			t.Expr = expr.Logic{Op: "not", Args: []expr.Expr{t.Expr}}
		}
	case "case":
		// The tag says nothing by itself; a language that has no case gets a
		// condition for every when.
		t.Kind = expr.TagComment
		x := r.value()
		t.Expr = expr.Call{Name: "case", Args: []expr.Expr{x}}
		*cases = append(*cases, caseOf{x: neutral(x)})
	case "when":
		return r.when(t, cases)
	case "else":
		t.Kind = expr.TagElse
		return nil
	case "endcase":
		t.Kind = expr.TagEnd
		if n := len(*cases); n > 0 {
			*cases = (*cases)[:n-1]
		}
		return nil
	case "endif", "endunless", "endfor":
		t.Kind = expr.TagEnd
		return nil
	case "for":
		return r.loop(t)
	case "echo":
		t.Kind = expr.TagHole
		t.Expr = r.filtered()
	case "include", "render":
		t.Kind = expr.TagInclude
		e := r.value()
		if t.Expr = e; r.err == nil && r.peek().kind != tEnd {
			t.Expr = opaque(rest) // with parameters
			return nil
		}
	default:
		return r.other(t, word)
	}
	return r.done(t)
}

// done ends the reading of a tag: names become those of the neutral form, and
// what is not understood is opaque.
func (r *reader) done(t *expr.Tag) error {
	if r.end(); r.err != nil {
		t.Expr = opaque(r.src)
		return r.err
	}
	t.Expr = neutral(t.Expr)
	return nil
}

func opaque(s string) expr.Expr { return expr.Opaque{Lang: ID, Text: strings.TrimSpace(s)} }

// when reads an arm of a case: it holds where one of its values is equal.
func (r *reader) when(t *expr.Tag, cases *[]caseOf) error {
	t.Kind = expr.TagIf
	n := len(*cases)
	if n > 0 {
		if (*cases)[n-1].arms++; (*cases)[n-1].arms > 1 {
			t.Kind = expr.TagElseIf
		}
	}
	values := r.values()
	if r.end(); r.err != nil || n == 0 {
		t.Expr = opaque(r.src)
		return r.err
	}
	var any []expr.Expr
	for _, v := range values {
		any = append(any, expr.Compare{Op: "==", L: (*cases)[n-1].x, R: neutral(v)})
	}
	if t.Expr = any[0]; len(any) > 1 {
		t.Expr = expr.Logic{Op: "or", Args: any}
	}
	return nil
}

// values parses the values of a when, which commas and the word or part.
func (r *reader) values() []expr.Expr {
	out := []expr.Expr{r.value()}
	for r.accept(",") || r.accept("or") {
		out = append(out, r.value())
	}
	return out
}

// A loop is what stands in a for or tablerow tag.
type loop struct {
	name          string
	over          expr.Expr
	limit, offset expr.Expr // nil: none
	cols          expr.Expr
	reversed      bool
	goesOn        bool // offset: continue
}

func (r *reader) loopHead() loop {
	var l loop
	l.name = r.word("the name of a variable").text
	r.expect("in")
	l.over = r.value()
	for r.err == nil && r.peek().kind == tName {
		switch word := r.take().text; word {
		case "reversed":
			l.reversed = true
		case "limit", "offset", "cols":
			r.expect(":")
			if word == "offset" && r.accept("continue") {
				l.goesOn = true
				continue
			}
			v := r.value()
			switch word {
			case "limit":
				l.limit = v
			case "offset":
				l.offset = v
			default:
				l.cols = v
			}
		default:
			r.pos--
			r.fail("reversed, limit: or offset:")
		}
		r.accept(",")
	}
	r.end()
	return l
}

func (r *reader) loop(t *expr.Tag) error {
	t.Kind = expr.TagFor
	l := r.loopHead()
	t.Vars = []string{l.name}
	if r.err != nil {
		t.Expr = opaque(r.src)
		return r.err
	}
	e := neutral(l.over)
	switch {
	case l.goesOn, l.offset != nil && !isNumber(l.offset), l.limit != nil && l.offset != nil && !isNumber(l.limit):
		e = opaque(r.src)
	case l.limit != nil || l.offset != nil:
		e = expr.Call{Name: templates.CallIndex, Args: []expr.Expr{e, cut(l)}}
	}
	if l.reversed {
		e = expr.Call{Name: "reverse", Args: []expr.Expr{e}, Filter: true}
	}
	t.Expr = e
	return nil
}

func isNumber(e expr.Expr) bool {
	l, ok := e.(expr.Lit)
	return ok && l.Kind == expr.Num && strings.Trim(l.Text, "0123456789") == "" && len(l.Text) < 9
}

// cut is the slice that limit and offset stand for.
func cut(l loop) expr.Expr {
	c := expr.Call{Name: templates.CallSlice, Args: []expr.Expr{nil, nil, nil}}
	if l.limit != nil {
		c.Args[1] = neutral(l.limit)
	}
	if l.offset != nil {
		c.Args[0] = l.offset
		if l.limit != nil {
			c.Args[1] = sum(l.offset, l.limit)
		}
	}
	return c
}

// other reads statements without neutral form as far as they name variables.
// Unknown ones are no error, because programs add their own.
func (r *reader) other(t *expr.Tag, word string) error {
	t.Kind = expr.TagOther
	c := expr.Call{Name: word}
	var err error
	switch word {
	case "assign":
		t.Vars = []string{r.word("the name of a variable").text}
		r.expect("=")
		c.Name, c.Args = "set", []expr.Expr{r.filtered()}
		r.end()
		err = r.err
	case "capture":
		if name := r.peek(); name.kind == tName || name.kind == tStr {
			t.Vars = []string{r.take().text}
		} else {
			r.fail("the name of a variable")
			err = r.err
		}
	case "increment", "decrement":
		t.Vars = []string{r.word("the name of a variable").text}
		err = r.err
	case "cycle":
		c.Args = r.cycle().values
	case "tablerow":
		l := r.loopHead()
		t.Vars, c.Args = []string{l.name}, []expr.Expr{l.over}
		err = r.err
	case "":
		t.Expr = opaque(r.src)
		r.fail("the name of a tag")
		return r.err
	}
	if r.err != nil {
		c.Args = nil
	}
	for i, a := range c.Args {
		c.Args[i] = neutral(a)
	}
	t.Expr = c
	return err
}

// A cycle is what stands in a cycle tag: a name for its group, and values.
type cycle struct {
	group  expr.Expr
	values []expr.Expr
}

func (r *reader) cycle() cycle {
	var c cycle
	v := r.value()
	if r.accept(":") {
		c.group = v
		v = r.value()
	}
	c.values = []expr.Expr{v}
	for r.accept(",") {
		c.values = append(c.values, r.value())
	}
	r.end()
	return c
}

// Nesting implements templates.Language.
func (Language) Nesting(t expr.Tag) (string, int) {
	if len(t.Src) < 4 || t.Src[1] != '%' {
		return "", 0
	}
	word, _ := statementOf(t.Src)
	switch word {
	case "if", "unless", "for", "capture", "tablerow":
		return word, 1
	case "when":
		if t.Kind == expr.TagIf {
			return "case", 1
		}
	case "endif", "endunless", "endfor", "endcapture", "endtablerow", "endcase":
		return word[len("end"):], -1
	}
	return "", 0
}
