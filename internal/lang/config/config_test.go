package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/config"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
)

var formats = map[string]config.Format{
	".yaml.in": config.YAML, ".json.in": config.JSON, ".jsonl.in": config.Lines, ".toml.in": config.TOML, ".env.in": config.Env, ".properties.in": config.Properties,
}

func TestFixturesReadAsTheyDid(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.in")
	for _, p := range paths {
		name := strings.TrimSuffix(p, ".in")
		f := formats[filepath.Ext(name)+".in"]
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		langtest.Laws(t, f, string(data))
		u := langtest.Read(f, string(data))
		var b strings.Builder
		for _, d := range u.Docs {
			b.WriteString("doc " + langtest.Value(u, d) + "\n")
		}
		testkit.Golden(t, name+".found", []byte(b.String()+langtest.Dump(u)))
	}
}

func TestFilesAreKnownByTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.yml": "yaml", "tsconfig.json": "json", "batch.jsonl": "jsonl", "pyproject.toml": "toml", ".env": "dotenv", ".env.local": "dotenv",
		"prod.env": "dotenv", "application.properties": "properties", "x.ini": "properties", "x.txt": "",
	} {
		got := ""
		for _, f := range formats {
			if f.Match(name, nil) {
				got += f.ID()
			}
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// What was read is edited where it stands, in the syntax of its place.
func TestTextsAreEditedInTheirSyntax(t *testing.T) {
	for _, c := range []struct{ ext, text, to, want string }{
		{".toml.in", `m = "a\"b"`, `x"y`, `m = "x\"y"`},
		{".toml.in", `m = 'ab'`, `xy`, `m = 'xy'`},
		{".toml.in", "m = '''ab'''", `x'y`, ""},
		{".env.in", `m=ab # c`, `xy`, `m=xy # c`},
		{".env.in", `m=ab # c`, `x#y`, ""},
		{".env.in", `m="ab"`, "x\ny", `m="x\ny"`},
		{".properties.in", `m = ab`, `xy`, `m = xy`},
		{".json.in", `{"m": "ab"}`, `x"y`, `{"m": "x\"y"}`},
		{".yaml.in", "m: ab # c\n", `xy`, "m: xy # c\n"},
	} {
		f := source.FromString("x", c.text)
		m := formats[c.ext].Read(f.Whole()).Docs[0].Get("m")
		if m == nil || m.Kind != value.String || m.View == nil {
			t.Errorf("%s: no text", c.text)
			continue
		}
		e, err := m.View.Edit(0, len(m.View.Text), c.to)
		if err != nil {
			if c.want != "" {
				t.Errorf("%s: %v", c.text, err)
			}
			continue
		}
		if got, _ := source.Apply(f.Data, []source.Edit{e}); string(got) != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

const workflow = `on: push
jobs:
  a:
    env:
      MODEL: gpt-4o
    steps:
      - run: |
          # asks
          curl https://api.openai.com/v1/chat/completions \
            -H "Authorization: Bearer ${{ secrets.OPENAI_API_KEY }}" \
            -d '{"model": "gpt-4", "messages": []}'
      - run: ollama pull llama3
`

func TestScriptsOfWorkflowsAreRead(t *testing.T) {
	f := source.FromString(".github/workflows/a.yml", workflow)
	u := config.YAML.Read(f.Whole())
	if len(u.Calls) != 2 || u.Calls[0].Callee.Names() != "curl" || u.Calls[1].Callee.Names() != "ollama.pull" {
		t.Fatalf("calls: %v", langtest.Dump(u))
	}
	m := u.Calls[0].Named.Get("body").Get("model")
	e, err := m.View.Edit(0, len(m.Str), "gpt-5")
	if err != nil {
		t.Fatal(err)
	}
	got, _ := source.Apply(f.Data, []source.Edit{e})
	if want := strings.Replace(workflow, `"gpt-4"`, `"gpt-5"`, 1); string(got) != want {
		t.Errorf("got %s", got)
	}
	if u := config.YAML.Read(source.FromString("values.yml", workflow).Whole()); len(u.Calls) != 0 {
		t.Error("a run of something else is no script")
	}
}

var hostile = []string{
	"[", "{", "a=[", "a={b=", "[a.", "a.b=1\n", "[[a]]\n", "'''", `"""`, "a=\"\n", "a='\n", "- ", "a: |\n", "- - ", "{{", "{{ if x }}\n", "# ",
	"'", "a.b.c.d: ", "a\\\n", "/*", "//", "\"", "x=\\\n", "[x]\n", "k=v\n", "\r", "a: 'x\n",
}

func TestHostileInputIsReadInLinearTime(t *testing.T) {
	for _, f := range []config.Format{config.TOML, config.Env, config.Properties, config.JSON, config.YAML} {
		t.Run(f.ID(), func(t *testing.T) { langtest.Linear(t, f, hostile...) })
	}
}

func FuzzConfig(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.in")
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, h := range hostile {
		f.Add(strings.Repeat(h, 3))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range formats {
			langtest.Laws(t, l, text)
		}
	})
}

func BenchmarkReadTOML(b *testing.B) {
	data, err := os.ReadFile("testdata/app.toml.in")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(data), 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		langtest.Read(config.TOML, text)
	}
}
