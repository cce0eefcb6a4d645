package main

import "github.com/promptglot/promptglot/internal/app"

var checkCommand = subcommand{
	name: "check", args: "[PATH…|-]",
	summary: "judge prompts by the policies, for the targets asked for",
	flags: func(f *flags) {
		f.output("text, concise, json, jsonl, sarif, junit, github, gitlab or markdown")
		f.walking()
		f.judging()
		f.StringVar(&f.FailOn, "fail-on", "", "least `severity` that gives exit status 1: error (default), warning or info")
		f.BoolVar(&f.ExitZero, "exit-zero", false, "give exit status 0 whatever is found")
		f.StringVar(&f.Baseline, "baseline", "", "`file` of known findings, which are not reported; baseline create writes it")
		f.StringVar(&f.ChangedSince, "changed-since", "", "git `revision`; report only what stands on lines changed since HEAD left it behind")
		f.BoolVar(&f.fix.Safe, "fix", false, "apply safe fixes")
		f.BoolVar(&f.fix.Unsafe, "unsafe-fixes", false, "apply fixes that may change an answer, too")
		f.BoolVar(&f.fix.Diff, "diff", false, "show what fixing would change and write nothing")
	},
	run: func(a *app.App, f *flags) (app.Status, error) { return a.Check(&f.Options, f.fix) },
}
