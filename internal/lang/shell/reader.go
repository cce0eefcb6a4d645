package shell

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A reader reads the commands of one script.
type reader struct {
	u     *lang.Unit
	v     *source.View
	d     dialect
	l     *lexer
	i     int
	depth int
	vars  map[string]*word // what variables were given last
	into  string           // the variable that the whole script is given to
	fn    []block
	// piped is what the command before a | prints, where that is certain.
	piped *word
	// made is what the script prints, where it is one command or one pipeline;
	// count is how many there were, pipes tells that the last one goes on.
	made  *word
	count int
	pipes bool
	open  int // brackets around the command
}

// A block is a function that is being read, or anything else in braces.
type block struct {
	name string
	from source.Span
}

// A command is a simple command.
type command struct {
	words      []*word
	assigned   bool  // NAME=value stands before its name
	stdin      *word // heredoc or here-string
	start, end int   // in the text
}

func newReader(u *lang.Unit, v *source.View, d dialect) *reader {
	return &reader{u: u, v: v, d: d, l: lex(v.Text, d), vars: map[string]*word{}}
}

// nested reads the commands of a substitution. It returns what it certainly
// prints.
func (r *reader) nested(v *source.View) *word {
	d := r.d
	if d == docker {
		d = posix
	}
	in := &reader{u: r.u, v: v, d: d, l: lex(v.Text, d), vars: r.vars, depth: r.depth + 1, into: r.into, fn: r.fn}
	in.script()
	return in.made
}

func (r *reader) function() string {
	for i := len(r.fn) - 1; i >= 0; i-- {
		if r.fn[i].name != "" {
			return r.fn[i].name
		}
	}
	return ""
}

// script reads commands up to the end.
func (r *reader) script() {
	var c command
	fresh := true // at the beginning of a line
	for r.i < len(r.l.out) {
		t := r.l.out[r.i]
		at := r.i
		r.i++
		switch {
		case t.Kind == lang.Space || t.Kind == lang.Other || r.l.bodies[at]:
		case t.Kind == lang.Remark:
			r.u.Comments = append(r.u.Comments, lang.Comment{Text: r.v.Text[t.Start:t.End], Span: r.v.Span(int(t.Start), int(t.End))})
		case t.Kind == lang.Newline:
			r.run(&c, false)
			fresh = true
		case t.Kind == lang.Punct:
			r.operator(&c, at, r.v.Text[t.Start:t.End])
		case r.d == docker && fresh:
			fresh = false
			if !r.instruction(t) {
				r.add(&c, t)
			}
		default:
			fresh = false
			r.add(&c, t)
		}
	}
	r.run(&c, false)
	for len(r.fn) > 0 && r.depth == 0 {
		r.close(len(r.v.Text))
	}
}

// add adds a word to a command; reserved words only begin one.
func (r *reader) add(c *command, t lang.Token) {
	start, end := int(t.Start), int(t.End)
	text := r.v.Text[start:end]
	if len(c.words) == 0 && !c.assigned {
		c.start = start
		switch text {
		case "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "!", "time", "in":
			return
		case "function":
			if name := r.peek(); name != "" {
				r.i++
				r.skipSpace()
				r.define(name, r.v.Span(start, end))
			}
			return
		case "{":
			r.fn = append(r.fn, block{})
			return
		case "}":
			r.close(end)
			return
		}
	}
	c.end = end
	if n := name(text); n != "" && assigned(text[len(n):]) && (len(c.words) == 0 || assigns(c.words[0].text())) {
		// A list of values: NAME=(a b c).
		if strings.HasSuffix(text, "=") && r.i < len(r.l.out) && r.text(r.i) == "(" {
			r.array(n, start)
			return
		}
		r.assign(start, end)
		c.assigned = true
		return
	}
	c.words = append(c.words, r.word(start, end))
}

// assigns reports whether NAME=value behind this command gives a variable its
// value.
func assigns(command string) bool { return declarations[command] || prefixes[command] }

// assigned reports whether s, behind a name, gives it a value.
func assigned(s string) bool {
	if strings.HasPrefix(s, "[") {
		if n := strings.IndexByte(s[:min(len(s), 80)], ']'); n > 0 {
			s = s[n+1:]
		}
	}
	return strings.HasPrefix(s, "=") || strings.HasPrefix(s, "+=")
}

// assign keeps NAME=value.
func (r *reader) assign(start, end int) {
	text := r.v.Text[start:end]
	n := name(text)
	eq := strings.IndexByte(text, '=')
	before := r.into
	r.into = n
	v := r.word(start+eq+1, end)
	r.into = before
	r.keep(n, v, start, text[len(n)] == '+')
}

// keep gives a variable a value; its name begins at start.
func (r *reader) keep(n string, v *word, start int, more bool) {
	if more {
		r.vars[n] = nil
	} else {
		r.vars[n] = r.known(v)
	}
	node := v.node
	if v.made != nil {
		node = v.made.node
	}
	r.u.Assigns = append(r.u.Assigns, lang.Assign{Name: n, Value: node, Span: r.v.Span(start, start+len(n)), Func: r.function()})
	r.str(node, lang.Assigned, n)
}

