package app

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/exposure"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

// MigrateOptions are the settings of `migrate`.
type MigrateOptions struct {
	Write      bool
	Undo       bool // take the last run back
	Resume     bool // finish the last run
	AllowDirty bool
	Diff       bool
	Layout     string // neutral or in-place; "" is what the choices say, else neutral
	From       string // vendor or dialect; "" and auto are all
	Eval       string // folder that an evaluation is written into
	Data       string // file with the variables of its cases
	Results    string // of promptfoo, to be reported
}

// Migrate plans what makes the prompts below the paths neutral, with a
// rendering for each target, and carries the plan out where asked to.
func (a *App) Migrate(opt *Options, m *MigrateOptions) (Status, error) {
	if m.Results != "" {
		return a.evaluated(opt, m)
	}
	sinks, err := opt.sinks("text", "markdown", "json", "html")
	if err != nil {
		return 0, err
	}
	if m.Layout != "" && m.Layout != migrate.LayoutNeutral && m.Layout != migrate.LayoutInPlace {
		return 0, usage("--layout %q; expected %s or %s", m.Layout, migrate.LayoutNeutral, migrate.LayoutInPlace)
	}
	if slices.ContainsFunc(opt.Paths, isStdin) {
		return 0, usage("migrate works on files, not on stdin")
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	root, err := s.root()
	if err != nil {
		return 0, err
	}
	if m.Undo || m.Resume {
		if m.Write || m.Undo && m.Resume {
			return 0, usage("--write, --resume and --undo are three different runs: name one of them")
		}
		return a.again(s, root.dir, m.Undo)
	}
	p, err := s.projectFor(path.Join(disk.Relative(root.cwd, root.dir), lock.Name))
	if err != nil {
		return 0, err
	}
	choices, err := s.choices(p, root)
	if err != nil {
		return 0, err
	}
	targets := p.targets
	if choices != nil && len(opt.Targets) == 0 && len(choices.Targets) > 0 {
		if targets, err = choices.targets(p); err != nil {
			return 0, err
		}
	}
	if len(targets) == 0 {
		return 0, usage("migrate needs a target; write --to TARGET, or name targets in promptglot.yaml or %s", config.ChoicesName)
	}
	o := migrate.Options{Tool: a.Version, Choices: choices.of(), Layout: choices.layout(m.Layout)}
	if o.From, err = from(p, m.From); err != nil {
		return 0, err
	}
	if o.Layout == migrate.LayoutInPlace {
		switch {
		case len(targets) != 1:
			return 0, usage("--layout in-place writes one target into each file, and there are %d: name one, or use --layout neutral", len(targets))
		case m.Eval != "":
			return 0, usage("--eval compares renderings, which --layout in-place has none of: use --layout neutral")
		}
	}
	p.compose.Beside = s.besideIn(root)
	files, facts, status, err := s.sources(p, root)
	if err != nil {
		return 0, err
	}
	if root.lock != nil {
		o.Lock = root.lock.Lock
	}
	ctx := context.Background()
	disk := below{a.FS, root.dir}
	o.Read = disk.ReadFile
	o.Count = a.counting(p)
	met := exposure.New(p.catalog, slices.Concat(facts...), nil, p.asOf)
	o.AsOf, o.Models, o.Stays = met.AsOf, modelsMet(met), staysMet(met)
	plan, err := migrate.New(ctx, p.compose, files, targets, o)
	if err != nil {
		return 0, input("%w", err)
	}
	if err := choices.fit(a, plan); err != nil {
		return 0, err
	}
	var page *html.Page
	if slices.ContainsFunc(sinks, func(x sink) bool { return x.format == "html" }) {
		if page, err = a.planPage(p, files, facts, plan, disk.ReadFile); err != nil {
			return 0, input("%w", err)
		}
	}
	if err := a.showPlan(sinks, plan, page, m); err != nil {
		return 0, err
	}
	if err := a.evaluation(ctx, p.compose, plan, m, disk.ReadFile); err != nil {
		return 0, err
	}
	if m.Write {
		if err := a.writePlan(ctx, s, plan, root.dir, m.AllowDirty); err != nil {
			return 0, err
		}
	}
	return status.Worse(refusals(plan)), nil
}

func (a *App) writePlan(ctx context.Context, s *session, plan *migrate.Plan, dir string, allowDirty bool) error {
	real, err := a.FS.Real(dir)
	if err != nil {
		return &failure{Input, err}
	}
	store, top, err := s.journalPlace(real)
	if err != nil {
		return err
	}
	o := migrate.WriteOptions{
		Dirty: a.dirty(dir), AllowDirty: allowDirty,
		Journal: store, Root: disk.Relative(top, real), Tool: a.Version,
	}
	if err := plan.Write(ctx, below{a.FS, dir}, dir, o); err != nil {
		return &failure{Input, err}
	}
	a.note("wrote %s", figure.Plural(len(plan.Changes), "file"))
	return nil
}

func (a *App) showPlan(sinks []sink, plan *migrate.Plan, page *html.Page, m *MigrateOptions) error {
	return a.emit(sinks, func(w io.Writer, format string, tty bool) error {
		if format == "html" && !(m.Diff && tty) {
			return html.Write(w, page)
		}
		text := ""
		switch {
		case m.Diff && tty:
			text = plan.Diff()
		case format == "json":
			text = string(plan.JSON())
		case format == "markdown":
			text = plan.Markdown()
		default:
			text = plan.Text()
		}
		_, err := io.WriteString(w, source.Redact(text))
		return err
	})
}

// refusals is Findings where some prompt or call cannot be had on some target.
func refusals(plan *migrate.Plan) Status {
	for _, p := range plan.Prompts {
		if p.Action == migrate.Refused || slices.ContainsFunc(p.Targets, func(t migrate.Target) bool { return t.Refused != "" }) {
			return Findings
		}
	}
	for _, c := range plan.Code {
		if slices.ContainsFunc(c.Targets, func(t migrate.CodeTarget) bool { return t.Action == migrate.Refused }) {
			return Findings
		}
	}
	return Clean
}

// A root is the folder that a migration is about: its lock lies there, and
// nothing is written outside of it.
type root struct {
	dir, cwd string // absolute
	lock     *lockFile
}

// root is the folder of the nearest lock upwards of the paths; without one, the
// working folder, or where the paths lie outside of it the folder that holds
// them all.
func (s *session) root() (*root, error) {
	cwd, err := s.app.FS.Abs(".")
	if err != nil {
		return nil, err
	}
	common := ""
	for _, p := range s.roots() {
		abs, err := s.app.FS.Abs(p)
		if err != nil {
			return nil, err
		}
		if info, err := s.app.FS.Stat(p); err == nil && !info.IsDir() {
			abs = path.Dir(abs)
		}
		for common != "" && !within(abs, common) {
			common = path.Dir(common)
		}
		if common == "" {
			common = abs
		}
	}
	r := &root{dir: common, cwd: cwd}
	if r.lock, err = s.lockFor(common); err != nil {
		return nil, err
	}
	switch {
	case r.lock != nil:
		r.dir = r.lock.dir
	case within(common, cwd):
		r.dir = cwd
	}
	return r, nil
}

// sources reads the files that hold prompts or calls, under their names below the
// root, with the facts of each.
func (s *session) sources(p *project, r *root) ([]*source.File, [][]*fact.Fact, Status, error) {
	s.keep = true
	jobs, err := s.jobs()
	if err != nil {
		return nil, nil, 0, err
	}
	var out []*source.File
	var facts [][]*fact.Fact
	status := Clean
	inOrder(jobs, s.opt.jobs(), func(j job) *result {
		return s.guard(&j, func() *result { return s.source(p, r, &j) })
	}, func(x *result) {
		s.app.tell(x)
		status = status.Worse(x.status)
		if x.file != nil {
			out, facts = append(out, x.file), append(facts, x.facts)
		}
	})
	return out, facts, status, nil
}

func (s *session) source(p *project, r *root, j *job) *result {
	x := &result{job: j}
	data, err := s.app.read(j)
	if err != nil {
		x.unreadable(err)
		return x
	}
	abs, err := s.app.FS.Abs(j.Path)
	if err != nil {
		x.unreadable(err)
		return x
	}
	f := source.NewFile(disk.Relative(r.dir, abs), data)
	if strings.HasPrefix(f.Path, "../") {
		x.note("%s: left alone: it lies outside of %s, where the lock is", j.Path, r.dir)
		return x
	}
	docs := p.compose.Open(f)
	if docs == nil {
		docs = p.compose.OpenCode(f)
	}
	if docs == nil {
		x.details = append(x.details, j.Path+": no prompt")
		return x
	}
	if r.lock == nil || !r.lock.IsRendering(f.Path) {
		x.facts = planFacts(p, f, docs)
	}
	x.file = f
	return x
}

// besideIn is beside for paths below the folder of a migration.
func (s *session) besideIn(r *root) func(string) *source.File {
	return func(name string) *source.File {
		f := s.beside(path.Join(r.dir, name))
		if f == nil {
			return nil
		}
		return source.NewFile(name, f.Data)
	}
}

// below is the file system below a folder.
type below struct {
	disk.FS
	dir string
}

func (b below) at(name string) string {
	if path.IsAbs(name) {
		return name
	}
	return path.Join(b.dir, name)
}

func (b below) ReadFile(name string) ([]byte, error)     { return b.FS.ReadFile(b.at(name)) }
func (b below) Real(name string) (string, error)         { return b.FS.Real(b.at(name)) }
func (b below) WriteFile(name string, data []byte) error { return b.FS.WriteFile(b.at(name), data) }
func (b below) Remove(name string) error                 { return b.FS.Remove(b.at(name)) }
