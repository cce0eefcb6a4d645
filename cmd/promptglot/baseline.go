package main

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/app"
)

var baselineCommand = subcommand{
	name: "baseline", args: "create|prune|show [PATH…]",
	summary: "remember the findings that are known, so that check speaks of new ones only",
	flags: func(f *flags) {
		f.output("text, json or jsonl; of show")
		f.walking()
		f.judging()
		f.StringVar(&f.Baseline, "baseline", "", "`file` of the baseline; "+app.BaselineFile+" by default")
		f.BoolVar(&f.force, "force", false, "let create replace a baseline that is there")
	},
	run: func(a *app.App, f *flags) (app.Status, error) {
		if len(f.Paths) == 0 {
			return 0, fmt.Errorf("baseline: expected create, prune or show")
		}
		word := f.Paths[0]
		f.Paths = f.Paths[1:]
		switch word {
		case "create":
			return a.BaselineCreate(&f.Options, f.force)
		case "prune":
			return a.BaselinePrune(&f.Options)
		case "show":
			if len(f.Paths) > 0 {
				return 0, fmt.Errorf("baseline show takes no paths, got %q; --baseline names the file", f.Paths[0])
			}
			return a.BaselineShow(&f.Options)
		}
		return 0, fmt.Errorf("unknown word %q after baseline; expected create, prune or show", word)
	},
}
