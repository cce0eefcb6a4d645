package main

import "github.com/promptglot/promptglot/internal/app"

var modelsCommand = subcommand{
	name: "models", args: "[WORD…]",
	summary: "list the models whose ids hold the words, with source and date",
	flags: func(f *flags) {
		f.output("text, json or jsonl")
		f.StringVar(&f.host, "host", "", "who serves: a `host`, a dialect or a vendor")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Models(&f.Options, f.host, f.Paths) },
}
