package typescript

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// A program is what reading one keeps track of.
type program struct {
	typed   bool // types may stand in it
	scopes  []string
	classes map[string]bool // qualified names
	// modules are the imports that are values: require(…), import(…).
	modules map[*value.Node]int
	// The name that the function at this place of the cursor is assigned to.
	name   string
	nameAt int
}

// base is what both languages have in common and no program changes.
var base = read.Grammar{
	Lines: read.LinesFree, Assign: []string{"=", "??=", "||=", "&&=", "+="}, Concat: "+",
	Ternary: true, Either: []string{"??", "||"}, Guard: "&&", Member: []string{".", "?."}, Spread: "...", SpreadNamed: "...",
	Braces: true, Generic: '<', New: "new", Tagged: true, Colon: []string{":"}, True: "true",
	Words: map[string]value.Kind{"null": value.Null, "undefined": value.Null, "true": value.Bool, "false": value.Bool},
	Keywords: words("break case catch class const continue debugger default delete do else enum export extends finally for function if " +
		"import in instanceof let new of return switch throw try typeof var void while with yield await async"),
	Prefix: words("! + - ~ await yield typeof void delete async ++ --"),
}

func (l Language) program(v *source.View, tokens []lang.Token, markup bool) *lang.Unit {
	p := &program{typed: !l.script, nameAt: -1}
	g := base
	g.ID = l.ID()
	g.Literal = func(v *source.View, t lang.Token) read.Literal { return literal(v, t, markup) }
	g.Sub = func(text string) []lang.Token { return lex(text, markup) }
	g.Statement = p.statement
	g.Primary = p.primary
	g.Operator = p.behind
	g.Entry = p.method
	g.After = p.after
	g.TypeArgs = func(r *read.Reader) bool { return p.typed && typeArgs(r) }
	u := read.Program(&g, v, tokens)
	p.fields(u)
	return u
}

// fields makes what the functions of a class assign to this a matter of the
// class as a whole.
func (p *program) fields(u *lang.Unit) {
	for i := range u.Assigns {
		a := &u.Assigns[i]
		if !strings.HasPrefix(a.Name, "this.") {
			continue
		}
		for fn := a.Func; fn != ""; fn = lang.Outer(fn) {
			if p.classes[fn] {
				a.Func = fn
				break
			}
		}
	}
}

// enter opens the scope of a function or a class and returns its qualified
// name, which leave closes.
func (p *program) enter(name string) string {
	if n := len(p.scopes); n > 0 && p.scopes[n-1] != "" {
		if name == "" {
			name = p.scopes[n-1]
		} else {
			name = p.scopes[n-1] + "." + name
		}
	}
	p.scopes = append(p.scopes, name)
	return name
}

func (p *program) leave() { p.scopes = p.scopes[:len(p.scopes)-1] }

// maxScopes bounds functions within functions; what lies deeper is read as if
// it were not in one of its own.
const maxScopes = 100

func (p *program) deep() bool { return len(p.scopes) >= maxScopes }

// behind passes over what may stand behind a value without changing it for us:
// a type, or a count that goes on.
func (p *program) behind(r *read.Reader, n *value.Node) *value.Node {
	if s := r.Sign(0); (s == "++" || s == "--") && !r.Fresh(0) {
		r.Skip(1)
		return n
	}
	if w := r.Word(0); w != "as" && w != "satisfies" || r.Fresh(0) {
		return nil
	}
	end := typeEnd(r, 1)
	if end == 1 {
		return nil
	}
	r.Skip(1)
	types(r, end-1)
	return n
}

// dedents are the tags that only take indentation away: white space around a
// text is the author's, not the vendor's.
var dedents = []string{"dedent", "outdent", "endent", "stripIndent", "stripIndents", "codeBlock", "ts", "js", "markdown", "md", "html", "prompt"}

// after replaces a call by the text that it certainly makes, and sees to
// require(…).
func (p *program) after(r *read.Reader, c *lang.Call) *value.Node {
	steps := c.Callee.Steps
	switch {
	case c.Callee.Recv != nil || len(steps) == 0 || c.New:
	case len(steps) == 1 && steps[0].Name == "require":
		if a := c.Arg(0); a != nil && a.Kind == value.String && len(c.Args) == 1 {
			p.module(r, c.Node, a, c.Span)
		}
	case len(steps) == 1 && len(c.Args) == 1 && slices.Contains(dedents, steps[0].Name) && textual(c.Args[0].Value):
		return c.Args[0].Value
	case len(steps) == 2 && steps[0].Name == "String" && steps[1].Name == "raw":
		n := raw(c)
		if last := len(r.Unit.Strings) - 1; n != nil && last >= 0 && r.Unit.Strings[last].Node == c.Args[0].Value {
			r.Unit.Strings = r.Unit.Strings[:last] // its backslashes were no escapes
		}
		return n
	case len(steps) == 2 && steps[0].Index != nil:
		switch steps[1].Name {
		case "trim", "trimStart", "trimEnd":
			if len(c.Args) == 0 && textual(steps[0].Index) {
				return steps[0].Index
			}
		case "join":
			return joined(steps[0].Index, c)
		}
	}
	return nil
}
