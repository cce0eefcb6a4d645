package policies

import (
	"encoding/json"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// A Document is what is judged at once: a file, a notebook, a chunk of a log.
type Document struct {
	File    string
	Facts   []*fact.Fact
	Targets []string // as they were asked for
	AsOf    string   // YYYY-MM-DD
	// On are the same targets, for the inventory; nil where there is none.
	On []Target
}

// A Target is what a prompt could be written for.
type Target struct {
	Name    string // as it was asked for
	ID      string // in full, as loss facts name it
	Dialect string
	Vendor  string
	Model   string
}

// input builds the input document for some policies straight as OPA values.
// What none of them can use is left out: other facts, the inventory.
func (e *Engine) input(d Document, w waking) *ast.Term {
	var used reads
	for _, a := range w.asked {
		used.add(a.whole)
	}
	facts, codes := grouping{}, grouping{}
	for i, f := range d.Facts {
		if !used.kind[f.Kind] && !w.shown[i] {
			continue
		}
		t := factTerm(f)
		facts.add(f.Kind, groupKey(f), t)
		if f.Code != "" {
			codes.add(f.Kind, f.Code, t)
		}
	}
	var prompts []*ast.Term
	if used.prompts {
		prompts = e.promptTerms(e.inventory(d))
	}
	return ast.ObjectTerm(
		pair(kFacts, facts.term()),
		pair(kCodes, codes.term()),
		pair(kFile, ast.StringTerm(d.File)),
		pair(kPrompts, ast.ArrayTerm(prompts...)),
		pair(kTargets, stringsTerm(d.Targets)),
		pair(kAsOf, ast.StringTerm(d.AsOf)),
		pair(kConfig, e.grading(d.File).config),
	)
}

// groupKey is the key that a fact stands under within its kind.
func groupKey(f *fact.Fact) string {
	switch {
	case f.Feature != "":
		return f.Feature
	case f.Loss != nil && f.Loss.Feature != "":
		return f.Loss.Feature
	case f.Code != "":
		return f.Code
	}
	return "_"
}

// A grouping is facts by kind and key, both in order of first appearance.
type grouping map[fact.Kind]*keyed

type keyed struct {
	order []string
	terms map[string][]*ast.Term
}

func (g grouping) add(k fact.Kind, key string, t *ast.Term) {
	b := g[k]
	if b == nil {
		b = &keyed{terms: map[string][]*ast.Term{}}
		g[k] = b
	}
	if _, there := b.terms[key]; !there {
		b.order = append(b.order, key)
	}
	b.terms[key] = append(b.terms[key], t)
}

// term has every kind, so that counting and iterating never meet undefined.
func (g grouping) term() *ast.Term {
	kinds := make([][2]*ast.Term, 0, len(fact.Kinds))
	for _, k := range fact.Kinds {
		groups := [][2]*ast.Term{}
		if b := g[k]; b != nil {
			for _, key := range b.order {
				groups = append(groups, pair(ast.StringTerm(key), ast.ArrayTerm(b.terms[key]...)))
			}
		}
		kinds = append(kinds, pair(kindTerms[k], ast.ObjectTerm(groups...)))
	}
	return ast.ObjectTerm(kinds...)
}

func pair(k, v *ast.Term) [2]*ast.Term { return [2]*ast.Term{k, v} }

var kindTerms = func() map[fact.Kind]*ast.Term {
	m := map[fact.Kind]*ast.Term{}
	for _, k := range fact.Kinds {
		m[k] = ast.StringTerm(string(k))
	}
	return m
}()

// Keys are made once: they occur in every fact.
var (
	kFacts, kCodes, kFile    = ast.StringTerm("facts"), ast.StringTerm("codes"), ast.StringTerm("file")
	kTargets, kAsOf, kConfig = ast.StringTerm("targets"), ast.StringTerm("as_of"), ast.StringTerm("config")
	kID, kKind, kFeature     = ast.StringTerm("id"), ast.StringTerm("kind"), ast.StringTerm("feature")
	kVendor, kStart, kEnd    = ast.StringTerm("vendor"), ast.StringTerm("start"), ast.StringTerm("end")
	kValue, kPrompt, kInTest = ast.StringTerm("value"), ast.StringTerm("prompt"), ast.StringTerm("in_test")
	kMessage, kCode          = ast.StringTerm("message"), ast.StringTerm("code")
	kLine, kColumn, kOffset  = ast.StringTerm("line"), ast.StringTerm("column"), ast.StringTerm("offset")
	kLoss, kOutcome, kPath   = ast.StringTerm("loss"), ast.StringTerm("outcome"), ast.StringTerm("path")
	kTo, kTarget, kDialect   = ast.StringTerm("to"), ast.StringTerm("target"), ast.StringTerm("dialect")
	kCertainty, kDependsOn   = ast.StringTerm("certainty"), ast.StringTerm("depends_on")
	kPrompts, kScope         = ast.StringTerm("prompts"), ast.StringTerm("scope")
	kCollected               = ast.StringTerm("collected")
	kSource                  = ast.StringTerm("source")
	kName, kFormat, kModel   = ast.StringTerm("name"), ast.StringTerm("format"), ast.StringTerm("model")
)

// factTerm is f in the form of its JSON. What every fact has and losses are
// built by hand, for there are thousands of them; a test holds both ways to the
// JSON.
func factTerm(f *fact.Fact) *ast.Term {
	ps := make([][2]*ast.Term, 0, 14)
	ps = append(ps,
		pair(kID, ast.StringTerm(f.ID)),
		pair(kKind, kindTerms[f.Kind]),
		pair(kInTest, ast.InternedTerm(f.InTest)),
		pair(kMessage, ast.StringTerm(f.Message)),
	)
	ps = optional(ps, kFeature, f.Feature)
	ps = optional(ps, kVendor, f.Vendor)
	ps = optional(ps, kFile, f.File)
	ps = optional(ps, kValue, f.Value)
	ps = optional(ps, kPrompt, f.Prompt)
	ps = optional(ps, kCode, f.Code)
	if f.Start != nil {
		ps = append(ps, pair(kStart, posTerm(f.Start)))
	}
	if f.End != nil {
		ps = append(ps, pair(kEnd, posTerm(f.End)))
	}
	if f.Cell != 0 {
		ps = append(ps, pair(ast.InternedTerm("cell"), intTerm(f.Cell)))
	}
	if f.CellLine != 0 {
		ps = append(ps, pair(ast.InternedTerm("cell_line"), intTerm(f.CellLine)))
	}
	if f.Loss != nil {
		ps = append(ps, pair(kLoss, lossTerm(f.Loss)))
	}
	if f.Model != nil {
		ps = append(ps, pair(ast.InternedTerm("model"), termOf(f.Model)))
	}
	if f.Tokens != nil {
		ps = append(ps, pair(ast.InternedTerm("tokens"), termOf(f.Tokens)))
	}
	if f.Info != nil {
		ps = append(ps, pair(ast.InternedTerm("prompt_info"), termOf(f.Info)))
	}
	if len(f.Fixes) > 0 {
		ps = append(ps, pair(ast.InternedTerm("fixes"), termOf(f.Fixes)))
	}
	return ast.ObjectTerm(ps...)
}

func lossTerm(l *fact.LossDetail) *ast.Term {
	ps := make([][2]*ast.Term, 0, 11)
	ps = append(ps,
		pair(kFeature, ast.StringTerm(l.Feature)),
		pair(kOutcome, ast.StringTerm(l.Outcome)),
		pair(kPath, ast.StringTerm(l.Path)),
		pair(kTo, ast.StringTerm(l.To)),
		pair(kTarget, ast.StringTerm(l.Target)),
		pair(kDialect, ast.StringTerm(l.Dialect)),
		pair(kCertainty, ast.StringTerm(l.Certainty)),
		pair(kDependsOn, stringsTerm(l.DependsOn)),
		pair(kMessage, ast.StringTerm(l.Message)),
	)
	ps = optional(ps, kSource, l.Source)
	ps = optional(ps, kAsOf, l.AsOf)
	return ast.ObjectTerm(ps...)
}

func posTerm(p *source.Pos) *ast.Term {
	return ast.ObjectTerm(
		pair(kLine, intTerm(p.Line)),
		pair(kColumn, intTerm(p.Column)),
		pair(kOffset, intTerm(p.Offset)),
	)
}

func intTerm(n int) *ast.Term { return ast.NumberTerm(json.Number(strconv.Itoa(n))) }

func stringsTerm(ss []string) *ast.Term {
	ts := make([]*ast.Term, len(ss))
	for i, s := range ss {
		ts[i] = ast.StringTerm(s)
	}
	return ast.ArrayTerm(ts...)
}

func optional(ps [][2]*ast.Term, k *ast.Term, v string) [][2]*ast.Term {
	if v == "" {
		return ps
	}
	return append(ps, pair(k, ast.StringTerm(v)))
}
