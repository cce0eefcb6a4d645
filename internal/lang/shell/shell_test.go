package shell_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/lang/shell"
	"github.com/promptglot/promptglot/internal/source"
)

func file(t testing.TB) func(string) string {
	return func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
}

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, shell.Language{}, ".sh.in", file(t))
	langtest.Fixtures(t, shell.Docker{}, ".Dockerfile.in", file(t))
	langtest.Fixtures(t, shell.Make{}, ".mk.in", file(t))
}

// An edit of what a body says must come back through the quotes of its place.
func TestABodyIsEditedInItsQuotes(t *testing.T) {
	for _, c := range []struct{ script, path, to, want string }{
		{`curl u.x/y -d '{"model": "gpt-4"}'`, "model", "o'x", `curl u.x/y -d '{"model": "o'\''x"}'`},
		{`curl u.x/y -d "{\"model\": \"gpt-4\"}"`, "model", `a"$b`, `curl u.x/y -d "{\"model\": \"a\\\"\$b\"}"`},
		{"curl u.x/y -d @- <<E\n{\"model\": \"gpt-4\"}\nE\n", "model", "a$b", "curl u.x/y -d @- <<E\n{\"model\": \"a\\$b\"}\nE\n"},
		{"curl u.x/y -d @- <<'E'\n{\"model\": \"gpt-4\"}\nE\n", "model", "a$b", "curl u.x/y -d @- <<'E'\n{\"model\": \"a$b\"}\nE\n"},
		{`curl u.x/y -d $'{"model": "gpt\x2d4"}'`, "model", "it's", `curl u.x/y -d $'{"model": "it\'s"}'`},
	} {
		f := source.FromString("x.sh", c.script)
		u := shell.Language{}.Read(f.Whole())
		q, ok := request.Of(u.Calls[0])
		if !ok || q.Body.Get(c.path) == nil {
			t.Errorf("%s: no body", c.script)
			continue
		}
		n := q.Body.Get(c.path)
		e, err := n.View.Edit(0, len(n.View.Text), c.to)
		if err != nil {
			t.Errorf("%s: %v", c.script, err)
			continue
		}
		got, err := source.Apply(f.Data, []source.Edit{e})
		if err != nil || string(got) != c.want {
			t.Errorf("%s\n got %s\nwant %s (%v)", c.script, got, c.want, err)
		}
		// What was written reads as what was meant.
		q, _ = request.Of(shell.Language{}.Read(source.FromString("x.sh", string(got)).Whole()).Calls[0])
		if n := q.Body.Get(c.path); n == nil || n.Str != c.to {
			t.Errorf("%s: reads as %v", got, n)
		}
	}
}

func TestABareWordIsQuotedWhereItMustBe(t *testing.T) {
	f := source.FromString("x.sh", "ollama run llama3\n")
	n := shell.Language{}.Read(f.Whole()).Calls[0].Named.Get("model")
	for to, want := range map[string]string{"llama3.2:1b": "ollama run llama3.2:1b\n", "my model": "ollama run 'my model'\n"} {
		e, err := n.View.Edit(0, len(n.View.Text), to)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := source.Apply(f.Data, []source.Edit{e}); string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestScriptsAreKnownByNameOrFirstLine(t *testing.T) {
	for path, want := range map[string]bool{"a.sh": true, "a.zsh": true, "run": true, "a.py": false} {
		if got := (shell.Language{}).Match(path, []byte("#!/usr/bin/env -S bash -e\n")); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	for path, want := range map[string]bool{"Dockerfile": true, "api.Dockerfile": true, "Dockerfile.dev": true, "docker": false} {
		if got := (shell.Docker{}).Match(path, nil); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

var hostile = []string{
	"$(", "\"$(", "${", "`", "'", "\"", "<<E ", "<<E\n", "$(<<E\n", "$(cat <<a\n", "\\", "(", "{ ", "a() {\n", "$((", "|", "a=$(b ", "${a:-", "#",
	"curl -d ", "curl -d '{\"a\":$x}' ", "x=(", "${{", "jq '.a[' ", ".[", "aws --a b ", "\r", "\x00", "$'\\", "<<<",
}

func TestHostileInputIsReadInLinearTime(t *testing.T) {
	langtest.Linear(t, shell.Language{}, hostile...)
	langtest.Linear(t, shell.Docker{}, append(hostile, "RUN ", "RUN [\"a\", ", "ENV a b\n", "CMD [\n")...)
}

func FuzzShell(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.in")
	for _, p := range paths {
		f.Add(file(f)(p))
	}
	for _, h := range hostile {
		f.Add(strings.Repeat(h, 3))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range []lang.Language{shell.Language{}, shell.Docker{}, shell.Make{}} {
			langtest.Laws(t, l, text)
		}
	})
}

func BenchmarkLex(b *testing.B)  { bench(b, func(s string) { shell.Language{}.Lex(s) }) }
func BenchmarkRead(b *testing.B) { bench(b, func(s string) { langtest.Read(shell.Language{}, s) }) }

func bench(b *testing.B, f func(string)) {
	text := strings.Repeat(file(b)("testdata/curl.sh.in"), 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f(text)
	}
}
