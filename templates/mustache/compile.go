package mustache

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
)

const (
	// maxBlocks bounds the nesting of sections.
	maxBlocks = 200
	// maxProblems bounds what is told of one template: nobody reads more.
	maxProblems = 100
)

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	body []statement
	view *source.View
}

// Compile reads a template for rendering. With problems there is no template.
func Compile(v *source.View) (*Template, []templates.Problem) {
	body, problems := compile(v.Text)
	for i := range problems {
		p := &problems[i]
		p.Span = v.Span(p.Start, p.End)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return &Template{body: body, view: v}, nil
}

// A place is where a tag stands in the text that was compiled.
type place struct {
	start, end int
	src        string
}

// A statement is a piece of a template that can be run.
type statement interface{ run(*runner, *context) error }

type (
	text string

	// variable is a hole.
	variable struct {
		place
		path expr.Path
		raw  bool
	}

	repeated struct {
		place
		path     expr.Path
		inverted bool
		body     []statement
	}

	// partial is another template that stands here; as a parent, with blocks
	// of it replaced.
	partial struct {
		place
		name    string
		dynamic expr.Path // where the name is a value; no steps: it is not
		indent  string
		blocks  map[string][]statement
	}

	// replaceable is a block that a template which inherits this one can
	// replace.
	replaceable struct {
		place
		name string
		body []statement
	}
)

// An openBlock is a section, block or parent whose end is still to come.
type openBlock struct {
	place
	name   string
	parent bool // {{<name}}
	body   []statement
	close  func(body []statement) statement // nil for the whole text
}

type compiler struct {
	src      string
	stack    []openBlock
	problems []templates.Problem
	dropLine bool // the line end at the start of the next text goes
}

func compile(src string) ([]statement, []templates.Problem) {
	c := &compiler{src: src, stack: []openBlock{{}}}
	tags, problems := Language{}.Tags(src)
	c.problems = problems[:min(len(problems), maxProblems)]
	toks := Language{}.Lex(src)
	n := 0
	for i, t := range toks {
		if len(c.problems) >= maxProblems {
			break
		}
		if len(c.stack) > maxBlocks {
			c.fail(c.top().place, "sections nest deeper than %d levels", maxBlocks)
			return nil, c.problems
		}
		switch t.Kind {
		case templates.TokTag:
			indent := ""
			if t.Alone && i > 0 && toks[i-1].Kind == templates.TokGap {
				gap := toks[i-1].Text
				indent = gap[len(strings.TrimRight(gap, " \t")):]
			}
			c.tag(&tags[n], indent)
			n++
		case templates.TokBad:
			c.problems = append(c.problems, templates.Problem{Start: t.Start, End: t.End(), Construct: t.Text, Message: t.Note})
		default:
			c.text(t.Lit)
		}
	}
	for i := len(c.stack) - 1; i > 0 && len(c.problems) < maxProblems; i-- {
		b := c.stack[i]
		c.fail(b.place, "this is not closed; expected the end tag of %s before the end of the text", b.name)
	}
	slices.SortStableFunc(c.problems, func(a, b templates.Problem) int { return a.Start - b.Start })
	return c.stack[0].body, c.problems
}

func (c *compiler) top() *openBlock { return &c.stack[len(c.stack)-1] }

func (c *compiler) add(s statement) { c.top().body = append(c.top().body, s) }

func (c *compiler) fail(p place, format string, args ...any) {
	c.problems = append(c.problems, templates.Problem{
		Kind: templates.Syntax, Start: p.start, End: p.end, Construct: templates.Clip(p.src), Message: templates.Clip(p.src) + ": " + fmt.Sprintf(format, args...),
	})
}

func (c *compiler) text(s string) {
	if c.dropLine {
		if blank := strings.TrimLeft(s, " \t"); strings.HasPrefix(blank, "\n") || strings.HasPrefix(blank, "\r\n") {
			s = blank[strings.IndexByte(blank, '\n')+1:]
		}
		c.dropLine = false
	}
	if s != "" {
		c.add(text(s))
	}
}

func (c *compiler) tag(t *expr.Tag, indent string) {
	p := place{t.Start, t.End, t.Src}
	c.dropLine = false
	switch t.Kind {
	case expr.TagHole:
		path, _ := t.Expr.(expr.Path)
		c.add(variable{p, path, t.Raw})
	case expr.TagFor, expr.TagIf:
		path, inverted := t.Expr, false
		if l, ok := path.(expr.Logic); ok {
			path, inverted = l.Args[0], true
		}
		name, _ := path.(expr.Path)
		c.open(p, dotted(name), func(body []statement) statement { return repeated{p, name, inverted, body} })
	case expr.TagEnd:
		name, _ := t.Expr.(expr.Path)
		c.end(p, dotted(name))
	case expr.TagInclude:
		c.add(newPartial(p, t.Expr, indent))
	case expr.TagOther:
		call, _ := t.Expr.(expr.Call)
		name := call.Args[0].(expr.Lit).Text
		if call.Name == "<" {
			c.parent(p, name, indent)
			return
		}
		// The line end after the start of a block that replaces another one is
		// not part of it, even where the parent's tag stands on the same line.
		c.dropLine = c.top().parent
		c.open(p, name, func(body []statement) statement { return replaceable{p, name, body} })
	}
}

func newPartial(p place, name expr.Expr, indent string) partial {
	switch e := name.(type) {
	case expr.Path:
		return partial{place: p, dynamic: e, indent: indent}
	case expr.Lit:
		return partial{place: p, name: e.Text, indent: indent}
	}
	return partial{place: p, indent: indent}
}

// parent opens a partial whose blocks can be replaced: nothing but blocks
// counts in it.
func (c *compiler) parent(p place, name, indent string) {
	made := partial{place: p, name: name, indent: indent, blocks: map[string][]statement{}}
	if inner, ok := strings.CutPrefix(name, "*"); ok {
		made.name, made.dynamic = "", path(strings.TrimSpace(inner))
	}
	c.open(p, name, func(body []statement) statement {
		for _, s := range body {
			if b, ok := s.(replaceable); ok {
				made.blocks[b.name] = b.body
			}
		}
		return made
	})
	c.top().parent = true
}

func (c *compiler) open(p place, name string, closing func([]statement) statement) {
	c.stack = append(c.stack, openBlock{place: p, name: name, close: closing})
}

func (c *compiler) end(p place, name string) {
	b := *c.top()
	if b.close == nil {
		c.fail(p, "this closes nothing: no section is open")
		return
	}
	if b.name != name {
		c.fail(p, "expected the end tag of %s, the end of %s", b.name, templates.Clip(b.src))
		for i := len(c.stack) - 1; i > 0; i-- {
			if c.stack[i].name == name {
				c.stack = c.stack[:i] // those within it lack an end
				break
			}
		}
		return
	}
	c.stack = c.stack[:len(c.stack)-1]
	made := b.close(b.body)
	if in, ok := made.(partial); ok && lineEnds(c.src[p.end:]) {
		made = c.wholeLines(in)
	}
	c.add(made)
}

// wholeLines takes the rest of the lines that a parent stands on, from its
// first tag to its last, where nothing else stands on them: that it is not one
// tag makes no difference.
func (c *compiler) wholeLines(in partial) partial {
	before := c.src[:in.start]
	indent := before[len(strings.TrimRight(before, " \t")):]
	before = before[:len(before)-len(indent)]
	if before != "" && !strings.HasSuffix(before, "\n") {
		return in
	}
	c.dropLine = true
	body := c.top().body
	if n := len(body); n > 0 && in.indent == "" {
		if t, ok := body[n-1].(text); ok {
			body[n-1] = text(strings.TrimSuffix(string(t), indent))
		}
	}
	in.indent = indent
	return in
}

// lineEnds reports whether nothing but blanks comes before the end of the line.
func lineEnds(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return s == "" || s[0] == '\n' || strings.HasPrefix(s, "\r\n")
}
