package rules

import "github.com/promptglot/promptglot/internal/fact"

var _ = register(problems, fact.Parse)

// problems states what could not be read, each with its full range.
func problems(c *collector) {
	for _, p := range c.doc.Problems {
		c.add(fact.Fact{Kind: fact.Parse, Code: p.Code, Message: p.Message}, p.Span)
	}
}
