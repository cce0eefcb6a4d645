package handlebars

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// maxDepth bounds the nesting of subexpressions.
const maxDepth = 100

// A call is a name with arguments: a value when there are none.
type call struct {
	name   string // "" when the head is a literal or a subexpression
	head   expr.Expr
	args   []expr.Expr
	named  []expr.Named
	params []string // as |item index|
}

func (c *call) call() expr.Call { return expr.Call{Name: c.name, Args: c.args, Named: c.named} }

func (c *call) value() expr.Expr {
	if len(c.args)+len(c.named) == 0 {
		return c.head
	}
	if c.name == "json" && len(c.args) == 1 {
		return expr.Call{Name: "tojson", Args: c.args, Named: c.named, Filter: true}
	}
	return c.call()
}

// A pathReader says what the paths of a tag mean.
type pathReader interface {
	path(word string) expr.Expr
	// fail records what is wrong with a tag; only the first time counts.
	fail(format string, args ...any)
	failed() bool
}

// A cursor stands in the words of a tag.
type cursor struct {
	r     pathReader
	s     string
	i     int
	depth int
}

func (r *tagReader) call(s string) *call {
	c := readCall(r, s)
	if r.lang.Kernel {
		for i, a := range c.args {
			c.args[i] = kernelExpr(a)
		}
		for i := range c.named {
			c.named[i].Value = kernelExpr(c.named[i].Value)
		}
	}
	return c
}

// readCall parses s as head, arguments and block parameters.
func readCall(r pathReader, s string) *call {
	c := &cursor{r: r, s: s}
	out := c.call()
	if c.i < len(s) {
		r.fail("unexpected %q; expected an argument or the end of the tag", templates.Clip(s[c.i:]))
	}
	return out
}

func (c *cursor) call() *call {
	out := &call{}
	start := c.skip()
	if c.i == len(c.s) {
		c.r.fail("the name is missing")
		return out
	}
	out.head = c.value()
	switch h := out.head.(type) {
	case expr.Path:
		if len(h.Steps) > 0 {
			out.name = c.s[start:c.i]
		}
	case rawPath:
		out.name = c.s[start:c.i]
	}
	for !c.r.failed() {
		at := c.skip()
		if at == len(c.s) || c.s[at] == ')' {
			break
		}
		if rest, ok := strings.CutPrefix(c.s[at:], "as |"); ok {
			names, _, closed := strings.Cut(rest, "|")
			if !closed {
				c.r.fail("the block parameters are not closed; expected |")
			}
			out.params = strings.Fields(names)
			c.i = min(len(c.s), at+len("as |")+len(names)+1)
			continue
		}
		if name := hashName(c.s[at:]); name != "" {
			c.i += len(name)
			c.i += strings.IndexByte(c.s[c.i:], '=') + 1
			c.skip()
			out.named = append(out.named, expr.Named{Name: name, Value: c.value()})
			continue
		}
		out.args = append(out.args, c.value())
	}
	return out
}

// hashName returns the name of a keyword argument that s begins with.
func hashName(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !isNameRune(r) })
	if i <= 0 || !strings.HasPrefix(strings.TrimLeft(s[i:], " \t\r\n"), "=") {
		return ""
	}
	return s[:i]
}

func (c *cursor) skip() int {
	for c.i < len(c.s) && strings.IndexByte(" \t\r\n", c.s[c.i]) >= 0 {
		c.i++
	}
	return c.i
}

