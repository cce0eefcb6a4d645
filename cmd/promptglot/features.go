package main

import "github.com/promptglot/promptglot/internal/app"

var featuresCommand = subcommand{
	name: "features", args: "[MODEL…]",
	summary: "show what becomes of each feature at each target, with source and date",
	flags: func(f *flags) {
		f.output("text, markdown, json or jsonl")
		f.Var((*texts)(&f.Targets), "target", "`target` to show: DIALECT[@VERSION][/MODEL]; may be repeated; all by default")
		f.selecting("features")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Features(&f.Options, f.Paths) },
}
