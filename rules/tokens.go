package rules

import (
	"fmt"
	"math"

	"github.com/promptglot/promptglot/internal/catalog"
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
// to send and whether it fits; nil where doc holds no prompt. The request is
// counted as it is written for t: what does not cross is not counted. Of a
// condition the longest arm counts and of a loop one turn; variables count as
// their sample or default, and as nothing where they have neither. Media are
// not counted.
func Count(o *Options, doc *compose.Doc, t translate.Target) *fact.TokensDetail {
	if doc.Prompt == nil {
		return nil
	}
	p := doc.Prompt
	if request, _, err := o.Translator.Write(p, t); err == nil {
		if q, _, err := o.Translator.Read(t.Dialect.ID, t.Version, request); err == nil {
			q.Inputs = p.Inputs
			p = q
		}
	}
	m := newMeasure(o, p, t)
	m.messages()
	m.schemas()
	m.settle()
	return m.detail(o)
}

// detail puts a measure into the words of a fact.
func (m *measure) detail(o *Options) *fact.TokensDetail {
	model := m.target.Model
	d := &fact.TokensDetail{
		Target: m.target.String(), Model: model.ID, Tokenizer: m.counter.Name(), Method: methodFraming,
		Low: m.low, Tokens: m.mid, High: m.high, Context: model.Context, AsOf: o.Catalog.AsOf(),
	}
	if d.Tokenizer == "" {
		d.Tokenizer = "unknown"
	}
	if m.guess {
		d.Method = methodEstimate
	}
	limit := model.Context
	if model.MaxInput != nil && (limit == nil || *model.MaxInput < *limit) {
		limit = model.MaxInput
	}
	if limit != nil {
		fits := d.Tokens <= *limit
		d.Fits = &fits
	}
	if p := price(model.Prices, d.Tokens); p != nil {
		usd := math.Round(float64(d.Tokens)*(*p.Input)*1e3) / 1e9
		d.CostUSD, d.PriceTier = &usd, p.Tier
		if p.AsOf != "" {
			d.AsOf = p.AsOf
		}
	}
	return d
}

// price returns what input of a size costs at the standard tier, nil where no
// source says.
func price(all []catalog.Price, n int) *catalog.Price {
	var best *catalog.Price
	for i := range all {
		p := &all[i]
		if p.Tier == "standard" && p.Input != nil && n >= p.Above && (best == nil || p.Above > best.Above) {
			best = p
		}
	}
	return best
}
