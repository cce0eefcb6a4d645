package rules

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/translate"
)

var _ = register(sizes, fact.Tokens)

// The ways in which a count was come by.
const (
	methodFraming  = "exact-text+framing" // the text exactly, what the server adds by its rules
	methodEstimate = "estimate"
)

// sizes states how many tokens the prompt has for every target.
func sizes(c *collector) {
	for _, t := range c.o.Targets {
		d := Count(c.o, c.doc, t)
		if d == nil {
			continue
		}
		n := fmt.Sprint(d.Tokens)
		if d.Low != d.High {
			n = fmt.Sprintf("%d to %d", d.Low, d.High)
		}
		msg := fmt.Sprintf("%s: %s tokens", d.Target, n)
		if d.Context != nil {
			msg += fmt.Sprintf(" of %d", *d.Context)
		}
		c.add(fact.Fact{Kind: fact.Tokens, Vendor: t.Dialect.Vendor, Tokens: d, Message: msg}, c.top())
	}
}

// Count returns the number of tokens that the request for t has, what it costs
// to send and whether it fits; nil where doc holds no prompt. See Weigh.
func Count(o *Options, doc *compose.Doc, t translate.Target) *fact.TokensDetail {
	if doc.Prompt == nil {
		return nil
	}
	return &Weigh(o, doc.Prompt, t, false).TokensDetail
}
