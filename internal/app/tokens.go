package app

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/tokens/verify"
)

// TokensOptions are the settings of `tokens`.
type TokensOptions struct {
	Tokenizer string // counts raw bytes; "" counts prompts
	Verify    bool   // counts again with tiktoken-go
}

// A tokenCount is a line of `tokens`.
type tokenCount struct {
	File   string `json:"file"`
	Prompt string `json:"prompt"`
	fact.TokensDetail
}

// Tokens counts the tokens of prompts for every target, with what they cost
// and whether they fit.
func (a *App) Tokens(opt *Options, t *TokensOptions) (Status, error) {
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	var counter tokens.Counter
	if t.Tokenizer != "" {
		if counter, err = tokenizer(t); err != nil {
			return 0, err
		}
	} else if t.Verify {
		return 0, usage("--verify compares raw counts; name a tokenizer with --tokenizer")
	}
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	if counter == nil {
		s.tellNoModels(jobs)
	}
	var out []tokenCount
	status := Clean
	inOrder(jobs, opt.jobs(), func(j job) *result {
		return s.guard(&j, func() *result {
			if counter != nil {
				return s.raw(&j, counter, t.Verify)
			}
			return s.analyse(&j, func(k fact.Kind) bool { return k == fact.Tokens || k == fact.Parse })
		})
	}, func(r *result) {
		a.tell(r)
		status = status.Worse(r.status)
		for _, f := range r.facts {
			if f.Kind == fact.Tokens && f.Tokens != nil {
				out = append(out, tokenCount{f.File, f.Prompt, *f.Tokens})
			}
		}
	})
	err = a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, out, format == "jsonl")
		}
		return tokenTable(out, counter != nil).write(w)
	})
	return status, err
}

// tellNoModels says that nothing will be counted where nothing is asked for.
func (s *session) tellNoModels(jobs []job) {
	for _, j := range jobs {
		if len(j.project.targets) > 0 {
			return
		}
	}
	if len(jobs) > 0 {
		s.app.note("no targets, so nothing is counted; name some with --target DIALECT/MODEL or in promptglot.yaml, or a --tokenizer")
	}
}

func tokenizer(t *TokensOptions) (tokens.Counter, error) {
	if strings.ContainsAny(t.Tokenizer, `/\.`) && !tokens.Known(t.Tokenizer) {
		return nil, usage("--tokenizer %s: this version reads no vocabulary files; expected one of %s", t.Tokenizer, strings.Join(tokens.Names(), ", "))
	}
	if !tokens.Known(t.Tokenizer) {
		known := append(tokens.Names(), tokens.Estimators()...)
		near := catalog.Similar(t.Tokenizer, known)
		if len(near) == 0 {
			near = known
		}
		return nil, usage("unknown tokenizer %q; did you mean %s?", t.Tokenizer, strings.Join(near, ", "))
	}
	c := tokens.ForTokenizer(t.Tokenizer)
	if t.Verify && !c.Exact() {
		return nil, usage("--verify needs a published encoding, %s is estimated; expected one of %s", t.Tokenizer, strings.Join(tokens.Names(), ", "))
	}
	return c, nil
}

// raw counts the bytes of a file as they are: no framing, no discovery.
func (s *session) raw(j *job, c tokens.Counter, check bool) *result {
	r := &result{job: j}
	data, err := s.app.read(j)
	if err != nil {
		r.unreadable(err)
		return r
	}
	text := string(data)
	e := c.Count(text)
	r.facts = append(r.facts, &fact.Fact{Kind: fact.Tokens, File: j.Path, Tokens: &fact.TokensDetail{
		Tokenizer: c.Name(), Method: e.Method, Low: e.Low, Tokens: e.Tokens, High: e.High,
	}})
	if !check {
		return r
	}
	switch v, err := verify.Verify(c.Name(), text); {
	case err != nil:
		r.note("%s: not verified: %v", j.Path, err)
		r.status = Input
	case !v.Agree():
		r.note("%s: %s", j.Path, v)
		r.status = Findings
	default:
		r.details = append(r.details, fmt.Sprintf("%s: %s", j.Path, v))
	}
	return r
}

func tokenTable(counts []tokenCount, raw bool) *table {
	if raw {
		t := &table{right: []bool{true}}
		t.row("TOKENS", "TOKENIZER", "METHOD", "FILE")
		for _, c := range counts {
			t.row(band(c), c.Tokenizer, c.Method, c.File)
		}
		return t
	}
	t := &table{right: []bool{true, true, false, true}}
	t.row("TOKENS", "CONTEXT", "FITS", "COST $", "TARGET", "METHOD", "PROMPT")
	for _, c := range counts {
		fits := "-"
		if c.Fits != nil {
			fits = map[bool]string{true: "yes", false: "no"}[*c.Fits]
		}
		t.row(band(c), number(c.Context), fits, money(c.CostUSD), c.Target, c.Method, c.Prompt)
	}
	return t
}

// band shows an estimate with its limits.
func band(c tokenCount) string {
	if c.Low == c.High {
		return strconv.Itoa(c.Tokens)
	}
	return fmt.Sprintf("%d (%d–%d)", c.Tokens, c.Low, c.High)
}

func money(v *float64) string {
	if v == nil {
		return "-"
	}
	return strconv.FormatFloat(*v, 'f', 6, 64)
}
