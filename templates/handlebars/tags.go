package handlebars

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"

	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Tags implements templates.Language. Names are resolved against the context
// they stand in: inside {{#each items}}, {{name}} is item.name and {{../user}}
// is user. The loop variable gets a name that occurs nowhere in src.
func (l Language) Tags(src string) ([]expr.Tag, []templates.Problem) {
	r := &tagReader{lang: l, scopes: []scope{{}}, src: src}
	toks := l.Lex(src)
	r.tags = lex.Room(toks)
	var problems []templates.Problem
	for _, tok := range toks {
		if tok.Kind != templates.TokTag {
			continue
		}
		t := expr.Tag{Lang: ID, Src: tok.Text, Start: tok.Start, End: tok.End(), Standalone: tok.Alone}
		r.err = nil
		r.read(&t)
		if r.err != nil {
			problems = append(problems, templates.Problem{
				Start: t.Start, End: t.End, Construct: templates.Clip(t.Src), Message: templates.Clip(t.Src) + ": " + r.err.Error(),
			})
		}
		r.tags = append(r.tags, t)
	}
	return r.tags, problems
}

// A scope is a context that names are looked up in.
type scope struct {
	base     []expr.Step          // path of the context; nil for the root
	implicit bool                 // the context of a section: templates.Here
	params   map[string]expr.Path // block parameters
	loop     int                  // 1 + index of the tag of the loop, or 0
}

// An open block.
type open struct {
	name    string
	neutral bool   // if, unless, each, with or a section: else is an arm
	scoped  bool   // has a context of its own
	item    string // name that was made for its items
}

type tagReader struct {
	lang   Language
	src    string
	names  map[string]bool // identifiers of src and loop variables in use
	tags   []expr.Tag
	scopes []scope
	open   []open
	err    error
}

// fail records the first error of a tag.
func (r *tagReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *tagReader) failed() bool { return r.err != nil }

func (r *tagReader) read(t *expr.Tag) {
	s, triple := inside(t.Src)
	t.Raw = triple || r.lang.NoEscape
	if strings.HasPrefix(t.Src, "{{{{") {
		t.Kind = expr.TagOther
		return
	}
	if s == "" {
		r.err = errors.New("the tag is empty; expected a name")
		t.Expr = opaque(s)
		return
	}
	if triple {
		r.hole(t, s)
		return
	}
	rest := strings.TrimSpace(s[1:])
	if s[0] != '!' && strings.HasPrefix(r.src[t.End:], "}") {
		r.fail("a third brace follows; expected {{{ before it, or {{! }} between the braces")
	}
	switch s[0] {
	case '!':
		t.Kind = expr.TagComment
	case '&':
		t.Raw = true
		r.hole(t, rest)
	case '>':
		r.include(t, rest)
	case '/':
		r.end(t)
	case '#':
		r.block(t, rest, false)
	case '^':
		if rest == "" {
			r.otherwise(t, "")
			return
		}
		r.block(t, rest, true)
	default:
		if word, rest, _ := strings.Cut(s, " "); word == "else" {
			r.otherwise(t, strings.TrimSpace(rest))
			return
		}
		r.hole(t, s)
	}
}

// hole reads a value or a helper call; the helpers that dotprompt defines are
// markers of their own kind.
func (r *tagReader) hole(t *expr.Tag, s string) {
	c := r.call(s)
	t.Kind, t.Expr = expr.TagHole, c.value()
	if r.err != nil {
		t.Expr = opaque(s)
		return
	}
	if l, ok := t.Expr.(expr.Lit); ok {
		// A literal alone names a member of the context: {{"two words"}}.
		name := map[expr.LitKind]string{expr.True: "true", expr.False: "false", expr.None: "null"}[l.Kind] + l.Text
		t.Expr = r.resolve([]expr.Step{{Name: name}}, 0, false, s)
	}
	if r.lang.Kernel {
		t.Expr = kernelExpr(t.Expr)
		if names := c.bound(); names != nil {
			t.Kind, t.Vars = expr.TagOther, names
			return
		}
	}
	switch call := c.call(); {
	case c.name == "role" && len(c.args) == 1:
		t.Kind, t.Expr = expr.TagRole, c.args[0]
	case c.name == "media" && len(c.named) > 0:
		t.Kind, t.Expr = expr.TagMedia, call
	case c.name == "history" && len(c.args)+len(c.named) == 0, c.name == "section" && len(c.args) > 0:
		t.Kind, t.Expr = expr.TagOther, call
	case c.name == "json" && len(c.args) == 1:
		call.Name, call.Filter = "tojson", true
		t.Expr, t.Raw = call, true
	}
}

