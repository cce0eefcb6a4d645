package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/translate"
)

// Choices are what a person has decided about a migration, so that the next run
// decides the same. The zero value decides nothing.
type Choices struct {
	// Models says which model takes the place of another, by the name in the
	// source. It counts more than the model of the target asked for.
	Models []ModelChoice
	// Deployments says which model a name of the source stands for.
	Deployments map[string]string
	Skips       []Skip
	Accepted    []Accepted
	// Match reports whether a path of the plan is meant by a pattern; nil
	// compares them.
	Match func(pattern, name string) bool
}

// A ModelChoice maps one model to one for each dialect.
type ModelChoice struct {
	Of   string
	To   []translate.Target
	Line int // of the file that the choices stand in
}

// A Skip leaves prompts as they are.
type Skip struct {
	Pattern, Reason string
	Line            int
}

// An Accepted is a loss that somebody has looked at. Empty fields mean any.
type Accepted struct {
	Feature, Target, Pattern, Reason string
	Line                             int
}

func (c *Choices) match(pattern, name string) bool {
	if c.Match != nil {
		return c.Match(pattern, name)
	}
	return pattern == name
}

// skip returns why a file is left alone, nil where it is not.
func (c *Choices) skip(name string) *Skip {
	for i := range c.Skips {
		if c.match(c.Skips[i].Pattern, name) {
			return &c.Skips[i]
		}
	}
	return nil
}

// target is what a prompt is written for where t was asked for: with the model
// that the choices have for one of those that it was written for.
func (c *Choices) target(names []string, t translate.Target) translate.Target {
	for _, name := range names {
		if of := c.Deployments[name]; of != "" {
			name = of
		}
		for _, m := range c.Models {
			if m.Of != name {
				continue
			}
			for _, to := range m.To {
				if to.Dialect.ID == t.Dialect.ID && (to.Version == t.Version || t.Version == "") {
					return to
				}
			}
		}
	}
	return t
}

// accepted returns the entry that accepts a loss, nil where none does.
func (c *Choices) accepted(name, target string, e translate.Entry) *Accepted {
	for i := range c.Accepted {
		a := &c.Accepted[i]
		if (a.Feature == "" || a.Feature == e.Feature) && (a.Pattern == "" || c.match(a.Pattern, name)) &&
			(a.Target == "" || target == a.Target || strings.HasPrefix(target, a.Target+"/") || strings.HasPrefix(target, a.Target+"@")) {
			return a
		}
	}
	return nil
}

// acceptedOf says of every loss of a target why it was accepted.
func (c *Choices) acceptedOf(name string, t *Target) []string {
	if len(c.Accepted) == 0 {
		return nil
	}
	out := make([]string, len(t.Ledger))
	for i, e := range t.Ledger {
		if a := c.accepted(name, t.Target, e); a != nil && e.Outcome != translate.Refused {
			out[i] = a.Reason
		}
	}
	return out
}

// unused names the choices that mean nothing among these prompts: the file was
// written for other sources, or they have changed. used tells whether any means
// something.
func (c *Choices) unused(plan *Plan, models []string) (out []string, used bool) {
	say := func(line int, format string, args ...any) {
		out = append(out, fmt.Sprintf("line %d: "+format, append([]any{line}, args...)...))
	}
	anyPath := func(pattern string) bool {
		return slices.ContainsFunc(plan.Prompts, func(q Prompt) bool { return c.match(pattern, q.Path) })
	}
	for _, s := range c.Skips {
		if !anyPath(s.Pattern) {
			say(s.Line, "skip: no prompt lies at %s", s.Pattern)
		}
	}
	for _, a := range c.Accepted {
		if a.Pattern != "" && !anyPath(a.Pattern) {
			say(a.Line, "accept: no prompt lies at %s", a.Pattern)
		}
	}
	for _, m := range c.Models {
		if !slices.Contains(models, m.Of) {
			say(m.Line, "models: no prompt names %s", m.Of)
		}
	}
	used = len(out) < len(c.Skips)+len(c.Models)+len(c.Accepted) || len(out) == 0
	return out, used
}
