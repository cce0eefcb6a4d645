package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/prompt"
)

var _ = register(found, fact.Prompt)

// found states that a prompt was found, in which form, and why it was taken
// for one.
func found(c *collector) {
	if c.doc.Prompt == nil {
		return
	}
	d := &fact.PromptDetail{Format: c.doc.Format, Language: c.doc.Lang, Dialect: c.doc.Dialect, Why: c.doc.Why, Variables: c.variables()}
	if m := c.doc.Prompt.Model; m != nil && m.Value.IsString() {
		d.Model = strings.Clone(m.Value.Str)
	}
	c.doc.Prompt.Tools.Walk(func(t *prompt.Tool) { d.Tools = append(d.Tools, c.toolDetail(t)) })
	msg := "a prompt in " + c.doc.Format + " form"
	if d.Language != "" {
		msg += ", its texts in " + d.Language
	}
	if n := len(d.Variables); n > 0 {
		msg += fmt.Sprintf(", with %s", strings.Join(d.Variables, ", "))
	}
	c.add(fact.Fact{Kind: fact.Prompt, Vendor: c.vendor, Value: c.doc.Format, Info: d, Message: msg}, c.top())
}

// variables are the names that the texts ask for, without those that a loop
// binds.
func (c *collector) variables() []string {
	var out []string
	bound := map[string]bool{}
	for _, t := range c.doc.Texts {
		t.Node.Text.Walk(func(s *expr.Seg) {
			use := func(name string) {
				if !bound[name] && !slices.Contains(out, name) {
					out = append(out, strings.Clone(name))
				}
			}
			if s.Tag != nil && s.Tag.Kind == expr.TagHole {
				expr.Vars(s.Tag.Expr, use)
			}
			if s.Block != nil {
				for i := range s.Block.Arms {
					expr.Vars(s.Block.Arms[i].Tag.Expr, use)
					for _, v := range s.Block.Arms[i].Tag.Vars {
						bound[v] = true
					}
				}
			}
		})
	}
	slices.Sort(out)
	return out
}
