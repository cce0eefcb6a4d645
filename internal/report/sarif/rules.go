package sarif

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
)

// maxTags is how many tags of a rule GitHub takes.
const maxTags = 20

// rules lists all rules by id: those of the run, and those that only a
// finding names.
func (b *builder) rules() {
	known := map[string]report.Rule{}
	for _, f := range b.run.Findings {
		if _, ok := known[f.Rule]; !ok {
			known[f.Rule] = report.Rule{ID: f.Rule, Severity: f.Severity, URL: f.URL}
		}
	}
	for _, r := range b.run.Rules {
		known[r.ID] = r
	}
	ids := make([]string, 0, len(known))
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	b.out.Tool.Driver.Rules = make([]rule, 0, len(ids))
	for i, id := range ids {
		b.ruleAt[id] = i
		b.out.Tool.Driver.Rules = append(b.out.Tool.Driver.Rules, ruleOf(known[id]))
	}
}

func ruleOf(r report.Rule) rule {
	sev := r.Severity
	if sev == "" {
		sev = finding.Warning
	}
	title := r.Title
	if title == "" {
		title = r.ID
	}
	description := r.Description
	if description == "" {
		description = title
	}
	out := rule{
		ID:                   r.ID,
		ShortDescription:     &text{Text: title},
		FullDescription:      &text{Text: description, Markdown: r.Description},
		HelpURI:              r.URL,
		DefaultConfiguration: configuration{Level: level(sev)},
		Properties:           map[string]any{"problem.severity": problemSeverity(sev)},
	}
	if help := helpOf(r); help != "" {
		out.Help = &text{Text: help, Markdown: help}
	}
	if len(r.Tags) > 0 {
		out.Properties["tags"] = r.Tags[:min(len(r.Tags), maxTags)]
	}
	return out
}

// helpOf joins what is known of a rule into one Markdown text.
func helpOf(r report.Rule) string {
	var parts []string
	for _, p := range []string{r.Description, r.Help} {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	if r.URL != "" {
		parts = append(parts, "More: <"+r.URL+">")
	}
	return strings.Join(parts, "\n\n")
}

// problemSeverity is the word that GitHub sorts and filters alerts by.
func problemSeverity(s finding.Severity) string {
	if s == finding.Info {
		return "recommendation"
	}
	return string(s)
}
