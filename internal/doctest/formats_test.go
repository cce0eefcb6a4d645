package doctest

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/fact"
	langs "github.com/promptglot/promptglot/templates/all"
	formats "github.com/promptglot/promptglot/templates/format/all"
)

// A row of the table of formats. Everything but its title is found out by
// running the program on the sample.
type row struct {
	title string
	file  string // below testdata/formats/read
}

var rows = []row{
	{"a request in JSON", "request.json"},
	{"a request in YAML", "request.yaml"},
	{"Prompty v1", "v1.prompty"},
	{"Prompty v2", "v2.prompty"},
	{"GitHub Models", "orders.prompt.yml"},
	{"dotprompt", "orders.prompt"},
	{"promptfoo", "promptfooconfig.yaml"},
	{"LangChain", "langchain.json"},
	{"Semantic Kernel, a folder", "skprompt.txt"},
	{"Semantic Kernel, one file", "orders.yaml"},
	{"Ollama", "Modelfile"},
	{"BAML", "orders.baml"},
	{"POML", "orders.poml"},
	{"prompt file of Copilot", "orders.prompt.md"},
	{"command of Claude Code", ".claude/commands/answer.md"},
	{"instructions for coding agents", "AGENTS.md"},
	{"Markdown prompt", "prompts/orders.md"},
	{"text", "prompts/orders.txt"},
	{"Jinja template", "prompts/orders.j2"},
	{"Handlebars template", "prompts/orders.hbs"},
	{"Mustache template", "prompts/orders.mustache"},
	{"program code: calls of vendors' SDKs", "ask.py"},
}

// unread are forms that this version leaves alone.
var unread = []row{
	{"logs and batches, one request a line; `translate` reads them", "log.jsonl"},
	{"requests in TOML", "orders.toml"},
	{"chat templates of open-weight models", "chat_template.jinja"},
}

// unseen are template languages that no sample is recognised as: that of chat
// templates, and plain {{name}}, which counts as Jinja.
var unseen = map[string]bool{"gotemplate": true, "varonly": true}

// docs/formats.md says what the program does with a sample of each form.
func TestFormatsPageIsFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString("| form | like | format | texts in | recognised because | `check --fix` | `translate` | `migrate` |\n|---|---|---|---|---|---|---|---|\n")
	seen := map[string]bool{}
	for _, r := range rows {
		dir := folder(t, map[string]string{r.file: read(t, "testdata", "formats", "read", r.file)})
		f := found(t, dir)
		if f == nil {
			t.Errorf("%s (%s) is not read as a prompt", r.title, r.file)
			continue
		}
		seen[f.Info.Format], seen[f.Info.Language] = true, true
		lang := f.Info.Language
		if lang == "" {
			lang = "–"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s | %s | %s |\n",
			r.title, r.file, f.Info.Format, lang, f.Info.Why, fixes(t, dir, r.file), translates(t, dir, r.file), migrates(t, dir))
	}
	for _, f := range formats.Formats() {
		if !seen[f.ID()] {
			t.Errorf("no row shows the format %s", f.ID())
		}
	}
	for _, l := range langs.Languages() {
		if !seen[l.ID()] && !unseen[l.ID()] {
			t.Errorf("no row shows the template language %s", l.ID())
		}
	}
	b.WriteString("\nNot read in this version, and left alone:\n\n")
	for _, r := range unread {
		dir := folder(t, map[string]string{r.file: read(t, "testdata", "formats", "unread", r.file)})
		if f := found(t, dir); f != nil {
			t.Errorf("%s (%s) is read as %s: it belongs into the other table", r.title, r.file, f.Info.Format)
		}
		fmt.Fprintf(&b, "- %s (`%s`)\n", r.title, r.file)
	}
	section(t, "docs/formats.md", "formats", b.String())
}

// found returns the prompt that walking the folder finds, nil for none.
func found(t *testing.T, dir string) *fact.Fact {
	p := newProgram(dir)
	if _, err := p.Facts(&app.Options{Paths: []string{"."}, NoConfig: true, Format: "json", Select: []string{"prompt"}}); err != nil {
		t.Fatal(err)
	}
	var facts []*fact.Fact
	if err := json.Unmarshal(p.stdout.Bytes(), &facts); err != nil {
		t.Fatal(err)
	}
	if len(facts) > 1 {
		t.Errorf("%s holds %d prompts", dir, len(facts))
	}
	if len(facts) == 0 {
		return nil
	}
	return facts[0]
}

// fixes tells whether fixing edits the sample, which names a retired model
// wherever its form can name one.
func fixes(t *testing.T, dir, file string) string {
	before := read(t, dir, file)
	if !strings.Contains(before, "gpt-4") {
		return "names no model"
	}
	copied := folder(t, map[string]string{file: before})
	p := newProgram(copied)
	opt := &app.Options{Paths: []string{"."}, NoConfig: true, ExitZero: true, AsOf: "2027-11-22"}
	if _, err := p.Check(opt, app.FixMode{Safe: true, Unsafe: true}); err != nil {
		t.Fatal(err)
	}
	after := read(t, copied, file)
	switch {
	case after == before:
		return "none for its model"
	case strings.Count(after, "\n") != strings.Count(before, "\n"):
		t.Errorf("fixing %s changed its lines:\n%s", file, after)
	}
	return "edits in place"
}

func translates(t *testing.T, dir, file string) string {
	p := newProgram(dir)
	_, err := p.Translate(&app.Options{Paths: []string{file}, NoConfig: true}, &app.TranslateOptions{To: "anthropic"})
	if err != nil {
		return "–"
	}
	if !json.Valid(p.stdout.Bytes()) {
		t.Errorf("the translation of %s is no JSON:\n%s", file, &p.stdout)
	}
	return "yes"
}

func migrates(t *testing.T, dir string) string {
	p := newProgram(dir)
	opt := &app.Options{Paths: []string{"."}, NoConfig: true, Targets: []string{"anthropic"}, Format: "json"}
	if _, err := p.Migrate(opt, &app.MigrateOptions{}); err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Prompts []struct {
			Action, Neutral string
			Targets         []struct{ Path string }
		}
	}
	if err := json.Unmarshal(p.stdout.Bytes(), &plan); err != nil {
		t.Fatal(err)
	}
	if len(plan.Prompts) == 0 {
		return "–"
	}
	if len(plan.Prompts) != 1 {
		t.Fatalf("migrate plans %d prompts in %s", len(plan.Prompts), dir)
	}
	q := plan.Prompts[0]
	what := map[string]string{
		"in-place": "made neutral in place", "new": "`" + filepath.Base(q.Neutral) + "` beside it",
		"neutral": "neutral already", "keep": "stays as it is", "refused": "refused",
	}[q.Action]
	if slices.ContainsFunc(q.Targets, func(x struct{ Path string }) bool { return x.Path != "" }) {
		what += ", with renderings"
	}
	return what
}
