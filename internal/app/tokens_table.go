package app

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/figure"
)

// writeCounts writes what was counted in a format. width is that of the
// terminal, 0 where lines may have any length.
func writeCounts(w io.Writer, out []*tokenCount, t *TokensOptions, format string, width int) error {
	if t.Compare != "" {
		return writeChanges(w, changesOf(out, t), t, format, width)
	}
	if format == "json" || format == "jsonl" {
		return writeJSON(w, out, format == "jsonl")
	}
	if len(out) == 0 {
		return nil
	}
	r := &tokenReport{counts: out, opt: t, format: format, width: width}
	for _, c := range out {
		if !slices.Contains(r.targets, c.asked) {
			r.targets = append(r.targets, c.asked)
		}
	}
	return r.write(w)
}

// A tokenReport shows counts to people: a line for each target, then the
// prompts that weigh most, then what the figures rest on.
type tokenReport struct {
	counts  []*tokenCount
	targets []string // as asked for, in order
	opt     *TokensOptions
	format  string
	width   int
}

func (r *tokenReport) write(w io.Writer) error {
	if err := r.totals().as(w, r.format); err != nil {
		return err
	}
	prompts, rest := r.ranked()
	var err error
	switch {
	case r.opt.By == "part":
		err = r.parts(w, prompts)
	case len(prompts) > 1:
		if err = r.heading(w, len(prompts), rest); err == nil {
			err = r.table(prompts).as(w, r.format)
		}
	}
	if err != nil {
		return err
	}
	return r.notes(w)
}

// totals has a line for each target.
func (r *tokenReport) totals() *table {
	t := &table{right: []bool{false, true, true, true, true}}
	band, wide := "90 % BETWEEN", r.width == 0 || r.width >= 100
	head := []string{"TARGET", "PROMPTS", "TOKENS"}
	if wide {
		head = append(head, band)
		t.right = append(t.right, true)
	}
	t.row(append(head, r.dollarHead(), "FITS", "COUNTED")...)
	for _, name := range r.targets {
		s := r.sum(name)
		cells := []string{name, figure.Count(s.prompts), s.mark + figure.Count(s.tokens)}
		if wide {
			cells = append(cells, between(s.low, s.high))
		}
		t.row(append(cells, s.dollars(r.opt.Calls), s.fits(), s.method())...)
	}
	return t
}

// dollarHead names the column of money.
func (r *tokenReport) dollarHead() string {
	if r.opt.Calls > 0 {
		return "$ A MONTH"
	}
	return "$ PER 1000"
}

// A tokenSum adds up the counts of a target.
type tokenSum struct {
	prompts, low, tokens, high int
	usd                        *float64 // of a call of each; nil where a price is unknown
	unfit, unclear             int
	methods                    map[string]int
	mark                       string
}

func (r *tokenReport) sum(target string) tokenSum {
	s := tokenSum{usd: new(float64), methods: map[string]int{}}
	for _, c := range r.counts {
		if c.asked == target {
			s.add(c)
		}
	}
	return s
}

func (s *tokenSum) add(c *tokenCount) {
	s.prompts++
	s.low, s.tokens, s.high = s.low+c.Low, s.tokens+c.Tokens, s.high+c.High
	if c.CallUSD == nil {
		s.usd = nil
	} else if s.usd != nil {
		*s.usd += *c.CallUSD
	}
	switch {
	case c.Fits == nil:
		s.unclear++
	case !*c.Fits:
		s.unfit++
	}
	s.methods[c.Method]++
	if c.Method == "estimate" {
		s.mark = "≈"
	}
}

// dollars is what calls a month of each cost, or else a thousand of each.
func (s *tokenSum) dollars(calls int) string {
	if s.usd == nil {
		return "?"
	}
	return figure.Amount(*s.usd * float64(cmp.Or(calls, 1000)))
}

func (s *tokenSum) fits() string {
	switch {
	case s.unfit > 0:
		return fmt.Sprintf("%s too long", figure.Count(s.unfit))
	case s.unclear == s.prompts:
		return "?"
	case s.unclear > 0:
		return fmt.Sprintf("%s unclear", figure.Count(s.unclear))
	case s.prompts == 1:
		return "yes"
	}
	return "all"
}

// method says how most were counted.
func (s *tokenSum) method() string {
	if len(s.methods) == 1 {
		for m := range s.methods {
			return m
		}
	}
	return fmt.Sprintf("%d of %d estimated", s.methods["estimate"], s.prompts)
}

// ranked returns the prompts, each with its counts by target, the ones that
// weigh most first: those that do not fit, then by the dearest call, then by
// tokens. rest is how many are left out.
func (r *tokenReport) ranked() (prompts [][]*tokenCount, rest int) {
	at := map[string]int{}
	for _, c := range r.counts {
		key := c.File + "\x00" + c.Prompt
		if i, ok := at[key]; ok && c.asked != prompts[i][0].asked {
			prompts[i] = append(prompts[i], c)
			continue
		}
		at[key] = len(prompts)
		prompts = append(prompts, []*tokenCount{c})
	}
	slices.SortStableFunc(prompts, func(a, b []*tokenCount) int {
		ua, da, ta := weightOf(a)
		ub, db, tb := weightOf(b)
		return cmp.Or(cmp.Compare(ub, ua), cmp.Compare(db, da), cmp.Compare(tb, ta))
	})
	if n := r.opt.Top; n > 0 && len(prompts) > n {
		return prompts[:n], len(prompts) - n
	}
	return prompts, 0
}

