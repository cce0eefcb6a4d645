package rewrite

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// maxRegion bounds how far behind a call its answer is followed, in bytes.
const maxRegion = 1 << 16

// Reads returns what the program is seen to read off the answer of this call, as
// paths from the answer on: choices[0].message.content. It follows the variable
// that the answer is put into, and those that parts of it are put into, within
// the function of the call.
func (s *Site) Reads() []string {
	f := &follower{s: s, names: map[string]string{}}
	f.from = Extent(s.Call).End
	f.to = min(len(s.File.Data), f.from+maxRegion)
	if s.Call.Into != "" {
		f.names[s.Call.Into] = ""
		f.to = f.end()
	}
	f.follow()
	var out []string
	add := func(c *lang.Chain, at source.Span, fn string, steps int) {
		if fn != s.Call.Func && c.Recv == nil {
			return
		}
		if path, ok := f.path(c, at, steps); ok && path != "" && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	for i := range s.Unit.Reads {
		r := &s.Unit.Reads[i]
		add(r, r.Span, r.Func, len(r.Steps))
	}
	for _, k := range s.Unit.Calls { // answer.text.strip() reads answer.text
		c := &k.Callee
		if f.methods() {
			if path, ok := f.called(k, 0); ok && k.Func == s.Call.Func && !slices.Contains(out, path) {
				out = append(out, path)
			}
			continue
		}
		add(c, k.Span, k.Func, len(c.Steps)-1)
	}
	// What is only a step to something else is not read itself.
	return slices.DeleteFunc(slices.Clone(out), func(p string) bool {
		return slices.ContainsFunc(out, func(q string) bool {
			return strings.HasPrefix(q, p) && len(q) > len(p) && (q[len(p)] == '.' || q[len(p)] == '[')
		})
	})
}

// A follower knows which names of a function hold parts of an answer.
type follower struct {
	s        *Site
	from, to int               // the bytes in which they do
	names    map[string]string // to the path from the answer on
}

// path is what a chain reads off the answer with its first steps; false where it
// reads something else.
func (f *follower) path(c *lang.Chain, at source.Span, steps int) (string, bool) {
	if steps <= 0 {
		return "", false
	}
	if c.Recv != nil {
		return chain(c.Steps[:steps]), c.Recv == f.s.Call
	}
	if at.Start < f.from || at.Start >= f.to {
		return "", false
	}
	for n := steps; n > 0; n-- { // self.answer.text begins with self.answer
		if path, ok := f.names[chain(c.Steps[:n])]; ok {
			return below(path, chain(c.Steps[n:steps])), true
		}
	}
	return "", false
}

// methods reports whether the language's libraries give the parts of an answer by
// methods: answer.choices().get(0).
func (f *follower) methods() bool {
	return f.s.Unit.Lang == "java" || f.s.Unit.Lang == "kotlin"
}

// called is what a chain of methods reads off the answer.
func (f *follower) called(k *lang.Call, depth int) (string, bool) {
	c := &k.Callee
	if c.Recv == nil || c.Recv == f.s.Call || depth > maxDepth {
		return f.path(c, k.Span, len(c.Steps))
	}
	path, ok := f.called(c.Recv, depth+1)
	return below(path, chain(c.Steps)), ok
}

// chain writes steps with dots; any index is [].
func chain(steps []lang.Step) string {
	c := lang.Chain{Steps: steps}
	return c.Names()
}

func below(path, rest string) string {
	if path == "" || rest == "" || strings.HasPrefix(rest, "[") {
		return path + strings.TrimPrefix(rest, ".")
	}
	return path + "." + rest
}

// end is where the name that the answer is put into is given something else in
// the lines that follow the call's; arms of a condition do not follow.
func (f *follower) end() int {
	to := f.to
	for i := range f.s.Unit.Funcs {
		if fn := &f.s.Unit.Funcs[i]; !fn.Class && fn.Span.Start <= f.from && f.from <= fn.Span.End {
			to = min(to, fn.Span.End)
		}
	}
	data := f.s.File.Data
	own := indentOf(data, Extent(f.s.Call).Start)
	least, at := own, f.from
	for i := range f.s.Unit.Assigns {
		a := &f.s.Unit.Assigns[i]
		if a.Name != f.s.Call.Into || a.Func != f.s.Call.Func || a.Span.Start < at || a.Span.Start >= to {
			continue
		}
		least = min(least, leastIndent(data[at:a.Span.Start]))
		at = a.Span.Start
		if indentOf(data, at) <= least {
			return at
		}
	}
	return to
}

// indentOf is the white space before the line of an offset, in bytes.
func indentOf(data []byte, at int) int {
	line := at
	for line > 0 && data[line-1] != '\n' {
		line--
	}
	n := 0
	for line+n < len(data) && (data[line+n] == ' ' || data[line+n] == '\t') {
		n++
	}
	return n
}

// leastIndent is the smallest indentation of the lines that begin in a text.
func leastIndent(text []byte) int {
	least := maxRegion
	for i := 0; i < len(text); i++ {
		if text[i] != '\n' {
			continue
		}
		n := 0
		for i+1+n < len(text) && (text[i+1+n] == ' ' || text[i+1+n] == '\t') {
			n++
		}
		if i+1+n < len(text) && text[i+1+n] != '\n' && text[i+1+n] != '\r' && strings.IndexByte(")]}", text[i+1+n]) < 0 {
			least = min(least, n)
		}
	}
	return least
}

// A naming gives a name to a part of something.
type naming struct {
	at         int
	name, what string
	whole      bool // what is a path of the answer already
}

// follow gives their paths to the names that parts of the answer are put into.
func (f *follower) follow() {
	var list []naming
	u := f.s.Unit
	direct := map[source.Span]string{}
	for i := range u.Reads {
		if r := &u.Reads[i]; r.Recv == f.s.Call {
			direct[r.Span] = chain(r.Steps)
		}
	}
	for i := range u.Assigns {
		a := &u.Assigns[i]
		if a.Value == nil || a.Value.Tag == nil || a.Func != f.s.Call.Func || a.Name == "return" {
			continue
		}
		if path, ok := direct[a.Value.Span]; ok {
			list = append(list, naming{at: a.Span.Start, name: a.Name, what: path, whole: true})
		} else if a.Span.Start >= f.from && a.Span.Start < f.to {
			list = append(list, naming{at: a.Span.Start, name: a.Name, what: a.Value.Tag.Src})
		}
	}
	if f.to > f.from {
		text := string(f.s.File.Data[f.from:f.to])
		for _, m := range rounds.FindAllStringSubmatchIndex(text, -1) {
			n := naming{at: f.from + m[0]}
			for g := 1; g*2 < len(m); g++ {
				if m[2*g] < 0 {
					continue
				}
				if n.name == "" {
					n.name = text[m[2*g]:m[2*g+1]]
				} else {
					n.what = text[m[2*g]:m[2*g+1]]
				}
			}
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b naming) int { return cmp.Compare(a.at, b.at) })
	for _, n := range list {
		if path, ok := f.part(n.what); n.whole {
			f.names[n.name] = n.what
		} else if ok {
			f.names[n.name] = path
		}
	}
}

// rounds are loops over something: their variable, and what they go through.
var rounds = regexp.MustCompile(`\bfor\s+(?:\w+\s*,\s*)?(\w+)\s+in\s+(?:enumerate\()?([A-Za-z_][\w.\[\]]*)` + // Python
	`|\bfor\s+\w+\s*,\s*(\w+)\s*:=\s*range\s+([A-Za-z_][\w.\[\]]*)` + // Go
	`|\bfor(?:each)?\s*\(\s*(?:\w[\w<>.]*\s+)?(\w+)\s*(?::|in|of)\s*([A-Za-z_][\w.\[\]]*)`) // Java, C#, Kotlin

var index = regexp.MustCompile(`\[[^\[\]]*\]`)

// part is the path of an expression that begins with a name which holds a part of
// the answer.
func (f *follower) part(src string) (string, bool) {
	src = strings.TrimPrefix(strings.TrimSpace(src), "await ")
	best, path, ok := "", "", false
	for name, p := range f.names {
		rest, has := strings.CutPrefix(src, name)
		if !has || len(name) <= len(best) && ok || rest != "" && strings.IndexByte(".[?!", rest[0]) < 0 {
			continue
		}
		best, ok = name, true
		rest = strings.NewReplacer("?.", ".", "!", "").Replace(rest)
		if i := strings.IndexByte(rest, '('); i >= 0 { // stream.Current() is a part of the stream itself
			rest = rest[:max(strings.LastIndexByte(rest[:i], '.'), 0)]
		}
		path = below(p, strings.TrimPrefix(index.ReplaceAllString(rest, "[]"), "."))
	}
	return path, ok
}
