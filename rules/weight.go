package rules

import (
	"cmp"
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/translate"
)

// A Weight is what a prompt weighs on a target, with what its figures are made
// of. Unknown figures are nil.
type Weight struct {
	fact.TokensDetail
	// Fixed is the part of Tokens that no variable changes.
	Fixed     int
	Variables []Variable
	// MaxInput and MaxOutput are the model's limits besides its context.
	MaxInput, MaxOutput *int
	// Answer is the most tokens that the request allows the answer, and
	// AnswerFits whether the model can give so many behind this prompt.
	Answer     *int
	AnswerFits *bool
	// Refused says why no valid request can be written; what is left of it was
	// counted then. "" where one can.
	Refused string
	// Uncounted names what is sent and has no known number of tokens: image,
	// audio, video, file. Tokens is too low by it.
	Uncounted []string
	// Calibration is what an estimate rests on; "" where nothing is estimated.
	Calibration string
	// Shares are the parts of the request in their order; nil unless asked for.
	Shares []Share
	Prices []catalog.Price
}

// A Share is a part of a request. The parts are counted each by itself, so that
// they add up to the whole only nearly where it is estimated.
type Share struct {
	Part              string // system, messages[2] user, tool look_up, output schema, framing
	Low, Tokens, High int
	Span              source.Span // in the source; zero where it is of no one place
}

// A Variable is a hole of a prompt with the tokens that it brings, over all the
// places where it stands.
type Variable struct {
	Name string
	Uses int
	// From says where the number is from: sample, default, bounds (of its
	// declared type), or "" where nobody knows, and then the variable counts as
	// nothing and High is nil.
	From        string
	Low, Tokens int
	High        *int
}

// Weigh counts the request that p becomes for t: as it is written for t, so
// that what does not cross is not counted. Of a condition the longest arm counts
// and of a loop one turn. Shares are told apart if asked for. p must not be nil;
// it is not changed.
func Weigh(o *Options, p *prompt.Prompt, t translate.Target, shares bool) *Weight {
	w := &Weight{Answer: answerLimit(p)}
	written := p
	if request, ledger, err := o.Translator.Write(p, t); err != nil {
		w.Refused = err.Error()
	} else {
		w.Refused = ledger.Refusals()
		if q, _, err := o.Translator.Read(t.Dialect.ID, t.Version, request); err == nil {
			q.Inputs = p.Inputs
			written = q
		}
	}
	if w.Answer == nil {
		w.Answer = answerLimit(written)
	}
	m := newMeasure(o, written, t)
	if m.itemise = shares; shares {
		m.place(p)
	}
	if !m.rendered(o, p) {
		m.messages()
		m.schemas()
		m.settle()
	}
	m.fill(w, o)
	return w
}

// fill puts a measure into words.
func (m *measure) fill(w *Weight, o *Options) {
	model := m.target.Model
	d := fact.TokensDetail{
		Target: m.target.String(), Model: model.ID, Tokenizer: cmp.Or(m.counter.Name(), "unknown"), Method: methodFraming,
		Low: m.low, Tokens: m.mid, High: m.high, Context: model.Context, AsOf: o.Catalog.AsOf(),
	}
	switch {
	case m.guess:
		d.Method = methodEstimate
	case m.exact:
		d.Method = tokens.Exact
	}
	limit := model.Context
	if model.MaxInput != nil && (limit == nil || *model.MaxInput < *limit) {
		limit = model.MaxInput
	}
	d.Fits = atMost(d.Low, d.High, limit)
	if p := PriceFor(model.Prices, "standard", d.Tokens); p != nil && p.Input != nil {
		usd := dollars(float64(d.Tokens), *p.Input)
		d.CostUSD, d.PriceTier = &usd, p.Tier
		if p.AsOf != "" {
			d.AsOf = p.AsOf
		}
	}
	w.TokensDetail = d
	w.MaxInput, w.MaxOutput, w.Prices = model.MaxInput, model.MaxOutput, model.Prices
	w.Calibration, w.Uncounted = m.calibration, m.uncounted
	w.Variables = m.variables()
	w.Fixed = d.Tokens
	for _, v := range w.Variables {
		w.Fixed -= v.Tokens
	}
	w.Fixed = max(0, w.Fixed)
	w.Shares = m.shares
	if w.Answer != nil {
		w.AnswerFits = atMost(*w.Answer, *w.Answer, model.MaxOutput)
		if m.framing.Shared && model.Context != nil && (w.AnswerFits == nil || *w.AnswerFits) {
			w.AnswerFits = atMost(d.Low+*w.Answer, d.High+*w.Answer, model.Context)
		}
	}
}

// atMost tells whether a number between low and high is at most limit; nil where
// it may be either, or where there is no limit known.
func atMost(low, high int, limit *int) *bool {
	if limit == nil || low <= *limit && high > *limit {
		return nil
	}
	fits := high <= *limit
	return &fits
}

// answerLimit is the limit that a prompt sets for the answer.
func answerLimit(p *prompt.Prompt) *int {
	i := slices.IndexFunc(p.Settings, func(s prompt.Setting) bool { return s.Param == prompt.ParamMaxTokens })
	if i < 0 {
		return nil
	}
	return whole(p.Settings[i].Value)
}
