package evaluation

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// resultsVersion is the version of promptfoo's results that is read, which
// promptfoo writes since 0.95.
const resultsVersion = 3

// A Report is how the prompts of an evaluation did, side by side.
type Report struct {
	Tool    string // promptfoo's version, "" where the file does not say
	Date    string // of the run, as the file has it
	Prompts []PromptResult
	// Foreign counts results of prompts that no migration has written.
	Foreign int
}

// A PromptResult is one prompt on all its sides, the old ones first.
type PromptResult struct {
	Prompt string
	Sides  []SideResult
}

// A SideResult is what one prompt did on one target.
type SideResult struct {
	Target string
	Which  string // OldSide or NewSide
	Tests  int
	Passed int
	Errors int // no answer came
	// Latencies are milliseconds, in order, of the answers that came.
	Latencies []float64
	// Cost is in US dollars; Priced counts the answers that it is known of.
	Cost   float64
	Priced int
	Tokens int
	Failed []Failed // checks that failed, the most frequent first
	Error  string   // the first one
}

// Failed is a check, and how often it failed.
type Failed struct {
	Check  string `json:"check"`
	Count  int    `json:"count"`
	Reason string `json:"reason"` // of the first failure
}

// ReadResults reads the JSON that promptfoo writes with -o results.json. The
// error is one line: what is wrong with the file, and what was expected.
func ReadResults(name string, data []byte) (*Report, error) {
	var head struct {
		EvalID  *string `json:"evalId"`
		Results *struct {
			Version   *int              `json:"version"`
			Timestamp string            `json:"timestamp"`
			Results   []json.RawMessage `json:"results"`
		} `json:"results"`
		Metadata struct {
			Version string `json:"promptfooVersion"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			line := 1 + strings.Count(string(data[:min(int(syntax.Offset), len(data))]), "\n")
			return nil, fmt.Errorf("%s:%d: no JSON (%w); expected what promptfoo eval -o results.json writes", name, line, err)
		}
		return nil, fmt.Errorf("%s is no result of promptfoo (%w); expected what promptfoo eval -o results.json writes", name, err)
	}
	switch r := head.Results; {
	case r == nil || r.Version == nil:
		return nil, fmt.Errorf("%s is no result of promptfoo: results.version is missing; expected what promptfoo eval -o results.json writes", name)
	case *r.Version != resultsVersion:
		return nil, fmt.Errorf("%s has results of version %d; version %d is read: run the evaluation with promptfoo 0.120", name, *r.Version, resultsVersion)
	}
	out := &Report{Tool: head.Metadata.Version, Date: head.Results.Timestamp}
	for i, raw := range head.Results.Results {
		var row row
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, fmt.Errorf("%s: result %d cannot be read: %w", name, i+1, err)
		}
		out.add(&row)
	}
	if len(out.Prompts) == 0 {
		return nil, fmt.Errorf("%s has no result of a prompt that migrate --eval has written", name)
	}
	for i := range out.Prompts {
		out.Prompts[i].finish()
	}
	slices.SortStableFunc(out.Prompts, func(a, b PromptResult) int { return strings.Compare(a.Prompt, b.Prompt) })
	return out, nil
}

// A row is one answer in promptfoo's results.
type row struct {
	Success   bool     `json:"success"`
	Error     string   `json:"error"`
	Reason    int      `json:"failureReason"` // 0 none, 1 a check failed, 2 an error
	LatencyMS *float64 `json:"latencyMs"`
	Cost      *float64 `json:"cost"`
	Prompt    struct {
		Label string `json:"label"`
	} `json:"prompt"`
	Response *struct {
		Cost       *float64 `json:"cost"`
		TokenUsage struct {
			Total int `json:"total"`
		} `json:"tokenUsage"`
	} `json:"response"`
	Grading *struct {
		Components []struct {
			Pass      bool   `json:"pass"`
			Reason    string `json:"reason"`
			Assertion *struct {
				Type   string `json:"type"`
				Metric string `json:"metric"`
			} `json:"assertion"`
		} `json:"componentResults"`
	} `json:"gradingResult"`
}

const errored = 2 // failureReason

// add counts one answer.
func (r *Report) add(x *row) {
	parts := strings.Split(x.Prompt.Label, " | ")
	if len(parts) < 3 || parts[len(parts)-1] != OldSide && parts[len(parts)-1] != NewSide {
		r.Foreign++
		return
	}
	which, target := parts[len(parts)-1], parts[len(parts)-2]
	s := r.side(strings.Join(parts[:len(parts)-2], " | "), target, which)
	s.Tests++
	if x.Reason == errored {
		s.Errors++
		if s.Error == "" {
			s.Error, _, _ = strings.Cut(x.Error, "\n")
		}
		return
	}
	if x.Success {
		s.Passed++
	}
	if x.LatencyMS != nil {
		s.Latencies = append(s.Latencies, *x.LatencyMS)
	}
	// The row's own cost is 0 where it is unknown.
	if x.Response != nil {
		s.Tokens += x.Response.TokenUsage.Total
		if x.Response.Cost != nil {
			s.Cost += *x.Response.Cost
			s.Priced++
		}
	}
	if x.Grading == nil {
		return
	}
	for _, c := range x.Grading.Components {
		if c.Pass {
			continue
		}
		check := "check"
		if c.Assertion != nil {
			if check = c.Assertion.Metric; check == "" {
				check = c.Assertion.Type
			}
		}
		s.fail(check, c.Reason)
	}
}

func (s *SideResult) fail(check, reason string) {
	for i := range s.Failed {
		if s.Failed[i].Check == check {
			s.Failed[i].Count++
			return
		}
	}
	reason, _, _ = strings.Cut(reason, "\n")
	s.Failed = append(s.Failed, Failed{check, 1, clip(reason)})
}

// clip bounds a reason, which may hold a whole answer.
func clip(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:159]) + "…"
	}
	return s
}

func (r *Report) side(name, target, which string) *SideResult {
	i := slices.IndexFunc(r.Prompts, func(p PromptResult) bool { return p.Prompt == name })
	if i < 0 {
		i = len(r.Prompts)
		r.Prompts = append(r.Prompts, PromptResult{Prompt: name})
	}
	p := &r.Prompts[i]
	j := slices.IndexFunc(p.Sides, func(s SideResult) bool { return s.Target == target && s.Which == which })
	if j < 0 {
		j = len(p.Sides)
		p.Sides = append(p.Sides, SideResult{Target: target, Which: which})
	}
	return &p.Sides[j]
}

func (p *PromptResult) finish() {
	slices.SortStableFunc(p.Sides, func(a, b SideResult) int {
		if a.Which != b.Which {
			return strings.Compare(b.Which, a.Which) // old before new
		}
		return strings.Compare(a.Target, b.Target)
	})
	for i := range p.Sides {
		s := &p.Sides[i]
		slices.Sort(s.Latencies)
		slices.SortStableFunc(s.Failed, func(a, b Failed) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Check, b.Check)
		})
	}
}
