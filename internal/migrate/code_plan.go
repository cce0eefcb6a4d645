package migrate

import (
	"cmp"
	"fmt"
	"path"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// code plans the call sites of a program; a file without any is left alone.
func (p *planner) code(f *source.File) error {
	prog := p.e.OpenProgram(f)
	if prog == nil {
		return nil
	}
	c := &coder{p: p, prog: prog, name: path.Clean(f.Path)}
	for i := range prog.Calls {
		k := &prog.Calls[i]
		s := c.site(k)
		if s.Why = p.leave(k.Doc); s.Why == "" {
			for _, t := range p.targets {
				s.Targets = append(s.Targets, c.target(k, t))
			}
		}
		c.sites = append(c.sites, s)
	}
	for j := range p.targets {
		c.check(j)
	}
	edits := c.settle()
	p.plan.Code = append(p.plan.Code, c.sites...)
	if len(edits) == 0 {
		return nil
	}
	data, err := source.Apply(f.Data, edits)
	if err != nil {
		return err // they were checked against each other
	}
	data = c.laidOut(data)
	return p.change(c.name, data)
}

// A coder plans one program.
type coder struct {
	p     *planner
	prog  *compose.Program
	name  string
	sites []CodeSite
}

// site describes a call site.
func (c *coder) site(k *compose.ProgramCall) CodeSite {
	f := c.prog.File
	at := rewrite.Extent(k.Site.Call)
	s := CodeSite{
		ID: k.ID, Path: f.Path, Language: c.prog.Unit.Lang, Span: at, Start: f.Pos(at.Start), End: f.Pos(at.End), Source: f.Slice(at),
		Vendor: k.Vendor, Dialect: k.Dialect, Version: k.Version, Options: k.Variant == compose.VariantOptions, Unseen: unseen(k.Site.Request),
	}
	if k.Site.SDK != nil {
		s.SDK = k.Site.SDK.ID
	}
	if t, ok := c.p.before(k.Doc); ok {
		s.At = t.String()
		if !options(k) {
			s.Before = c.p.weigh(k.Doc, t)
		}
	}
	if m := k.Prompt.Model; m != nil && m.Value.IsString() {
		s.Model = m.Value.Str
		c.p.models = append(c.p.models, s.Model, c.p.choices.Deployments[s.Model])
	}
	return s
}

// maxUnseen bounds what is said of a request that is known in parts.
const maxUnseen = 20

// unseen says what of a request only the running program knows: whole messages,
// tools, options, members that are spread.
func unseen(req *value.Node) []string {
	var out []string
	add := func(ptr, src string) {
		if len(out) < maxUnseen {
			out = append(out, fmt.Sprintf("%s: %s", cmp.Or(ptr, "/"), src))
		}
	}
	var look func(ptr string, n *value.Node, depth int)
	each := func(ptr string, n *value.Node, es []value.Entry, depth int) {
		for i := range es {
			e := &es[i]
			at := value.Pointer(ptr, e.Key)
			if n.Kind == value.Array {
				at = value.IndexPointer(ptr, i)
			}
			switch {
			case e.Block != nil:
			case e.Spread:
				if n.Kind == value.Object {
					at = ptr
				}
				add(at, sourceOf(e.Value))
			default:
				look(at, e.Value, depth+1)
			}
		}
	}
	look = func(ptr string, n *value.Node, depth int) {
		switch {
		case n == nil || depth > 3:
		case n.Kind == value.Hole && depth <= 2:
			add(ptr, sourceOf(n))
		default:
			each(ptr, n, n.Entries, depth)
		}
	}
	look("", req, 0)
	return out
}

// sourceOf is an expression as the program has it.
func sourceOf(n *value.Node) string {
	if n != nil && n.Tag != nil {
		return n.Tag.Src
	}
	return "known at run time only"
}

// target plans a call site for one target.
func (c *coder) target(k *compose.ProgramCall, t translate.Target) CodeTarget {
	t = c.p.choices.target(modelNames(k.Prompt), t)
	out := CodeTarget{Target: t.String()}
	request, ledger, err := c.written(k, t, false)
	if err != nil {
		out.Action, out.Why = Refused, err.Error()
		return out
	}
	out.Ledger = ledger
	if ledger.Refusals() == "" && !options(k) {
		out.Size = c.p.weigh(k.Doc, t)
	}
	out.Accepted = c.p.choices.acceptedOf(c.name, &Target{Target: out.Target, Ledger: ledger})
	if why := certain(ledger).Refusals(); why != "" && !options(k) {
		out.Action, out.Why = Refused, why
		return out
	}
	if k.Dialect == t.Dialect.ID && !k.Site.Neutral {
		c.same(&out, k, t)
		return out
	}
	out.Action = CodeRewrite
	switch {
	case k.Site.Neutral:
		out.Why = "the request is in the words of " + c.library(k) + ", which sends it to whom it is told to: name the target's model there"
	case options(k):
		c.framework(&out, k, t, request)
	default:
		if out.Why = c.unsaid(k); out.Why != "" {
			break
		}
		out.Call = rewrite.Write(c.p.e.Catalog, c.place(k), t, request)
		c.advise(&out, k, t, request)
		out.Response = rewrite.Answers(c.p.e.Catalog, c.place(k), k.Dialect, t, out.Call, c.place(k).Reads())
	}
	return out
}

// place is where a call is written for.
func (c *coder) place(k *compose.ProgramCall) *rewrite.Site {
	return &rewrite.Site{Site: k.Site, File: c.prog.File, Unit: c.prog.Unit}
}

func (c *coder) library(k *compose.ProgramCall) string {
	if k.Site.SDK == nil {
		return "the program"
	}
	return k.Site.SDK.ID
}

// modelOf is the value that names the model in a request.
func modelOf(req *value.Node) *value.Node {
	for _, name := range []string{"model", "modelId"} {
		if v := req.Get(name); v != nil {
			return v
		}
	}
	return nil
}
