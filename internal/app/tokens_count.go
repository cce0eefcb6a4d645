package app

import (
	"math"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/rules"
)

// A tokenCount is a line of `tokens`: a prompt on a target. Unknown figures are
// null.
type tokenCount struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"` // of a log
	Prompt string `json:"prompt"`
	fact.TokensDetail
	// Fixed is what of tokens no variable changes.
	Fixed     int             `json:"fixed"`
	Variables []variableCount `json:"variables"`
	MaxInput  *int            `json:"max_input"`
	MaxOutput *int            `json:"max_output"`
	// AnswerLimit is the most that the request allows the answer.
	AnswerLimit *int  `json:"answer_limit"`
	AnswerFits  *bool `json:"answer_fits"`
	// CallUSD is what a call costs by the tier, cache and answer asked for, with
	// the limits of the estimate; without any of them, cost_usd.
	CallUSD     *float64 `json:"call_usd"`
	CallUSDLow  *float64 `json:"call_usd_low"`
	CallUSDHigh *float64 `json:"call_usd_high"`
	MonthUSD    *float64 `json:"month_usd,omitempty"`
	// The input alone when all of it is read from a cache, and in a batch.
	CachedUSD *float64 `json:"cached_usd"`
	BatchUSD  *float64 `json:"batch_usd"`
	// OutputUSD is what the longest answer that the request allows costs.
	OutputUSD   *float64    `json:"output_usd"`
	Refused     string      `json:"refused,omitempty"`
	Uncounted   []string    `json:"uncounted,omitempty"`
	Calibration string      `json:"calibration,omitempty"`
	Parts       []partCount `json:"parts,omitempty"`

	asked    string // the target as the user named it
	unpriced string // the price that call_usd lacks
	shares   []rules.Share
}

type variableCount struct {
	Name   string `json:"name"`
	Uses   int    `json:"uses"`
	From   string `json:"from"` // sample, default, bounds, unknown
	Low    int    `json:"low"`
	Tokens int    `json:"tokens"`
	High   *int   `json:"high"`
}

type partCount struct {
	Part   string `json:"part"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Low    int    `json:"low"`
	Tokens int    `json:"tokens"`
	High   int    `json:"high"`
}

// countOf prices a weight.
func countOf(w *rules.Weight, t *TokensOptions) *tokenCount {
	u := t.usage()
	c := &tokenCount{
		TokensDetail: w.TokensDetail, Fixed: w.Fixed, Variables: []variableCount{},
		MaxInput: w.MaxInput, MaxOutput: w.MaxOutput, AnswerLimit: w.Answer, AnswerFits: w.AnswerFits,
		CallUSD: u.Cost(w.Prices, w.Tokens), CallUSDLow: u.Cost(w.Prices, w.Low), CallUSDHigh: u.Cost(w.Prices, w.High),
		CachedUSD: rules.Usage{Cached: 1}.Cost(w.Prices, w.Tokens), BatchUSD: rules.Usage{Tier: "batch"}.Cost(w.Prices, w.Tokens),
		Refused: w.Refused, Uncounted: w.Uncounted, Calibration: w.Calibration, shares: w.Shares,
	}
	if c.CallUSD == nil {
		c.unpriced = missingPrice(u, w)
	}
	if t.Calls > 0 && c.CallUSD != nil {
		month := math.Round(*c.CallUSD*float64(t.Calls)*1e6) / 1e6
		c.MonthUSD = &month
	}
	if w.Answer != nil {
		if p := rules.PriceFor(w.Prices, "standard", w.Tokens); p != nil && p.Output != nil {
			usd := math.Round(float64(*w.Answer)**p.Output*1e3) / 1e9
			c.OutputUSD = &usd
		}
	}
	for _, v := range w.Variables {
		from := v.From
		if from == "" {
			from = "unknown"
		}
		c.Variables = append(c.Variables, variableCount{v.Name, v.Uses, from, v.Low, v.Tokens, v.High})
	}
	return c
}

// missingPrice names the price for want of which a call has none.
func missingPrice(u rules.Usage, w *rules.Weight) string {
	known := func(u rules.Usage) bool { return u.Cost(w.Prices, max(w.Tokens, 1)) != nil }
	price := "price"
	if u.Tier != "" {
		price = u.Tier + " price"
	}
	switch {
	case !known(rules.Usage{}) && !known(rules.Usage{Tier: u.Tier}):
		return "price"
	case !known(rules.Usage{Tier: u.Tier}):
		return price
	case !known(rules.Usage{Tier: u.Tier, Cached: u.Cached}):
		return price + " for input from the cache"
	}
	return price + " for answers"
}

// locate says where in the source the parts are.
func (c *tokenCount) locate(f *source.File) {
	for _, s := range c.shares {
		p := partCount{Part: s.Part, Low: s.Low, Tokens: s.Tokens, High: s.High}
		if !s.Span.IsZero() && s.Span.End <= len(f.Data) {
			at := f.Pos(s.Span.Start)
			p.Line, p.Column = at.Line, at.Column
		}
		c.Parts = append(c.Parts, p)
	}
}

// unbounded reports whether the count leaves out a variable that nobody knows
// anything of.
func (c *tokenCount) unbounded() bool {
	for _, v := range c.Variables {
		if v.High == nil {
			return true
		}
	}
	return false
}