func (r *tagReader) include(t *expr.Tag, s string) {
	t.Kind = expr.TagInclude
	word, rest, _ := strings.Cut(s, " ")
	if strings.HasPrefix(s, "(") || strings.TrimSpace(rest) != "" {
		t.Expr = opaque(s) // a dynamic partial, or one with a context
		return
	}
	t.Expr = expr.Lit{Kind: expr.Str, Text: strings.Trim(word, `"'`)}
}

func (r *tagReader) end(t *expr.Tag) {
	t.Kind = expr.TagEnd
	name, _ := Language{}.Nesting(*t)
	if n := len(r.open); n > 0 && r.open[n-1].name == name {
		o := r.open[n-1]
		r.open = r.open[:n-1]
		if o.scoped {
			r.scopes = r.scopes[:len(r.scopes)-1]
		}
		if o.item != "" {
			delete(r.names, o.item) // free for the next loop
		}
		if !o.neutral {
			t.Kind = expr.TagOther
		}
	}
}

// otherwise reads {{else}} and {{else if x}}.
func (r *tagReader) otherwise(t *expr.Tag, s string) {
	t.Kind = expr.TagElse
	if n := len(r.open); n > 0 && !r.open[n-1].neutral {
		t.Kind = expr.TagOther
		return
	}
	if n := len(r.open); n > 0 && r.open[n-1].scoped {
		// The else arm has the context of the block's surroundings.
		r.scopes = r.scopes[:len(r.scopes)-1]
		r.open[n-1].scoped = false
	}
	if s == "" {
		return
	}
	c := r.call(s)
	cond, ok := condition(c)
	t.Kind, t.Expr = expr.TagElseIf, cond
	if !ok || r.err != nil {
		t.Expr = opaque(s)
	}
}

// block reads an opening tag.
func (r *tagReader) block(t *expr.Tag, s string, inverse bool) {
	t.Kind = expr.TagOther
	name, _ := Language{}.Nesting(*t)
	o := open{name: name}
	defer func() { r.open = append(r.open, o) }()
	if strings.HasPrefix(s, ">") || strings.HasPrefix(s, "*") {
		return // a partial with a body, an inline partial
	}
	c := r.call(s)
	if r.err != nil {
		t.Expr = opaque(s)
		return
	}
	cond, isCond := condition(c)
	switch {
	case isCond:
		t.Kind, t.Expr, o.neutral = expr.TagIf, cond, true
		if inverse {
			t.Expr = negate(cond)
		}
	case c.name == "each" && len(c.args) == 1:
		o.neutral, o.scoped = true, true
		o.item = r.each(t, c)
	case c.name == "with" && len(c.args) == 1:
		o.neutral, o.scoped = true, true
		t.Kind, t.Expr = expr.TagIf, c.args[0]
		sc := scope{}
		if p, ok := c.args[0].(expr.Path); ok && len(p.Steps) < maxDepth {
			sc.base = p.Steps
			if len(c.params) > 0 {
				sc.params = map[string]expr.Path{c.params[0]: p}
			}
		} else {
			t.Kind, t.Expr, o.neutral = expr.TagOther, c.call(), false
		}
		r.scopes = append(r.scopes, sc)
	case len(c.args)+len(c.named) == 0 && inverse:
		t.Kind, t.Expr, o.neutral = expr.TagIf, negate(c.value()), true
	case len(c.args)+len(c.named) == 0:
		o.neutral, o.scoped = true, true
		t.Kind, t.Expr, t.Vars = expr.TagFor, c.value(), []string{templates.Here}
		r.scopes = append(r.scopes, scope{implicit: true})
	default:
		t.Expr = c.call() // a block helper of the program's own
	}
}

