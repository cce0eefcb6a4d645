package templates

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// Print returns the source of t in lang, and what could not be said in it. In
// the language that t was read from that is the input, byte for byte, whatever
// it was; in another one tags are translated through their neutral form and
// literals are escaped. A hole without equivalent leaves nothing behind but its
// problem, a condition or loop without equivalent leaves its bodies: the caller
// must not use a text with NoEquivalent problems as if it were complete.
func Print(lang Language, t expr.Text) (string, []Problem) {
	p := &printing{lang: lang, printer: lang.Printer()}
	if s, ok := lang.(interface{ Sections() bool }); !ok || !s.Sections() {
		t = resolveSections(lang.ID(), t, &p.problems)
	}
	p.flatten(t)
	p.join()
	return p.write(), p.problems
}

// A piece is a literal or a tag of flattened text.
type piece struct {
	text  string    // source to write as it is; for a made literal what it says
	made  bool      // a literal to be escaped
	tag   *expr.Tag // nil for literals
	fresh bool      // a tag printed from its neutral form
}

type printing struct {
	lang     Language
	printer  Printer
	pieces   []piece
	run      []string // what follows in the last piece, a made literal
	problems []Problem
	json     bool // inside a JSON string; lang is nil
	truth    bool // it was said that Liquid's conditions are others
}

// flatten lists literals and tags in order; adjacent made literals are joined,
// because together they may read as syntax that neither is alone.
func (p *printing) flatten(t expr.Text) {
	for i := range t {
		s := &t[i]
		switch {
		case s.Block != nil:
			for j := range s.Block.Arms {
				p.tag(&s.Block.Arms[j].Tag)
				p.flatten(s.Block.Arms[j].Body)
			}
			end := &s.Block.Close
			if end.Kind != expr.TagEnd {
				end = &expr.Tag{Kind: expr.TagEnd}
			}
			p.tag(end)
		case s.Tag != nil && s.Tag.Kind == expr.TagHole && !p.own(s.Tag):
			p.hole(*s.Tag)
		case s.Tag != nil:
			p.tag(s.Tag)
		case s.Src != "" && !p.json && s.Lang == p.lang.ID():
			p.join()
			p.pieces = append(p.pieces, piece{text: s.Src})
		default:
			p.literal(s.Lit)
		}
	}
}

// own reports whether t is printed as it was read.
func (p *printing) own(t *expr.Tag) bool {
	return !p.json && t.Src != "" && t.Lang == p.lang.ID()
}

// hole adds a hole; strings in it are literals, and what it concatenates are
// neighbours, so that languages without operators can say it too.
func (p *printing) hole(t expr.Tag) {
	switch e := t.Expr.(type) {
	case expr.Lit:
		if e.Kind == expr.Str && t.Raw || e.Kind == expr.Num && isWhole(e.Text) {
			p.literal(e.Text)
			return
		}
	case expr.Compare:
		if e.Op == "~" || e.Op == "+" && (isString(e.L) || isString(e.R)) {
			l, r := t, t
			l.Expr, r.Expr = e.L, e.R
			p.hole(l)
			p.hole(r)
			return
		}
	}
	p.tag(&t)
}

// isWhole reports whether the number s prints as it is written.
func isWhole(s string) bool {
	return strings.Trim(s, "0123456789") == "" && (len(s) == 1 || s[0] != '0')
}

// isString reports whether e is a string for certain.
func isString(e expr.Expr) bool {
	switch e := e.(type) {
	case expr.Lit:
		return e.Kind == expr.Str
	case expr.Compare:
		return e.Op == "~" || e.Op == "+" && (isString(e.L) || isString(e.R))
	}
	return false
}

func (p *printing) literal(s string) {
	if s == "" {
		return
	}
	if n := len(p.pieces); n > 0 && p.pieces[n-1].made {
		p.run = append(p.run, s)
		return
	}
	p.join()
	p.pieces = append(p.pieces, piece{text: s, made: true})
}

// join completes the last made literal.
func (p *printing) join() {
	if len(p.run) > 0 {
		last := &p.pieces[len(p.pieces)-1]
		last.text += strings.Join(p.run, "")
		p.run = p.run[:0]
	}
}

