package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/evaluation"
	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

// evaluation writes the evaluation of a plan into the folder that the user names.
func (a *App) evaluation(ctx context.Context, e *compose.Engine, plan *migrate.Plan, m *MigrateOptions, read func(string) ([]byte, error)) error {
	if m.Eval == "" {
		if m.Data != "" {
			return usage("--data goes with --eval DIR: it has the variables that an evaluation is written with")
		}
		return nil
	}
	o := evaluation.Options{Read: read}
	if m.Data != "" {
		data, err := a.FS.ReadFile(m.Data)
		if err != nil {
			return input("%w", err)
		}
		if o.Data, err = evaluation.ReadData(m.Data, data); err != nil {
			return &failure{Input, err}
		}
	}
	ev, err := evaluation.New(ctx, e, plan, o)
	if err != nil {
		return input("%w", err)
	}
	for _, n := range ev.Notes {
		a.note("%s", n)
	}
	if ev.Prompts == 0 {
		return usage("--eval: there is no prompt to evaluate: none has a rendering")
	}
	wrote, err := a.writeEvaluation(m.Eval, ev)
	if err != nil {
		return err
	}
	a.note("%s: %d of %s, %s a run; %s written", m.Eval, ev.Prompts, figure.Plural(evaluable(plan), "prompt"), figure.Plural(ev.Requests, "request"), figure.Plural(wrote, "file"))
	if len(ev.Env) > 0 {
		a.note("it needs %s; run: cd %s && npx promptfoo@0.120 eval --no-cache -o results.json", strings.Join(ev.Env, ", "), m.Eval)
	}
	return nil
}

// evaluable counts the prompts of a plan. A source whose neutral file is up to date is
// not another prompt beside it.
func evaluable(plan *migrate.Plan) int {
	n := 0
	for _, p := range plan.Prompts {
		if p.Action != migrate.Keep || p.Neutral == "" {
			n++
		}
	}
	return n
}

// evaluationDirs are the folders of an evaluation in which everything is ours.
var evaluationDirs = []string{"cases", "contracts", "requests", "tests"}

// writeEvaluation writes what is not there already, and removes what an earlier
// run left. The configuration comes first: it says whose folder this is.
func (a *App) writeEvaluation(dir string, ev *evaluation.Evaluation) (wrote int, err error) {
	config, err := a.FS.ReadFile(path.Join(dir, evaluation.ConfigName))
	ours := err == nil && bytes.HasPrefix(config, []byte(evaluation.Mark))
	mine := map[string]bool{}
	for _, f := range ev.Files {
		mine[f.Path] = true
		if !ours {
			if _, err := a.FS.Stat(path.Join(dir, f.Path)); err == nil {
				return 0, usage("%s was not written by an earlier run of migrate --eval: choose another folder", path.Join(dir, f.Path))
			}
		}
	}
	for _, d := range append([]string{"."}, evaluationDirs...) {
		if err := a.FS.MakeDir(path.Join(dir, d)); err != nil {
			return 0, input("%w", err)
		}
		if err := a.inside(dir, d); err != nil {
			return 0, err
		}
	}
	first := evaluation.ConfigName
	for _, pass := range []bool{true, false} {
		for _, f := range ev.Files {
			if (f.Path == first) != pass {
				continue
			}
			n, err := a.writeChanged(dir, f)
			if err != nil {
				return 0, err
			}
			wrote += n
		}
	}
	for _, f := range ev.Own {
		if _, err := a.FS.Stat(path.Join(dir, f.Path)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		n, err := a.writeChanged(dir, f)
		if err != nil {
			return 0, err
		}
		wrote += n
	}
	if !ours {
		return wrote, nil
	}
	return wrote, a.removeStale(dir, mine)
}

func (a *App) writeChanged(dir string, f evaluation.File) (int, error) {
	name := path.Join(dir, f.Path)
	if err := a.inside(dir, f.Path); err != nil {
		return 0, err
	}
	if old, err := a.FS.ReadFile(name); err == nil && bytes.Equal(old, f.Data) {
		return 0, nil
	}
	if err := a.FS.WriteFile(name, f.Data); err != nil {
		return 0, input("%w", err)
	}
	return 1, nil
}

// removeStale removes files of prompts and targets that are no longer there.
func (a *App) removeStale(dir string, mine map[string]bool) error {
	for _, d := range evaluationDirs {
		entries, err := a.FS.ReadDir(path.Join(dir, d))
		if err != nil {
			return input("%w", err)
		}
		for _, e := range entries {
			name := path.Join(d, e.Name())
			switch ext := path.Ext(name); {
			case mine[name], !e.Type().IsRegular(), ext != ".json" && ext != ".jsonl" && ext != ".yaml":
			default:
				if err := a.FS.Remove(path.Join(dir, name)); err != nil {
					return input("%w", err)
				}
			}
		}
	}
	return nil
}

// inside makes sure that no symbolic link leads out of the folder.
func (a *App) inside(dir, name string) error {
	top, err := a.FS.Real(dir)
	if err != nil {
		return input("%w", err)
	}
	real, err := a.FS.Real(path.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return input("%w", err)
	}
	if !within(real, top) {
		return input("%s leads out of %s: nothing is written there", path.Join(dir, name), dir)
	}
	return nil
}

// evaluated reads promptfoo's results back and reports them.
func (a *App) evaluated(opt *Options, m *MigrateOptions) (Status, error) {
	sinks, err := opt.sinks("text", "markdown", "json", "html")
	if err != nil {
		return 0, err
	}
	if m.Write || m.Undo || m.Resume || m.Diff || m.Eval != "" || m.Data != "" {
		return 0, usage("--results only reports: it goes with --format and --output alone")
	}
	data, err := a.FS.ReadFile(m.Results)
	if err != nil {
		return 0, input("%w", err)
	}
	r, err := evaluation.ReadResults(m.Results, data)
	if err != nil {
		return 0, &failure{Input, err}
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		text := ""
		switch format {
		case "html":
			return html.WriteResults(w, a.resultsPage(r))
		case "json":
			text = string(r.JSON())
		case "markdown":
			text = r.Markdown()
		default:
			text = r.Text()
		}
		_, err := io.WriteString(w, source.Redact(text))
		return err
	})
}

// resultsPage is a report on an evaluation as a page.
func (a *App) resultsPage(r *evaluation.Report) *html.Results {
	out := &html.Results{Title: "Old against new", Run: r.Title(), Tool: "promptglot " + a.Version, Columns: evaluation.Columns(), Foot: r.Foot()}
	for _, t := range r.Tables() {
		table := html.ResultTable{Title: t.Title, Notes: t.Notes}
		for _, row := range t.Rows {
			table.Rows = append(table.Rows, html.ResultRow(row))
		}
		out.Tables = append(out.Tables, table)
	}
	return out
}
