package config

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// readTOML reads TOML 1.0, and as much as can be of what is not quite TOML: a
// line that is wrong is left out.
func readTOML(u *lang.Unit, v *source.View) {
	r := &tomlReader{v: v, s: v.Text, names: map[*value.Node]map[string]*value.Node{}}
	keep(u, r.document())
}

// A tomlReader reads one document.
type tomlReader struct {
	v *source.View
	s string
	i int
	// names are the tables below each table.
	names map[*value.Node]map[string]*value.Node
	depth int
}

// A tomlKey is one part of a key with dots.
type tomlKey struct {
	name string
	at   source.Span
}

func (r *tomlReader) document() *value.Node {
	root := &value.Node{Kind: value.Object, Span: r.v.All()}
	table := root
	for r.i < len(r.s) {
		r.blank(true)
		if r.i >= len(r.s) {
			break
		}
		at := r.i
		if r.s[r.i] == '[' {
			if t := r.header(root); t != nil {
				table = t
			}
		} else {
			r.pair(table)
		}
		r.blank(false)
		if r.i < len(r.s) && r.s[r.i] != '\n' && r.s[r.i] != '\r' || r.i == at {
			r.line() // whatever is wrong ends with its line
		}
	}
	return root
}

// blank passes over white space and comments, and over line ends if asked to.
func (r *tomlReader) blank(lines bool) {
	for r.i < len(r.s) {
		switch c := r.s[r.i]; {
		case c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r'):
			r.i++
		case c == '#':
			for r.i < len(r.s) && r.s[r.i] != '\n' && r.s[r.i] != '\r' {
				r.i++
			}
		default:
			return
		}
	}
}

// line passes over the rest of a line.
func (r *tomlReader) line() {
	n := strings.IndexByte(r.s[r.i:], '\n')
	if n < 0 {
		n = len(r.s) - r.i - 1
	}
	r.i += n + 1
}

// is passes over a sign.
func (r *tomlReader) is(c byte) bool {
	if r.i < len(r.s) && r.s[r.i] == c {
		r.i++
		return true
	}
	return false
}

// header reads [a.b] or [[a.b]] and returns its table, nil where it is neither.
func (r *tomlReader) header(root *value.Node) *value.Node {
	r.i++
	list := r.is('[')
	keys := r.key()
	if len(keys) == 0 || !r.is(']') || list && !r.is(']') {
		return nil
	}
	t := root
	for i, k := range keys {
		t = r.table(t, k, list && i == len(keys)-1)
	}
	return t
}

// table returns the table k of t, the last one of a list of them; more adds one
// to the list.
func (r *tomlReader) table(t *value.Node, k tomlKey, more bool) *value.Node {
	below := r.names[t]
	if below == nil {
		below = map[string]*value.Node{}
		r.names[t] = below
	}
	n := below[k.name]
	switch {
	case n == nil && more:
		n = &value.Node{Kind: value.Array, Span: k.at}
		below[k.name] = n
		member(t, k.name, k.at, n)
	case n == nil:
		n = &value.Node{Kind: value.Object, Span: k.at}
		below[k.name] = n
		member(t, k.name, k.at, n)
		return n
	case n.Kind == value.Object:
		return n
	}
	if more || len(n.Entries) == 0 {
		e := &value.Node{Kind: value.Object, Span: k.at}
		n.Entries = append(n.Entries, value.Entry{Value: e, Span: k.at})
		return e
	}
	return n.Entries[len(n.Entries)-1].Value
}

// key reads a key with dots.
func (r *tomlReader) key() []tomlKey {
	var out []tomlKey
	for {
		r.blank(false)
		at := r.i
		if r.i < len(r.s) && (r.s[r.i] == '"' || r.s[r.i] == '\'') {
			n := r.text()
			out = append(out, tomlKey{n.Str, n.Span})
		} else {
			for r.i < len(r.s) && bareKey(r.s[r.i]) {
				r.i++
			}
			if r.i == at {
				return nil
			}
			out = append(out, tomlKey{r.s[at:r.i], r.v.Span(at, r.i)})
		}
		if r.blank(false); !r.is('.') || len(out) > maxDots {
			return out
		}
	}
}

