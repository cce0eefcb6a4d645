package rewrite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/translate"
)

// A Mapping is one thing that programs read off an answer, before and after.
type Mapping struct {
	Part string // text, finish reason, usage: input tokens, tool calls, stream, error …
	// From is how the site's library gives it, To how the target's does; "" where
	// there is nothing of the kind, or where it is not known.
	From, To string
	Note     string // what else differs
	Source   string // of To
	AsOf     string
	// Read is true where the program is seen to read it.
	Read bool
}

// titles are the parts of an answer in words.
var titles = map[string]string{
	"text": "text", "finish": "finish reason", "input": "usage: input tokens", "output": "usage: output tokens",
	"cached": "usage: cached tokens", "calls": "tool calls", "call_id": "tool call: id", "call_name": "tool call: name",
	"call_arguments": "tool call: arguments", "stream": "stream", "stream_text": "stream: text", "stream_end": "stream: finish reason",
	"error": "errors", "rate_limit": "errors: rate limit",
}

// Answers says what takes the place of what the program reads off an answer when
// the site's library gives way to the one that Write chose; read are the accesses
// that the program is seen to make (the values of response-access marks). It is
// nil where nothing changes, and where the site's library is not known.
func Answers(c *catalog.Catalog, s *Site, dialect string, target translate.Target, call *Call, read []string) []Mapping {
	if s.SDK == nil {
		return nil
	}
	from := c.EmitOf(s.SDK.ID, dialect)
	if from == nil {
		return nil
	}
	to := c.EmitOf(call.SDK, target.Dialect.ID)
	var out []Mapping
	streams := s.streams() != no
	seen := accessed(from.Reads, read)
	for _, part := range catalog.AnswerParts {
		f := from.Reads[part]
		t, ref := "", catalog.Ref{}
		if to != nil {
			t, ref = to.Reads[part], to.Ref
		} else if a, ok := c.AnswerOf(target.Dialect.ID); ok {
			t, ref = wirePath(&a, part), a.Ref
		}
		if f == "" && t == "" || f == "" && !streams && strings.HasPrefix(part, "stream") {
			continue
		}
		if strings.HasPrefix(part, "stream") && !streams {
			continue
		}
		m := Mapping{Part: titles[part], From: f, To: t, Source: ref.Source, AsOf: ref.AsOf, Read: seen[part]}
		switch part {
		case "finish":
			m.Note = words(c.FinishWords(dialect), c.FinishWords(target.Dialect.ID))
		case "text":
			if call.SDK == "" {
				m.Note = "paths in the JSON of the answer"
			}
		}
		if m.From == m.To && m.Note == "" {
			continue
		}
		out = append(out, m)
	}
	return out
}

// accessed returns the parts that the program is seen to read: those whose
// expression has the names of an access, as many of them as any part has.
func accessed(parts map[string]string, accesses []string) map[string]bool {
	out := map[string]bool{}
	for _, a := range accesses {
		names := slices.DeleteFunc(namesIn(a), func(s string) bool { return '0' <= s[0] && s[0] <= '9' })
		for n := len(names); n > 0; n-- {
			found := false
			for part, x := range parts {
				have := namesIn(x)
				if n < len(names) && n > 1 && !covers(names[:n], have) {
					continue // another thing beside it
				}
				if n == 1 && len(names) > 1 && !slices.Contains([]string{"input", "output"}, part) {
					continue // choices alone is in all of them, usage is in those that count
				}
				if !slices.ContainsFunc(names[:n], func(s string) bool { return !slices.Contains(have, s) }) {
					out[part], found = true, true
				}
			}
			if found {
				break
			}
		}
	}
	return out
}

// covers reports whether an access names all of a part, but for the variable that
// the part begins with and numbers.
func covers(names, part []string) bool {
	for i, s := range part {
		if i > 0 && (s[0] < '0' || s[0] > '9') && !slices.Contains(names, s) {
			return false
		}
	}
	return true
}

// namesIn returns the names in an expression.
func namesIn(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
}

// words says which words of one dialect take the place of another's; "" where they
// are the same, or not known.
func words(from, to []catalog.FinishWord) string {
	var parts []string
	differ := false
	for _, f := range from {
		var means []string
		for _, t := range to {
			if t.Word == f.Word && t.Means == f.Means {
				means = []string{t.Word}
				break
			}
			if t.Means == f.Means || f.Means == "end" && t.Means == "stop" && !has(from, "stop") {
				means = append(means, t.Word)
			}
		}
		if len(means) == 0 && f.Means == "tool" {
			means = []string{"no word of its own: look for calls"}
		}
		if len(means) == 0 && f.Means == "stop" {
			for _, t := range to {
				if t.Means == "end" {
					means = append(means, t.Word)
				}
			}
		}
		if len(means) == 0 {
			means = []string{"nothing"}
		}
		s := strings.Join(means, " or ")
		differ = differ || s != f.Word
		parts = append(parts, f.Word+" → "+s)
	}
	for _, t := range to {
		if !has(from, t.Means) && !(t.Means == "stop" && has(from, "end")) {
			parts = append(parts, "new: "+t.Word)
			differ = true
		}
	}
	if !differ || len(to) == 0 {
		return ""
	}
	return strings.Join(parts, "; ")
}

func has(list []catalog.FinishWord, means string) bool {
	for _, w := range list {
		if w.Means == means {
			return true
		}
	}
	return false
}

// wirePath is where the JSON of an answer has a part.
func wirePath(a *catalog.Answer, part string) string {
	switch part {
	case "text":
		if len(a.Text) == 0 {
			return ""
		}
		switch t := &a.Text[0]; {
		case t.Type != "":
			return t.List + ".*." + t.At + " where type is " + t.Type
		case strings.HasSuffix(t.List, "parts"):
			return t.List + ".*." + t.At
		default:
			return t.List
		}
	case "finish":
		return strings.Join(a.Finish, ", ")
	case "input":
		return strings.Join(a.Input, " + ")
	case "output":
		return strings.Join(a.Output, " + ")
	case "cached":
		return a.CacheRead
	case "calls":
		if len(a.Calls) > 0 {
			return a.Calls[0].List
		}
	case "call_name":
		if len(a.Calls) > 0 {
			return a.Calls[0].Name
		}
	case "call_arguments":
		if len(a.Calls) > 0 {
			return a.Calls[0].Arguments
		}
	case "error":
		return strings.Join(a.Error, ", ")
	}
	return ""
}
