package main

import "github.com/promptglot/promptglot/internal/app"

var tokensCommand = subcommand{
	name: "tokens", args: "[PATH…|-]",
	summary: "count tokens, cost and context fit for each target",
	flags: func(f *flags) {
		f.output("text, json, jsonl or markdown")
		f.walking()
		t := &f.tokens
		f.StringVar(&t.By, "by", "", "part: what each prompt is made of, and `what` of it costs most")
		f.StringVar(&t.Compare, "compare", "", "with --against: what a switch to this `target` changes")
		f.StringVar(&t.Against, "against", "", "with --compare: the `target` of today")
		f.IntVar(&t.Top, "top", 20, "`number` of prompts that a table lists; 0 lists all")
		f.IntVar(&t.Calls, "calls", 0, "`number` of calls a month: of each prompt, or of a log's requests in all")
		f.IntVar(&t.Answer, "output-tokens", 0, "`number` of tokens that an answer has, for what calls cost")
		f.Float64Var(&t.Cached, "cached", 0, "`percent` of the input that is read from a cache")
		f.StringVar(&t.Tier, "tier", "", "`tier` of the prices: standard, batch, flex or priority")
		f.StringVar(&t.Tokenizer, "tokenizer", "", "count the raw bytes of each file by the tokenizer of that `name`, or by a vocabulary file")
		f.StringVar(&t.Pattern, "pattern", "", "with --tokenizer: `name` of the pre-tokenizer of a .tiktoken file")
		f.BoolVar(&t.Verify, "verify", false, "with --tokenizer: count again with another implementation and compare")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Tokens(&f.Options, &f.tokens) },
}
