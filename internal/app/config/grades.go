package config

import (
	"encoding/json"
	"time"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/value"
)

// A Grade is what the configuration says of a rule besides its severity.
type Grade struct {
	WarnUntil string // YYYY-MM-DD, the last day that its errors are warnings
	Waivable  *bool  // nil where it is not said
}

// An Override grades and configures rules for the files of its patterns.
type Override struct {
	Patterns   []string
	Severities map[string]finding.Severity
	Rules      map[string]map[string]any
}

// Matches reports whether an override holds for a path relative to the
// configuration's folder.
func (o *Override) Matches(rel string) bool {
	for _, p := range o.Patterns {
		if Match(p, rel) {
			return true
		}
	}
	return false
}

func (r *reader) severities(c *Config, n *value.Node) {
	for _, m := range r.members(n, "severities") {
		c.mention(m.Key, r.line(m.KeySpan))
		if m.Value.Kind != value.Object {
			r.severity(c.Severities, m.Key, m.Value)
			continue
		}
		var g Grade
		r.object(m.Value, "severities of "+m.Key, map[string]func(*value.Node){
			"severity": func(n *value.Node) { r.severity(c.Severities, m.Key, n) },
			"warn_until": func(n *value.Node) {
				g.WarnUntil = r.text(n, "warn_until")
				if _, err := time.Parse(time.DateOnly, g.WarnUntil); err != nil && g.WarnUntil != "" {
					r.fail(n.Span, "warn_until is %q, expected a day as YYYY-MM-DD", g.WarnUntil)
				}
			},
			"waivable": func(n *value.Node) {
				waivable := r.yes(n, "waivable")
				g.Waivable = &waivable
			},
		})
		c.Grades[m.Key] = g
	}
}

func (r *reader) severity(to map[string]finding.Severity, rule string, n *value.Node) {
	// YAML 1.2 reads off as text, but people also write false.
	if n.Kind == value.Bool && !n.Bool {
		to[rule] = Off
		return
	}
	if s := r.word(n, "the severity of "+rule, "error", "warning", "info", "off"); s != "" {
		to[rule] = finding.Severity(s)
	}
}

func (r *reader) rules(c *Config, to map[string]map[string]any, n *value.Node) {
	for _, m := range r.members(n, "rules") {
		c.mention(m.Key, r.line(m.KeySpan))
		settings := map[string]any{}
		for _, s := range r.members(m.Value, "the settings of "+m.Key) {
			raw, err := s.Value.JSON()
			var v any
			if err == nil {
				err = json.Unmarshal(raw, &v)
			}
			if err != nil {
				r.fail(s.Value.Span, "the setting %s of %s is no plain value", s.Key, m.Key)
				continue
			}
			settings[s.Key] = v
		}
		to[m.Key] = settings
	}
}

func (r *reader) overrides(c *Config, n *value.Node) {
	for _, item := range r.items(n, "overrides") {
		o := Override{Severities: map[string]finding.Severity{}, Rules: map[string]map[string]any{}}
		r.object(item, "an override", map[string]func(*value.Node){
			"paths": func(n *value.Node) { o.Patterns = r.patterns(n, "paths") },
			"rules": func(n *value.Node) { r.rules(c, o.Rules, n) },
			"severities": func(n *value.Node) {
				for _, m := range r.members(n, "severities") {
					c.mention(m.Key, r.line(m.KeySpan))
					r.severity(o.Severities, m.Key, m.Value)
				}
			},
		})
		if item.Kind == value.Object && item.Get("paths") == nil {
			r.fail(item.Span, "an override without paths; expected paths, and severities or rules")
			continue
		}
		c.Overrides = append(c.Overrides, o)
	}
}