// value parses a literal, a path or a subexpression.
func (c *cursor) value() expr.Expr {
	if c.r.failed() || c.i >= len(c.s) {
		c.r.fail("a value is missing")
		return nil
	}
	switch q := c.s[c.i]; q {
	case '"', '\'':
		for j := c.i + 1; j < len(c.s); j++ {
			if c.s[j] == '\\' && j+1 < len(c.s) && c.s[j+1] == q {
				j++
			} else if c.s[j] == q {
				text := strings.ReplaceAll(c.s[c.i+1:j], `\`+string(q), string(q))
				c.i = j + 1
				return expr.Lit{Kind: expr.Str, Text: text}
			}
		}
		c.r.fail("the string %s is not closed; expected %c", templates.Clip(c.s[c.i:]), q)
		return nil
	case '(':
		if c.depth++; c.depth > maxDepth {
			c.r.fail("subexpressions nest deeper than %d levels", maxDepth)
			return nil
		}
		c.i++
		sub := c.call()
		if !c.r.failed() && (c.i >= len(c.s) || c.s[c.i] != ')') {
			c.r.fail("a subexpression is not closed; expected )")
			return nil
		}
		c.i = min(len(c.s), c.i+1)
		c.depth--
		if sub.name != "" && len(sub.args)+len(sub.named) == 0 {
			return sub.call()
		}
		return sub.value()
	}
	word := c.word()
	switch word {
	case "":
		c.r.fail("unexpected %q; expected a name, a literal or (", templates.Clip(c.s[c.i:]))
		return nil
	case "true":
		return expr.Lit{Kind: expr.True}
	case "false":
		return expr.Lit{Kind: expr.False}
	case "null", "undefined":
		return expr.Lit{Kind: expr.None}
	}
	if isNumber(word) {
		return expr.Lit{Kind: expr.Num, Text: word}
	}
	return c.r.path(word)
}

// word returns the path or number at the cursor.
func (c *cursor) word() string {
	start := c.i
	for c.i < len(c.s) {
		switch r, n := utf8.DecodeRuneInString(c.s[c.i:]); {
		case r == '[':
			end := strings.IndexByte(c.s[c.i:], ']')
			if end < 0 {
				c.r.fail("%q is not closed; expected ]", templates.Clip(c.s[c.i:]))
				return ""
			}
			c.i += end + 1
		case isNameRune(r) || r == '.' || r == '/' || r == '@':
			c.i += n
		default:
			return c.s[start:c.i]
		}
	}
	return c.s[start:c.i]
}

func isNumber(s string) bool {
	digits := false
	for i, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits = true
		case r == '-' && i == 0, r == '.' && digits:
		default:
			return false
		}
	}
	return digits
}

// isNameRune reports whether r may stand in an identifier: anything but white
// space and the characters that the grammar uses.
func isNameRune(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune("!\"#%&'()*+,./;<=>@[\\]^`{|}~", r)
}

// path resolves a path in the current context.
func (r *tagReader) path(word string) expr.Expr {
	up, explicit := 0, false
	rest := word
	for {
		switch {
		case rest == ".." || strings.HasPrefix(rest, "../"):
			up, explicit = up+1, true
			rest = strings.TrimPrefix(rest[2:], "/")
			continue
		case rest == "." || strings.HasPrefix(rest, "./"):
			explicit = true
			rest = strings.TrimPrefix(rest[1:], "/")
			continue
		case rest == "this" || strings.HasPrefix(rest, "this.") || strings.HasPrefix(rest, "this/"):
			explicit = true
			rest = strings.TrimLeft(rest[4:], "./")
		}
		break
	}
	if name, ok := strings.CutPrefix(rest, "@"); ok {
		return r.data(name, up, word)
	}
	steps, ok := segments(rest)
	if !ok {
		r.fail("%s is no path; expected names with dots", templates.Clip(word))
		return opaque(word)
	}
	return r.resolve(steps, up, explicit, word)
}

// resolve looks steps up in the context up levels above the current one.
func (r *tagReader) resolve(steps []expr.Step, up int, explicit bool, word string) expr.Expr {
	if !explicit {
		for i := len(r.scopes) - 1; i >= 0 && i > len(r.scopes)-maxDepth; i-- {
			if p, ok := r.scopes[i].params[steps[0].Name]; ok {
				return expr.Path{Steps: append(append([]expr.Step(nil), p.Steps...), steps[1:]...)}
			}
		}
	}
	i := len(r.scopes) - 1 - up
	if i < 0 {
		return opaque(word)
	}
	sc := r.scopes[i]
	switch {
	case len(steps) == 0 && len(sc.base) == 0:
		return expr.Var(templates.Here)
	case sc.implicit && up > 0:
		return opaque(word) // the context of an outer section has no name
	}
	return expr.Path{Steps: append(append([]expr.Step(nil), sc.base...), steps...)}
}

// data resolves @root and the variables of loops.
func (r *tagReader) data(name string, up int, word string) expr.Expr {
	head, tail, _ := strings.Cut(name, ".")
	if head == "root" && up == 0 {
		if steps, ok := segments(tail); ok && len(steps) > 0 {
			return expr.Path{Steps: steps}
		}
		return opaque(word)
	}
	sc := r.scopes[len(r.scopes)-1]
	if up > 0 || tail != "" {
		return opaque(word)
	}
	switch name {
	case "index":
		return loopVar("index0")
	case "first", "last":
		return loopVar(name)
	case "key":
		if sc.loop > 0 {
			t := &r.tags[sc.loop-1]
			if len(t.Vars) == 1 {
				t.Vars = []string{r.itemName(expr.Var("keys")), t.Vars[0]}
			}
			return expr.Var(t.Vars[0])
		}
	}
	return opaque(word)
}

// segments splits a path at its dots and slashes.
func segments(s string) ([]expr.Step, bool) {
	var steps []expr.Step
	for s != "" {
		var name string
		if s[0] == '[' {
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return nil, false
			}
			name, s = s[1:end], s[end+1:]
		} else if s[0] == '@' {
			return nil, false
		} else {
			end := strings.IndexAny(s, "./")
			if end < 0 {
				end = len(s)
			}
			name, s = s[:end], s[end:]
		}
		if s != "" {
			if s[0] != '.' && s[0] != '/' || len(s) == 1 {
				return nil, false
			}
			s = s[1:]
		}
		step := expr.Step{Name: name}
		if isNumber(name) && len(steps) > 0 {
			step = expr.Step{Index: expr.Lit{Kind: expr.Num, Text: name}}
		}
		if name == "" {
			return nil, false
		}
		steps = append(steps, step)
	}
	return steps, true
}
