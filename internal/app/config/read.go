package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Read reads a configuration. name is the path of the file as the user's paths
// name it; all that is wrong is in one error, a line for each.
func Read(name string, data []byte) (*Config, error) {
	file := source.NewFile(name, data)
	r := &reader{file: file}
	c := &Config{
		File: file, Dir: path.Dir(name), Mentions: map[string]int{},
		Severities: map[string]finding.Severity{}, Rules: map[string]map[string]any{}, Grades: map[string]Grade{},
	}
	docs, problems := value.ReadYAML(file.Whole(), value.Options{})
	for _, p := range problems {
		r.fail(p.Span, "%s", p.Message)
	}
	if len(docs) > 1 {
		r.fail(docs[1].Span, "a second document; expected one")
	}
	if len(docs) > 0 && docs[0].Kind != value.Null {
		r.config(c, docs[0])
	}
	return c, errors.Join(r.errs...)
}

// A reader collects what is wrong instead of stopping at the first mistake.
type reader struct {
	file *source.File
	errs []error
}

func (r *reader) fail(at source.Span, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file.Path, r.line(at), fmt.Sprintf(format, args...)))
}

func (r *reader) line(at source.Span) int { return r.file.Pos(at.Start).Line }

func (r *reader) config(c *Config, n *value.Node) {
	r.object(n, "the configuration", map[string]func(*value.Node){
		"targets":    func(n *value.Node) { c.Targets = r.located(n, "targets") },
		"level":      func(n *value.Node) { c.Level = r.word(n, "level", "minimal", "recommended", "strict") },
		"policies":   func(n *value.Node) { c.Policies = r.paths(c, n, "policies") },
		"facts":      func(n *value.Node) { c.Facts = r.paths(c, n, "facts") },
		"exclude":    func(n *value.Node) { c.Exclude = r.patterns(n, "exclude") },
		"copies":     func(n *value.Node) { c.Copies = r.yes(n, "copies") },
		"severities": func(n *value.Node) { r.severities(c, n) },
		"rules":      func(n *value.Node) { r.rules(c, c.Rules, n) },
		"overrides":  func(n *value.Node) { r.overrides(c, n) },
		"ignores":    func(n *value.Node) { r.ignores(c, n) },
		"models":     func(n *value.Node) { r.models(c, n) },
		"waivers":    func(n *value.Node) { r.waivers(c, n) },
		"tokenizers": func(n *value.Node) { r.tokenizers(c, n) },
	})
}

// yes reads true or false.
func (r *reader) yes(n *value.Node, what string) bool {
	if n.Kind != value.Bool {
		r.fail(n.Span, "%s is %s, expected true or false", what, kindOf(n))
	}
	return n.Kind == value.Bool && n.Bool
}

// object reads the members of n, each by its own function; other keys are
// errors.
func (r *reader) object(n *value.Node, what string, members map[string]func(*value.Node)) {
	for _, m := range r.members(n, what) {
		if read := members[m.Key]; read != nil {
			read(m.Value)
			continue
		}
		keys := make([]string, 0, len(members))
		for k := range members {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		if near := catalog.Similar(m.Key, keys); len(near) > 0 {
			r.fail(m.KeySpan, "unknown key %q in %s; did you mean %s?", m.Key, what, strings.Join(near, ", "))
			continue
		}
		r.fail(m.KeySpan, "unknown key %q in %s; expected %s", m.Key, what, strings.Join(keys, ", "))
	}
}

func (r *reader) members(n *value.Node, what string) []value.Member {
	if n.Kind != value.Object {
		r.fail(n.Span, "%s is %s, expected a mapping", what, kindOf(n))
		return nil
	}
	return n.Members()
}

func (r *reader) items(n *value.Node, what string) []*value.Node {
	if n.Kind != value.Array {
		r.fail(n.Span, "%s is %s, expected a list", what, kindOf(n))
		return nil
	}
	var out []*value.Node
	for _, e := range n.Entries {
		if e.Value != nil {
			out = append(out, e.Value)
		}
	}
	return out
}

func (r *reader) text(n *value.Node, what string) string {
	if !n.IsString() || n.Str == "" {
		r.fail(n.Span, "%s is %s, expected text", what, kindOf(n))
		return ""
	}
	return n.Str
}

func (r *reader) word(n *value.Node, what string, words ...string) string {
	s := r.text(n, what)
	if s != "" && !slices.Contains(words, s) {
		r.fail(n.Span, "%s is %q, expected %s", what, s, oneOf(words))
		return ""
	}
	return s
}

func (r *reader) located(n *value.Node, what string) []Located {
	var out []Located
	for _, item := range r.items(n, what) {
		if s := r.text(item, "an element of "+what); s != "" {
			out = append(out, Located{Text: s, Line: r.line(item.Span)})
		}
	}
	return out
}

func (r *reader) texts(n *value.Node, what string) []string {
	var out []string
	for _, l := range r.located(n, what) {
		out = append(out, l.Text)
	}
	return out
}

// paths are relative to the configuration's folder; the caller gets them
// relative to where that folder is named from.
func (r *reader) paths(c *Config, n *value.Node, what string) []string {
	out := r.texts(n, what)
	for i, p := range out {
		if !path.IsAbs(p) {
			out[i] = path.Join(c.Dir, p)
		}
	}
	return out
}

func (r *reader) patterns(n *value.Node, what string) []string {
	var out []string
	for _, item := range r.items(n, what) {
		if s := r.text(item, "an element of "+what); s != "" && r.pattern(item.Span, s) {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) pattern(at source.Span, s string) bool {
	if doublestar.ValidatePattern(s) {
		return true
	}
	r.fail(at, "%q is no pattern for paths: a bracket or brace is left open, or a backslash ends it", s)
	return false
}

func oneOf(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

func kindOf(n *value.Node) string {
	switch n.Kind {
	case value.Null:
		return "empty"
	case value.Bool:
		return "a truth value"
	case value.Number:
		return "a number"
	case value.Array:
		return "a list"
	case value.Object:
		return "a mapping"
	case value.String:
		if n.Str == "" {
			return "empty text"
		}
		return "text"
	}
	return "something else"
}
