package app

import (
	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/policies"
)

// configured puts what a configuration says of policies into their options.
func configured(opt *policies.Options, c *config.Config) {
	if opt.Level == "" {
		opt.Level = policies.Level(c.Level)
	}
	opt.Paths = append(opt.Paths, c.Policies...)
	graded(opt.Rules, &config.Override{Severities: c.Severities, Rules: c.Rules})
	for id, g := range c.Grades {
		o := opt.Rules[id]
		o.WarnUntil, o.Waivable = g.WarnUntil, g.Waivable
		opt.Rules[id] = o
	}
	for i := range c.Overrides {
		v := &c.Overrides[i]
		o := policies.Override{Rules: map[string]policies.RuleOptions{}, Match: func(file string) bool {
			rel, in := c.Rel(file)
			return in && v.Matches(rel)
		}}
		graded(o.Rules, v)
		opt.Overrides = append(opt.Overrides, o)
	}
}

func graded(rules map[string]policies.RuleOptions, v *config.Override) {
	for id, sev := range v.Severities {
		o := rules[id]
		if sev == config.Off {
			o.Off = true
		} else {
			o.Severity = sev
		}
		rules[id] = o
	}
	for id, settings := range v.Rules {
		o := rules[id]
		o.Config = settings
		rules[id] = o
	}
}
