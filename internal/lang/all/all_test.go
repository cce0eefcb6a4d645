package all_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/lang/all"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestEveryFileHasTheLanguageOfItsNameOrFirstLine(t *testing.T) {
	for _, test := range []struct{ path, head, want string }{
		{"a/ask.py", "", "python"},
		{"ask.pyi", "", "python"},
		{"bin/ask", "#!/usr/bin/env python3\n", "python"},
		{"bin/ask", "#!/bin/sh\n", "shell"},
		{"ask.ipynb", "", "notebook"},
		{"ask.tsx", "", "typescript"},
		{"ask.mjs", "", "javascript"},
		{"ask.go", "", "go"},
		{"Ask.java", "", "java"},
		{"Ask.kt", "", "kotlin"},
		{"ask.http", "", "http"},
		{"Dockerfile", "", "dockerfile"},
		{"ask.yaml", "", "yaml"},
		{".env", "", "dotenv"},
		{"ask.png", "\x89PNG", ""},
		{"README", "Ask away.\n", ""},
	} {
		got := ""
		if l := all.Of(test.path, []byte(test.head)); l != nil {
			got = l.ID()
		}
		if got != test.want {
			t.Errorf("%s is %q, expected %q", test.path, got, test.want)
		}
	}
}

func TestLanguagesHaveNamesOfTheirOwnAndAreFoundByThem(t *testing.T) {
	for _, l := range all.Languages() {
		if got := all.Named(l.ID()); got == nil || got.ID() != l.ID() {
			t.Errorf("%s is not found by its name", l.ID())
		}
	}
	for _, alias := range []string{"Python3", "bash", "js", "yml"} {
		if all.Named(alias) == nil {
			t.Errorf("%s is nobody's name", alias)
		}
	}
	if all.Named("cobol") != nil {
		t.Error("somebody reads cobol")
	}
}

func TestEveryLanguageStandsHostileText(t *testing.T) {
	for name, text := range langtest.Hostile(5_000) {
		for _, l := range all.Languages() {
			t.Run(l.ID()+"/"+name, func(t *testing.T) { langtest.Laws(t, l, text) })
		}
	}
}
