package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/tokens/verify"
	"github.com/promptglot/promptglot/internal/tokens/vocabfile"
)

// A rawCount is a line of `tokens --tokenizer`.
type rawCount struct {
	File   string `json:"file"`
	Prompt string `json:"prompt"`
	fact.TokensDetail
}

// countRaw counts the bytes of files as they are: no framing, no discovery.
func (s *session) countRaw(t *TokensOptions, sinks []sink) (Status, error) {
	counter, err := s.tokenizer(t)
	if err != nil {
		return 0, err
	}
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	var out []rawCount
	status := Clean
	inOrder(jobs, s.opt.jobs(), func(j job) *result {
		return s.guard(&j, func() *result { return s.raw(&j, counter, t.Verify) })
	}, func(r *result) {
		s.app.tell(r)
		status = status.Worse(r.status)
		for _, f := range r.facts {
			if f.Tokens != nil {
				out = append(out, rawCount{f.File, f.Prompt, *f.Tokens})
			}
		}
	})
	return status, s.app.emit(sinks, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "json", "jsonl":
			return writeJSON(w, out, format == "jsonl")
		}
		tab := &table{right: []bool{true}}
		tab.row("TOKENS", "TOKENIZER", "METHOD", "FILE")
		for _, c := range out {
			tab.row(band(c.Low, c.Tokens, c.High), c.Tokenizer, c.Method, c.File)
		}
		return tab.as(w, format)
	})
}

// tokenizer finds what --tokenizer names: an embedded encoding, one that the
// configuration or the Hugging Face cache has the vocabulary of, one that is
// estimated, or a vocabulary file.
func (s *session) tokenizer(t *TokensOptions) (tokens.Counter, error) {
	p, err := s.here()
	if err != nil {
		return nil, err
	}
	name, k := t.Tokenizer, p.counters
	var c tokens.Counter
	switch {
	case tokens.Known(name) || len(vocabfile.Repos(name)) > 0 || k.configures(name):
		c = k.forModel(catalog.Model{ID: name, Tokenizer: name})
		for _, hint := range k.missing() {
			s.app.note("%s", hint)
		}
	case strings.ContainsAny(name, `/\.`) || k.isFile(name):
		if t.Pattern != "" && tokens.Pattern(t.Pattern) != t.Pattern {
			return nil, usage("--pattern %q: expected one of %s", t.Pattern, strings.Join(tokens.PatternNames(), ", "))
		}
		if c, err = k.file(path.Base(filepath.ToSlash(name)), name, "", vocabfile.Options{Pattern: t.Pattern}); err != nil {
			return nil, usage("--tokenizer %w", err)
		}
	default:
		known := append(tokens.Names(), tokens.Estimators()...)
		near := catalog.Similar(name, known)
		if len(near) == 0 {
			near = known
		}
		return nil, usage("unknown tokenizer %q; did you mean %s? A vocabulary file is named by its path", name, strings.Join(near, ", "))
	}
	if _, err := tokens.Get(c.Name()); t.Verify && err != nil {
		return nil, usage("--verify needs a published encoding, which %s is not; expected one of %s", name, strings.Join(tokens.Names(), ", "))
	}
	return c, nil
}

// configures reports whether the configuration names a vocabulary.
func (c *counters) configures(name string) bool {
	for _, t := range c.configured {
		if t.Name == name {
			return true
		}
	}
	return false
}

func (c *counters) isFile(name string) bool {
	info, err := c.app.FS.Stat(name)
	return !errors.Is(err, fs.ErrNotExist) && err == nil && info.Mode().IsRegular()
}

// raw counts one file.
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
