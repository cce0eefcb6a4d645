package main

import "github.com/promptglot/promptglot/internal/app"

var convertCommand = subcommand{
	name: "convert", args: "FILE|- --to-format FORMAT",
	summary: "write a prompt file in another prompt-file format, with an account of every loss",
	flags: func(f *flags) {
		f.StringVar(&f.convert.To, "to-format", "", "`format` to write: prompty, dotprompt, promptfoo …")
		f.StringVar(&f.convert.Output, "output", "-", "`file` or folder to write to; - is stdout")
		f.StringVar(&f.convert.Losses, "losses", "", "`file` to write the ledger to, one JSON object a line")
		f.BoolVar(&f.convert.Strict, "strict", false, "write nothing if anything would be dropped")
		f.StringVar(&f.StdinFilename, "stdin-filename", "", "`name` by which stdin is read")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Convert(&f.Options, &f.convert) },
}
