package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

var _ = register(model, fact.Feature, fact.Model)

// model states which model a prompt names and how long it will live, by the
// host that serves it. The vendor's word (kind feature) and the model's
// lifecycle (kind model) are facts of their own: policies on names read the
// one, policies on retirements the other.
func model(c *collector) {
	for i := range c.doc.Keys {
		if k := &c.doc.Keys[i]; k.Node != nil {
			c.model(k.Node, k.Vendor, c.mention(k.Node.Span), c.firstLine(k.Span))
		}
	}
	p := c.doc.Prompt
	if p == nil || p.Model == nil || !p.Model.Value.IsString() || p.Model.Value.Str == "" {
		return
	}
	m := *p.Model.Node
	m.Str = p.Model.Value.Str
	at := c.place(p.Model.Node)
	if !m.Span.IsZero() && !at.Contains(m.Span) {
		at = c.firstLine(m.Span) // where the constant is that the request names
	}
	c.model(&m, c.vendor, "", at)
}

// model states what is known of a model that a vendor serves; n is the text that
// names it, mention how it does.
func (c *collector) model(n *value.Node, vendor, mention string, at source.Span) {
	name := n.Str
	id, mapped := c.o.Models[name]
	if !mapped {
		id = name
	}
	served, _ := c.o.Catalog.Vendor(vendor)
	m := c.o.Catalog.Lookup(c.host(vendor), displayed(id))
	if m.Known || m.Family != "" || !served.Deployments {
		c.feature("model-name", vendor, name, at, "the model "+name+" is named")
	}
	if served.Deployments && !mapped {
		return
	}
	if strings.ContainsAny(id, "|,'\"") {
		return // several names in one text, or code: no table could know it
	}
	// A coding agent other than Copilot has words of its own for models, such
	// as sonnet: they are no names that a table could know.
	if !m.Known && (c.doc.Format == "agent-file" || c.doc.Format == "markdown") && c.host(vendor) != "copilot" {
		return
	}
	d := detail(m, c.o.AsOf)
	d.ID, d.Mention = name, mention
	if mention == "" && c.doc.Format == compose.FormatCode && c.doc.Prompt == nil && m.Known && strings.ToLower(name) != name && !strings.Contains(name, "/") {
		d.Mention = mentionWord // a vendor's own ids are in lower case: GPT-4 is what people are shown
	}
	f := c.add(fact.Fact{Kind: fact.Model, Feature: "model-name", Vendor: vendor, Value: name, Model: d, Message: lifecycleText(d, m)}, at)
	if d.Status != "retired" && d.Status != "deprecated" {
		return
	}
	c.feature("model-deprecated", vendor, name, at, lifecycleText(d, m))
	// The user's own name for a model is not in the prompt to be changed: what
	// stands behind it is.
	if mapped || m.Replace == "" || n.View == nil {
		return
	}
	view := n.View
	if e, err := view.Edit(0, len(view.Text), m.Replace); err == nil {
		f.Fixes = append(f.Fixes, fact.Fix{
			Applicability: "unsafe", Message: "replace the model by " + m.Replace + ", which its vendor names as successor",
			Edits: []fact.Edit{c.edit(e)},
		})
	}
}

// host is the key of the model table whose dates hold for the prompt. GitHub
// Models and Copilot retire models on days of their own.
func (c *collector) host(vendor string) string {
	switch {
	case c.doc.Format == "github-prompt":
		return "github"
	case copilotFile.MatchString(c.doc.File.Path):
		return "copilot"
	}
	return c.o.Catalog.HostKey(vendor)
}

// copilotFile matches the files whose model Copilot serves.
var copilotFile = regexp.MustCompile(`\.(?:agent|chatmode|prompt|instructions)\.md$|(?:^|/)\.github/(?:agents|chatmodes|prompts)/`)

var remark = regexp.MustCompile(` \([^()]*\)$`)

// displayed turns the name that a product shows for a model into its id:
// "Claude Sonnet 4.5 (Preview)" is claude-sonnet-4.5. Ids stay as they are.
func displayed(name string) string {
	if !strings.Contains(name, " ") {
		return name
	}
	return strings.ReplaceAll(strings.ToLower(remark.ReplaceAllString(name, "")), " ", "-")
}

func (c *collector) edit(e source.Edit) fact.Edit {
	return fact.Edit{File: c.doc.File.Path, Start: c.doc.File.Pos(e.Span.Start), End: c.doc.File.Pos(e.Span.End), Text: e.Text}
}

var floating = regexp.MustCompile(`(^|[-:@])latest$`)

// detail judges a model's lifecycle by the given day, which need not be the
// catalogue's own.
func detail(m catalog.Model, asOf string) *fact.ModelDetail {
	d := &fact.ModelDetail{
		ID: strings.Clone(m.ID), Status: m.Status, Known: m.Known, Family: m.Family, RetiresOn: m.Retires, Replacement: m.Replace,
		Alias: floating.MatchString(m.ID), Source: m.Source, AsOf: m.AsOf,
	}
	if m.StatusRef.Source != "" {
		d.Source, d.AsOf = m.StatusRef.Source, m.StatusRef.AsOf
	}
	d.Status, d.DaysLeft = m.On(asOf)
	return d
}

func lifecycleText(d *fact.ModelDetail, m catalog.Model) string {
	s := "the model " + d.ID
	switch {
	case d.Status == "deprecated" && m.EndAnnounced():
		s += " may be retired from " + m.NotBefore + " on"
	case !d.Known:
		s += " is in no table that the catalogue is made from"
	case d.Status == "retired" && d.RetiresOn != "":
		s += " was retired on " + d.RetiresOn
	case d.Status == "deprecated" && d.RetiresOn != "":
		s += fmt.Sprintf(" is retired on %s", d.RetiresOn)
	case d.Status == "unknown":
		s += " is known; no source says until when it is served here"
	default:
		s += " is " + d.Status
	}
	if d.Replacement != "" && d.Status != "active" {
		s += "; the vendor names " + d.Replacement + " as successor"
	}
	return s
}