// tag adds a tag. A comment that has an expression directs the lexer of its own
// language, as Mustache's change of delimiters does, and says nothing else.
func (p *printing) tag(t *expr.Tag) {
	if t.Kind == expr.TagComment && t.Expr != nil && (p.json || t.Lang != p.lang.ID()) {
		return
	}
	p.join()
	p.pieces = append(p.pieces, piece{tag: t})
}

// write prints the pieces.
func (p *printing) write() string {
	var b strings.Builder
	for i := range p.pieces {
		c := &p.pieces[i]
		switch {
		case c.tag != nil:
			c.text, c.fresh = p.printTag(c.tag)
		case c.made:
			before := i > 0 && !p.pieces[i-1].made
			after := i+1 < len(p.pieces) && !p.pieces[i+1].made
			text := c.text
			if p.json {
				text = escapeJSON(text)
			}
			s, err := p.printer.Literal(text, before, after)
			if err != nil {
				p.fail(NoEquivalent, source.Span{}, err)
			}
			// The line layout is judged on what the text says, below.
			b.WriteString(s)
			continue
		}
		b.WriteString(c.text)
		if c.fresh && !p.json && c.text != "" && p.printer.TakesLine(*c.tag) {
			b.WriteString(p.keepLine(i))
		}
	}
	return b.String()
}

func (p *printing) printTag(t *expr.Tag) (text string, fresh bool) {
	print := p.printer.Print
	if p.json {
		if t.Kind == expr.TagComment {
			return "", false // not output, and it could break the JSON
		}
		if t.Kind == expr.TagHole {
			print = p.printer.JSONHole
		}
	}
	s, err := print(*t)
	if err != nil {
		p.fail(NoEquivalent, t.Span, err)
	}
	for _, note := range p.printer.Notes() {
		p.problems = append(p.problems, Problem{Kind: Approximate, Start: t.Start, End: t.End, Span: t.Span, Construct: Clip(t.Src), Message: note})
	}
	if t.Lang == "liquid" && !p.own(t) && s != "" && !p.truth && asksTruth(t) {
		p.truth = true
		p.problems = append(p.problems, Problem{Kind: Approximate, Start: t.Start, End: t.End, Span: t.Span, Construct: Clip(t.Src),
			Message: fmt.Sprintf("%s: liquid takes everything but nil and false for true; here 0 and what is empty are not", Clip(t.Src))})
	}
	return s, !p.own(t)
}

// asksTruth reports whether t is a condition that asks whether some value is
// true, rather than comparing values.
func asksTruth(t *expr.Tag) bool {
	if t.Kind != expr.TagIf && t.Kind != expr.TagElseIf {
		return false
	}
	var asks func(e expr.Expr, depth int) bool
	asks = func(e expr.Expr, depth int) bool {
		switch e := e.(type) {
		case expr.Compare:
			return false
		case expr.Logic:
			for _, a := range e.Args {
				if depth > 100 || asks(a, depth+1) {
					return true
				}
			}
			return false
		}
		return true
	}
	return asks(t.Expr, 0)
}

func (p *printing) fail(k ProblemKind, at source.Span, err error) {
	q := Problem{Kind: k, Span: at, Message: err.Error()}
	var u *Unsupported
	if errors.As(err, &u) {
		q.Construct = u.Construct
	}
	p.problems = append(p.problems, q)
}

// keepLine returns what must follow the tag at i so that its line is not taken
// away: nothing where other text stands on the line, a second line end where
// the tag begins the line, else a tag without output.
func (p *printing) keepLine(i int) string {
	indent, ok := "", i == 0
	if i > 0 && p.pieces[i-1].tag == nil {
		s := p.pieces[i-1].text
		nl := strings.LastIndexByte(s, '\n')
		indent = s[nl+1:]
		ok = nl >= 0 || i == 1
	}
	if !ok || strings.Trim(indent, " \t") != "" {
		return ""
	}
	end := ""
	if i+1 < len(p.pieces) {
		if p.pieces[i+1].tag != nil {
			return ""
		}
		s := p.pieces[i+1].text
		nl := strings.IndexByte(s, '\n')
		if nl < 0 {
			if i+2 < len(p.pieces) || strings.Trim(s, " \t") != "" {
				return ""
			}
			return p.printer.Nothing()
		}
		if end = s[:nl+1]; strings.Trim(end, " \t\r\n") != "" {
			return ""
		}
	}
	if indent == "" && (end == "" || end == "\n" || end == "\r\n") {
		return end
	}
	return p.printer.Nothing()
}