// each opens a loop with a named variable and returns the name if it made it.
func (r *tagReader) each(t *expr.Tag, c *call) (made string) {
	t.Kind, t.Expr = expr.TagFor, c.args[0]
	item := ""
	sc := scope{loop: len(r.tags) + 1, params: map[string]expr.Path{}}
	if len(c.params) > 0 {
		item = c.params[0]
	} else {
		item = r.itemName(c.args[0])
		made = item
	}
	t.Vars = []string{item}
	if len(c.params) > 1 {
		// The second parameter is the index of a list or the key of an object;
		// only its name can tell.
		second := c.params[1]
		if strings.HasPrefix(second, "k") || strings.HasSuffix(strings.ToLower(second), "key") {
			t.Vars = []string{second, item}
			sc.params[second] = expr.Var(second)
		} else {
			sc.params[second] = loopVar("index0")
		}
	}
	sc.base = []expr.Step{{Name: item}}
	if len(c.params) > 0 {
		sc.params[item] = expr.Var(item)
	}
	r.scopes = append(r.scopes, sc)
	return made
}

// itemName returns a name for the items of a list: its singular where nothing
// else has that name.
func (r *tagReader) itemName(over expr.Expr) string {
	if r.names == nil {
		r.names = map[string]bool{"loop": true}
		for _, w := range strings.FieldsFunc(r.src, func(c rune) bool { return !isNameRune(c) }) {
			r.names[w] = true
		}
	}
	base := "item"
	if p, ok := over.(expr.Path); ok && len(p.Steps) > 0 {
		last := p.Steps[len(p.Steps)-1].Name
		if s := strings.TrimSuffix(last, "s"); s != last && !strings.HasSuffix(s, "s") && len(s) > 2 {
			base = s
		}
	}
	for _, s := range []string{base, "item", base + "_item"} {
		if !r.names[s] {
			r.names[s] = true
			return s
		}
	}
	for n := len(r.names); ; n++ {
		if s := fmt.Sprintf("item%d", n); !r.names[s] {
			r.names[s] = true
			return s
		}
	}
}

// condition returns the condition that a block helper stands for.
func condition(c *call) (expr.Expr, bool) {
	switch {
	case c.name == "if" && len(c.args) == 1 && len(c.named) == 0:
		return c.args[0], true
	case c.name == "unless" && len(c.args) == 1 && len(c.named) == 0:
		return negate(c.args[0]), true
	case c.name == "ifEquals" && len(c.args) == 2:
		return expr.Compare{Op: "==", L: c.args[0], R: c.args[1]}, true
	case c.name == "unlessEquals" && len(c.args) == 2:
		return expr.Compare{Op: "!=", L: c.args[0], R: c.args[1]}, true
	}
	return nil, false
}

func negate(e expr.Expr) expr.Expr { return expr.Logic{Op: "not", Args: []expr.Expr{e}} }

func opaque(s string) expr.Expr { return expr.Opaque{Lang: ID, Text: s} }

func loopVar(name string) expr.Path {
	return expr.Path{Steps: []expr.Step{{Name: "loop"}, {Name: name}}}
}

// Nesting implements templates.Language.
func (Language) Nesting(t expr.Tag) (string, int) {
	if s, ok := strings.CutPrefix(t.Src, "{{{{"); ok {
		s = strings.TrimSpace(strings.TrimSuffix(s, "}}}}"))
		if name, ok := strings.CutPrefix(s, "/"); ok {
			return "{{{{" + name, -1
		}
		name, _, _ := strings.Cut(s, " ")
		return "{{{{" + name, 1
	}
	s, triple := inside(t.Src)
	if len(s) < 2 || triple {
		return "", 0
	}
	name := strings.TrimLeft(s[1:], "#>* \t\r\n")
	if i := strings.IndexAny(name, " \t\r\n("); i > 0 {
		name = name[:i]
	}
	if name == "" {
		name = s // closes nothing
	}
	switch s[0] {
	case '#', '^':
		return name, 1
	case '/':
		return name, -1
	}
	return "", 0
}
