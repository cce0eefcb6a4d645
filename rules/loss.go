package rules

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/translate"
)

var _ = register(losses, fact.Loss)

// losses writes the prompt for every target and states what did not cross.
// The model that a target brings with it was asked for and is no loss.
func losses(c *collector) {
	if c.doc.Prompt == nil || !c.doc.AsksForChat() {
		return
	}
	for _, t := range c.o.Targets {
		_, ledger, err := c.o.Translator.Write(c.doc.Prompt, t)
		if err != nil {
			c.add(fact.Fact{Kind: fact.Parse, Code: "target", Message: err.Error()}, c.top())
			continue
		}
		for i := range ledger {
			e := &ledger[i]
			// What a writer adds to the options of requests, the request may have.
			if e.Outcome == translate.Added && c.doc.Variant == compose.VariantOptions {
				continue
			}
			if e.Outcome != translate.Exact && e.Feature != "model-name" {
				c.loss(t, e)
			}
		}
	}
}

func (c *collector) loss(t translate.Target, e *translate.Entry) {
	at := c.lossSpan(e)
	d := &fact.LossDetail{
		Feature: e.Feature, Outcome: string(e.Outcome), Path: e.Path, To: e.To, Target: e.Target, Dialect: t.Dialect.ID,
		Certainty: e.Certainty, DependsOn: shortened(e.DependsOn), Message: source.Redact(e.Message), Source: e.Source, AsOf: e.AsOf,
	}
	c.add(fact.Fact{
		Kind: fact.Loss, Feature: e.Feature, Vendor: c.vendor, Value: c.lossValue(e), Loss: d,
		Message: fmt.Sprintf("%s: %s", e.Target, e.Message),
	}, at)
}

// lossSpan shows a loss where the source says what is lost; what a writer adds
// is shown at the top of the prompt.
func (c *collector) lossSpan(e *translate.Entry) source.Span {
	if e.Span.IsZero() {
		return c.top()
	}
	if x := c.doc.Prompt.Source; x != nil && e.Node != nil {
		return c.place(e.Node)
	}
	return c.firstLine(e.Span)
}

// lossValue is the source text of what is lost, where it is short.
func (c *collector) lossValue(e *translate.Entry) string {
	const most = 60
	if e.Span.IsZero() || e.Span.Len() > most {
		return ""
	}
	return c.doc.File.Slice(e.Span)
}

// shortened makes what a loss depends on fit for a message: an expression of a
// program may go over many lines.
func shortened(deps []string) []string {
	out := make([]string, len(deps))
	for i, d := range deps {
		out[i] = templates.Clip(strings.Join(strings.Fields(d), " "))
	}
	return out
}
