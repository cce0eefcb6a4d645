package arch

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

const module = "github.com/promptglot/promptglot/"

// A room is a folder with one job, and the rooms that its code may import. A
// name stands for the package and everything below it.
type room struct {
	name string
	uses []string
	// system allows packages that touch the operating system.
	system bool
}

// The rooms, from the ground up; docs/architecture.md says what each is for.
var rooms = []room{
	{name: "internal/source"},
	{name: "internal/expr", uses: []string{"internal/source"}},
	{name: "internal/value", uses: []string{"internal/source", "internal/expr"}},
	{name: "internal/prompt", uses: []string{"internal/source", "internal/expr", "internal/value"}},
	{name: "internal/catalog"},
	{name: "internal/tokens"},
	{name: "internal/fact", uses: []string{"internal/source"}},
	{name: "internal/finding", uses: []string{"internal/source", "internal/fact"}},
	{name: "internal/baseline", uses: []string{"internal/source", "internal/fact", "internal/finding"}},
	{name: "internal/vcs"},
	{name: "internal/figure"},
	{name: "translate", uses: []string{"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog"}},
	{name: "internal/batch", uses: []string{"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "translate"}},
	{name: "internal/matrix", uses: []string{"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "translate"}},
	{name: "templates", uses: []string{"internal/source", "internal/expr", "internal/value", "internal/prompt"}},
	{name: "internal/lang", uses: []string{"internal/source", "internal/expr", "internal/value"}},
	{name: "internal/callsite", uses: []string{"internal/source", "internal/expr", "internal/value", "internal/catalog", "internal/lang"}},
	{name: "internal/compose", uses: []string{
		"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "translate", "templates",
		"internal/lang", "internal/callsite",
	}},
	{name: "internal/rewrite", uses: []string{
		"internal/source", "internal/expr", "internal/value", "internal/catalog", "internal/lang", "internal/callsite", "translate",
	}},
	{name: "rules", uses: []string{
		"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "internal/tokens",
		"internal/fact", "translate", "templates", "internal/compose", "internal/lang",
	}},
	// The engine reads the user's policy files itself.
	{name: "policies", uses: []string{"internal/source", "internal/fact", "internal/finding", "internal/catalog"}, system: true},
	{name: "internal/report", uses: []string{"internal/source", "internal/fact", "internal/finding", "internal/figure"}},
	{name: "internal/exposure", uses: []string{"internal/source", "internal/fact", "internal/catalog", "internal/figure"}},
	{name: "internal/app/disk", system: true},
	{name: "internal/migrate", uses: []string{
		"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "internal/tokens",
		"internal/fact", "translate", "templates", "internal/compose", "internal/lang", "internal/callsite", "internal/rewrite", "rules",
		"internal/app/disk", "internal/figure",
	}, system: true},
	{name: "internal/app", uses: []string{
		"internal/source", "internal/expr", "internal/value", "internal/prompt", "internal/catalog", "internal/tokens",
		"internal/fact", "internal/finding", "translate", "templates", "internal/compose", "internal/lang", "rules",
		"policies", "internal/report", "internal/migrate", "internal/batch", "internal/matrix", "internal/baseline", "internal/vcs",
		"internal/exposure", "internal/figure",
	}, system: true},
	{name: "cmd", uses: []string{"internal/app", "internal/report"}, system: true},
}

// tools are programs of the repository's own, which make its data.
var tools = []string{"internal/catalog/importer", "internal/tokens/gen"}

func TestRoomsUseOnlyWhatTheTableAllows(t *testing.T) {
	for _, p := range list(t) {
		r := roomOf(p.path)
		if r == nil {
			t.Errorf("%s is in no room: put it into one, or the room into the table", p.path)
			continue
		}
		for _, dep := range p.imports {
			name, ours := strings.CutPrefix(dep, module)
			if !ours || in(name, r.name) || slices.ContainsFunc(r.uses, func(u string) bool { return in(name, u) }) {
				continue
			}
			t.Errorf("%s may not use %s", p.path, name)
		}
	}
}

// Without this, a line of the table could allow nothing and nobody would see.
func TestEveryRoomOfTheTableExists(t *testing.T) {
	pkgs := list(t)
	for _, r := range rooms {
		if !slices.ContainsFunc(pkgs, func(p pkg) bool { return in(p.path, r.name) }) {
			t.Errorf("there is no package in %s", r.name)
		}
	}
}

func TestOnlyPoliciesImportsOPA(t *testing.T) {
	found := false
	for _, p := range list(t) {
		for _, dep := range p.imports {
			if strings.HasPrefix(dep, "github.com/open-policy-agent/") {
				found = found || p.path == "policies"
				if !in(p.path, "policies") {
					t.Errorf("%s imports %s", p.path, dep)
				}
			}
		}
	}
	if !found {
		t.Error("policies does not import OPA: this test looks for the wrong name")
	}
}

func TestDialectsNeverImportOneAnother(t *testing.T) {
	for _, dir := range []string{"translate", "templates/format"} {
		for _, p := range list(t) {
			own, ok := strings.CutPrefix(p.path, dir+"/")
			if !ok || own == "all" || own == "laws" || strings.HasPrefix(own, "internal/") {
				continue
			}
			for _, dep := range p.imports {
				other, ok := strings.CutPrefix(dep, module+dir+"/")
				if ok && !in(other, own) && !strings.HasPrefix(other, "internal/") && !allowedParent(own, other) {
					t.Errorf("%s imports %s", p.path, dir+"/"+other)
				}
			}
		}
	}
}

// parents are the dialects and formats that amend another one.
var parents = map[string]string{
	"azureinference": "openaichat", "azureopenai": "openaichat", "foundry": "openaichat",
	"groq": "openaichat", "together": "openaichat",
	"deepseek": "openaichat", "llamacpp": "openaichat", "mistral": "openaichat", "vllm": "openaichat", "xai": "openaichat",
	"vertex": "gemini", "bedrockinvoke": "anthropic bedrockconverse", // the bodies of both
}

func allowedParent(child, parent string) bool {
	return slices.Contains(strings.Fields(parents[child]), parent)
}

func TestBelowAppNothingTouchesTheOperatingSystem(t *testing.T) {
	forbidden := []string{"os", "os/exec", "os/user", "os/signal", "net", "net/http", "syscall", "plugin"}
	for _, p := range list(t) {
		r := roomOf(p.path)
		if r == nil || r.system {
			continue
		}
		for _, dep := range p.imports {
			if slices.Contains(forbidden, dep) {
				t.Errorf("%s imports %s", p.path, dep)
			}
		}
	}
}

func TestProgramsHoldNoTestHelpers(t *testing.T) {
	for _, p := range list(t) {
		for _, dep := range p.imports {
			if name, ok := strings.CutPrefix(dep, module); ok && slices.Contains(helpers, name) {
				t.Errorf("%s imports %s, which is for tests", p.path, name)
			}
		}
	}
}

// The libraries have to work in a browser.
func TestLibrariesBuildForWasm(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a third of the program for another system")
	}
	cmd := exec.Command("go", "build", "./translate/...", "./templates/...", "./internal/catalog", "./internal/compose")
	cmd.Dir = testkit.Root(t)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

type pkg struct {
	path    string // below the module
	imports []string
}

var (
	listed  []pkg
	helpers []string // packages for tests: they may use what they like
)

// list returns the packages of the module with what they import, without
// tests.
func list(t *testing.T) []pkg {
	t.Helper()
	if listed != nil {
		return listed
	}
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	cmd.Dir = testkit.Root(t)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		p := pkg{strings.TrimPrefix(words[0], module), words[1:]}
		switch {
		case slices.Contains(p.imports, "testing"):
			helpers = append(helpers, p.path)
		case !slices.ContainsFunc(tools, func(tool string) bool { return in(p.path, tool) }):
			listed = append(listed, p)
		}
	}
	return listed
}

func roomOf(path string) *room {
	for i := range rooms {
		if in(path, rooms[i].name) {
			return &rooms[i]
		}
	}
	for _, tests := range []string{"internal/arch", "internal/doctest"} { // nothing but tests
		if in(path, tests) {
			return &room{name: tests}
		}
	}
	return nil
}

// in reports whether a package is the folder or lies below it.
func in(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}
