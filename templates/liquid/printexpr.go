package liquid

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
)

// filtered prints a value with filters.
func (p *printer) filtered(e expr.Expr) (string, error) {
	var tail []string
	for depth := 0; ; depth++ {
		in, s, err := p.filter(e)
		if err != nil {
			return "", err
		}
		if s == "" || depth > maxDepth {
			break
		}
		tail = append(tail, s)
		e = in
	}
	s, err := p.simple(e)
	if err != nil {
		return "", err
	}
	for i := len(tail) - 1; i >= 0; i-- {
		s += " | " + tail[i]
	}
	return s, nil
}

// filter prints the outermost filter of e and returns what it is applied to; s
// is empty where e is no filter.
func (p *printer) filter(e expr.Expr) (in expr.Expr, s string, err error) {
	var args []expr.Expr
	name := ""
	switch e := e.(type) {
	case expr.Compare:
		for filter, op := range operations {
			if op == e.Op {
				name, in, args = filter, e.L, []expr.Expr{e.R}
			}
		}
		if name == "" {
			return nil, "", unsupported("the operator " + e.Op)
		}
		if l, ok := e.R.(expr.Lit); name == "plus" && (!ok || l.Kind != expr.Num) {
			p.note("liquid's plus adds numbers and does not join texts")
		}
	case expr.Call:
		if len(e.Args) == 0 {
			return e, "", nil
		}
		in, args = e.Args[0], e.Args[1:]
		switch {
		case e.Name == ".split":
			name = "split"
		case !e.Filter:
			return e, "", nil
		case e.Name == "map" && len(e.Named) == 1 && e.Named[0].Name == "attribute":
			name, args = "map", []expr.Expr{e.Named[0].Value}
		case strings.HasPrefix(e.Name, ownName):
			name = e.Name[len(ownName):]
		case liquidNames[e.Name] == "" || len(e.Named) > 0:
			return nil, "", unsupported("filter " + e.Name)
		default:
			name = liquidNames[e.Name]
		}
		switch {
		case name == "default" && len(args) == 2:
			args = args[:1]
		case name == "default":
			p.note("liquid's default takes the place of false and of empty values, too")
		case name == "join" && len(args) == 0:
			args = []expr.Expr{expr.Lit{Kind: expr.Str}}
		case (name == "upcase" || name == "downcase" || name == "json" || name == "size" || name == "strip") && len(args) > 0:
			return nil, "", unsupported("arguments of the filter " + e.Name)
		}
	default:
		return e, "", nil
	}
	words := make([]string, 0, len(args))
	for _, a := range args {
		w, err := p.simple(a)
		if err != nil {
			return nil, "", err
		}
		words = append(words, w)
	}
	if c, ok := e.(expr.Call); ok && strings.HasPrefix(c.Name, ownName) {
		for _, n := range c.Named {
			w, err := p.simple(n.Value)
			if err != nil {
				return nil, "", err
			}
			words = append(words, n.Name+": "+w)
		}
	}
	if s = name; len(words) > 0 {
		s += ": " + strings.Join(words, ", ")
	}
	return in, s, nil
}

// condition prints a condition. There are no parentheses: and and or bind alike
// and to the right.
func (p *printer) condition(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Logic:
		if e.Op == "not" || len(e.Args) == 0 {
			return "", unsupported("the operator " + e.Op)
		}
		var words []string
		last := ""
		for _, a := range e.Args {
			s, err := p.condition(a)
			if err != nil {
				return "", err
			}
			if l, ok := a.(expr.Logic); ok && l.Op != e.Op {
				if last != "" {
					return "", unsupported("conditions that need parentheses")
				}
				last = s
				continue
			}
			words = append(words, s)
		}
		if last != "" {
			words = append(words, last)
		}
		return strings.Join(words, " "+e.Op+" "), nil
	case expr.Compare:
		return p.comparison(e)
	}
	if !p.truth {
		p.truth = true
		p.note("liquid takes everything but nil and false for true, empty texts and 0 included")
	}
	return p.simple(e)
}

