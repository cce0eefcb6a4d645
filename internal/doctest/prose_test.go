package doctest

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/testkit"
)

var commandLine = regexp.MustCompile(`(?m)^ {4}(?:\$ )?(?:promptglot|go) `)

// Commands stand in fences, so that none escapes the test.
func TestCommandsStandInFences(t *testing.T) {
	for _, page := range pages(t) {
		for _, m := range commandLine.FindAllString(prose(read(t, page)), -1) {
			t.Errorf("%s has an indented command (%q): put it into a fence named sh", filepath.Base(page), m)
		}
		for _, p := range pieces(read(t, page)) {
			if p.name != "sh" && p.marker != "prints" && strings.HasPrefix(p.text, "promptglot ") {
				t.Errorf("%s:%d: the fence of a command is named sh", filepath.Base(page), p.line)
			}
		}
	}
}

// prose is a page without the texts of its fences: what a command prints may
// look like one.
func prose(page string) string {
	lines := strings.Split(page, "\n")
	for _, p := range pieces(page) {
		for i := range strings.Count(p.text, "\n") {
			lines[p.line-1+i] = ""
		}
	}
	return strings.Join(lines, "\n")
}

var inline = regexp.MustCompile("`promptglot ([a-z][^`\n]*)`")

// Commands and flags that prose names exist.
func TestCommandsInProseExist(t *testing.T) {
	root := testkit.Root(t)
	bin := build(t, root)
	help := map[string]string{}
	texts := pages(t)
	ruled, err := filepath.Glob(filepath.Join(root, "docs", "rules", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, page := range append(texts, ruled...) {
		for _, m := range inline.FindAllStringSubmatch(read(t, page), -1) {
			n++
			words := strings.Fields(m[1])
			if _, ok := help[words[0]]; !ok {
				out, err := exec.Command(filepath.Join(bin, "promptglot"), "help", words[0]).CombinedOutput()
				if err != nil {
					out = nil
				}
				help[words[0]] = string(out)
			}
			if help[words[0]] == "" {
				t.Errorf("%s: there is no command %s", filepath.Base(page), words[0])
				continue
			}
			for _, w := range words[1:] {
				if flag, _, _ := strings.Cut(w, "="); strings.HasPrefix(flag, "--") && !strings.Contains(help[words[0]], flag+" ") {
					t.Errorf("%s: %s has no flag %s", filepath.Base(page), words[0], flag)
				}
			}
		}
	}
	if n == 0 {
		t.Error("no page names a command: this test looks for the wrong thing")
	}
}

// The configuration that the documentation shows is one that the program takes.
func TestConfigurationOfThePagesIsValid(t *testing.T) {
	n := 0
	page := read(t, testkit.Root(t), "docs", "configuration.md")
	for _, p := range pieces(page) {
		if p.name != "yaml" {
			continue
		}
		n++
		dir := folder(t, map[string]string{
			"promptglot.yaml": p.text, "facts.json": `{"source": "our contract", "as_of": "2026-11-22"}`,
			"policy/acme.rego": "# METADATA\n# custom:\n#   id: ACME002\n#   params: [{name: most, default: 1, description: how many}]\npackage promptglot.user.acme\n\nfindings contains {\"message\": \"\"} if false\n",
			"ask.json":         `{"model": "our-deployment", "messages": [{"role": "user", "content": "Hi"}]}`,
		})
		t.Chdir(dir) // policies are read from the process's own folder
		a := newProgram(dir)
		if _, err := a.Check(&app.Options{Paths: []string{"ask.json"}, ExitZero: true}, app.FixMode{}); err != nil {
			t.Errorf("line %d: %v", p.line, err)
		}
	}
	if n == 0 {
		t.Error("docs/configuration.md shows no configuration")
	}
}
