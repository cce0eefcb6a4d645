package evaluation_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/internal/migrate/evaluation"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

var engine = compose.New(catalog.Default())

// A repo is files in memory.
type repo map[string][]byte

func load(t testing.TB) repo {
	a, err := txtar.ParseFile("testdata/support.txtar")
	if err != nil {
		t.Fatal(err)
	}
	m := repo{}
	for _, f := range a.Files {
		m[f.Name] = f.Data
	}
	return m
}

func (m repo) read(name string) ([]byte, error) {
	if data, ok := m[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (m repo) plan(t testing.TB, names ...string) *migrate.Plan {
	var targets []translate.Target
	for _, n := range names {
		x, err := translate.ParseTarget(engine.Catalog, n)
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, x)
	}
	var files []*source.File
	var l *lock.Lock
	for n, data := range m {
		if n == lock.Name {
			var err error
			if l, err = lock.Parse(n, data); err != nil {
				t.Fatal(err)
			}
			continue
		}
		files = append(files, source.NewFile(n, data))
	}
	p, err := migrate.New(context.Background(), engine, files, targets, migrate.Options{Lock: l, Read: m.read, Tool: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var targets = []string{"anthropic@2026-10-21/claude-opus-5", "gemini/gemini-2.5-pro"}

func (m repo) evaluation(t testing.TB, o evaluation.Options) *evaluation.Evaluation {
	o.Read = m.read
	ev, err := evaluation.New(context.Background(), engine, m.plan(t, targets...), o)
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

// dump is what the writing decides: neither the programs nor the catalogue's
// table of prices.
func dump(ev *evaluation.Evaluation) []byte {
	a := &txtar.Archive{Comment: []byte(strings.Join(ev.Notes, "\n") + "\n" + strings.Join(ev.Env, " ") + "\n")}
	for _, f := range ev.Files {
		if !strings.HasSuffix(f.Path, ".cjs") && f.Path != "answers.json" {
			a.Files = append(a.Files, txtar.File{Name: f.Path, Data: f.Data})
		}
	}
	return txtar.Format(a)
}

func TestAnEvaluationAsksOldAndNewTheSame(t *testing.T) {
	testkit.Golden(t, "testdata/support.golden", dump(load(t).evaluation(t, evaluation.Options{})))
}

func TestTheSameRepositoryGivesTheSameEvaluationBeforeAndAfterTheMigration(t *testing.T) {
	m := load(t)
	before := m.evaluation(t, evaluation.Options{})
	for _, c := range m.plan(t, targets...).Changes {
		if c.New == nil {
			delete(m, c.Path)
		} else {
			m[c.Path] = c.New
		}
	}
	if b, a := dump(before), dump(m.evaluation(t, evaluation.Options{})); !bytes.Equal(b, a) {
		t.Error("carrying the migration out has changed its evaluation")
	}
}

func TestDataTakeThePlaceOfSamplesWhereTheyHaveAllVariables(t *testing.T) {
	data, err := evaluation.ReadData("d.jsonl", []byte("{\"city\": \"Paris\", \"more\": 1}\n\n{\"city\": \"{{env.HOME}}\"}\n{\"product\": \"x\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	ev := load(t).evaluation(t, evaluation.Options{Data: data})
	cases := string(file(t, ev, "cases/prompts_weather.jsonl"))
	if cases != "{\"city\":\"Paris\"}\n{\"city\":\"{{env.HOME}}\"}\n" {
		t.Errorf("cases are %s", cases)
	}
	if !slices.ContainsFunc(ev.Notes, func(n string) bool { return strings.Contains(n, "answer.prompty: no line of the data has") }) {
		t.Errorf("nothing tells that a prompt got samples: %q", ev.Notes)
	}
}

func file(t testing.TB, ev *evaluation.Evaluation, name string) []byte {
	for _, f := range ev.Files {
		if f.Path == name {
			return f.Data
		}
	}
	t.Fatalf("there is no %s", name)
	return nil
}

func TestBrokenDataAreOneClearLine(t *testing.T) {
	for in, want := range map[string]string{
		"{\"a\": 1}\n[1]\n": "d.jsonl:2: ",
		"{\"a\": 1} {}\n":   "d.jsonl:1: ",
		"null\n":            "d.jsonl:1: ",
		"\n \n":             "d.jsonl is empty",
	} {
		_, err := evaluation.ReadData("d.jsonl", []byte(in))
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v; want one line that begins with %q", in, err, want)
		}
	}
}

func TestACaseBoundIsToldAndKept(t *testing.T) {
	ev := load(t).evaluation(t, evaluation.Options{Most: 1})
	if ev.Requests != 9 {
		t.Errorf("%d requests; expected one case for each of three prompts on three sides", ev.Requests)
	}
	if !slices.ContainsFunc(ev.Notes, func(n string) bool { return strings.Contains(n, "more cases are left out") }) {
		t.Errorf("nothing tells of cases left out: %q", ev.Notes)
	}
}

func TestNoKeyStandsInAnEvaluation(t *testing.T) {
	for _, f := range load(t).evaluation(t, evaluation.Options{}).Files {
		if !bytes.Equal(source.RedactBytes(f.Data), f.Data) {
			t.Errorf("%s holds what looks like a credential", f.Path)
		}
	}
}

// written writes an evaluation to a folder.
func written(t testing.TB, ev *evaluation.Evaluation) string {
	dir := t.TempDir()
	for _, f := range append(slices.Clone(ev.Files), ev.Own...) {
		p := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPromptfooTakesAndRunsTheEvaluation(t *testing.T) {
	program, err := filepath.Abs("npmtest/node_modules/.bin/promptfoo")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("run npm install --omit=optional && npm test in internal/migrate/evaluation/npmtest")
	}
	ev := load(t).evaluation(t, evaluation.Options{})
	dir := written(t, ev)
	promptfoo := func(args ...string) string {
		cmd := exec.Command(program, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PROMPTFOO_CONFIG_DIR="+filepath.Join(dir, ".promptfoo"), "PROMPTFOO_DISABLE_TELEMETRY=1",
			"PROMPTFOO_DISABLE_UPDATE=1", "PROMPTFOO_DISABLE_REMOTE_GENERATION=true", "PROMPTFOO_FAILED_TEST_EXIT_CODE=0")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("promptfoo %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	if out := promptfoo("validate", "-c", evaluation.ConfigName); !strings.Contains(out, "Configuration is valid") {
		t.Fatalf("promptfoo validate says %s", out)
	}
	promptfoo("eval", "-c", evaluation.ConfigName, "--no-cache", "--no-progress-bar", "--no-table", "-r", "echo", "-o", "results.json")
	data, err := os.ReadFile(filepath.Join(dir, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	report, err := evaluation.ReadResults("results.json", data)
	if err != nil {
		t.Fatal(err)
	}
	tests := 0
	for _, p := range report.Prompts {
		for _, s := range p.Sides {
			tests += s.Tests
			if s.Errors > 0 {
				t.Errorf("%s on %s: %s", p.Prompt, s.Target, s.Error)
			}
		}
	}
	if tests != ev.Requests {
		t.Errorf("%d results of %d requests", tests, ev.Requests)
	}
	sent(t, ev, data)
}

// sent makes sure that what promptfoo would have sent are the requests.
func sent(t *testing.T, ev *evaluation.Evaluation, results []byte) {
	want := map[string]bool{}
	for _, f := range ev.Files {
		if strings.HasPrefix(f.Path, "requests/") {
			for line := range strings.Lines(string(f.Data)) {
				want[canonical(t, line)] = true
			}
		}
	}
	var file struct {
		Results struct {
			Results []struct{ Response struct{ Output string } }
		}
	}
	if err := json.Unmarshal(results, &file); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, r := range file.Results.Results {
		s := canonical(t, r.Response.Output)
		got[s] = true
		if !want[s] {
			t.Errorf("promptfoo would send what promptglot has not written: %s", s)
		}
	}
	if len(got) != len(want) {
		t.Errorf("promptfoo would send %d of %d requests", len(got), len(want))
	}
}

func canonical(t *testing.T, s string) string {
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
