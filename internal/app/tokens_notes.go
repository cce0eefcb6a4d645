package app

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
)

// notes say what the figures rest on, as far as there is something to say.
func (r *tokenReport) notes(w io.Writer) error {
	return writeNotes(w, r.format, append(noteOn(r.counts), r.opt.pricing(r.counts)...))
}

func writeNotes(w io.Writer, format string, notes []string) error {
	if len(notes) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteByte('\n')
	for _, n := range notes {
		if format == "markdown" {
			b.WriteString("- ")
		}
		b.WriteString(n + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// noteOn explains the signs that stand in a table of counts.
func noteOn(counts []*tokenCount) []string {
	var out, estimated, uncounted []string
	var unknown []string
	unbounded, unfit, refused := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, c := range counts {
		key := c.File + "\x00" + c.Prompt
		if c.Calibration != "" {
			note := fmt.Sprintf("≈ %s: %s.", name(c.Tokenizer), c.Calibration)
			if c.Tokenizer == "unknown" {
				note = fmt.Sprintf("≈ %s: its tokenizer is not known; the band holds all that are.", c.asked)
			}
			if !slices.Contains(estimated, note) {
				estimated = append(estimated, note)
			}
		}
		if c.unbounded() {
			unbounded[key] = true
		}
		if c.Fits != nil && !*c.Fits {
			unfit[key] = true
		}
		if c.Refused != "" {
			refused[c.asked]++
		}
		for _, kind := range c.Uncounted {
			if what := kind + " for " + c.asked; !slices.Contains(uncounted, what) {
				uncounted = append(uncounted, what)
			}
		}
		if c.CallUSD == nil || c.Context == nil {
			var what []string
			if c.CallUSD == nil {
				what = append(what, c.unpriced)
			}
			if c.Context == nil {
				what = append(what, "context window")
			}
			if note := fmt.Sprintf("? %s: no source has its %s.", c.asked, strings.Join(what, " or its ")); !slices.Contains(unknown, note) {
				unknown = append(unknown, note)
			}
		}
	}
	out = append(out, estimated...)
	if len(unbounded) > 0 {
		out = append(out, fmt.Sprintf("+ %s with a variable that has neither sample, default nor bounds: it counts as nothing.", figure.Plural(len(unbounded), "prompt")))
	}
	if len(uncounted) > 0 {
		out = append(out, fmt.Sprintf("+ Nobody has published how many tokens these are, they count as nothing: %s.", strings.Join(uncounted, ", ")))
	}
	if len(unfit) > 0 {
		out = append(out, "✗ Too long for the model, even at the lower limit.")
	}
	for _, c := range counts {
		if n := refused[c.asked]; n > 0 {
			out = append(out, fmt.Sprintf("%s: no valid request can be written from %s (promptglot check says why); what is left was counted.", c.asked, figure.Plural(n, "prompt")))
			delete(refused, c.asked)
		}
	}
	return append(out, unknown...)
}

func name(tokenizer string) string {
	if tokenizer == "" {
		return "unknown tokenizer"
	}
	return tokenizer
}

// pricing says what the dollars are for.
func (t *TokensOptions) pricing(counts []*tokenCount) []string {
	calls := "1,000 calls of each prompt"
	if t.Calls > 0 {
		calls = figure.Count(t.Calls) + " calls of each prompt a month"
	}
	return t.priced(counts, calls)
}

// priced says so of calls in those words.
func (t *TokensOptions) priced(counts []*tokenCount, calls string) []string {
	var days []string
	for _, c := range counts {
		if c.CallUSD != nil && c.AsOf != "" && !slices.Contains(days, c.AsOf) {
			days = append(days, c.AsOf)
		}
	}
	if len(days) == 0 {
		return nil
	}
	slices.Sort(days)
	when := days[0]
	if last := days[len(days)-1]; last != when {
		when += " to " + last
	}
	tier := "standard"
	if t.Tier != "" {
		tier = t.Tier
	}
	what := "the input alone (--output-tokens N adds an answer)"
	if t.Answer > 0 {
		what = fmt.Sprintf("input and an answer of %s tokens", figure.Count(t.Answer))
	}
	if t.Cached > 0 {
		what += fmt.Sprintf(", %g %% of the input read from the cache", t.Cached)
	}
	return []string{fmt.Sprintf("$ %s at %s prices of %s: %s.", calls, tier, when, what)}
}
