package main

import "github.com/promptglot/promptglot/internal/app"

var tokensCommand = subcommand{
	name: "tokens", args: "[PATH…|-]",
	summary: "count tokens, cost and context fit for each target",
	flags: func(f *flags) {
		f.output("text, json or jsonl")
		f.walking()
		f.StringVar(&f.tokens.Tokenizer, "tokenizer", "", "count the raw bytes of each file by the tokenizer of that `name`")
		f.BoolVar(&f.tokens.Verify, "verify", false, "with --tokenizer: count again with another implementation and compare")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Tokens(&f.Options, &f.tokens) },
}
