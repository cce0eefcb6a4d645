package shell

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/value"
)

// prefixes are commands that run the command behind them.
var prefixes = map[string]bool{
	"sudo": true, "env": true, "exec": true, "nohup": true, "command": true, "time": true, "xargs": true, "timeout": true,
	"nice": true, "retry": true, "watch": true, "doas": true,
}

// declarations are commands whose arguments give values to variables.
var declarations = map[string]bool{
	"export": true, "local": true, "readonly": true, "declare": true, "typeset": true, "ENV": true, "ARG": true, "setenv": true,
}

// run keeps a command that is complete; piped tells that the next one reads
// what it prints.
func (r *reader) run(c *command, piped bool) {
	k := *c
	*c = command{}
	if k.stdin == nil {
		k.stdin = r.piped
	}
	if len(k.words) == 0 {
		return
	}
	if r.pipes {
		r.count--
	}
	r.count++
	r.piped, r.made, r.pipes = nil, nil, piped
	words := r.unprefixed(k.words)
	if len(words) == 0 {
		return
	}
	head := words[0]
	base := path.Base(head.text())
	if declarations[base] {
		if r.d == docker && len(words) > 2 && name(words[1].text()) == words[1].text() { // ENV NAME value
			r.keep(words[1].text(), words[2], words[1].start, false)
			return
		}
		for _, w := range words[1:] { // export NAME, ARG NAME
			if w.literal() && name(w.text()) == w.text() {
				r.str(w.node, lang.Argument, "")
			}
		}
		return
	}
	switch base {
	case "for", "select":
		if len(words) > 3 {
			for _, w := range words[3:] {
				r.str(w.node, lang.Assigned, words[1].text())
			}
		}
		return
	case "case":
		r.flags(words[1:])
		return
	}
	call := &lang.Call{
		Callee: lang.Chain{Steps: []lang.Step{{Name: base, Span: head.node.Span}}, Span: head.node.Span},
		Func:   r.function(), NameSpan: head.node.Span, Into: r.into,
	}
	call.Callee.Func = call.Func
	if !head.literal() {
		call.Callee.Steps[0] = lang.Step{Index: head.node, Span: head.node.Span}
	}
	call.Span = r.v.Span(words[0].start, max(k.end, words[len(words)-1].end))
	call.Node = &value.Node{Kind: value.Hole, Span: call.Span, Tag: &expr.Tag{
		Kind: expr.TagHole, Lang: ID, Expr: expr.Opaque{Lang: ID, Text: base}, Span: call.Span,
	}}
	for _, w := range words[1:] {
		call.Args = append(call.Args, value.Entry{Value: w.node, Span: w.node.Span})
	}
	if f := commands[base]; f != nil {
		f(r, call, words[1:], k.stdin)
	} else {
		r.flags(words[1:])
	}
	r.u.AddCall(call)
	made := r.prints(base, words[1:], k.stdin)
	if piped {
		r.piped = made
	}
	if r.count == 1 {
		r.made = made
	}
}

// unprefixed leaves the words of sudo, env and their kin out.
func (r *reader) unprefixed(words []*word) []*word {
	for len(words) > 1 && prefixes[path.Base(words[0].text())] {
		words = words[1:]
		for len(words) > 0 {
			if t := words[0].text(); !strings.HasPrefix(t, "-") && (t == "" || !digit(t[0])) {
				break
			}
			words = words[1:]
		}
	}
	return words
}

// prints returns what a command certainly prints: a text that it is given.
func (r *reader) prints(base string, args []*word, stdin *word) *word {
	switch base {
	case "cat", "tee", "jq", "envsubst":
		if base == "cat" && len(args) > 0 && args[0].text() != "-" {
			return nil
		}
		if base == "jq" {
			if len(args) > 0 && args[0].literal() && (args[0].text() == "." || args[0].text() == "-c") {
				return stdin
			}
			return nil
		}
		return stdin
	case "echo", "printf":
		var text *word
		for _, w := range args {
			switch {
			case w.literal() && strings.HasPrefix(w.text(), "-"):
			case base == "printf" && w.literal() && (w.text() == "%s" || w.text() == `%s\n`):
			case text != nil:
				return nil
			default:
				text = w
			}
		}
		return text
	}
	return nil
}

// flags keeps the arguments of a command as strings, each with the name of the
// flag before it.
func (r *reader) flags(words []*word) {
	flag := ""
	for _, w := range words {
		if n, v, ok := r.flag(w); ok {
			if flag = n; v != nil {
				r.str(v.node, lang.Argument, n)
				flag = ""
			}
			continue
		}
		r.str(w.node, lang.Argument, flag)
		flag = ""
	}
}

// flag takes --name=value apart; v is nil where the value is another word.
func (r *reader) flag(w *word) (name string, v *word, ok bool) {
	text := w.text()
	if !strings.HasPrefix(text, "-") || len(text) < 2 || strings.HasPrefix(text, "---") {
		return "", nil, false
	}
	name = strings.TrimLeft(text, "-")
	n, _, found := strings.Cut(name, "=")
	if !found {
		return name, nil, true
	}
	for i := range len(n) {
		if !letter(n[i]) && !digit(n[i]) && n[i] != '-' && n[i] != '.' {
			return name, nil, true
		}
	}
	return n, r.tail(w, len(text)-len(name)+len(n)+1), true
}

// tail is a word without its first n decoded bytes.
func (r *reader) tail(w *word, n int) *word {
	v := w.view.Slice(n, len(w.view.Text))
	t := &word{view: v, start: w.start, end: w.end}
	for _, g := range w.tags {
		if g.Start >= n {
			g.Start, g.End = g.Start-n, g.End-n
			t.tags = append(t.tags, g)
		}
	}
	t.node = request.Text(v, 0, len(v.Text), t.tags)
	return t
}

// instruction reads the word that a line of a Dockerfile begins with. It returns
// false where that is the name of the command that the line is.
func (r *reader) instruction(t lang.Token) bool {
	switch strings.ToUpper(r.v.Text[t.Start:t.End]) {
	case "ONBUILD":
		return true
	case "RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL":
	default:
		return false
	}
	for strings.HasPrefix(r.peek(), "--") || r.peek() == "CMD" {
		r.i++
	}
	if first := r.peek(); strings.HasPrefix(first, "[") {
		r.exec()
	} else if first == "<<" || first == "<<-" {
		// The lines below are the script.
		at := r.i
		r.i++
		r.target()
		if h, ok := r.l.docs[at]; ok && r.depth < maxDepth {
			r.nested(r.v.Slice(h.start, h.stop))
		}
	}
	return true
}

// exec reads a command that is written as a JSON array.
func (r *reader) exec() {
	from := int(r.l.out[r.i].Start)
	for r.i < len(r.l.out) && r.l.out[r.i].Kind != lang.Newline {
		r.i++
	}
	to := len(r.v.Text)
	if r.i < len(r.l.out) {
		to = int(r.l.out[r.i].Start)
	}
	n, _ := value.ReadJSON(r.v.Slice(from, to), value.Options{MaxDepth: 10})
	if n == nil || n.Kind != value.Array {
		return
	}
	var words []*word
	for i := range n.Entries {
		e := n.Entries[i].Value
		if e == nil || e.Kind != value.String || e.View == nil {
			return
		}
		words = append(words, &word{node: e, view: e.View, start: from, end: to})
	}
	if len(words) > 2 && strings.HasSuffix(words[0].text(), "sh") && strings.HasSuffix(words[1].text(), "c") && r.depth < maxDepth {
		r.nested(words[2].view)
		return
	}
	r.run(&command{words: words, end: to}, false)
}
