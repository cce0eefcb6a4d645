package generic_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/generic"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
)

func fixtures(t testing.TB) map[string]string {
	t.Helper()
	paths, _ := filepath.Glob("testdata/*.in")
	out := map[string]string{}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(p, ".in")] = string(data)
	}
	return out
}

func languageOf(path string) (generic.Language, bool) {
	for _, l := range generic.Languages() {
		if l.Match(path, nil) {
			return l.(generic.Language), true
		}
	}
	return generic.Language{}, false
}

func TestFixturesReadAsTheyDid(t *testing.T) {
	for p, text := range fixtures(t) {
		t.Run(filepath.Base(p), func(t *testing.T) {
			l, ok := languageOf(p)
			if !ok {
				t.Fatal("no language")
			}
			langtest.Laws(t, l, text)
			testkit.Golden(t, p+".found", []byte(langtest.Dump(langtest.Read(l, text))))
		})
	}
}

// No two languages may claim one name, and every language must know its own.
func TestEveryEndingBelongsToOneLanguage(t *testing.T) {
	for _, name := range []string{
		"a.rs", "a.rb", "Gemfile", "a.php", "a.swift", "a.scala", "a.dart", "a.ex", "a.R", "a.lua", "a.pl", "a.m", "a.cpp", "a.h", "a.gradle", "a.jl", "a.clj",
		"a.hs", "a.ps1", "a.fs", "a.vb", "a.zig", "a.nim", "a.erl", "a.ml",
	} {
		n := 0
		for _, l := range generic.Languages() {
			if l.Match("dir/"+name, nil) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d languages", name, n)
		}
	}
	if l, _ := languageOf("x.rb"); !l.Match("bin/run", []byte("#!/usr/bin/env ruby\n")) || l.Match("bin/run", []byte("#!/bin/sh\n")) {
		t.Error("a #! line says what a file without an ending is")
	}
}

// An edit must read back as what was asked for, in the quotes of every language.
func TestEditsReadBack(t *testing.T) {
	for _, c := range []struct{ path, text string }{
		{"a.rs", `f("gpt-4")`}, {"a.rs", `f(r#"gpt-4"#)`}, {"a.rb", `f("gpt-4")`}, {"a.rb", `f('gpt-4')`}, {"a.php", `<?php f('gpt-4');`},
		{"a.php", `<?php f("gpt-4");`}, {"a.swift", `f("gpt-4")`}, {"a.scala", `f(s"gpt-4")`}, {"a.dart", `f('gpt-4')`}, {"a.ex", `f("gpt-4")`},
		{"a.R", `f("gpt-4")`}, {"a.lua", `f([[gpt-4]])`}, {"a.pl", `f(qq{gpt-4});`}, {"a.cpp", `f("gpt-4");`}, {"a.m", `f(@"gpt-4");`}, {"a.vb", `f("gpt-4")`},
	} {
		l, _ := languageOf(c.path)
		for _, to := range []string{"gpt-5.4", `a"b`, "it's", "a$b", `a\b`} {
			f := source.FromString(c.path, c.text)
			n := text(t, l, f)
			if n == nil || n.Str != "gpt-4" {
				t.Fatalf("%s: read as %v", c.text, n)
			}
			e, err := n.View.Edit(0, len(n.Str), to)
			if err != nil {
				if to == "gpt-5.4" {
					t.Errorf("%s cannot become %s: %v", c.text, to, err)
				}
				continue
			}
			got, _ := source.Apply(f.Data, []source.Edit{e})
			if n := text(t, l, source.FromString(c.path, string(got))); n == nil || n.Str != to {
				t.Errorf("%s became %s, which reads as %v", c.text, got, n)
			}
		}
	}
}

func text(t *testing.T, l generic.Language, f *source.File) *value.Node {
	u := l.Read(f.Whole())
	for i := range u.Strings {
		if n := u.Strings[i].Node; n.Kind == value.String && n.View != nil {
			return n
		}
	}
	t.Logf("%s: no text", f.Data)
	return nil
}

var hostile = []string{
	"(", "[", "{", "\"", "'", "\"#{", "\"${", "\"\\(", "<<~A\n", "<<A ", "<<<A\n", "<<<A\nA;\n", "r#\"", "R\"x(", "[==[", "%q(", "qq{", "~s(", "/*", "--[[", "def a\n",
	"use a::{", "f(", "a.b.", "a::", "[a: ", "[a => ", "#include <", "require '", "{a = ", "'a ", "fn a() ", "\"\"\"\n", "=begin\n", "x<", "if x {", ":a ", "\\", "\x00", "é",
}

func TestHostileInputIsReadInLinearTime(t *testing.T) {
	for _, l := range generic.Languages() {
		t.Run(l.ID(), func(t *testing.T) {
			pieces := hostile
			if testing.Short() {
				pieces = pieces[:10]
			}
			for _, p := range pieces {
				if l.ID() == "php" {
					langtest.Laws(t, l, "<?php "+strings.Repeat(p, 300))
				}
				langtest.Laws(t, l, strings.Repeat(p, 300))
			}
		})
	}
	for _, path := range []string{"a.rs", "a.rb", "a.php", "a.ex", "a.pl"} {
		l, _ := languageOf(path)
		t.Run(path, func(t *testing.T) { langtest.Linear(t, l, hostile...) })
	}
}

func FuzzGeneric(f *testing.F) {
	for _, text := range fixtures(f) {
		f.Add(text, uint8(0))
	}
	for i, h := range hostile {
		f.Add(strings.Repeat(h, 3), uint8(i))
	}
	all := generic.Languages()
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		langtest.Laws(t, all[int(which)%len(all)], text)
	})
}

func BenchmarkLex(b *testing.B) {
	bench(b, func(l generic.Language, s string) { l.Lex(s) })
}

func BenchmarkRead(b *testing.B) {
	bench(b, func(l generic.Language, s string) { langtest.Read(l, s) })
}

func bench(b *testing.B, f func(generic.Language, string)) {
	for _, name := range []string{"chat.rs", "chat.rb", "chat.php"} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(fixtures(b)["testdata/"+name], 100)
			l, _ := languageOf(name)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f(l, text)
			}
		})
	}
}