func (p *printer) comparison(c expr.Compare) (string, error) {
	op := c.Op
	l, r := c.L, c.R
	switch op {
	case "==", "!=", "<", "<=", ">", ">=":
	case "in":
		op, l, r = "contains", c.R, c.L
	case "is", "is not":
		test, _ := c.R.(expr.Call)
		if len(test.Args) > 0 || test.Name != "defined" && test.Name != "none" && test.Name != "undefined" {
			return "", unsupported("the test " + test.Name)
		}
		op = "=="
		if (c.Op == "is") == (test.Name == "defined") {
			op = "!="
		}
		r = expr.Lit{Kind: expr.None}
	default:
		return "", unsupported("the operator " + op)
	}
	a, err := p.simple(l)
	if err != nil {
		return "", err
	}
	b, err := p.simple(r)
	return a + " " + op + " " + b, err
}

// simple prints what can stand wherever a value can: a path or a literal.
func (p *printer) simple(e expr.Expr) (string, error) {
	switch e := e.(type) {
	case expr.Path:
		return p.path(e)
	case expr.Lit:
		switch e.Kind {
		case expr.Str:
			return quote(e.Text)
		case expr.Num:
			if strings.Trim(e.Text, "-0123456789.") != "" {
				return "", unsupported("the number " + templates.Clip(e.Text))
			}
			return e.Text, nil
		case expr.True:
			return "true", nil
		case expr.False:
			return "false", nil
		}
		return "nil", nil
	case expr.Call:
		switch {
		case e.Name == callEmpty:
			return "empty", nil
		case e.Name == callBlank:
			return "blank", nil
		case e.Filter && len(e.Args) == 1 && (e.Name == "length" || e.Name == "first" || e.Name == "last"):
			if _, ok := e.Args[0].(expr.Path); ok {
				s, err := p.simple(e.Args[0])
				name := e.Name
				if name == "length" {
					name = "size"
				}
				return s + "." + name, err
			}
		case e.Filter:
			return "", unsupported("the filter " + e.Name + " inside an expression")
		}
		return "", unsupported("the call " + templates.Clip(e.Name))
	case expr.Opaque:
		if e.Lang == ID {
			return e.Text, nil
		}
		return "", unsupported(e.Lang + " expression " + templates.Clip(e.Text))
	case expr.Compare:
		return "", unsupported("the operator " + e.Op + " inside an expression")
	case expr.Logic:
		return "", unsupported("the operator " + e.Op + " inside an expression")
	case expr.Cond:
		return "", unsupported("a condition inside an expression")
	case expr.List:
		return "", unsupported("a list literal")
	}
	return "", unsupported("a tag without expression")
}

// quote writes a string; there are no escapes.
func quote(s string) (string, error) {
	switch {
	case !strings.Contains(s, "'") && !strings.Contains(s, `\`):
		return "'" + s + "'", nil
	case !strings.Contains(s, `"`) && !strings.Contains(s, `\`):
		return `"` + s + `"`, nil
	}
	return "", unsupported("a string with quotes of both kinds or a backslash")
}

func (p *printer) path(e expr.Path) (string, error) {
	if len(e.Steps) == 0 || e.Steps[0].Index != nil {
		return "", unsupported("a path without name")
	}
	out, loops := "", false
	root := e.Steps[0].Name
	for i := len(p.blocks) - 1; i >= 0 && out == ""; i-- {
		out = p.blocks[i].vars[root]
		loops = loops || p.blocks[i].loop
	}
	switch {
	case out != "":
	case root == "loop" && loops && len(e.Steps) == 2:
		for liquid, name := range loopNames {
			if name == e.Steps[1].Name {
				return "forloop." + liquid, nil
			}
		}
		return "", unsupported("loop." + e.Steps[1].Name)
	case root == templates.Here || !isName(root):
		return "", unsupported("the name " + templates.Clip(root))
	default:
		out = root
	}
	for _, s := range e.Steps[1:] {
		switch {
		case s.Index != nil:
			i, err := p.simple(s.Index)
			if err != nil {
				return "", unsupported("a computed index")
			}
			out += "[" + i + "]"
		case isName(s.Name) && !ofLists(s.Name):
			out += "." + s.Name
		default:
			q, err := quote(s.Name)
			if err != nil {
				return "", err
			}
			out += "[" + q + "]"
		}
	}
	return out, nil
}
