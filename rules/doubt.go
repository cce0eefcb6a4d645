package rules

import "github.com/promptglot/promptglot/internal/fact"

var _ = register(doubts, fact.Structure)

// doubts states what is valid in a prompt file's format and most likely not
// meant: a variable that nothing declares, braces that close no tag.
func doubts(c *collector) {
	for _, p := range c.doc.Doubts {
		c.add(fact.Fact{Kind: fact.Structure, Code: p.Code, Message: p.Message}, p.Span)
	}
}
