package config

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// torn reads what stands behind the place from which on a template is no YAML any
// more: a condition that is open in the middle of a value is common there. Only
// the variables of the environment are read, a line at a time: the name of an
// element ("- name: OPENAI_API_KEY"), and keys that can be nothing else.
func torn(u *lang.Unit, v *source.View, problem source.Span) {
	for i := range u.Strings { // what was read in spite of the problem
		if sp := u.Strings[i].Node.Span; sp.End > problem.Start {
			problem = sp
		}
	}
	for at := behind(v, problem); at < len(v.Text); {
		end := len(v.Text)
		if i := strings.IndexByte(v.Text[at:], '\n'); i >= 0 {
			end = at + i
		}
		line(u, v, at, end)
		at = end + 1
	}
}

// line keeps the variable that one line names.
func line(u *lang.Unit, v *source.View, at, end int) {
	text := v.Text[at:end]
	key := len(text) - len(strings.TrimLeft(text, " \t-"))
	name, rest, ok := strings.Cut(text[key:], ":")
	if !ok || strings.HasPrefix(strings.TrimSpace(text), "#") {
		return
	}
	if name != "name" {
		if variable(name) {
			assign(u, name, v.Span(at+key, at+key+len(name)), textOf(v, at+key+len(name)+1, end))
		}
		return
	}
	word := strings.Trim(strings.TrimSpace(rest), `"'`)
	if i := strings.Index(text, word); variable(word) && i > 0 {
		u.Strings = append(u.Strings, lang.Str{Node: textOf(v, at+i, at+i+len(word)), Use: lang.Value, Name: name})
	}
}

// textOf is a piece of v as a String, without the blanks and quotes around it.
func textOf(v *source.View, from, to int) *value.Node {
	for from < to && strings.IndexByte(" \t\"'", v.Text[from]) >= 0 {
		from++
	}
	for from < to && strings.IndexByte(" \t\r\"'", v.Text[to-1]) >= 0 {
		to--
	}
	return text(v, from, to)
}

// variable reports whether a word is written as the names of variables of the
// environment are.
func variable(word string) bool {
	return len(word) > 4 && len(word) < 80 && strings.IndexByte(word, '_') > 0 && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// behind is the offset in v of the line behind a raw place.
func behind(v *source.View, place source.Span) int {
	lo, hi := 0, len(v.Text) // the raw offset of a place grows with the place
	for lo < hi {
		if mid := (lo + hi) / 2; v.Span(mid, mid+1).End <= place.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if i := strings.IndexByte(v.Text[lo:], '\n'); i >= 0 {
		return lo + i + 1
	}
	return len(v.Text)
}
