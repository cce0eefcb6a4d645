// Package migrate carries the prompts of a repository over: each gets a neutral
// form that names no vendor, and for every target a rendering, the vendor's
// request with the prompt's holes still in it. Plan decides and writes nothing;
// Write carries a plan out.
package migrate

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// Options say how to plan.
type Options struct {
	// Lock is what the last run left; nil where none has run.
	Lock *lock.Lock
	// Read returns files that are not among those given: earlier neutral files
	// and renderings. Paths are relative to the lock's folder, as are those of
	// the files given. An absent file is an error that is fs.ErrNotExist; nil
	// finds none.
	Read func(path string) ([]byte, error)
	// Tool is the program's version, for the lock.
	Tool string
	// Choices are what a person has decided; nil decides nothing.
	Choices *Choices
	// Layout is LayoutNeutral, which "" stands for, or LayoutInPlace, which takes
	// one target.
	Layout string
	// From narrows the run to what depends on one vendor.
	From From
	// Count returns how many tokens a prompt has at a target, nil where that is not
	// known. A nil Count counts nothing.
	Count func(*compose.Doc, translate.Target) *fact.TokensDetail
	// AsOf, Models and Stays are those of the plan: facts of the sources.
	AsOf   string
	Models []MetModel
	Stays  []Stay
}

// What a plan does with a prompt.
const (
	InPlace = "in-place" // the file is made neutral by edits
	NewFile = "new"      // a neutral file is written beside the source
	Neutral = "neutral"  // it is neutral already
	Edited  = "edited"   // the file keeps its format and is changed for the target
	Keep    = "keep"     // it stays as it is
	Refused = "refused"  // it cannot be migrated; Why says why
)

// A Plan is everything that a migration would change.
type Plan struct {
	Layout  string
	Targets []string   // in full: dialect, version and model
	Prompts []Prompt   // in the order of their paths
	Code    []CodeSite // in the order of their paths and places
	Changes []Change   // in the order of their paths, the lock last
	// Decisions are what a person must decide, the gravest first.
	Decisions []Decision
	// AsOf is the day that retirements are judged by, YYYY-MM-DD.
	AsOf string
	// Models are those that are met on the way, the first to go first, and Stays
	// what no rewriting moves.
	Models []MetModel
	Stays  []Stay
	// Unused names choices that mean nothing among these prompts, Used tells
	// whether any means something.
	Unused []string
	Used   bool
	Lock   *lock.Lock
}

// A Prompt is what becomes of one prompt.
type Prompt struct {
	ID      string // the file's path, with #name where it holds several
	Path    string
	Format  string
	Action  string
	Why     string // for Keep and Refused
	Neutral string // path of the neutral file
	Notes   []string
	// Now is the target that the prompt was written for, with what it weighs there;
	// "" and nil where that is not known.
	Now     string
	Before  *fact.TokensDetail
	Targets []Target

	doc      *compose.Doc // as the file has it
	rendered *compose.Doc // its neutral form, which the ledgers speak of; nil without one
}

// A Target is what becomes of a prompt for one target.
type Target struct {
	Target    string
	Path      string // of the rendering; "" where none is written
	Refused   string // why none is
	Ledger    translate.Ledger
	Checked   int      // fillings that gave JSON
	Unchecked []string // why others could not be tried
	// Accepted says of the entry of Ledger with the same number why somebody has
	// accepted the loss, "" where nobody has. It is nil where there are no choices.
	Accepted []string
	// Size is what the prompt weighs there; nil where that is not known.
	Size *fact.TokensDetail

	target translate.Target
}

// A Change is one file that is written, or deleted where New is nil.
type Change struct {
	Path     string
	Old, New []byte // Old is nil where there is no file yet
}

// Empty reports whether there is nothing to write.
func (p *Plan) Empty() bool { return len(p.Changes) == 0 }

