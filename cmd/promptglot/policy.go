package main

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/app"
)

var policyCommand = subcommand{
	name: "policy", args: "check|test|list [POLICY…]",
	summary: "check or test policies of your own, or list the rules with severity and level",
	flags: func(f *flags) {
		f.output("text, json or jsonl")
		f.judging()
		f.selecting("rules or packs")
		f.StringVar(&f.FailOn, "fail-on", "", "least `severity` of a remark of policy check that gives exit status 1: error (default) or warning")
		f.Float64Var(&f.minCoverage, "min-coverage", 0, "least `percent` of lines that policy test must cover")
	},
	run: func(a *app.App, f *flags) (app.Status, error) {
		if len(f.Paths) == 0 {
			return 0, fmt.Errorf("policy: expected check, test or list")
		}
		word := f.Paths[0]
		f.Policies = append(f.Policies, f.Paths[1:]...)
		f.Paths = nil
		if f.minCoverage < 0 || f.minCoverage > 100 {
			return 0, fmt.Errorf("--min-coverage %g: expected a number from 0 to 100", f.minCoverage)
		}
		switch word {
		case "list":
			return a.PolicyList(&f.Options)
		case "check":
			return a.PolicyCheck(&f.Options)
		case "test":
			return a.PolicyTest(&f.Options, f.minCoverage)
		case "new":
			return 0, fmt.Errorf("this version has no policy new; it has check, test and list")
		}
		return 0, fmt.Errorf("unknown word %q after policy; expected check, test or list", word)
	},
}
