package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/render"
)

// TestBrokenTemplatesAreRefusedWithAPlace runs testdata/broken/<language>.<name>.in:
// the .out file beside each has the place and the words of every problem. A
// slash in the name of a language is written as a plus sign.
func TestBrokenTemplatesAreRefusedWithAPlace(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "broken", "*.in"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, path := range files {
		base := strings.TrimSuffix(filepath.Base(path), ".in")
		t.Run(base, func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lang, _, _ := strings.Cut(base, ".")
			file := source.NewFile(path, src)
			out, problems := render.Render(strings.ReplaceAll(lang, "+", "/"), file.Whole(), render.Options{Data: map[string]any{"ok": true, "items": []any{map[string]any{}}}})
			if len(problems) == 0 {
				t.Fatalf("got %q, expected a problem", out)
			}
			var b strings.Builder
			for _, p := range problems {
				if p.Message == "" || p.Span.End <= p.Span.Start || p.Span.End > len(src) {
					t.Errorf("a problem without words or place: %+v", p)
				}
				from, to := file.Pos(p.Span.Start), file.Pos(p.Span.End)
				fmt.Fprintf(&b, "%d:%d-%d:%d %s\n", from.Line, from.Column, to.Line, to.Column, p.Message)
			}
			testkit.Golden(t, strings.TrimSuffix(path, ".in")+".out", []byte(b.String()))
		})
	}
}

// Blocks that nest too deeply, or are never closed, are refused in time that is
// linear in the text: what takes quadratic time does not come back before the
// test's own time is up.
func TestHostileTemplatesAreRefusedInLinearTime(t *testing.T) {
	const n = 10_000
	nest := func(open, end string) string { return strings.Repeat(open, n) + strings.Repeat(end, n) }
	for name, src := range map[string]string{
		"handlebars.nested":         nest("{{#if x}}", "{{/if}}"),
		"handlebars.sections":       nest("{{#x}}", "{{/x}}"),
		"handlebars.else if":        "{{#if x}}" + strings.Repeat("{{else if x}}", 20*n),
		"handlebars.unclosed":       strings.Repeat("{{#if x}}", 20*n),
		"handlebars.stray ends":     strings.Repeat("{{/if}}", 20*n),
		"handlebars.crossed":        strings.Repeat("{{#if x}}{{/each}}", 20*n),
		"handlebars.open braces":    strings.Repeat("{{", 20*n),
		"handlebars.parentheses":    "{{x " + strings.Repeat("(", 20*n) + "}}",
		"handlebars.inline":         strings.Repeat(`{{#*inline "a"}}`, 20*n),
		"handlebars.partial blocks": nest("{{#> a}}", "{{/a}}"),
		"mustache.nested":           nest("{{#x}}", "{{/x}}"),
		"mustache.unclosed":         strings.Repeat("{{#x}}", 20*n),
		"mustache.stray ends":       strings.Repeat("{{/x}}", 20*n),
		"mustache.crossed":          strings.Repeat("{{#x}}{{/y}}", 20*n),
		"mustache.parents":          nest("{{<x}}", "{{/x}}"),
		"jinja.nested":              nest("{% if x %}", "{% endif %}"),
		"jinja.unclosed":            strings.Repeat("{% if x %}", 20*n),
		"jinja.stray ends":          strings.Repeat("{% endif %}", 20*n),
	} {
		t.Run(name, func(t *testing.T) {
			lang, _, _ := strings.Cut(name, ".")
			out, problems := render.Render(lang, source.NewFile("t", []byte(src)).Whole(), render.Options{})
			if len(problems) == 0 {
				t.Fatalf("%d bytes of output, expected a problem", len(out))
			}
		})
	}
}
