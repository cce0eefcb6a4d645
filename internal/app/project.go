package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/promptglot/promptglot/internal/app/cache"
	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/policies"
	"github.com/promptglot/promptglot/translate"
)

// A session is one run: the command line's settings, and what each
// configuration makes of them.
type session struct {
	app      *App
	opt      *Options
	configs  *config.Finder
	overlays []*catalog.Overlay // of the command line
	projects map[*config.Config]*project
	order    []*project // in the order of first use

	locks     map[string]*lockFile // by absolute folder
	lockOrder []*lockFile          // those that lie above files of the run
	keep      bool                 // migrated sources are read, too

	began     time.Time // before any file was looked at; the zero time where there is no clock or no cache
	factsOnly bool      // nobody looks at the bytes of files besides at their facts

	foldersOnce sync.Once
	realFolders []string // see folders
	sums        sync.Map // of files that entries of the cache depend on, by name
}

func (a *App) session(opt *Options) (*session, error) {
	s := &session{app: a, opt: opt, projects: map[*config.Config]*project{}, locks: map[string]*lockFile{}}
	if a.Now != nil && s.cacheDir() != "" {
		s.began = a.Now() // for the cache alone: no verdict depends on the clock
	}
	var err error
	if s.overlays, err = a.overlays(opt.Facts); err != nil {
		return nil, err
	}
	s.configs, err = config.NewFinder(a.FS, opt.ConfigFile, opt.NoConfig)
	return s, err
}