func bareKey(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// pair reads key = value into a table.
func (r *tomlReader) pair(t *value.Node) {
	keys := r.key()
	if len(keys) == 0 || !r.is('=') {
		return
	}
	for _, k := range keys[:len(keys)-1] {
		t = r.table(t, k, false)
	}
	if n := r.value(); n != nil {
		k := keys[len(keys)-1]
		member(t, k.name, k.at, n)
		if n.Kind == value.Object {
			if r.names[t] == nil {
				r.names[t] = map[string]*value.Node{}
			}
			r.names[t][k.name] = n
		}
	}
}

// value reads a value, nil where there is none.
func (r *tomlReader) value() *value.Node {
	r.blank(false)
	if r.i >= len(r.s) || r.depth >= maxDepth {
		return nil
	}
	at := r.i
	switch c := r.s[r.i]; c {
	case '"', '\'':
		return r.text()
	case '[', '{':
		r.depth++
		defer func() { r.depth-- }()
		r.i++
		if c == '[' {
			return r.array(at)
		}
		return r.inline(at)
	}
	for r.i < len(r.s) && strings.IndexByte(",]}#\r\n", r.s[r.i]) < 0 {
		r.i++
	}
	r.i = at + len(strings.TrimRight(r.s[at:r.i], " \t"))
	return r.scalar(at)
}

func (r *tomlReader) array(at int) *value.Node {
	n := &value.Node{Kind: value.Array}
	for r.blank(true); r.i < len(r.s) && !r.is(']'); r.blank(true) {
		from := r.i
		if !r.is(',') {
			if e := r.value(); e != nil && r.i > from {
				n.Entries = append(n.Entries, value.Entry{Value: e, Span: e.Span})
			}
		}
		if r.i == from {
			break // a sign that has no place here
		}
	}
	n.Span = r.v.Span(at, r.i)
	return n
}

func (r *tomlReader) inline(at int) *value.Node {
	n := &value.Node{Kind: value.Object}
	for r.blank(true); r.i < len(r.s) && !r.is('}'); r.blank(true) {
		from := r.i
		if !r.is(',') {
			r.pair(n)
		}
		if r.i == from {
			break
		}
	}
	n.Span = r.v.Span(at, r.i)
	return n
}

// scalar makes a value of a bare word; dates are texts.
func (r *tomlReader) scalar(at int) *value.Node {
	word := r.s[at:r.i]
	sp := r.v.Span(at, r.i)
	if word == "" {
		return nil
	}
	number := strings.TrimPrefix(strings.ReplaceAll(word, "_", ""), "+")
	switch {
	case word == "true" || word == "false":
		return &value.Node{Kind: value.Bool, Bool: word == "true", Span: sp}
	case value.IsJSONNumber(number):
		return &value.Node{Kind: value.Number, Str: number, Span: sp}
	case '0' <= word[0] && word[0] <= '9' && strings.ContainsAny(word, "-:"):
		return text(r.v, at, r.i)
	}
	// inf, nan and other bases have no form in JSON.
	return &value.Node{Kind: value.Hole, Span: sp, Tag: &expr.Tag{Kind: expr.TagHole, Lang: "toml", Src: word, Expr: expr.Opaque{Lang: "toml", Text: word}, Span: sp}}
}

// text reads the string at the cursor.
func (r *tomlReader) text() *value.Node {
	at, quote := r.i, r.s[r.i]
	r.i = tomlString(r.s, at)
	q := 1
	if strings.HasPrefix(r.s[at:], strings.Repeat(r.s[at:at+1], 3)) && r.i-at >= 6 {
		q = 3
	}
	from, to := at+q, r.i
	if to-q >= from && r.s[to-1] == quote {
		to -= q
	}
	if q == 3 { // the first line end is not part of the text
		if strings.HasPrefix(r.s[from:to], "\r\n") {
			from += 2
		} else if strings.HasPrefix(r.s[from:to], "\n") {
			from++
		}
	}
	var w *source.View
	switch {
	case quote == '\'' && q == 3:
		w = r.v.ChildAt(from, to, curly.Verbatim("'", "", ""))
	case quote == '\'':
		w = r.v.ChildAt(from, to, curly.Verbatim("'\r\n", "", ""))
	case q == 3:
		w = basic(r.v, from, to, curly.Escaped(`"`, "\n", ""))
	default:
		w = basic(r.v, from, to, curly.Escaped(`"`, `\n`, ""))
	}
	return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: r.v.Span(at, r.i)}
}

// basic decodes text with backslashes; an escape that nobody knows stands for
// itself.
func basic(v *source.View, from, to int, layer source.Layer) *source.View {
	var d curly.Decoder
	s := v.Text[:to]
	at := from
	for i := from; i < to; {
		if s[i] != '\\' || i+1 >= to {
			i++
			continue
		}
		t, n := escape(s[i:])
		if n == 0 {
			i += 2
			continue
		}
		d.Plain(s[at:i], at)
		d.Escape(t, i, n)
		i += n
		at = i
	}
	d.Plain(s[at:to], at)
	return d.Literal(v, from, layer).View
}

// escape decodes the escape that s begins with; n is 0 where it is none.
func escape(s string) (t string, n int) {
	if t, ok := curly.Simple[s[1]]; ok && s[1] != '\'' {
		return t, 2
	}
	digits := 0
	switch s[1] {
	case 'e':
		return "\x1b", 2
	case '$', '`': // .env files guard their variables
		return s[1:2], 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case ' ', '\t', '\r', '\n': // the line goes on behind the white space
		rest := strings.TrimLeft(s[1:], " \t")
		if rest == "" || rest[0] != '\n' && rest[0] != '\r' {
			return "", 0
		}
		return "", len(s) - len(strings.TrimLeft(s[1:], " \t\r\n"))
	default:
		return "", 0
	}
	if t, ok := curly.Hex(s, 2, 2+digits); ok {
		return t, 2 + digits
	}
	return "", 0
}
