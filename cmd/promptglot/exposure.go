package main

import "github.com/promptglot/promptglot/internal/app"

var exposureCommand = subcommand{
	name: "exposure", args: "[PATH…]",
	summary: "show which prompts hang on which vendor, and what stops if one goes away",
	flags: func(f *flags) {
		f.output("text, json or html")
		f.walking()
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Exposure(&f.Options) },
}
