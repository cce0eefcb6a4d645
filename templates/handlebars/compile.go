package handlebars

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

const (
	// maxBlocks bounds the nesting of blocks.
	maxBlocks = 200
	// maxProblems bounds what is told of one template: nobody reads more.
	maxProblems = 100
)

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	body *program
	view *source.View
}

// Compile reads a template for rendering. With problems there is no template.
// Unlike templates.Parse, which keeps whatever it is given, it takes nothing
// that Handlebars would refuse.
func Compile(v *source.View) (*Template, []templates.Problem) {
	c := &compiler{}
	root := &program{}
	c.stack = []openBlock{{program: root}}
	toks := Language{}.Lex(v.Text)
	for i := range toks {
		if c.stopped {
			break
		}
		c.token(toks, i)
	}
	for i := len(c.stack) - 1; i > 0; i-- {
		if b := c.stack[i]; !c.stopped {
			c.fail(b.place, "this is not closed; expected {{/%s}} before the end of the text", b.name)
		}
	}
	for i := range c.problems {
		p := &c.problems[i]
		p.Span = v.Span(p.Start, p.End)
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return &Template{body: root, view: v}, nil
}

// An openBlock is a block whose end is still to come. The programs of its arms are filled while it is.
type openBlock struct {
	place
	name    string
	section *section // the section that an {{else}} belongs to; nil: none can
	program *program // the arm that statements are added to
	raw     bool     // {{{{name}}}}
	final   bool     // an {{else}} was seen
}

type compiler struct {
	stack    []openBlock
	problems []templates.Problem
	stopped  bool
}

func (c *compiler) top() *openBlock { return &c.stack[len(c.stack)-1] }

func (c *compiler) add(s statement) {
	p := c.top().program
	p.body = append(p.body, s)
}

func (c *compiler) fail(p place, format string, args ...any) {
	c.stopped = c.stopped || len(c.problems) >= maxProblems
	c.problems = append(c.problems, templates.Problem{
		Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: templates.Clip(p.src) + ": " + fmt.Sprintf(format, args...),
	})
}

func (c *compiler) token(toks []templates.Token, i int) {
	t := toks[i]
	p := place{t.Start, t.End(), t.Text}
	switch t.Kind {
	case templates.TokBad:
		c.stopped = len(c.problems) >= maxProblems
		c.problems = append(c.problems, templates.Problem{
			Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: t.Note,
		})
	case templates.TokTag:
		if strings.HasPrefix(t.Text, "{{{{") {
			c.rawTag(p)
			return
		}
		c.tag(p, indentation(toks, i), i+1 < len(toks) && toks[i+1].Start == p.end && strings.HasPrefix(toks[i+1].Text, "}"))
	default:
		if t.Lit != "" {
			c.add(text(t.Lit))
		}
	}
}

// indentation returns the blanks before a tag that stands alone on its line,
// unless white space control took them away first. That of an opening tag comes
// second, in handlebars.js: the body of a block is looked at before its tags.
func indentation(toks []templates.Token, i int) string {
	t := toks[i]
	if !t.Alone || i == 0 || toks[i-1].Kind != templates.TokGap || strings.HasPrefix(t.Text, "{{~") {
		return ""
	}
	if i > 1 && toks[i-2].Kind == templates.TokTag && strings.HasSuffix(toks[i-2].Text, "~}}") {
		s, _ := inside(toks[i-2].Text)
		if word, _ := cutWord(s); s == "" || s[0] != '#' && s[0] != '^' && word != "else" {
			return ""
		}
	}
	gap := toks[i-1].Text
	return gap[len(strings.TrimRight(gap, " \t")):]
}

// tag compiles one tag; brace tells that a brace follows it.
func (c *compiler) tag(p place, indent string, brace bool) {
	s, triple := inside(p.src)
	switch {
	case s == "":
		c.fail(p, "the tag is empty; expected a name")
		return
	case triple:
		c.add(output{p, c.call(p, s).invocation, true})
		return
	case s[0] == '!':
		return
	case brace:
		c.fail(p, "a third brace follows; expected {{{ before it, or {{! }} between the braces")
		return
	}
	rest := strings.TrimSpace(s[1:])
	switch s[0] {
	case '&':
		c.add(output{p, c.call(p, rest).invocation, true})
	case '>':
		c.add(c.include(p, rest, indent))
	case '/':
		c.end(p, rest)
	case '#':
		c.open(p, rest, false)
	case '^':
		if rest == "" {
			c.otherwise(p, "")
			return
		}
		c.open(p, rest, true)
	default:
		if word, rest := cutWord(s); word == "else" {
			c.otherwise(p, rest)
			return
		}
		c.add(output{p, c.call(p, s).invocation, false})
	}
}

// cutWord splits s after its first word.
func cutWord(s string) (word, rest string) {
	if i := strings.IndexAny(s, " \t\r\n"); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// A called is an invocation and its block parameters.
type called struct {
	*invocation
	params []string
}

// tagErrors collects what is wrong with a tag, and leaves its paths as they are.
type tagErrors struct{ err error }

func (e *tagErrors) failed() bool { return e.err != nil }

func (e *tagErrors) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *tagErrors) path(word string) expr.Expr {
	if _, ok := parsePath(word); !ok {
		e.fail("%s is no path; expected names with dots", templates.Clip(word))
	}
	return rawPath{expr.Opaque{Lang: ID, Text: word}}
}

func (c *compiler) call(p place, s string) called {
	e := &tagErrors{}
	read := readCall(e, s)
	if e.err != nil {
		c.fail(p, "%v", e.err)
		return called{&invocation{}, nil}
	}
	return called{&invocation{head: argument(read.head), args: arguments(read.args), named: pairs(read.named)}, read.params}
}

// argument makes a node of what was read.
func argument(e expr.Expr) node {
	switch e := e.(type) {
	case rawPath:
		p, _ := parsePath(e.Text)
		return p
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return constant{e.Text}
		case expr.Num:
			return constant{eval.Number(e.Text)}
		case expr.None:
			return constant{nil}
		}
		return constant{e.Kind == expr.True}
	case expr.Call:
		name := e.Name
		if e.Filter && name == "tojson" {
			name = "json"
		}
		p, ok := parsePath(name)
		if !ok {
			return &invocation{args: arguments(e.Args)}
		}
		return &invocation{head: p, args: arguments(e.Args), named: pairs(e.Named)}
	}
	return constant{nil}
}

func arguments(es []expr.Expr) []node {
	var out []node
	for _, e := range es {
		out = append(out, argument(e))
	}
	return out
}

func pairs(ns []expr.Named) []pair {
	var out []pair
	for _, n := range ns {
		out = append(out, pair{n.Name, argument(n.Value)})
	}
	return out
}
