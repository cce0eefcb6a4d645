package main

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/app"
)

var policyCommand = subcommand{
	name: "policy", args: "list",
	summary: "list the rules, with severity and level",
	flags: func(f *flags) {
		f.output("text, json or jsonl")
		f.judging()
		f.selecting("rules or packs")
	},
	run: func(a *app.App, f *flags) (app.Status, error) {
		word, err := f.one("word, list")
		if err != nil {
			return 0, err
		}
		switch word {
		case "list":
			return a.PolicyList(&f.Options)
		case "check", "test", "new":
			return 0, fmt.Errorf("this version has no policy %s; it has policy list", word)
		}
		return 0, fmt.Errorf("unknown word %q after policy; expected list", word)
	},
}
