package main

import "github.com/promptglot/promptglot/internal/app"

var renderCommand = subcommand{
	name: "render", args: "FILE|- --to TARGET",
	summary: "fill one prompt file with variables and print the vendor's request",
	flags: func(f *flags) {
		f.StringVar(&f.render.To, "to", "", "`target` to write: DIALECT[@VERSION][/MODEL]")
		f.Var((*texts)(&f.render.Vars), "var", "`name=value` of a variable; may be repeated")
		f.StringVar(&f.render.VarsFile, "vars", "", "`file` of variables, JSON or YAML")
		f.StringVar(&f.render.MissingVars, "missing-vars", "error", "what a variable without a value becomes: error, empty or name (`word`)")
		f.StringVar(&f.render.Media, "media", "refuse", "what to do with media that cannot cross: refuse, keep or placeholder (`word`)")
		f.StringVar(&f.render.Losses, "losses", "", "`file` to write the ledger to, one JSON object a line")
		f.BoolVar(&f.render.Strict, "strict", false, "write nothing if anything would be dropped")
		f.StringVar(&f.StdinFilename, "stdin-filename", "", "`name` by which stdin is read")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Render(&f.Options, &f.render) },
}
