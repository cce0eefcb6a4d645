package doctest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	langs "github.com/promptglot/promptglot/templates/all"
)

// A standing is what a format may be to the program.
type standing struct {
	files string   // as people know them
	own   bool     // its readers are other programs: it keeps its form
	langs []string // template languages that its texts may be in
	note  string
}

const anyLanguage = "by ending or content"

// standings say of each format what its code does not.
var standings = map[string]standing{
	"prompty":         {files: "`*.prompty`", langs: []string{"jinja", "mustache", "handlebars"}},
	"dotprompt":       {files: "`*.prompt`", langs: []string{"handlebars"}},
	"github-prompt":   {files: "`*.prompt.yml`, `*.prompt.yaml`", langs: []string{"varonly"}},
	"promptfoo":       {files: "`promptfooconfig.yaml`, `.json`", langs: []string{"jinja"}},
	"langchain":       {files: "`*.json`, `*.yaml` with `_type`, `input_variables` or `\"lc\": 1`", langs: []string{"f-string", "jinja", "mustache"}},
	"semantic-kernel": {files: "`skprompt.txt` with `config.json`; `*.yaml` with `template_format` or `execution_settings`; `*.handlebars`", langs: []string{"semantic-kernel", "handlebars", "liquid", "jinja"}},
	"modelfile":       {files: "`Modelfile`, `*.modelfile`"},
	"agent-file":      {files: "`AGENTS.md`, `CLAUDE.md`, `GEMINI.md`, `SKILL.md`, `.claude/`, `.github/`, `.cursor/`, `.gemini/commands/*.toml`, `*.prompt.md`, `*.agent.md`, `*.chatmode.md`, `*.instructions.md` …", own: true, note: "variables such as `$ARGUMENTS`, `${input:name}` and `{{args}}` are inputs"},
	"baml":            {files: "`*.baml`", langs: []string{"jinja"}},
	"poml":            {files: "`*.poml`", note: "`{{ }}` of its own"},
	"markdown":        {files: "`*.md`", note: anyLanguage},
	"text":            {files: "`*.txt`, `*.j2`, `*.minijinja`, `*.liquid`, `*.tmpl`, `*.hbs`, `*.mustache` …", note: anyLanguage},
	"request":         {files: "`*.json`, `*.yaml`", note: anyLanguage},
}

// docs/formats.md says of each format whether it may be neutral, can be
// written, is edited in place, or is read only.
func TestStandingOfFormatsIsFresh(t *testing.T) {
	e := compose.New(catalog.Default())
	writers := e.Writers()
	var b strings.Builder
	b.WriteString("| format | files | neutral | written by `convert` | edited in place | template languages |\n|---|---|---|---|---|---|\n")
	yes := func(ok bool) string {
		if ok {
			return "yes"
		}
		return "–"
	}
	seen := map[string]bool{}
	for _, f := range e.Formats {
		if seen[f.ID()] {
			continue // two readers of one format
		}
		seen[f.ID()] = true
		s, ok := standings[f.ID()]
		if !ok {
			t.Errorf("nothing says what the format %s may be", f.ID())
			continue
		}
		for _, id := range s.langs {
			if e.Langs.Get(id) == nil {
				t.Errorf("%s names the template language %s, which there is not", f.ID(), id)
			}
		}
		written := slices.Contains(writers, f.ID())
		if s.own && written {
			t.Errorf("%s keeps its form, and is written all the same", f.ID())
		}
		languages := strings.Join(s.langs, ", ")
		if languages == "" {
			languages = s.note
		}
		if languages == "" {
			languages = "–"
		}
		neutral := f.ID() == "prompty" || f.ID() == "dotprompt"
		inPlace := f.ID() != "baml" && f.ID() != "poml"
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", f.ID(), s.files, yes(neutral), yes(written), map[bool]string{true: "yes", false: "read only"}[inPlace], languages)
	}
	for id := range standings {
		if !seen[id] {
			t.Errorf("there is no format %s", id)
		}
	}
	fmt.Fprintf(&b, "\nThe template languages are %s.\n", names())
	section(t, "docs/formats.md", "standing", b.String())
}

func names() string {
	var out []string
	for _, l := range langs.Languages() {
		out = append(out, l.ID())
	}
	return strings.Join(out, ", ")
}
