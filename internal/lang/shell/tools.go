package shell

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/value"
)

// aws reads the arguments of a command of AWS's own tool: they are the members
// of the request, in words with hyphens.
func aws(r *reader, c *lang.Call, args []*word, _ *word) {
	named := &value.Node{Kind: value.Object}
	for i := 0; i < len(args); i++ {
		w := args[i]
		flag, v, ok := r.flag(w)
		if !ok {
			// The service and the operation come before everything else but flags.
			if len(c.Callee.Steps) < 3 && w.literal() {
				c.Callee.Steps = append(c.Callee.Steps, lang.Step{Name: w.text(), Span: w.node.Span})
				c.Callee.Span = c.Callee.Span.Cover(w.node.Span)
				c.NameSpan = w.node.Span
			}
			continue
		}
		if v == nil && i+1 < len(args) && !strings.HasPrefix(args[i+1].text(), "--") && takesValue(flag) {
			i++
			v = args[i]
		}
		if v == nil {
			continue
		}
		n := r.body(v)
		sp := w.view.All().Cover(v.view.All())
		if flag == "cli-input-json" && n.Kind == value.Object {
			named.Entries = append(named.Entries, n.Entries...)
			named.Span = named.Span.Cover(sp)
			continue
		}
		if n.Kind != value.Object && n.Kind != value.Array {
			r.str(n, lang.Argument, camel(flag))
			if s := shorthand(v); s != nil {
				n = s
			}
		}
		named.Entries = append(named.Entries, value.Entry{Key: camel(flag), KeySpan: w.view.All(), Value: n, Span: sp})
		named.Span = named.Span.Cover(sp)
	}
	if len(named.Entries) > 0 {
		c.Named = named
	}
}

// takesValue is false for the flags of aws that stand alone.
func takesValue(flag string) bool {
	switch flag {
	case "debug", "no-verify-ssl", "no-paginate", "no-sign-request", "no-cli-pager", "no-cli-auto-prompt", "cli-auto-prompt":
		return false
	}
	return true
}

// camel is a name with hyphens as the request has it: model-id is modelId.
func camel(s string) string {
	head, rest, found := strings.Cut(s, "-")
	var b strings.Builder
	for b.WriteString(head); found; {
		if head, rest, found = strings.Cut(rest, "-"); head != "" {
			b.WriteString(strings.ToUpper(head[:1]) + head[1:])
		}
	}
	return b.String()
}

// shorthand reads a=1,b=2 as an object, nil for anything else: what is nested
// or listed in that notation is left as text.
func shorthand(w *word) *value.Node {
	text := w.text()
	if !w.literal() || !strings.Contains(text, "=") || strings.ContainsAny(text, "[]{}'\" /:") {
		return nil
	}
	n := &value.Node{Kind: value.Object, Span: w.node.Span}
	for at := 0; at <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], ','); i >= 0 {
			end = at + i
		}
		eq := strings.IndexByte(text[at:end], '=')
		if eq <= 0 {
			return nil
		}
		v := request.Text(w.view, at+eq+1, end, nil)
		switch {
		case value.IsJSONNumber(v.Str):
			v.Kind = value.Number
		case v.Str == "true" || v.Str == "false":
			v.Kind, v.Bool = value.Bool, v.Str == "true"
		}
		n.Entries = append(n.Entries, value.Entry{
			Key: text[at : at+eq], KeySpan: w.view.Span(at, at+eq), Value: v, Span: w.view.Span(at, end),
		})
		at = end + 1
	}
	return n
}