// New plans the migration of the prompts in files for the targets. It reads
// nothing but files and what Options.Read gives.
func New(ctx context.Context, e *compose.Engine, files []*source.File, targets []translate.Target, o Options) (*Plan, error) {
	p := &planner{
		e: e, o: o, targets: targets, given: map[string]*source.File{}, taken: map[string]string{},
		now: map[string]*[]byte{}, choices: &Choices{},
		plan: &Plan{
			Layout: cmp.Or(o.Layout, LayoutNeutral), AsOf: o.AsOf, Models: o.Models, Stays: o.Stays,
			Lock: &lock.Lock{Version: lock.Version},
		},
	}
	if o.Choices != nil {
		p.choices = o.Choices
	}
	for _, t := range targets {
		p.plan.Targets = append(p.plan.Targets, t.String())
	}
	if o.Layout == LayoutInPlace && len(targets) != 1 {
		return nil, errors.New("the layout in-place writes one target into each file: name one")
	}
	p.froms = p.fromDialects()
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		p.given[path.Clean(f.Path)] = f
		if isPrompty(f.Path) {
			p.taken[path.Clean(f.Path)] = f.Path
		}
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if name := path.Clean(f.Path); path.Base(name) == lock.Name || o.Lock.IsRendering(name) {
			continue
		}
		docs := e.Open(f)
		if len(docs) == 0 {
			if err := p.code(f); err != nil {
				return nil, err
			}
			continue
		}
		if o.Layout == LayoutInPlace {
			if err := p.edited(docs); err != nil {
				return nil, err
			}
			continue
		}
		for _, d := range docs {
			if err := p.prompt(d, len(docs)); err != nil {
				return nil, err
			}
		}
	}
	return p.finish()
}

// planner builds a plan.
type planner struct {
	e       *compose.Engine
	o       Options
	targets []translate.Target
	given   map[string]*source.File
	taken   map[string]string // output path → what claims it
	now     map[string]*[]byte
	plan    *Plan
	entries []lock.Prompt
	choices *Choices
	models  []string // that prompts were written for
	froms   []string // dialects that the run is about
}

// read returns the present bytes of a file, nil where it does not exist.
func (p *planner) read(name string) ([]byte, error) {
	if f := p.given[name]; f != nil {
		return f.Data, nil
	}
	if got, ok := p.now[name]; ok {
		if got == nil {
			return nil, nil
		}
		return *got, nil
	}
	if p.o.Read == nil {
		return nil, nil
	}
	data, err := p.o.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		p.now[name] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if data == nil {
		data = []byte{}
	}
	p.now[name] = &data
	return data, nil
}

// change notes that a file shall have other bytes; the same ones are no change.
func (p *planner) change(name string, data []byte) error {
	old, err := p.read(name)
	if err != nil || old != nil && data != nil && string(old) == string(data) || old == nil && data == nil {
		return err
	}
	p.plan.Changes = append(p.plan.Changes, Change{Path: name, Old: old, New: data})
	return nil
}

// finish adds the lock and puts everything in order.
func (p *planner) finish() (*Plan, error) {
	kept := map[string]bool{}
	for _, e := range p.entries {
		kept[e.Neutral.Path] = true
	}
	if p.o.Lock != nil {
		for _, e := range p.o.Lock.Prompts {
			if !kept[e.Neutral.Path] {
				p.entries = append(p.entries, e)
			}
		}
	}
	plan := p.plan
	for i := range plan.Prompts {
		p.sizes(&plan.Prompts[i])
	}
	plan.Decisions = p.decisions()
	plan.Unused, plan.Used = p.choices.unused(plan, p.models)
	plan.Lock.Prompts = p.entries
	slices.SortStableFunc(plan.Changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	if len(p.entries) == 0 && p.o.Lock == nil {
		return plan, nil
	}
	if p.o.Lock == nil || string(p.o.Lock.Bytes()) != string(plan.Lock.Bytes()) {
		c := Change{Path: lock.Name, New: plan.Lock.Bytes()}
		if p.o.Lock != nil {
			c.Old = p.o.Lock.Bytes()
		}
		plan.Changes = append(plan.Changes, c)
	}
	return plan, nil
}
