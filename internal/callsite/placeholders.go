package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// placeheld are the languages whose frameworks fill in the settings that a text
// refers to: @Value("${ai.groq.model:llama-3.3-70b-versatile}").
var placeheld = map[string]bool{"java": true, "kotlin": true, "scala": true, "groovy": true}

// placeholder reads what a text that refers to a setting is taken for where there is
// no such setting, and reports whether the text is a reference with such a default.
func (r *reader) placeholder(s *lang.Str) bool {
	if !placeheld[r.lang] || !s.Node.IsString() || s.Node.View == nil {
		return false
	}
	text := s.Node.View.Text
	key, rest, ok := strings.Cut(text, ":")
	if !ok || !strings.HasPrefix(key, "${") || !strings.HasSuffix(rest, "}") || len(text) > maxURL || strings.ContainsAny(key[2:], "${} ") {
		return false
	}
	key = key[2:]
	if strings.HasPrefix(rest, "${") { // ${a:${b:default}}
		inner := *s
		from := len("${") + len(key) + 1
		inner.Node = &value.Node{Kind: value.String, Str: rest[:len(rest)-1], Span: s.Node.View.Span(from, len(text)-1), View: s.Node.View.Slice(from, len(text)-1)}
		return r.placeholder(&inner)
	}
	at, end := len("${")+len(key)+1, len(text)-1
	if at >= end || strings.ContainsAny(text[at:end], "${}") {
		return false
	}
	part := *s
	part.Name, part.Use = r.settingName(key), lang.Assigned
	part.Node = &value.Node{Kind: value.String, Str: text[at:end], Span: s.Node.View.Span(at, end), View: s.Node.View.Slice(at, end)}
	r.env(key, s.Node.View.Span(len("${"), len("${")+len(key)))
	r.text(&part)
	r.pinned(part.Name, part.Node)
	if !r.taken[part.Node.Span] {
		r.model(&part)
	}
	return true
}

// settingName is the name of a setting from the word for a vendor on, spelled as a
// variable of the environment is: GROQ_MODEL for ai.groq.model. Where no vendor's word
// stands in it, it is the whole name.
func (r *reader) settingName(key string) string {
	if len(key) > maxMember {
		return key
	}
	name := strings.ToUpper(strings.Map(func(c rune) rune {
		if c == '.' || c == '-' || c == ':' {
			return '_'
		}
		return c
	}, spell(key, "snake")))
	for rest, more := name, true; more; _, rest, more = strings.Cut(rest, "_") {
		if r.Wire.EnvOwner(rest) != "" {
			return rest
		}
	}
	return key
}
