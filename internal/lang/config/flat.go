package config

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// readEnv reads NAME=value lines.
func readEnv(u *lang.Unit, v *source.View) {
	doc := &value.Node{Kind: value.Object, Span: v.All()}
	next := 0
	open := map[byte]int{} // up to where a quote is known not to be closed
	eachLine(v.Text, func(start, end int) {
		if start < next {
			return // within quotes over lines
		}
		line := v.Text[start:end]
		at := start + len(line) - len(strings.TrimLeft(line, " \t"))
		if rest := strings.TrimPrefix(v.Text[at:end], "export "); len(rest) < end-at {
			at = end - len(strings.TrimLeft(rest, " \t"))
		}
		eq := strings.IndexByte(v.Text[at:end], '=')
		if eq <= 0 || v.Text[at] == '#' {
			return
		}
		name := strings.TrimRight(v.Text[at:at+eq], " \t")
		if strings.ContainsAny(name, " \t\"'(") {
			return
		}
		n, stop := envValue(v, at+eq+1, end, open)
		next = stop
		member(doc, name, v.Span(at, at+len(name)), n)
		assign(u, name, v.Span(at, at+len(name)), n)
		u.Strings = append(u.Strings, lang.Str{Node: n, Use: lang.Assigned, Name: name})
	})
	u.Docs = append(u.Docs, doc)
}

// member adds a member to an object.
func member(o *value.Node, key string, at source.Span, n *value.Node) {
	o.Entries = append(o.Entries, value.Entry{Key: key, KeySpan: at, Value: n, Span: at.Cover(n.Span)})
}

// envValue reads a value up to the end of its line, or of its quotes; stop is
// where that is.
func envValue(v *source.View, from, end int, open map[byte]int) (n *value.Node, stop int) {
	s := v.Text
	for from < end && (s[from] == ' ' || s[from] == '\t') {
		from++
	}
	if from < end && (s[from] == '"' || s[from] == '\'') && from >= open[s[from]] {
		if stop := quoteEnd(s[:min(len(s), from+maxQuoted)], from+1, s[from], false); stop > from+1 && s[stop-1] == s[from] {
			sp := v.Span(from, stop)
			if s[from] == '\'' {
				w := v.ChildAt(from+1, stop-1, curly.Verbatim("'\r\n", "", ""))
				return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: sp}, stop
			}
			w := basic(v, from+1, stop-1, curly.Escaped(`"`, `\n`, ""))
			return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: sp}, stop
		}
		open[s[from]] = min(len(s), from+maxQuoted)
	}
	t := s[from:end]
	if i := strings.Index(t, " #"); i >= 0 {
		t = t[:i]
	}
	to := from + len(strings.TrimRight(t, " \t"))
	w := v.ChildAt(from, to, curly.Verbatim("\r\n#\"'", "", ""))
	return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: v.Span(from, to)}, end
}

// maxQuoted bounds a value over several lines.
const maxQuoted = 100_000

// readProperties reads key=value and key: value lines. The document nests by
// the dots of the keys, as it does in YAML, and by [sections].
func readProperties(u *lang.Unit, v *source.View) {
	doc := &value.Node{Kind: value.Object, Span: v.All()}
	section := doc
	next := 0
	eachLine(v.Text, func(start, end int) {
		if start < next {
			return
		}
		line := v.Text[start:end]
		at := start + len(line) - len(strings.TrimLeft(line, " \t\f"))
		if at == end || strings.IndexByte("#!;", v.Text[at]) >= 0 {
			return
		}
		if v.Text[at] == '[' {
			if n := strings.IndexByte(v.Text[at:end], ']'); n > 0 {
				section = child(doc, v.Text[at+1:at+n], v.Span(at+1, at+n))
				if section == nil {
					section = doc
				}
			}
			return
		}
		eq := separator(v.Text[at:end])
		if eq <= 0 {
			return
		}
		key := strings.TrimRight(v.Text[at:at+eq], " \t")
		from := at + eq + 1
		for from < end && strings.IndexByte(" \t", v.Text[from]) >= 0 {
			from++
		}
		n, stop := property(v, from, end)
		next = stop
		sp := v.Span(at, at+len(key))
		assign(u, key, sp, n)
		u.Strings = append(u.Strings, lang.Str{Node: n, Use: lang.Assigned, Name: key})
		nest(section, key, sp, n)
	})
	u.Docs = append(u.Docs, doc)
}

// separator returns where = or : stands behind a key, -1 for nowhere.
func separator(s string) int {
	for i := range len(s) {
		switch s[i] {
		case '\\':
			return -1 // an escaped key
		case '=', ':':
			return i
		}
	}
	return -1
}

// property reads a value with the lines that it goes on with.
func property(v *source.View, from, end int) (n *value.Node, stop int) {
	var d curly.Decoder
	s, i := v.Text, from
	for {
		line := s[i:end]
		if !strings.HasSuffix(line, `\`) || strings.HasSuffix(line, `\\`) {
			d.Plain(strings.TrimRight(line, " \t"), i)
			break
		}
		d.Plain(line[:len(line)-1], i)
		i = end
		for i < len(s) && strings.IndexByte("\r\n", s[i]) >= 0 && i < end+2 {
			i++
		}
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if end = len(s); strings.ContainsAny(s[i:], "\r\n") {
			end = i + strings.IndexAny(s[i:], "\r\n")
		}
	}
	w := d.Literal(v, from, curly.Verbatim("\\\r\n", "", "")).View
	return &value.Node{Kind: value.String, Str: w.Text, View: w, Span: v.Span(from, end)}, end
}

// maxDots bounds how deep the dots of a key nest.
const maxDots = 20

// nest puts a value where the dots of its key say; where something else stands
// in the way, the rest of the key stays whole.
func nest(o *value.Node, key string, sp source.Span, n *value.Node) {
	for range maxDots {
		head, rest, found := strings.Cut(key, ".")
		if !found || head == "" || rest == "" {
			break
		}
		c := child(o, head, sp)
		if c == nil {
			break
		}
		o, key = c, rest
	}
	member(o, key, sp, n)
}

// child returns the object that is a member, a new one where there is none; nil
// where the member is something else. Keys of one kind stand together, so that
// the last members are looked at alone.
func child(o *value.Node, key string, sp source.Span) *value.Node {
	for i := len(o.Entries) - 1; i >= max(0, len(o.Entries)-64); i-- {
		if e := &o.Entries[i]; e.Key == key {
			if e.Value.Kind == value.Object {
				return e.Value
			}
			return nil
		}
	}
	c := &value.Node{Kind: value.Object, Span: sp}
	member(o, key, sp, c)
	return c
}
