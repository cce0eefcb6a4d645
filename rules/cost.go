package rules

import (
	"math"

	"github.com/promptglot/promptglot/internal/catalog"
)

// Usage says how calls are made, as far as it bears on what they cost.
type Usage struct {
	Tier   string  // standard, batch, flex, priority; "" is standard
	Cached float64 // share of the input that is read from a cache, 0 to 1
	Answer int     // tokens of an answer
}

// Cost returns what a call with so many input tokens costs in US dollars. It is
// nil where a price that the usage needs is unknown: no price is made up from
// another.
func (u Usage) Cost(prices []catalog.Price, input int) *float64 {
	tier := u.Tier
	if tier == "" {
		tier = "standard"
	}
	p := PriceFor(prices, tier, input)
	if p == nil {
		return nil
	}
	usd := 0.0
	for _, part := range []struct {
		tokens float64
		price  *float64
	}{
		{float64(input) * (1 - u.Cached), p.Input},
		{float64(input) * u.Cached, p.CacheRead},
		{float64(u.Answer), p.Output},
	} {
		if part.tokens == 0 {
			continue
		}
		if part.price == nil {
			return nil
		}
		usd += part.tokens * *part.price
	}
	usd = dollars(usd, 1)
	return &usd
}

// dollars returns what n tokens cost at a price per million, to the billionth
// of a dollar.
func dollars(n, price float64) float64 { return math.Round(n*price*1e3) / 1e9 }

// PriceFor returns the price of a tier that holds for an input of n tokens, nil
// where no source has one. Prices for long inputs hold above their limit.
func PriceFor(all []catalog.Price, tier string, n int) *catalog.Price {
	var best *catalog.Price
	for i := range all {
		p := &all[i]
		if p.Tier == tier && (p.Above == 0 || n > p.Above) && (best == nil || p.Above > best.Above) {
			best = p
		}
	}
	return best
}
