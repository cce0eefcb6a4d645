package policies

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// A verdict is one element of a policy's findings.
type verdict struct {
	Message  string           `json:"message"`
	Fact     string           `json:"fact"`
	Facts    []string         `json:"facts"`
	Severity finding.Severity `json:"severity"`
	Help     string           `json:"help"`
	Subject  string           `json:"subject"` // what a finding without a fact is about
}

var verdictKeys = "message, fact, facts, severity, help, subject"

// decode reads an element of findings strictly: a key that nobody knows is a
// typing error that would otherwise be lost.
func decode(t *ast.Term) (v verdict, err error) {
	o, ok := t.Value.(ast.Object)
	if !ok {
		return v, fmt.Errorf("a finding must be an object, made by promptglot.lib.finding; this is %s", shown(t))
	}
	err = o.Iter(func(k, val *ast.Term) error {
		key, _ := k.Value.(ast.String)
		switch key {
		case "message":
			return str(&v.Message, key, val)
		case "help":
			return str(&v.Help, key, val)
		case "subject":
			return str(&v.Subject, key, val)
		case "severity":
			err := str((*string)(&v.Severity), key, val)
			if err == nil && !validSeverity(v.Severity) {
				err = fmt.Errorf("the severity %q of a finding is unknown; expected error, warning or info", v.Severity)
			}
			return err
		case "fact":
			if f, ok := val.Value.(ast.Object); ok { // the fact itself instead of its id
				if id := f.Get(kID); id != nil {
					val = id
				}
			}
			return str(&v.Fact, key, val)
		case "facts":
			return ids(&v.Facts, val)
		}
		return fmt.Errorf("a finding has no key %s; valid are %s", shown(k), verdictKeys)
	})
	if err == nil && v.Message == "" {
		err = errors.New("a finding has no message; make it with promptglot.lib.finding(fact, message)")
	}
	return v, err
}

func str(to *string, key ast.String, t *ast.Term) error {
	s, ok := t.Value.(ast.String)
	if !ok {
		return fmt.Errorf("%s of a finding must be a string; this is %s", key, shown(t))
	}
	*to = string(s)
	return nil
}

func ids(to *[]string, t *ast.Term) error {
	ok := true
	switch t.Value.(type) {
	case ast.Set, *ast.Array:
		each(t, func(x *ast.Term) {
			id, is := x.Value.(ast.String)
			*to, ok = append(*to, string(id)), ok && is
		})
	default:
		ok = false
	}
	if !ok {
		return errors.New("facts of a finding must be a list of fact ids")
	}
	return nil
}

// shown is a term for a message. One may hold another many times over, so it is
// only written out where it is small.
func shown(t *ast.Term) string {
	if written(t, 1<<16) < 0 {
		return "a large value"
	}
	return oneLine(t.String())
}

// A builder turns verdicts on one document into findings.
type builder struct {
	doc     Document
	grading *grading
	byID    map[string]*fact.Fact
	drafts  []*draft
}

// A draft is a finding together with what merging needs to know of it.
type draft struct {
	*finding.Finding
	rule  *Rule
	fact  *fact.Fact // that it speaks of; nil for the document
	about string     // what it is about where it has no fact
}

func newBuilder(d Document, g *grading) *builder {
	b := &builder{doc: d, grading: g, byID: make(map[string]*fact.Fact, len(d.Facts))}
	for _, f := range d.Facts {
		b.byID[f.ID] = f
		if f.Info != nil {
			for i := range f.Info.Tools {
				t := &f.Info.Tools[i]
				b.byID[t.ID] = toolFact(f, t)
			}
		}
	}
	return b
}

// toolFact is a tool of a prompt in the form of a fact, so that a finding can
// speak of it: at its own place, and known again by its own name.
func toolFact(of *fact.Fact, t *fact.ToolDetail) *fact.Fact {
	f := &fact.Fact{
		ID: t.ID, Kind: fact.Prompt, Vendor: of.Vendor, File: of.File, Prompt: of.Prompt, InTest: of.InTest,
		Value: cmp.Or(t.Name, t.Builtin), Start: t.Start, End: t.End,
	}
	if f.Start == nil {
		f.Start, f.End = of.Start, of.End
	}
	return f
}

// add turns the findings of one policy into drafts: all of them, or an error
// and none.
func (b *builder) add(r *Rule, a *ast.Array) error {
	fresh := make([]*draft, 0, a.Len())
	err := a.Iter(func(t *ast.Term) error {
		v, err := decode(t)
		if err != nil {
			return err
		}
		d, err := b.draft(r, v)
		if err == nil && r.spares && d.fact != nil && d.fact.InTest {
			return nil
		}
		fresh = append(fresh, d)
		return err
	})
	if err != nil {
		return err
	}
	b.drafts = append(b.drafts, fresh...)
	return nil
}

func (b *builder) draft(r *Rule, v verdict) (*draft, error) {
	f := &finding.Finding{
		Rule: r.ID, Severity: b.grading.grade(r, v.Severity, b.doc.AsOf), Message: v.Message,
		Help: v.Help, URL: r.URL, File: b.doc.File,
		Targets: []string{}, Facts: []string{}, Fixes: []fact.Fix{},
	}
	if f.Help == "" {
		f.Help = r.Fix
	}
	d := &draft{Finding: f, rule: r, about: v.Subject}
	if v.Fact != "" {
		if d.fact = b.byID[v.Fact]; d.fact == nil {
			return nil, fmt.Errorf("a finding names the fact %q, which the document does not have", v.Fact)
		}
		b.attach(f, d.fact)
	}
	for _, id := range v.Facts {
		if b.byID[id] == nil {
			return nil, fmt.Errorf("a finding names the fact %q, which the document does not have", id)
		}
		if id != v.Fact {
			f.Facts = append(f.Facts, id)
		}
	}
	return d, nil
}

// attach copies to a finding what its fact knows.
func (b *builder) attach(f *finding.Finding, of *fact.Fact) {
	f.Feature, f.Vendor = of.Feature, of.Vendor
	if of.File != "" {
		f.File = of.File
	}
	f.Start, f.End = of.Start, of.End
	f.Facts = append(f.Facts, of.ID)
	f.Fixes = append(f.Fixes, of.Fixes...)
	switch {
	case of.Loss != nil:
		f.Targets = append(f.Targets, of.Loss.Target)
		if f.Feature == "" {
			f.Feature = of.Loss.Feature
		}
	case of.Tokens != nil:
		f.Targets = append(f.Targets, of.Tokens.Target)
	}
}
