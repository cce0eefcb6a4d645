package main

import "github.com/promptglot/promptglot/internal/app"

var explainCommand = subcommand{
	name: "explain", args: "ID",
	summary: "tell what is known of a rule, a feature, a target or a model",
	flags: func(f *flags) {
		f.output("text, markdown or json")
		f.judging()
	},
	run: func(a *app.App, f *flags) (app.Status, error) {
		id, err := f.one("id of a rule, a feature, a target or a model")
		if err != nil {
			return 0, err
		}
		return a.Explain(&f.Options, id)
	},
}
