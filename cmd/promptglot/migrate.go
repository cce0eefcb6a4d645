package main

import "github.com/promptglot/promptglot/internal/app"

var migrateCommand = subcommand{
	name: "migrate", args: "[PATH…] --to TARGET",
	summary: "plan neutral prompts and a rendering for each target; --write carries it out",
	flags: func(f *flags) {
		f.output("text, markdown, json or html")
		f.Var((*texts)(&f.Targets), "to", "`target` to render for: DIALECT[@VERSION][/MODEL]; may be repeated")
		f.BoolVar(&f.NoIgnore, "no-ignore", false, "read what .gitignore leaves out too")
		f.IntVar(&f.Jobs, "j", 0, "`number` of files to read at once; one for each core by default")
		f.cache()
		f.BoolVar(&f.migrate.Write, "write", false, "carry the plan out")
		f.BoolVar(&f.migrate.Undo, "undo", false, "take back what the last run wrote")
		f.BoolVar(&f.migrate.Resume, "resume", false, "finish the last run where it was interrupted")
		f.BoolVar(&f.migrate.Diff, "diff", false, "show the plan as differences")
		f.BoolVar(&f.migrate.AllowDirty, "allow-dirty", false, "write into a git tree that has changes of its own, too")
		f.StringVar(&f.migrate.Eval, "eval", "", "`folder` to write an evaluation for promptfoo into: old and new side by side")
		f.StringVar(&f.migrate.Data, "data", "", "`file` with the variables of its cases, one JSON object a line; samples by default")
		f.StringVar(&f.migrate.Results, "results", "", "`file` of promptfoo's results to report on")
		f.StringVar(&f.migrate.Layout, "layout", "", "`layout` of what is written: neutral, the default, or in-place")
		f.StringVar(&f.migrate.From, "from", "auto", "`vendor` or dialect to move away from; everything by default")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Migrate(&f.Options, &f.migrate) },
}
