package main

import "github.com/promptglot/promptglot/internal/app"

var targetsCommand = subcommand{
	name:    "targets",
	summary: "list the targets, with source and date",
	flags:   func(f *flags) { f.output("text, json or jsonl") },
	run: func(a *app.App, f *flags) (app.Status, error) {
		if err := f.none(); err != nil {
			return 0, err
		}
		return a.Targets(&f.Options)
	},
}