func (a *App) overlays(files []string) ([]*catalog.Overlay, error) {
	var out []*catalog.Overlay
	for _, name := range files {
		data, err := a.FS.ReadFile(name)
		if err != nil {
			return nil, usage("the facts cannot be read: %w", err)
		}
		o, err := catalog.Override(name, data)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// A project is what holds for all files under one configuration.
type project struct {
	config  *config.Config // nil where there is none
	catalog *catalog.Catalog
	compose *compose.Engine
	targets []translate.Target
	names   []string // of the targets, as asked for
	asOf    string
	own     map[string]string // the user's names of models → ids of the catalogue
	// counters count tokens with the vocabularies that can be had.
	counters *counters
	// policies compiles on first use: a command that judges nothing never does.
	policies func() (*policies.Engine, error)
	kinds    func() map[string][]fact.Kind // that rules read, by id
	used     []atomic.Bool                 // waivers of the configuration
	// cached returns what is kept of files between runs, nil where nothing is. All
	// files of a run are asked for the same kinds of fact.
	cached func(needs func(fact.Kind) bool) *cache.Cache
}

// projectFor returns the project of a file or folder.
func (s *session) projectFor(name string) (*project, error) {
	c, err := s.configs.For(name)
	if err != nil {
		return nil, err
	}
	return s.project(c)
}

// here returns the project of the working folder, for commands without files.
func (s *session) here() (*project, error) {
	c, err := s.configs.InDir(".")
	if err != nil {
		return nil, err
	}
	return s.project(c)
}

func (s *session) project(c *config.Config) (*project, error) {
	if p := s.projects[c]; p != nil {
		return p, nil
	}
	p := &project{config: c, catalog: catalog.Default()}
	if err := s.lay(p); err != nil {
		return nil, err
	}
	p.compose = compose.New(p.catalog)
	p.compose.Beside = s.beside
	p.compose.Copies = c != nil && c.Copies
	p.counters = s.countersOf(c)
	var err error
	if p.asOf, err = s.date(p.catalog); err != nil {
		return nil, err
	}
	if err := s.targets(p); err != nil {
		return nil, err
	}
	p.policies = sync.OnceValues(func() (*policies.Engine, error) { return s.load(p) })
	p.kinds = sync.OnceValue(p.ruleKinds)
	p.cached = once(func(needs func(fact.Kind) bool) *cache.Cache { return s.openCache(p, needs) })
	if c != nil {
		p.used = make([]atomic.Bool, len(c.Waivers))
	}
	s.projects[c] = p
	s.order = append(s.order, p)
	return p, nil
}

// lay lays the facts of the configuration and those of the command line over
// the catalogue.
func (s *session) lay(p *project) error {
	var overlays []*catalog.Overlay
	if p.config != nil {
		var err error
		if overlays, err = s.app.overlays(p.config.Facts); err != nil {
			return err
		}
	}
	if overlays = append(overlays, s.overlays...); len(overlays) > 0 {
		c, err := p.catalog.With(overlays...)
		if err != nil {
			return err
		}
		p.catalog = c
	}
	if p.config == nil {
		return nil
	}
	c, err := p.config.Catalog(p.catalog)
	if err != nil {
		return err
	}
	p.catalog = c
	p.own = map[string]string{}
	for _, m := range p.config.Models {
		p.own[m.Name] = m.Of
	}
	return nil
}

// date returns the day that counts as today.
func (s *session) date(c *catalog.Catalog) (string, error) {
	switch s.opt.AsOf {
	case "":
		return c.AsOf(), nil
	case "today":
		return s.app.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, s.opt.AsOf); err != nil {
		return "", usage("--as-of %q is no day; expected YYYY-MM-DD or today", s.opt.AsOf)
	}
	return s.opt.AsOf, nil
}

// targets reads the targets of the command line, else those of the
// configuration.
func (s *session) targets(p *project) error {
	asked := make([]config.Located, len(s.opt.Targets))
	for i, t := range s.opt.Targets {
		asked[i].Text = t
	}
	place := func(config.Located) string { return "" }
	if len(asked) == 0 && p.config != nil {
		asked = p.config.Targets
		place = func(l config.Located) string { return fmt.Sprintf("%s:%d: ", p.config.File.Path, l.Line) }
	}
	for _, l := range asked {
		t, err := p.target(l.Text)
		if err != nil {
			return usage("%s%w", place(l), err)
		}
		if !slices.Contains(p.names, l.Text) {
			p.targets, p.names = append(p.targets, t), append(p.names, l.Text)
		}
	}
	return nil
}

// target reads a target that something is to be written for.
func (p *project) target(name string) (translate.Target, error) {
	t, err := translate.ParseTarget(p.catalog, name)
	if err != nil {
		return t, err
	}
	if t.Dialect.SourceOnly {
		return t, fmt.Errorf("target %q: %s is only read, never written", name, t.Dialect.ID)
	}
	if _, ok := p.compose.Translator.Dialects.Get(t.Dialect.ID); !ok || t.Dialect.Planned {
		return t, fmt.Errorf("target %q: this version does not write %s; it writes %s", name, t.Dialect.ID, strings.Join(p.written(), ", "))
	}
	return t, nil
}

// written lists the dialects that can be written.
func (p *project) written() []string {
	return slices.DeleteFunc(p.readable(), func(id string) bool {
		d, ok := p.catalog.Dialect(id)
		return ok && d.SourceOnly
	})
}

// readable lists the dialects that can be read.
func (p *project) readable() []string {
	var out []string
	for _, d := range p.compose.Translator.Dialects {
		out = append(out, d.ID())
	}
	return out
}

// policyOptions says which policies hold for a project.
func (s *session) policyOptions(p *project) policies.Options {
	opt := policies.Options{
		NoDefault: s.opt.NoDefaultPolicies,
		Level:     policies.Level(s.opt.Level),
		Rules:     map[string]policies.RuleOptions{},
		Catalog:   p.catalog,
	}
	for _, f := range p.catalog.Features() {
		opt.Features = append(opt.Features, f.ID)
	}
	if p.config != nil {
		configured(&opt, p.config)
	}
	// A shipped rule that nobody will read is not evaluated, and neither are
	// the facts that only it asks for.
	for _, id := range s.opt.Ignore {
		if policies.Ships(id) {
			o := opt.Rules[id]
			o.Off = true
			opt.Rules[id] = o
		}
	}
	opt.Paths = append(opt.Paths, s.opt.Policies...)
	return opt
}

// load compiles the policies of a project.
func (s *session) load(p *project) (*policies.Engine, error) { return s.compile(p, s.policyOptions(p)) }

func (s *session) compile(p *project, opt policies.Options) (*policies.Engine, error) {
	e, err := policies.Load(opt)
	if p.config == nil {
		return e, err
	}
	if err != nil {
		return nil, locate(p.config, err)
	}
	return e, unknownRules(p.config, e)
}

// locate says where in the configuration a rule is named that the policies
// complain of.
func locate(c *config.Config, err error) error {
	var errs policies.LoadErrors
	var one *policies.LoadError
	switch {
	case errors.As(err, &errs):
	case errors.As(err, &one):
		errs = policies.LoadErrors{one}
	}
	for _, e := range errs {
		first := len(e.Message)
		for _, id := range slices.Sorted(maps.Keys(c.Mentions)) {
			if i := strings.Index(e.Message, id); e.File == "" && i >= 0 && i < first {
				first, e.Line = i, c.Mentions[id]
			}
		}
		if first < len(e.Message) {
			e.File = c.File.Path
		}
	}
	return err
}

// unknownRules refuses ignores of rules that nobody has: the policies never
// hear of them.
func unknownRules(c *config.Config, e *policies.Engine) error {
	if len(c.Ignores) == 0 {
		return nil
	}
	var known []string
	for _, r := range e.Rules() {
		known = append(known, r.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Mentions)) {
		if slices.Contains(known, id) {
			continue
		}
		hint := "promptglot policy list names them all"
		if near := catalog.Similar(id, known); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return usage("%s:%d: there is no rule %s; %s", c.File.Path, c.Mentions[id], id, hint)
	}
	return nil
}

// ruleKinds returns the kinds of fact that each loaded rule reads.
func (p *project) ruleKinds() map[string][]fact.Kind {
	out := map[string][]fact.Kind{}
	e, err := p.policies()
	if err != nil {
		return out
	}
	for _, r := range e.Rules() {
		if r.Enabled {
			out[r.ID] = append(out[r.ID], r.Kinds...)
		}
	}
	return out
}

// kindsOf returns the kinds of fact that a rule reads; ok is false for a rule
// that is off or that nobody has.
func (p *project) kindsOf(id string) (kinds []fact.Kind, ok bool) {
	kinds, ok = p.kinds()[id]
	return kinds, ok
}
