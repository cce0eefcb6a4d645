package app

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/promptglot/promptglot/internal/figure"
)

// A tokenChange is what a prompt's switch from one target to another changes.
type tokenChange struct {
	File   string      `json:"file"`
	Prompt string      `json:"prompt"`
	From   *tokenCount `json:"from"`
	To     *tokenCount `json:"to"`
	// The differences, to minus from: of the middle figures, and the least and
	// most that they can be.
	Tokens     int `json:"tokens_change"`
	TokensLow  int `json:"tokens_change_low"`
	TokensHigh int `json:"tokens_change_high"`
	// CallUSD is nil where either price is unknown.
	CallUSD  *float64 `json:"call_usd_change"`
	MonthUSD *float64 `json:"month_usd_change,omitempty"`
	// Fit is unchanged, lost, gained, or unknown.
	Fit string `json:"fit_change"`
}

// changesOf pairs the counts of the two targets, prompt by prompt.
func changesOf(out []*tokenCount, t *TokensOptions) []tokenChange {
	var list []tokenChange
	for i := 0; i+1 < len(out); i += 2 {
		from, to := out[i], out[i+1]
		if from.asked != t.Against {
			from, to = to, from
		}
		c := tokenChange{
			File: from.File, Prompt: from.Prompt, From: from, To: to,
			Tokens: to.Tokens - from.Tokens, TokensLow: to.Low - from.High, TokensHigh: to.High - from.Low,
			CallUSD: minus(to.CallUSD, from.CallUSD), MonthUSD: minus(to.MonthUSD, from.MonthUSD), Fit: fitChange(from.Fits, to.Fits),
		}
		list = append(list, c)
	}
	return list
}

func minus(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	d := math.Round((*a-*b)*1e9) / 1e9
	return &d
}

func fitChange(from, to *bool) string {
	switch {
	case from == nil || to == nil:
		return "unknown"
	case *from && !*to:
		return "lost"
	case !*from && *to:
		return "gained"
	}
	return "unchanged"
}

// writeChanges shows what a switch changes: in all, then for the prompts that it
// changes most.
func writeChanges(w io.Writer, list []tokenChange, t *TokensOptions, format string, width int) error {
	if format == "json" || format == "jsonl" {
		return writeJSON(w, list, format == "jsonl")
	}
	if len(list) == 0 {
		return nil
	}
	r := &tokenReport{opt: t, format: format, width: width, targets: []string{t.Against, t.Compare}}
	for _, c := range list {
		r.counts = append(r.counts, c.From, c.To)
	}
	from, to := r.sum(t.Against), r.sum(t.Compare)
	total := r.totals()
	last := []string{"change", "", signed(to.tokens - from.tokens)}
	if len(total.rows[0]) == 7 {
		last = append(last, signed(to.low-from.high)+" to "+signed(to.high-from.low))
	}
	usd := "?"
	if from.usd != nil && to.usd != nil {
		usd = signedMoney((*to.usd - *from.usd) * float64(cmp.Or(t.Calls, 1000)))
	}
	total.row(append(last, usd, fitsWord(list), percent(from.tokens, to.tokens))...)
	if err := total.as(w, format); err != nil {
		return err
	}
	shown := slices.Clone(list)
	slices.SortStableFunc(shown, func(a, b tokenChange) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.weight(), a.weight()), cmp.Compare(abs(b.Tokens), abs(a.Tokens)))
	})
	rest := 0
	if n := t.Top; n > 0 && len(shown) > n {
		shown, rest = shown[:n], len(shown)-n
	}
	text := fmt.Sprintf("What a switch from %s to %s changes", t.Against, t.Compare)
	if rest > 0 {
		text += fmt.Sprintf(": the %s of %s prompts that change most (--top 0 lists all)", figure.Count(len(shown)), figure.Count(len(list)))
	}
	if err := section(w, format, text); err != nil {
		return err
	}
	tab := &table{right: []bool{false, true, true, true, true, true}}
	tab.row("PROMPT", "FROM", "TO", "TOKENS", "", r.dollarHead(), "FIT")
	for _, c := range shown {
		usd := "?"
		if c.CallUSD != nil {
			usd = signedMoney(*c.CallUSD * float64(cmp.Or(t.Calls, 1000)))
		}
		tab.row(c.Prompt, tokensCell(c.From), tokensCell(c.To), signed(c.Tokens), percent(c.From.Tokens, c.To.Tokens), usd, c.Fit)
	}
	tab.shorten(0, width)
	if err := tab.as(w, format); err != nil {
		return err
	}
	return r.notes(w)
}

// rank puts prompts that fit no longer before all others.
func (c *tokenChange) rank() int {
	if c.Fit == "lost" {
		return 0
	}
	return 1
}

func (c *tokenChange) weight() float64 {
	if c.CallUSD == nil {
		return 0
	}
	return math.Abs(*c.CallUSD)
}

func fitsWord(list []tokenChange) string {
	lost, gained, unknown := 0, 0, 0
	for _, c := range list {
		switch c.Fit {
		case "lost":
			lost++
		case "gained":
			gained++
		case "unknown":
			unknown++
		}
	}
	switch {
	case lost > 0:
		return figure.Count(lost) + " lost"
	case unknown > 0:
		return figure.Count(unknown) + " unclear"
	case gained > 0:
		return figure.Count(gained) + " gained"
	}
	return "same"
}

func abs(n int) int { return max(n, -n) }

func signed(n int) string {
	if n > 0 {
		return "+" + figure.Count(n)
	}
	return figure.Count(n)
}

func signedMoney(v float64) string {
	if v > 0 {
		return "+" + figure.Amount(v)
	}
	return figure.Amount(v)
}

func percent(from, to int) string {
	if from == 0 {
		return "-"
	}
	return fmt.Sprintf("%+.0f %%", 100*float64(to-from)/float64(from))
}
