// Package text finds words and marks in prompt text that only some models,
// servers or applications understand. What it looks for is data.
package text

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed patterns.json
var patternData []byte

// A Pattern is one thing to look for.
type Pattern struct {
	ID      string `json:"id"`
	Code    string `json:"code"`    // of text facts; "" for features without one
	Feature string `json:"feature"` // id of the vocabulary; "" where it has none
	Vendor  string `json:"vendor"`
	Message string `json:"message"`
	Source  string `json:"source"`
	AsOf    string `json:"as_of"`

	RE      string            `json:"re"`       // RE2; what its first group matched is shown, where it has one
	Need    []string          `json:"need"`     // literals, one of which every match holds
	Also    string            `json:"also"`     // RE2 that must match the text too, outside of code
	Not     string            `json:"not"`      // RE2 that must not
	Behind  []string          `json:"behind"`   // words right before a match that turn it into talk
	Per     string            `json:"per"`      // how often it is told: once a line (default), once a text, once a block of lines that follow each other
	CodeToo bool              `json:"code_too"` // may stand in code
	Quoted  bool              `json:"quoted"`   // may stand in quotation marks
	Whole   bool              `json:"whole"`    // show from the start of the match to the end of group 1
	Owners  map[string]string `json:"owners"`   // word of the match (lower case) → vendor

	re, also, not *regexp.Regexp
	owners        []string // keys of Owners, the longest first
}

// A table is the patterns, ready to use.
type table struct {
	patterns []*Pattern
	sieve    *sieve
}

// patterns reads the data once. It is part of the program: a mistake in it is
// found by the tests, not by users.
var patterns = sync.OnceValue(func() *table {
	t, err := readPatterns(patternData)
	if err != nil {
		panic(err)
	}
	return t
})

func readPatterns(data []byte) (*table, error) {
	var file struct {
		AsOf     string     `json:"as_of"`
		Patterns []*Pattern `json:"patterns"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("patterns.json: %w", err)
	}
	t := &table{patterns: file.Patterns}
	var needs [][]string
	for _, p := range t.patterns {
		for _, c := range []struct {
			src string
			re  **regexp.Regexp
		}{{p.RE, &p.re}, {p.Also, &p.also}, {p.Not, &p.not}} {
			if c.src == "" {
				continue
			}
			re, err := regexp.Compile(c.src)
			if err != nil {
				return nil, fmt.Errorf("patterns.json: %s: %w", p.ID, err)
			}
			*c.re = re
		}
		if p.re == nil || len(p.Need) == 0 || p.Code == "" && p.Feature == "" || p.Message == "" {
			return nil, fmt.Errorf("patterns.json: %s: re, need, message and a code or feature are wanted", p.ID)
		}
		if p.AsOf == "" {
			p.AsOf = file.AsOf
		}
		for k := range p.Owners {
			p.owners = append(p.owners, k)
		}
		slices.SortFunc(p.owners, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
		needs = append(needs, p.Need)
	}
	t.sieve = newSieve(needs)
	return t, nil
}

// Patterns returns what is looked for. The records are shared: they must not
// be changed.
func Patterns() []*Pattern { return slices.Clone(patterns().patterns) }

// owner is the vendor of a match.
func (p *Pattern) owner(match string) string {
	match = strings.ToLower(match)
	for _, word := range p.owners {
		if strings.Contains(match, word) {
			return p.Owners[word]
		}
	}
	return p.Vendor
}
