// Package order checks a written request for what no schema can say: the order
// of its turns, the pairing of calls and results, names and ids, and the limits
// that vendors state in prose. It is a test of the writers, offline and free of
// their code: what a dialect demands is read from its traits and its field
// table; the package itself knows only where each family of request forms keeps
// its turns.
package order

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// A Problem is a place where the vendor's server would refuse the request, or
// answer another one than the writer meant.
type Problem struct {
	Rule    string // unanswered-call, orphan-result, alternation …
	Pointer string // JSON pointer into the request
	Message string
}

func (p Problem) String() string { return fmt.Sprintf("%s at %q: %s", p.Rule, p.Pointer, p.Message) }

// Check returns what is wrong with a request of a dialect in a version of its
// API ("" is the newest), in the order of the request. Holes and conditions are
// passed over: only what is certain is a problem.
func Check(d *catalog.DialectInfo, version string, request *value.Node) []Problem {
	if request == nil || request.Kind != value.Object {
		return nil
	}
	c := &checker{d: d, version: version, request: request}
	if ts, known := turnsOf(Family(d), request); known {
		c.conversation(ts)
	}
	c.tools()
	c.fields(request, "", "")
	c.required()
	c.stops()
	c.cacheMarks()
	return c.found
}

type checker struct {
	d       *catalog.DialectInfo
	version string
	request *value.Node
	found   []Problem
}

func (c *checker) add(rule, pointer, format string, args ...any) {
	c.found = append(c.found, Problem{rule, pointer, fmt.Sprintf(format, args...)})
}

func (c *checker) trait(name, v string) bool { return c.d.Trait(name).Value == v }

// Family returns the id of the dialect whose request form d has: the one that it
// amends, at any remove.
func Family(d *catalog.DialectInfo) string {
	for d.Parent != "" {
		p, ok := catalog.Dialect(d.Parent)
		if !ok {
			break
		}
		d = p
	}
	return d.ID
}

// cacheMarks counts the marks of a request.
func (c *checker) cacheMarks() {
	most := 0
	if _, err := fmt.Sscan(c.d.Trait("max_cache_marks").Value, &most); err != nil {
		return
	}
	seen := 0
	c.request.Walk("", func(p string, n *value.Node) {
		last := p[strings.LastIndexByte(p, '/')+1:]
		if !slices.Contains([]string{"cache_control", "cachePoint", "prompt_cache_breakpoint"}, last) || n.Kind != value.Object {
			return
		}
		if seen++; seen == most+1 {
			c.add("cache-marks", p, "a request has at most %d", most)
		}
	})
}
