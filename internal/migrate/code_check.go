package migrate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// check tries the edits for a target: the program with them in it, read again,
// must send requests for the target. A call that needs more than its edits is
// shown whole, and nothing is written in it.
func (c *coder) check(target int) {
	var edits []source.Edit
	for i := range c.sites {
		for _, e := range c.editsOf(i, target) {
			edits = append(edits, e.Edit)
		}
	}
	if len(edits) == 0 && !c.anyEdit(target) {
		return
	}
	edits, _ = agreed(edits)
	calls := map[string]*compose.ProgramCall{}
	if data, err := source.Apply(c.prog.File.Data, edits); err == nil {
		if prog := c.p.e.OpenProgram(source.NewFile(c.prog.File.Path, data)); prog != nil {
			for i := range prog.Calls {
				calls[prog.Calls[i].Site.Name] = &prog.Calls[i]
			}
		}
	}
	byHand := map[source.Span]bool{} // places that calls share which need more
	for i := range c.sites {
		if len(c.sites[i].Targets) == 0 || c.sites[i].Targets[target].Action != CodeEdit {
			continue
		}
		k := &c.prog.Calls[i]
		t := c.p.choices.target(modelNames(k.Prompt), c.p.targets[target])
		rest := []string{"the call is not found again"}
		if now := calls[k.Site.Name]; now != nil {
			request, _, err := c.written(k, t, false)
			if rest = nil; err == nil {
				rest = left(now.Site.Request, request)
			}
			// A model that is named where the client is made has to be changed there.
			if m := modelOf(now.Site.Request); m == nil && !options(k) || m.IsString() && m.Str != t.Model.ID {
				rest = append(rest, "/model")
			}
		}
		if len(rest) > 0 {
			c.manual(i, target, t, "to be done by hand: "+strings.Join(rest, ", "), byHand)
		}
	}
	for i := range c.sites {
		if len(c.editsOf(i, target)) > 0 && c.partOfManual(i, target) {
			t := c.p.choices.target(modelNames(c.prog.Calls[i].Prompt), c.p.targets[target])
			c.manual(i, target, t, "it is part of a call with options that have to be changed by hand", byHand)
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range c.sites {
			if slices.ContainsFunc(c.editsOf(i, target), func(e CodeChange) bool { return e.Safe && byHand[e.Span] }) {
				k := &c.prog.Calls[i]
				t := c.p.choices.target(modelNames(k.Prompt), c.p.targets[target])
				c.manual(i, target, t, "it shares a value with a call that has to be changed by hand", byHand)
				changed = true
			}
		}
	}
}

// partOfManual reports whether a site stands within another one, which a person
// has to change: openai("gpt-4o") in a call with options of its own.
func (c *coder) partOfManual(site, target int) bool {
	for j := range c.sites {
		s := &c.sites[j]
		if j != site && len(s.Targets) > 0 && s.Targets[target].Action == CodeRewrite && s.Span.Contains(c.sites[site].Span) {
			return true
		}
	}
	return false
}

// manual leaves a call site to a person.
func (c *coder) manual(site, target int, t translate.Target, why string, byHand map[source.Span]bool) {
	out, k := &c.sites[site].Targets[target], &c.prog.Calls[site]
	for i := range out.Edits {
		out.Edits[i].Safe = false
		byHand[out.Edits[i].Span] = true
	}
	out.Action, out.Why = CodeRewrite, why
	if request, _, err := c.written(k, t, false); err == nil && !options(k) {
		out.Call = rewrite.Write(c.p.e.Catalog, c.place(k), t, request)
	}
}

func (c *coder) editsOf(site, target int) []CodeChange {
	if len(c.sites[site].Targets) == 0 || c.sites[site].Targets[target].Action != CodeEdit {
		return nil
	}
	return c.sites[site].Targets[target].Edits
}

func (c *coder) anyEdit(target int) bool {
	for i := range c.sites {
		if len(c.sites[i].Targets) > 0 && c.sites[i].Targets[target].Action == CodeEdit {
			return true
		}
	}
	return false
}

// settle decides which edits are written: the safe ones, where no two targets
// want different things of one place.
func (c *coder) settle() []source.Edit {
	var all []source.Edit
	for i := range c.sites {
		for j := range c.sites[i].Targets {
			for _, e := range c.sites[i].Targets[j].Edits {
				if e.Safe {
					all = append(all, e.Edit)
				}
			}
		}
	}
	all, bad := agreed(all)
	for i := range c.sites {
		for j := range c.sites[i].Targets {
			t := &c.sites[i].Targets[j]
			for k := range t.Edits {
				if e := &t.Edits[k]; e.Safe && bad[e.Span] {
					e.Safe = false
					t.Why = "the targets want different things of one place: nothing is written there"
				}
			}
		}
	}
	return all
}

// agreed returns edits in order, each once; bad are the places that several of
// them want to change in different ways, which are left alone.
func agreed(edits []source.Edit) (out []source.Edit, bad map[source.Span]bool) {
	slices.SortStableFunc(edits, func(a, b source.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.Text, b.Text))
	})
	edits = slices.Compact(edits)
	bad = map[source.Span]bool{}
	var last source.Edit // that ends last
	for i, e := range edits {
		if i > 0 && e.Span.Start < last.Span.End {
			bad[e.Span], bad[last.Span] = true, true
		}
		if i == 0 || e.Span.End > last.Span.End {
			last = e
		}
	}
	return slices.DeleteFunc(edits, func(e source.Edit) bool { return bad[e.Span] }), bad
}
