// Package langtest holds the tests that every template language must pass. It
// is imported by tests only.
package langtest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates"
)

// View returns src as the view of a whole file.
func View(src string) *source.View { return source.NewFile("t", []byte(src)).Whole() }

// Lossless checks that no byte of src is lost or invented by the lexer, by the
// tags and by parsing and printing.
func Lossless(t testing.TB, lang templates.Language, src string) {
	t.Helper()
	var b strings.Builder
	tags := 0
	for _, tok := range lang.Lex(src) {
		if tok.Start != b.Len() {
			t.Fatalf("token %q starts at %d, after %d bytes", tok.Text, tok.Start, b.Len())
		}
		b.WriteString(tok.Text)
		if tok.Kind == templates.TokTag {
			tags++
		}
	}
	if b.String() != src {
		t.Fatalf("the tokens of %q are %q", src, b.String())
	}
	got, _ := lang.Tags(src)
	if len(got) != tags {
		t.Fatalf("%q: %d tags for %d tag tokens", src, len(got), tags)
	}
	for _, g := range got {
		if src[g.Start:g.End] != g.Src {
			t.Fatalf("%q: tag %q is not at its place", src, g.Src)
		}
	}
	text, _ := templates.Parse(lang, View(src))
	out, problems := templates.Print(lang, text)
	if out != src {
		t.Fatalf("printing gave %q for %q", out, src)
	}
	for _, p := range problems {
		t.Fatalf("%q: printing in its own language: %s", src, p.Message)
	}
}

// Fixtures runs testdata/*.in: the dump of the tags, the text and the problems
// must be the .out file beside it.
func Fixtures(t *testing.T, lang templates.Language) {
	files, err := filepath.Glob("testdata/*.in")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".in"), func(t *testing.T) {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			Lossless(t, lang, string(src))
			text, problems := templates.Parse(lang, View(string(src)))
			var b bytes.Buffer
			Dump(&b, text)
			for _, p := range problems {
				b.WriteString("problem: " + p.Message + "\n")
			}
			testkit.Golden(t, strings.TrimSuffix(f, ".in")+".out", b.Bytes())
		})
	}
}

// Corpus checks Lossless on every file of the shared test material that looks
// like a template, whatever language it is in.
func Corpus(t *testing.T, lang templates.Language) {
	for _, dir := range []string{"conformance", "corpus"} {
		t.Run(dir, func(t *testing.T) {
			n := 0
			err := filepath.WalkDir(testkit.Shared(t, dir), func(path string, d fs.DirEntry, err error) error {
				if err != nil || !d.Type().IsRegular() {
					return err
				}
				if info, err := d.Info(); err != nil || info.Size() > 1<<19 {
					return err
				}
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				if bytes.Contains(data, []byte("{{")) || bytes.Contains(data, []byte("{%")) {
					n++
					Lossless(t, lang, string(data))
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				t.Fatal("no file with template syntax")
			}
		})
	}
}

// Hostile returns inputs that make careless lexers and parsers quadratic.
func Hostile(n int) map[string]string {
	return map[string]string{
		"openers":          strings.Repeat("{{", n),
		"openers on lines": strings.Repeat("{{\n", n),
		"triple openers":   strings.Repeat("{{{ ", n),
		"quotes":           strings.Repeat("{{ ' ", n),
		"escaped quotes":   strings.Repeat(`{{ "\`, n),
		"statements":       strings.Repeat("{% if x ", n),
		"nested jinja":     strings.Repeat("{% if x %}", n) + strings.Repeat("{% endif %}", n),
		"unclosed jinja":   strings.Repeat("{% for x in y %}", n),
		"wrong ends":       strings.Repeat("{% if x %}", n) + strings.Repeat("{% endfor %}", n),
		"crossed ends":     strings.Repeat("{% for x in y %}{% if x %}", n) + strings.Repeat("{% endfor %}", n),
		"raw":              strings.Repeat("{% raw %}", n),
		"raw bars":         strings.Repeat("{{{{a}}}}", n),
		"comments":         strings.Repeat("{# ", n) + strings.Repeat("{{!-- ", n),
		"nested bars":      strings.Repeat("{{#if x}}", n) + strings.Repeat("{{/if}}", n),
		"nested each":      strings.Repeat("{{#each x}}", n) + strings.Repeat("{{/each}}", n),
		"unclosed bars":    strings.Repeat("{{#each x}}{{y}}", n),
		"delimiters":       strings.Repeat("{{=<% %>=}}<%={{ }}=%>", n),
		"long delimiters":  strings.Repeat("{{=<% ", n),
		"parentheses":      "{{ " + strings.Repeat("(", n) + " }}",
		"brackets":         "{{ x" + strings.Repeat("[", n) + " }}",
		"dots":             "{{ x" + strings.Repeat(".x", n) + " }}",
		"filters":          "{{ x" + strings.Repeat(" | f", n) + " }}",
		"nots":             "{{ " + strings.Repeat("not ", n) + "x }}",
		"spaces":           "{{ x -}}" + strings.Repeat(" ", n) + "{{- x }}" + strings.Repeat(" \n", n) + "{{#if x}}",
		"backslashes":      strings.Repeat(`\`, n) + "{{x}}",
		"escaped bars":     strings.Repeat(`\{{`, n),
	}
}

// Linear checks that long hostile inputs are read and printed back:
// what takes quadratic time does not come back before the test's own time is
// up.
func Linear(t *testing.T, lang templates.Language) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, src := range Hostile(100_000) {
		t.Run(name, func(t *testing.T) {
			text, _ := templates.Parse(lang, View(src))
			if got, _ := templates.Print(lang, text); got != src {
				t.Errorf("%d bytes came back as %d others", len(src), len(got))
			}
		})
	}
}

// Fuzz fuzzes Lossless.
func Fuzz(f *testing.F, lang templates.Language, seeds ...string) {
	for _, s := range Hostile(3) {
		f.Add(s)
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add("\ufeffa\r\n{{- x -}}\r\n\xff{{x}}\xfe")
	f.Fuzz(func(t *testing.T, src string) { Lossless(t, lang, src) })
}

// BenchmarkLex measures the lexer on a prompt of ordinary density.
func BenchmarkLex(b *testing.B, lang templates.Language, unit string) {
	src := strings.Repeat(unit, 1+(1<<20)/len(unit))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if len(lang.Lex(src)) < 2 {
			b.Fatal("no tokens")
		}
	}
}