// ollama reads `ollama run MODEL [PROMPT]` and its like.
func ollama(r *reader, c *lang.Call, args []*word, stdin *word) {
	var plain []*word
	for i := 0; i < len(args); i++ {
		flag, v, ok := r.flag(args[i])
		switch {
		case !ok:
			plain = append(plain, args[i])
		case v == nil && (flag == "format" || flag == "keepalive" || flag == "f" || flag == "file"):
			i++
		}
	}
	if len(plain) == 0 || !plain[0].literal() {
		return
	}
	verb := plain[0]
	c.Callee.Steps = append(c.Callee.Steps, lang.Step{Name: verb.text(), Span: verb.node.Span})
	c.Callee.Span = c.Callee.Span.Cover(verb.node.Span)
	c.NameSpan = verb.node.Span
	if len(plain) < 2 {
		return
	}
	c.Named = value.NewObject("model", plain[1].node)
	r.str(plain[1].node, lang.Argument, "model")
	prompt := stdin
	if len(plain) > 2 {
		prompt = plain[2]
	}
	if prompt != nil && verb.text() == "run" {
		c.Named.Set("prompt", prompt.node)
		r.str(prompt.node, lang.Argument, "prompt")
	}
	for i := range c.Named.Entries {
		c.Named.Entries[i].Span = c.Named.Entries[i].Value.Span
		c.Named.Span = c.Named.Span.Cover(c.Named.Entries[i].Span)
	}
}

// jq keeps the members that a program of jq takes out of its input: the shape of
// the answer that a script relies on.
func jq(r *reader, c *lang.Call, args []*word, _ *word) {
	for i := 0; i < len(args); i++ {
		w := args[i]
		switch t := w.text(); {
		case t == "--arg" || t == "--argjson" || t == "--slurpfile" || t == "--rawfile":
			if i+2 < len(args) {
				r.str(args[i+2].node, lang.Argument, args[i+1].text())
			}
			i += 2
		case t == "--indent":
			i++
		case strings.HasPrefix(t, "-"):
		default:
			r.str(w.node, lang.Argument, "")
			r.paths(w)
			return // what follows are files
		}
	}
}

// paths keeps the paths of a program of jq: .choices[0].message.content.
func (r *reader) paths(w *word) {
	s := w.text()
	for i := 0; i < len(s); {
		switch {
		case s[i] == '"':
			for i++; i < len(s) && s[i] != '"'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
			i++
		case s[i] == '.' && i+1 < len(s) && letter(s[i+1]) && (i == 0 || !letter(s[i-1]) && !digit(s[i-1]) && strings.IndexByte(")].?", s[i-1]) < 0):
			var c lang.Chain
			c, i = r.chain(w, i)
			r.u.Reads = append(r.u.Reads, c)
		default:
			i++
		}
	}
}

// chain reads the path at i.
func (r *reader) chain(w *word, i int) (lang.Chain, int) {
	s, from := w.text(), i
	c := lang.Chain{Func: r.function()}
	for i < len(s) {
		switch {
		case s[i] == '.' && i+1 < len(s) && letter(s[i+1]):
			n := name(s[i+1:])
			c.Steps = append(c.Steps, lang.Step{Name: n, Span: w.view.Span(i+1, i+1+len(n))})
			i += 1 + len(n)
			continue
		case s[i] == '[' || strings.HasPrefix(s[i:], ".["):
			n := strings.IndexByte(s[i:min(len(s), i+100)], ']')
			if n < 0 {
				break
			}
			open := i + strings.IndexByte(s[i:], '[') + 1
			c.Steps = append(c.Steps, lang.Step{Index: index(w, open, i+n), Span: w.view.Span(i, i+n+1)})
			i += n + 1
			continue
		case s[i] == '?':
			i++
			continue
		}
		break
	}
	c.Span = w.view.Span(from, i)
	return c, i
}

// index is what stands in brackets: a number, or something else.
func index(w *word, from, to int) *value.Node {
	s, sp := w.text()[from:to], w.view.Span(from, to)
	if value.IsJSONNumber(s) {
		return &value.Node{Kind: value.Number, Str: s, Span: sp}
	}
	return &value.Node{Kind: value.Hole, Span: sp, Tag: &expr.Tag{Kind: expr.TagHole, Lang: "jq", Expr: expr.Opaque{Lang: "jq", Text: s}, Src: s, Span: sp}}
}
