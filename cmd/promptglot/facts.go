package main

import "github.com/promptglot/promptglot/internal/app"

var factsCommand = subcommand{
	name: "facts", args: "[PATH…|-]",
	summary: "show the facts that policies see",
	flags: func(f *flags) {
		f.output("text, json or jsonl")
		f.walking()
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Facts(&f.Options) },
}
