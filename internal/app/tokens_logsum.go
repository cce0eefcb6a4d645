package app

import (
	"fmt"
	"io"
	"maps"
	"math/bits"
	"slices"

	"github.com/promptglot/promptglot/internal/figure"
)

// A logSum adds up the requests of a log on one target.
type logSum struct {
	tokenSum
	target string
	most   int
	sizes  map[int]int // requests by size; see rounded
	known  int         // requests whose price is known
	spent  float64     // of these
	// examples are a count for each thing that the notes explain.
	examples []*tokenCount
	seen     map[string]bool
}

func newLogSum(target string) *logSum {
	return &logSum{
		target: target, sizes: map[int]int{}, seen: map[string]bool{},
		tokenSum: tokenSum{usd: new(float64), methods: map[string]int{}},
	}
}

func (s *logSum) add(c *tokenCount) {
	s.tokenSum.add(c)
	s.most = max(s.most, c.Tokens)
	s.sizes[rounded(c.Tokens)]++
	if c.CallUSD != nil {
		s.known++
		s.spent += *c.CallUSD
	}
	long := c.Fits != nil && !*c.Fits
	key := fmt.Sprint(c.Calibration, c.AsOf, c.CallUSD == nil, c.Context == nil, c.Refused != "", c.Uncounted, long)
	if !s.seen[key] {
		s.seen[key] = true
		s.examples = append(s.examples, c)
	}
}

// rounded cuts a number to its eight leading bits, so that sizes fall into few
// classes: what it returns is less than one percent too small.
func rounded(n int) int {
	shift := max(0, bits.Len(uint(n))-8)
	return n >> shift << shift
}

// percentile returns the size that a share of the requests do not exceed, within
// one percent.
func (s *logSum) percentile(share float64) int {
	want, n := int(share*float64(s.prompts)+0.999999), 0
	for _, size := range slices.Sorted(maps.Keys(s.sizes)) {
		if n += s.sizes[size]; n >= want {
			return size
		}
	}
	return s.most
}

// dollars is what the log costs, or a month of so many calls like those of the
// log.
func (s *logSum) dollars(calls int) string {
	usd := s.cost(calls)
	if usd == nil {
		return "?"
	}
	return figure.Amount(*usd)
}

func (s *logSum) cost(calls int) *float64 {
	if s.known < s.prompts || s.prompts == 0 {
		return nil
	}
	usd := s.spent
	if calls > 0 {
		usd *= float64(calls) / float64(s.prompts)
	}
	return &usd
}

// report writes a line for each target.
func (l *logWeight) report(w io.Writer, format string) error {
	t := &table{right: []bool{false, true, true, true, true, true, true}}
	head := "$"
	if l.tokens.Calls > 0 {
		head = "$ A MONTH"
	}
	t.row("TARGET", "REQUESTS", "TOKENS", "HALF UP TO", "95 % UP TO", "MOST", head, "FITS", "COUNTED")
	for _, s := range l.sums {
		t.row(s.target, figure.Count(s.prompts), s.mark+figure.Count(s.tokens), figure.Count(s.percentile(.5)), figure.Count(s.percentile(.95)), figure.Count(s.most),
			s.dollars(l.tokens.Calls), s.fits(), s.method())
	}
	if l.tokens.Compare != "" {
		from, to := l.sums[0], l.sums[1]
		usd := "?"
		if a, b := from.cost(l.tokens.Calls), to.cost(l.tokens.Calls); a != nil && b != nil {
			usd = signedMoney(*b - *a)
		}
		t.row("change", "", signed(to.tokens-from.tokens), percent(from.percentile(.5), to.percentile(.5)),
			percent(from.percentile(.95), to.percentile(.95)), percent(from.most, to.most), usd, "", percent(from.tokens, to.tokens))
	}
	if err := t.as(w, format); err != nil {
		return err
	}
	var examples []*tokenCount
	for _, s := range l.sums {
		examples = append(examples, s.examples...)
	}
	return writeNotes(w, format, append(noteOn(examples), l.tokens.logPricing(examples)...))
}

// logPricing is pricing in the words of a log.
func (t *TokensOptions) logPricing(examples []*tokenCount) []string {
	all := "the requests of the log"
	if t.Calls > 0 {
		all = figure.Count(t.Calls) + " calls a month, of the sizes in the log"
	}
	return t.priced(examples, all)
}
