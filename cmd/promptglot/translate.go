package main

import "github.com/promptglot/promptglot/internal/app"

var translateCommand = subcommand{
	name: "translate", args: "FILE|- --to TARGET",
	summary: "write a request, a log or a batch for another vendor, with an account of every loss",
	flags: func(f *flags) {
		f.StringVar(&f.translate.To, "to", "", "`target` to write: DIALECT[@VERSION][/MODEL]")
		f.StringVar(&f.translate.From, "from", "auto", "`dialect` of the request; auto decides from its shape")
		f.StringVar(&f.translate.Losses, "losses", "", "`file` to write the ledger to, one JSON object a line")
		f.BoolVar(&f.translate.LossesAll, "losses-all", false, "enter exact moves into the ledger, too")
		f.BoolVar(&f.translate.Strict, "strict", false, "write nothing if anything would be dropped")
		f.StringVar(&f.translate.Media, "media", "refuse", "what to do with media that cannot cross: refuse, keep or placeholder (`word`)")
		f.StringVar(&f.translate.Rejects, "rejects", "", "`file` for the records of a log that are not written, with the reason")
		f.IntVar(&f.translate.Skip, "skip", 0, "`number` of records of a log that an earlier run has done")
		f.IntVar(&f.Jobs, "j", 0, "`number` of records to translate at once; one for each core by default")
		f.StringVar(&f.StdinFilename, "stdin-filename", "", "`name` by which stdin is read")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Translate(&f.Options, &f.translate) },
}
