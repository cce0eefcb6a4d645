package rules

import (
	"bytes"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A delimiter opens and closes comments of one syntax. close is "" for
// comments that end with their line.
type delimiter struct{ open, close string }

// The comment syntaxes, the longest opening first among those that end alike.
var (
	htmlComment = []delimiter{{"<!--", "-->"}}
	hashComment = []delimiter{{"#", ""}}
	jsonComment = []delimiter{{"//", ""}, {"/*", "*/"}}
	langComment = map[string][]delimiter{
		"jinja":      {{"{#-", "#}"}, {"{#+", "#}"}, {"{#", "#}"}},
		"handlebars": {{"{{~!--", "}}"}, {"{{!--", "}}"}, {"{{~!", "}}"}, {"{{!", "}}"}},
		"mustache":   {{"{{!--", "}}"}, {"{{!", "}}"}},
	}
)

// A host tells comments from everything else in one file.
type host struct {
	f        *source.File
	data     []delimiter // of the configuration outside of bodies
	template []delimiter
	bodies   []source.Span
	strings  []source.Span // scalars and keys of the configuration, sorted
	texts    []source.Span // prompt texts, sorted
	tags     []source.Span // comment tags inside of texts
	fences   []source.Span // code in bodies
}

func newHost(f *source.File, docs []*compose.Doc) *host {
	h := &host{f: f, data: hashComment}
	if strings.Contains(strings.ToLower(path.Base(f.Path)), ".json") {
		h.data = jsonComment
	}
	for _, d := range docs {
		for _, c := range langComment[d.Lang] {
			if !slices.Contains(h.template, c) {
				h.template = append(h.template, c)
			}
		}
		if d.Body != nil {
			h.bodies = append(h.bodies, d.Body.All())
			for _, c := range codeSpans(d.Body.Text) {
				h.fences = append(h.fences, d.Body.Span(c.Start, c.End))
			}
		}
		h.configuration(d.Front)
		if d.Front == nil && d.Body == nil && d.Prompt != nil {
			h.configuration(d.Prompt.Node)
		}
		for _, t := range d.Texts {
			h.texts = append(h.texts, t.View.All())
			t.Node.Text.Walk(func(s *expr.Seg) {
				if s.Tag != nil && s.Tag.Kind == expr.TagComment {
					h.tags = append(h.tags, s.Tag.Span)
				}
			})
		}
	}
	for _, s := range []*[]source.Span{&h.strings, &h.texts, &h.tags, &h.fences} {
		*s = merge(*s)
	}
	return h
}

// configuration notes where the scalars and keys of a tree stand.
func (h *host) configuration(n *value.Node) {
	if n == nil {
		return
	}
	switch n.Kind {
	case value.String, value.Text, value.Number:
		h.strings = append(h.strings, n.Span)
	case value.Choice:
		for i := range n.Choice.Arms {
			h.configuration(n.Choice.Arms[i].Body)
		}
	}
	h.entries(n.Entries)
}

func (h *host) entries(es []value.Entry) {
	for i := range es {
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				h.entries(b.Arms[j].Body)
			}
			continue
		}
		if !es[i].KeySpan.IsZero() {
			h.strings = append(h.strings, es[i].KeySpan)
		}
		h.configuration(es[i].Value)
	}
}

// merge sorts spans and joins those that overlap.
func merge(in []source.Span) []source.Span {
	slices.SortFunc(in, func(a, b source.Span) int { return a.Start - b.Start })
	out := in[:0]
	for _, s := range in {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else if s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// within reports whether one of the sorted spans holds the offset.
func within(spans []source.Span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > at })
	return i < len(spans) && spans[i].Start <= at
}

// maxComment bounds how long a comment may be, in bytes.
const maxComment = 4096

// comment returns the comment whose first word stands at the offset: its span
// and what follows that word in it.
func (h *host) comment(at int) (span source.Span, rest string, ok bool) {
	start := len(strings.TrimRight(h.f.Slice(source.Span{Start: max(0, at-64), End: at}), " \t\r\n"))
	start += max(0, at-64)
	head := h.f.Slice(source.Span{Start: max(0, start-8), End: start})
	for _, d := range h.syntax(at) {
		if !strings.HasSuffix(head, d.open) {
			continue
		}
		open := start - len(d.open)
		if !h.real(open, d) {
			return span, "", false
		}
		from := at + len(directive)
		text := h.f.Data[from:min(len(h.f.Data), from+maxComment)]
		until := d.close
		if until == "" {
			until = "\n"
		}
		i := bytes.Index(text, []byte(until))
		if i < 0 && (d.close != "" || len(text) == maxComment) {
			return span, "", false
		}
		if i < 0 {
			i = len(text)
		}
		span = source.Span{Start: open, End: from + i + len(d.close)}
		if d.close == "" && i > 0 && text[i-1] == '\r' {
			i, span.End = i-1, span.End-1
		}
		return span, string(text[:i]), true
	}
	return span, "", false
}

// syntax lists the comment syntaxes that are in force at an offset.
func (h *host) syntax(at int) []delimiter {
	for _, b := range h.bodies {
		if b.Start <= at && at < b.End {
			return append(slices.Clone(htmlComment), h.template...)
		}
	}
	return append(slices.Clone(h.template), h.data...)
}

// real reports whether what opens at an offset like a comment is one.
func (h *host) real(open int, d delimiter) bool {
	if slices.Contains(h.template, d) {
		return within(h.tags, open) || !within(h.texts, open) && !within(h.strings, open)
	}
	if within(h.strings, open) || within(h.fences, open) {
		return false
	}
	if d.open != "#" {
		return true
	}
	return open == h.f.LineStart(open) || strings.ContainsRune(" \t", rune(h.f.Data[open-1]))
}