// array reads NAME=( … ).
func (r *reader) array(n string, start int) {
	r.i++
	v := &value.Node{Kind: value.Array}
	for r.i < len(r.l.out) {
		t := r.l.out[r.i]
		r.i++
		if t.Kind == lang.Punct {
			break
		}
		if (t.Kind == lang.Ident || t.Kind == lang.String) && !r.l.bodies[r.i-1] {
			e := keyed(r.word(int(t.Start), int(t.End)).node)
			v.Entries = append(v.Entries, value.Entry{Value: e, Span: e.Span})
			r.str(e, lang.Value, n)
		}
	}
	v.Span = r.v.Span(start+len(n), int(r.l.out[r.i-1].End))
	r.u.Assigns = append(r.u.Assigns, lang.Assign{Name: n, Value: v, Span: r.v.Span(start, start+len(n)), Func: r.function()})
}

// keyed is the value of an element with a key, [key]=value, and any other element
// as it is.
func keyed(n *value.Node) *value.Node {
	if n == nil || n.Kind != value.String || n.View == nil || !strings.HasPrefix(n.Str, "[") {
		return n
	}
	i := strings.Index(n.Str, "]=")
	if i < 0 || n.Str != n.View.Text {
		return n
	}
	c := *n
	c.Str, c.View, c.Span = n.Str[i+2:], n.View.Slice(i+2, len(n.Str)), n.View.Span(i+2, len(n.Str))
	return &c
}

// operator reads a sign between words.
func (r *reader) operator(c *command, at int, op string) {
	switch op {
	case "<<", "<<-":
		r.target()
		if h, ok := r.l.docs[at]; ok {
			c.stdin = r.heredoc(h)
		}
	case "<<<":
		if t, ok := r.target(); ok {
			c.stdin = r.word(int(t.Start), int(t.End))
		}
	case "<", ">", ">>", "&>", "&>>", "<&", ">&":
		if t, ok := r.target(); ok && len(c.words) > 0 {
			c.end = int(t.End)
		}
		if len(c.words) > 0 && number(c.words[len(c.words)-1].text()) && c.words[len(c.words)-1].end == int(r.l.out[at].Start) {
			c.words = c.words[:len(c.words)-1] // 2> is no argument
		}
	case "(":
		if len(c.words) == 1 && r.peek() == ")" {
			r.i++
			w := c.words[0]
			*c = command{}
			r.define(w.text(), w.view.All())
			return
		}
		r.run(c, false)
		r.open++
	case "<(", ">(":
		r.run(c, false)
		r.open++
	case ")":
		if r.open == 0 && len(c.words) == 1 {
			*c = command{} // the pattern of a case
			return
		}
		r.run(c, false)
		r.open = max(r.open-1, 0)
	case "|", "|&":
		r.run(c, true)
	default:
		r.run(c, false)
	}
}

// target returns the word behind a redirection.
func (r *reader) target() (lang.Token, bool) {
	r.skipSpace()
	if r.i < len(r.l.out) {
		if t := r.l.out[r.i]; t.Kind == lang.Ident || t.Kind == lang.String {
			r.i++
			return t, true
		}
	}
	return lang.Token{}, false
}

func (r *reader) skipSpace() {
	for r.i < len(r.l.out) && r.l.out[r.i].Kind == lang.Space {
		r.i++
	}
}

func (r *reader) text(i int) string { return r.v.Text[r.l.out[i].Start:r.l.out[i].End] }

// peek returns the next word or sign, "" at the end of the line.
func (r *reader) peek() string {
	r.skipSpace()
	if r.i < len(r.l.out) && r.l.out[r.i].Kind != lang.Newline {
		return r.text(r.i)
	}
	return ""
}

// define begins the function name, whose brace follows, maybe on the next line.
func (r *reader) define(name string, from source.Span) {
	for r.i < len(r.l.out) {
		switch t := r.l.out[r.i]; {
		case t.Kind == lang.Space || t.Kind == lang.Newline, r.text(r.i) == "(", r.text(r.i) == ")":
			r.i++
			continue
		case r.text(r.i) == "{":
			r.i++
			r.fn = append(r.fn, block{name: name, from: from})
		}
		return
	}
}

// close ends the innermost block.
func (r *reader) close(end int) {
	if len(r.fn) == 0 {
		return
	}
	b := r.fn[len(r.fn)-1]
	r.fn = r.fn[: len(r.fn)-1 : len(r.fn)-1]
	if b.name != "" {
		r.u.Funcs = append(r.u.Funcs, lang.Func{Name: b.name, Span: source.Span{Start: b.from.Start, End: r.v.Span(0, end).End}})
	}
}

func number(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}
