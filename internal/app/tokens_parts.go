package app

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/promptglot/promptglot/internal/figure"
)

// parts shows what the prompts are made of, for each target, the part that costs
// most first.
func (r *tokenReport) parts(w io.Writer, prompts [][]*tokenCount) error {
	for _, p := range prompts {
		for _, c := range p {
			if err := section(w, r.format, fmt.Sprintf("%s for %s: %s tokens", c.Prompt, c.asked, tokensCell(c))); err != nil {
				return err
			}
			if err := c.partTable().as(w, r.format); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *tokenCount) partTable() *table {
	t := &table{right: []bool{true, true, false}}
	t.row("TOKENS", "SHARE", "WHERE", "PART")
	parts := slices.Clone(c.Parts)
	slices.SortStableFunc(parts, func(a, b partCount) int { return cmp.Compare(b.Tokens, a.Tokens) })
	for _, p := range parts {
		where := "-"
		if p.Line > 0 {
			where = fmt.Sprintf("%d:%d", p.Line, p.Column)
		}
		t.row(span(p.Low, p.Tokens, p.High), share(p.Tokens, c.Tokens), where, p.Part)
	}
	for _, v := range c.Variables {
		n := "unknown"
		if v.High != nil {
			n = span(v.Low, v.Tokens, *v.High)
		}
		what := fmt.Sprintf("of these, variable %s (by its %s)", v.Name, v.From)
		if v.From == "unknown" {
			what = fmt.Sprintf("variable %s, of which nothing is known", v.Name)
		}
		t.row(n, share(v.Tokens, c.Tokens), "-", what)
	}
	return t
}

func span(low, mid, high int) string {
	if low == high {
		return figure.Count(mid)
	}
	return fmt.Sprintf("≈%s (%s–%s)", figure.Count(mid), figure.Count(low), figure.Count(high))
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(of))
}
