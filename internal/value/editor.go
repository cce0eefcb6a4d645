package value

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// An Editor changes values where they stand. Its edits are made of bytes that
// change and leave all others, comments included, as they are. Every edit is
// computed for the text as it is; apply one and read again before the next, or
// see to it that they do not overlap.
type Editor struct {
	View *source.View // the text that the tree was read from
	YAML bool         // it is YAML; otherwise JSON
	Tags TagPrinter   // prints holes of new values (JSON only); nil refuses them
}

// Replace puts v in the place of the value of entry i of parent.
//
// It returns source.ErrDisplayOnly, as the other methods do, where the place
// cannot be edited: it comes from a merge key, was made, or stands beside a
// template block whose commas would no longer be right.
func (ed Editor) Replace(parent *Node, i int, v *Node) (source.Edit, error) {
	old := parent.Entries[i].Value
	if parent.Entries[i].Block != nil || old == nil || merged(&parent.Entries[i]) {
		return source.Edit{}, source.ErrDisplayOnly
	}
	start, end, ok := ed.find(old.Span)
	if !ok || fixed(parent, i) {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if ed.flow(parent) {
		text, err := ed.inline(v, start)
		if err != nil {
			return source.Edit{}, err
		}
		return ed.View.Edit(start, end, ed.spaced(start, text))
	}
	return ed.replaceBlock(parent, start, end, v)
}

// Delete removes entry i of parent with its comma or its lines.
func (ed Editor) Delete(parent *Node, i int) (source.Edit, error) {
	es := parent.Entries
	start, end, ok := ed.find(es[i].Span)
	if !ok || fixed(parent, i) || es[i].Block != nil || merged(&es[i]) || i > 0 && es[i-1].Block != nil || i+1 < len(es) && es[i+1].Block != nil {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if !ed.flow(parent) {
		return ed.deleteBlock(parent, i, start, end)
	}
	switch {
	case i+1 < len(es):
		if end, _, ok = ed.find(es[i+1].Span); !ok {
			return source.Edit{}, source.ErrDisplayOnly
		}
	case i > 0:
		if _, start, ok = ed.find(es[i-1].Span); !ok {
			return source.Edit{}, source.ErrDisplayOnly
		}
	default: // alone: a trailing comma would be left
		s := ed.View.Text
		j := end
		for j < len(s) && strings.IndexByte(" \t\r\n", s[j]) >= 0 {
			j++
		}
		if j < len(s) && s[j] == ',' {
			end = j + 1
		}
	}
	return ed.View.Edit(start, end, "")
}

// Insert puts e before entry i of parent; i may be the number of entries.
func (ed Editor) Insert(parent *Node, i int, e Entry) (source.Edit, error) {
	es := parent.Entries
	if parent.origin != own || i < len(es) && (es[i].Block != nil || merged(&es[i])) || i > 0 && (es[i-1].Block != nil || merged(&es[i-1])) {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if !ed.flow(parent) {
		return ed.insertBlock(parent, i, e)
	}
	start, _, ok := ed.find(parent.Span)
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	if len(es) == 0 {
		text, err := ed.entry(parent.Kind, e, start)
		if err != nil {
			return source.Edit{}, err
		}
		return ed.View.Edit(start+1, start+1, text)
	}
	first, _, ok := ed.find(es[0].Span)
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	text, err := ed.entry(parent.Kind, e, first)
	if err != nil {
		return source.Edit{}, err
	}
	gap := ed.gap(es, start, first)
	if i == 0 {
		return ed.View.Edit(first, first, text+","+gap)
	}
	_, at, ok := ed.find(es[i-1].Span)
	if !ok {
		return source.Edit{}, source.ErrDisplayOnly
	}
	return ed.View.Edit(at, at, ","+gap+text)
}

// gap returns the white space between entries: the line break and indentation
// of the first one, or what stands behind its comma.
func (ed Editor) gap(es []Entry, open, first int) string {
	s := ed.View.Text
	before := s[open+1 : first]
	if nl := strings.LastIndexByte(before, '\n'); nl >= 0 {
		if nl > 0 && before[nl-1] == '\r' {
			nl--
		}
		if ws := before[nl:]; strings.TrimSpace(ws) == "" {
			return ws
		}
	}
	if len(es) > 1 {
		if _, end, ok := ed.find(es[0].Span); ok && strings.HasPrefix(s[end:], ",") && !strings.HasPrefix(s[end:], ", ") {
			return ""
		}
	}
	return " "
}

// entry returns the text of e in flow style for a place at off.
func (ed Editor) entry(kind Kind, e Entry, off int) (string, error) {
	text, err := ed.inline(e.Value, off)
	if kind == Array || err != nil {
		return text, err
	}
	return string(appendYAMLKey(e.Key, ed.YAML)) + ": " + text, nil
}

func appendYAMLKey(key string, yaml bool) []byte {
	if yaml {
		return appendYAMLQuoted(nil, key)
	}
	return appendQuoted(nil, key)
}

// inline returns v in flow style for a place at off. JSON is indented like the
// text around it.
func (ed Editor) inline(v *Node, off int) (string, error) {
	if ed.YAML {
		if !v.Literal() {
			return "", ErrHoles
		}
		return v.flowYAML()
	}
	unit := ed.unit()
	b, err := v.PrintJSON(JSONStyle{Indent: unit, Tags: ed.Tags})
	if err != nil || unit == "" {
		return string(b), err
	}
	s := ed.View.Text
	line := strings.LastIndexByte(s[:off], '\n') + 1
	lead := s[line:off][:len(s[line:off])-len(strings.TrimLeft(s[line:off], " \t"))]
	return strings.ReplaceAll(string(b), "\n", "\n"+lead), nil
}

// unit returns one level of indentation of a JSON text: the white space that
// its first indented line begins with; "" where all is on one line.
func (ed Editor) unit() string {
	s := ed.View.Text
	for i := strings.IndexByte(s, '\n') + 1; i > 0 && i < len(s); {
		if rest := s[i:]; rest[0] == ' ' || rest[0] == '\t' {
			return rest[:len(rest)-len(strings.TrimLeft(rest, " \t"))]
		}
		next := strings.IndexByte(s[i:], '\n')
		if next < 0 {
			break
		}
		i += next + 1
	}
	return ""
}

// spaced puts a space before text where a value is missing: `key:`, `-`.
func (ed Editor) spaced(at int, text string) string {
	if at > 0 && strings.IndexByte(":-", ed.View.Text[at-1]) >= 0 && ed.YAML {
		return " " + text
	}
	return text
}

// flow reports whether the entries of parent stand between brackets.
func (ed Editor) flow(parent *Node) bool {
	if !ed.YAML {
		return true
	}
	start, end, ok := ed.find(parent.Span)
	if !ok || start == end {
		return false
	}
	c := ed.View.Text[start]
	return c == '{' && parent.Kind == Object || c == '[' && parent.Kind == Array
}

// find maps raw bytes to offsets in the text of the view.
func (ed Editor) find(s source.Span) (start, end int, ok bool) {
	if s.IsZero() || ed.View == nil || !ed.View.All().Contains(s) {
		return 0, 0, false
	}
	n := len(ed.View.Text)
	start = sort.Search(n, func(i int) bool { return ed.View.Span(i, i).Start >= s.Start })
	end = start + sort.Search(n-start, func(i int) bool { return ed.View.Span(start+i, start+i).Start >= s.End })
	return start, end, true
}

// fixed reports whether the value of entry i stands for several places, or
// holds something that does: an anchor that aliases repeat. An alias itself may
// be replaced, what it brings may not.
func fixed(parent *Node, i int) bool {
	return parent.origin != own || holdsAnchor(parent.Entries[i].Value)
}

func holdsAnchor(n *Node) bool {
	if n == nil || n.origin == aliasOf {
		return false
	}
	if n.origin == anchored {
		return true
	}
	found := false
	eachValue(n.Entries, func(v *Node) { found = found || holdsAnchor(v) })
	return found
}

// merged reports whether e came from a merge key: key and value stand where
// the merge key does.
func merged(e *Entry) bool { return !e.KeySpan.IsZero() && e.KeySpan == e.Span }
