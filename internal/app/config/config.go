// Package config reads promptglot.yaml. It is strict: an unknown key or a
// value of the wrong kind is an error with file and line, because a setting
// that is silently passed over is a check that silently does not run.
package config

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

// Name is the file that is looked for.
const Name = "promptglot.yaml"

// A Config is one promptglot.yaml. Paths and patterns in it are relative to
// its folder.
type Config struct {
	File *source.File
	Dir  string // the folder that it speaks of, as the user's paths name it

	Targets  []Located
	Level    string
	Policies []string // policy files and folders
	Facts    []string // catalogue overrides
	Exclude  []string // patterns of files that are not read
	// Copies asks for programs that are not the author's own work, too.
	Copies bool
	// Severities grades rules by id; Off is one of the grades.
	Severities map[string]finding.Severity
	// Grades holds what else severities say of a rule, by id.
	Grades map[string]Grade
	// Rules holds settings of rules by id.
	Rules map[string]map[string]any
	// Overrides hold for some files; later ones go before earlier ones.
	Overrides []Override
	Ignores   []Ignore
	Models    []Model
	// Tokenizers are the vocabulary files of tokenizers or models, by name.
	Tokenizers []Tokenizer
	Waivers    []Waiver
	// Mentions are the lines where severities, rules and ignores name a rule.
	Mentions map[string]int
}

// mention remembers where a rule is named first.
func (c *Config) mention(rule string, line int) {
	if _, ok := c.Mentions[rule]; !ok {
		c.Mentions[rule] = line
	}
}

// Off is the severity of a rule that is switched off.
const Off finding.Severity = "off"

// A Located is a word with its line, for errors that are found later.
type Located struct {
	Text string
	Line int
}

// An Ignore leaves rules out for the files of a pattern; "*" is every rule.
type Ignore struct {
	Pattern string
	Rules   []string
}

// A Model is a name of the user's own, a deployment or a fine-tune, for a
// model that the catalogue knows.
type Model struct {
	Name   string
	Host   string // who serves it; "" stands for any host
	Of     string
	Prices []Price
	Line   int
}

// A Price is negotiated: dollars per million tokens, nil where it is not said.
type Price struct {
	Tier                                 string
	Above                                int
	Input, Output, CacheRead, CacheWrite *string // numbers as written
}

// A Tokenizer says in which file the vocabulary of a tokenizer, or of a model,
// is.
type Tokenizer struct {
	Name    string // llama3, or a model's id
	File    string
	Sum     string // SHA-256 in hexadecimal that the file must have; "" any
	Pattern string // pre-tokenizer of a .tiktoken file; "" tells it by the size
	Line    int
}

// A Waiver is a suppression with a reason and an owner.
type Waiver struct {
	Rule    string
	Pattern string
	Reason  string
	Owner   string
	Expires string // YYYY-MM-DD, the last day that it holds; "" never ends
	Span    source.Span
}

// Rel returns a path as the patterns of the configuration see it, and whether
// the path lies in its folder at all. Both must be relative to the same folder
// or both be absolute.
func (c *Config) Rel(p string) (string, bool) {
	if c.Dir == "." {
		return p, !path.IsAbs(p) && p != ".." && !strings.HasPrefix(p, "../")
	}
	if p == c.Dir {
		return ".", true
	}
	rel, ok := strings.CutPrefix(p, strings.TrimSuffix(c.Dir, "/")+"/")
	return rel, ok
}

// Excluded reports whether a path, relative to the configuration's folder, is
// not to be read. A pattern that matches a folder excludes what is below it.
func (c *Config) Excluded(rel string) bool {
	for _, pattern := range c.Exclude {
		if Match(pattern, rel) {
			return true
		}
	}
	return false
}

// Ignored reports whether the configuration leaves a rule out for a path
// relative to its folder.
func (c *Config) Ignored(rule, rel string) bool {
	for _, ig := range c.Ignores {
		if !Match(ig.Pattern, rel) {
			continue
		}
		for _, r := range ig.Rules {
			if r == rule || r == "*" {
				return true
			}
		}
	}
	return false
}

// Match reports whether a pattern (*, **, ?, [a-z], {a,b}) matches a path or
// a folder above it.
func Match(pattern, rel string) bool {
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
	for p := rel; p != "." && p != "/"; p = path.Dir(p) {
		if doublestar.MatchUnvalidated(pattern, p) {
			return true
		}
	}
	return false
}