func weightOf(p []*tokenCount) (unfit int, usd float64, most int) {
	for _, c := range p {
		if c.Fits != nil && !*c.Fits {
			unfit++
		}
		if c.CallUSD != nil {
			usd = max(usd, *c.CallUSD)
		}
		most = max(most, c.Tokens)
	}
	return unfit, usd, most
}

func (r *tokenReport) heading(w io.Writer, shown, rest int) error {
	text := fmt.Sprintf("The %s prompts", figure.Count(shown))
	if rest > 0 {
		text = fmt.Sprintf("The %s of %s prompts that weigh most (--top 0 lists all)", figure.Count(shown), figure.Count(shown+rest))
	}
	return section(w, r.format, text)
}

// section writes a heading.
func section(w io.Writer, format, text string) error {
	if format == "markdown" {
		_, err := fmt.Fprintf(w, "\n**%s**\n\n", text)
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", text)
	return err
}

// table lists prompts: the targets side by side where the lines are wide enough
// for that, else one below the other.
func (r *tokenReport) table(prompts [][]*tokenCount) *table {
	wide := r.sideBySide(prompts)
	if r.format == "markdown" || r.width == 0 && len(r.targets) <= 4 || wide.width()-wide.longest(0)+minPrompt <= r.width {
		wide.shorten(0, r.width)
		return wide
	}
	t := &table{right: []bool{false, true, true, false}}
	t.row("PROMPT", "TOKENS", r.dollarHead(), "TARGET")
	for _, p := range prompts {
		name := p[0].Prompt
		for _, c := range p {
			t.row(name, tokensCell(c), r.cost(c), c.asked)
			name = ""
		}
	}
	t.shorten(0, r.width)
	return t
}

// minPrompt is the least room that a prompt's name gets, in columns.
const minPrompt = 24

func (r *tokenReport) sideBySide(prompts [][]*tokenCount) *table {
	t := &table{right: []bool{false}}
	head := []string{"PROMPT"}
	for _, name := range r.targets {
		head = append(head, path.Base(name), r.dollarHead())
		t.right = append(t.right, true, true)
	}
	t.row(head...)
	for _, p := range prompts {
		cells := []string{p[0].Prompt}
		for _, name := range r.targets {
			i := slices.IndexFunc(p, func(c *tokenCount) bool { return c.asked == name })
			if i < 0 {
				cells = append(cells, "-", "-")
				continue
			}
			cells = append(cells, tokensCell(p[i]), r.cost(p[i]))
		}
		t.row(cells...)
	}
	return t
}

// tokensCell shows a count: ≈ before an estimate, + behind one that leaves
// something out, ✗ behind one that is too long for the model.
func tokensCell(c *tokenCount) string {
	s := figure.Count(c.Tokens)
	if c.Method == "estimate" {
		s = "≈" + s
	}
	if c.unbounded() || len(c.Uncounted) > 0 {
		s += "+"
	}
	if c.Fits != nil && !*c.Fits {
		s += " ✗"
	}
	return s
}

func (r *tokenReport) cost(c *tokenCount) string {
	if c.CallUSD == nil {
		return "?"
	}
	return figure.Amount(*c.CallUSD * float64(cmp.Or(r.opt.Calls, 1000)))
}

// between shows limits.
func between(low, high int) string {
	if low == high {
		return figure.Count(low)
	}
	return figure.Count(low) + "–" + figure.Count(high)
}

// band shows an estimate with its limits.
func band(low, mid, high int) string {
	if low == high {
		return strconv.Itoa(mid)
	}
	return fmt.Sprintf("%d (%d–%d)", mid, low, high)
}

// as writes a table as text or Markdown.
func (t *table) as(w io.Writer, format string) error {
	if format != "markdown" {
		return t.write(w)
	}
	var b strings.Builder
	for i, row := range t.rows {
		for j := range t.rows[0] {
			cell := ""
			if j < len(row) {
				cell = row[j]
			}
			b.WriteString("| " + strings.NewReplacer("|", `\|`, "\n", " ").Replace(cell) + " ")
		}
		b.WriteString("|\n")
		if i > 0 {
			continue
		}
		for j := range row {
			b.WriteString(map[bool]string{true: "| ---: ", false: "| --- "}[j < len(t.right) && t.right[j]])
		}
		b.WriteString("|\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// longest is the width of a column.
func (t *table) longest(col int) (n int) {
	for _, r := range t.rows {
		if col < len(r) {
			n = max(n, utf8.RuneCountInString(r[col]))
		}
	}
	return n
}

// width is that of the whole table.
func (t *table) width() (n int) {
	for i := range t.rows[0] {
		n += t.longest(i) + 2
	}
	return n - 2
}

// shorten cuts the cells of a column from the left, so that the table fits into
// most columns; 0 is any number.
func (t *table) shorten(col, most int) {
	over := t.width() - most
	if most == 0 || over <= 0 {
		return
	}
	room := max(t.longest(col)-over, 8)
	for _, r := range t.rows {
		if n := utf8.RuneCountInString(r[col]); n > room {
			r[col] = "…" + string([]rune(r[col])[n-room+1:])
		}
	}
}
