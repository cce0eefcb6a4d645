package gotemplate

import (
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
)

// maxBlocks bounds the nesting of blocks: Go's parser calls itself for each.
const maxBlocks = 200

// templateName is what the engine calls the text in its messages.
const templateName = "t"

// Functions that the tree calls at places which no text can write: they are
// unknown while a text is parsed.
const (
	fnShow  = "show"  // the end of every hole
	fnRound = "round" // the beginning of every round of a loop
	fnEnter = "enter" // the beginning of every template
	fnLeave = "leave" // its end
)

// A Template is a template ready to be rendered. It is immutable and safe for
// concurrent use.
type Template struct {
	t     *template.Template
	view  *source.View
	lines []int // offsets of the lines of the text
}

// Compile reads a template for rendering. With problems there is no template.
//
// Go's own engine renders it. What the engine would not stop at is stopped by
// calls that are put into its tree: each round of a loop and each template that
// is called spends a step.
func Compile(v *source.View) (*Template, []templates.Problem) {
	if problems := check(v); len(problems) > 0 {
		return nil, problems
	}
	out := &Template{view: v, lines: lineStarts(v.Text)}
	t, err := template.New(templateName).Option("missingkey=zero").Funcs(new(running).functions()).Parse(v.Text)
	if err != nil {
		return nil, []templates.Problem{out.refused(err)}
	}
	out.t = t
	out.instrument()
	return out, nil
}

// check returns what is wrong by our own reading, which knows the places.
func check(v *source.View) []templates.Problem {
	_, found := templates.Parse(Language{}, v)
	var problems []templates.Problem
	for _, p := range found {
		if p.Kind == templates.Syntax {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	depth := 0
	tags, _ := Language{}.Tags(v.Text)
	for _, t := range tags {
		_, n := Language{}.Nesting(t)
		if depth += n; depth > maxBlocks {
			return []templates.Problem{{
				Start: t.Start, End: t.End, Span: v.Span(t.Start, t.End), Construct: templates.Clip(t.Src),
				Message: fmt.Sprintf("%s: blocks nest deeper than %d levels", templates.Clip(t.Src), maxBlocks),
			}}
		}
	}
	return nil
}

func lineStarts(s string) []int {
	starts := []int{0}
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// place returns the range that a line, and a column where it is known, of an
// engine's message speak of: the tag that stands there, or the line.
func (t *Template) place(line, column int) (start, end int) {
	if line < 1 || line > len(t.lines) {
		return 0, min(1, len(t.view.Text))
	}
	text := t.view.Text
	start = t.lines[line-1]
	end = len(text)
	if line < len(t.lines) {
		end = t.lines[line] - 1
	}
	if column < 0 || start+column >= len(text) {
		return start, end
	}
	at := start + column
	for _, tok := range (Language{}).Lex(text) {
		if tok.Kind == templates.TokTag && tok.Start <= at && at < tok.End() {
			return tok.Start, tok.End()
		}
	}
	return start, end
}

// split takes an engine's message apart: "template: t:3:7: what is wrong".
func split(msg string) (line, column int, rest string) {
	column = -1
	rest, ok := strings.CutPrefix(msg, "template: "+templateName+":")
	if !ok {
		return 0, -1, strings.TrimPrefix(msg, "template: ")
	}
	head, tail, _ := strings.Cut(rest, ":")
	line, _ = strconv.Atoi(head)
	rest = tail
	if head, tail, found := strings.Cut(rest, ":"); found {
		if n, err := strconv.Atoi(head); err == nil {
			column, rest = n, tail
		}
	}
	rest = strings.TrimSpace(rest)
	// "executing "t" at <.x>: " names the place a second time.
	if strings.HasPrefix(rest, "executing ") {
		if _, after, found := strings.Cut(rest, ">: "); found {
			rest = after
		}
	}
	return line, column, rest
}

// refused is a problem that only Go's own parser finds: a function that does
// not exist, a variable that is not declared.
func (t *Template) refused(err error) templates.Problem {
	line, column, msg := split(err.Error())
	start, end := t.place(line, column)
	return templates.Problem{
		Kind: templates.Syntax, Start: start, End: end, Span: t.view.Span(start, end),
		Construct: templates.Clip(t.view.Text[start:end]), Message: templates.Clip(strings.TrimSpace(t.view.Text[start:end])) + ": " + msg,
	}
}

// instrument puts the calls into the tree that count what the engine does.
func (t *Template) instrument() {
	for _, each := range t.t.Templates() {
		if each.Tree == nil || each.Root == nil {
			continue
		}
		root := each.Root
		count(root)
		root.Nodes = append(append([]parse.Node{action(fnEnter)}, root.Nodes...), action(fnLeave))
	}
}

// action returns the node of {{fn args}}.
func action(fn string, args ...parse.Node) *parse.ActionNode {
	cmd := &parse.CommandNode{NodeType: parse.NodeCommand, Args: append([]parse.Node{parse.NewIdentifier(fn)}, args...)}
	return &parse.ActionNode{
		NodeType: parse.NodeAction,
		Pipe:     &parse.PipeNode{NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{cmd}},
	}
}

// count walks a list and adds the counting calls to it.
func count(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				src := n.Pipe.String()
				name := &parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: strconv.Quote(src), Text: src}
				show := action(fnShow, name).Pipe.Cmds[0]
				show.Pos = n.Pos
				n.Pipe.Cmds = append(n.Pipe.Cmds, show)
			}
		case *parse.IfNode:
			count(n.List)
			count(n.ElseList)
		case *parse.WithNode:
			count(n.List)
			count(n.ElseList)
		case *parse.RangeNode:
			count(n.List)
			n.List.Nodes = append([]parse.Node{action(fnRound)}, n.List.Nodes...)
			count(n.ElseList)
		}
	}
}
