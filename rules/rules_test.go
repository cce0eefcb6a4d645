package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/policies"
	"github.com/promptglot/promptglot/translate"
)

// world returns an engine and options that judge by a fixed day.
func world(t testing.TB, targets ...string) (*compose.Engine, *Options) {
	t.Helper()
	e := compose.New(catalog.Default())
	o := &Options{Catalog: e.Catalog, Translator: e.Translator, AsOf: "2026-11-22"}
	for _, s := range targets {
		to, err := translate.ParseTarget(e.Catalog, s)
		if err != nil {
			t.Fatal(err)
		}
		o.Targets = append(o.Targets, to)
	}
	return e, o
}

// collect returns all facts of a file, as the program does.
func collect(e *compose.Engine, o *Options, name, text string) (*source.File, []*compose.Doc, []*fact.Fact) {
	f := source.NewFile(name, []byte(text))
	docs := e.OpenNamed(f)
	var out []*fact.Fact
	for _, d := range docs {
		out = append(out, Collect(o, d)...)
	}
	return f, docs, append(out, CollectFile(o, f, docs)...)
}

func line(f *source.File, x *fact.Fact) string {
	at, shown := "-", ""
	if x.Start != nil {
		at = fmt.Sprintf("%d:%d-%d:%d", x.Start.Line, x.Start.Column, x.End.Line, x.End.Column)
		shown = f.Slice(source.Span{Start: x.Start.Offset, End: x.End.Offset})
	}
	name := x.Feature
	if x.Code != "" {
		name += "/" + x.Code
	}
	s := fmt.Sprintf("%s %s %s %s %q %s\n", x.Kind, name, x.Vendor, at, shown, x.Message)
	for _, fix := range x.Fixes {
		for _, e := range fix.Edits {
			s += fmt.Sprintf("  %s fix: %s: %q → %q\n", fix.Applicability, fix.Message,
				f.Slice(source.Span{Start: e.Start.Offset, End: e.End.Offset}), e.Text)
		}
	}
	return s
}

// Every fixture has the facts of its golden file; prompt facts and losses are
// left to the tests of those who make them.
func TestFixtures(t *testing.T) {
	e, o := world(t)
	o.VendorProse = true
	paths, err := filepath.Glob("testdata/facts/*")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, p := range paths {
		if strings.HasSuffix(p, ".golden") {
			continue
		}
		t.Run(filepath.Base(p), func(t *testing.T) {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			f, docs, facts := collect(e, o, filepath.Base(p), string(data))
			var b strings.Builder
			for _, x := range facts {
				if x.Kind != fact.Prompt {
					b.WriteString(line(f, x))
				}
			}
			for _, w := range Waivers(f, docs) {
				at := f.Pos(w.Span.Start)
				fmt.Fprintf(&b, "waives %v on line %d from %d:%d until %q because %q\n", w.Rules, w.AppliesTo, at.Line, at.Column, w.Until, w.Reason)
			}
			testkit.Golden(t, p+".golden", []byte(b.String()))
		})
	}
}

// Each block of the decoys is a text that looks like something and is nothing.
func TestDecoysAreSilent(t *testing.T) {
	e, o := world(t)
	data, err := os.ReadFile("testdata/decoys.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, block := range strings.Split(string(data), "\n%%\n") {
		n += strings.Count(block, "\n") + 1
		for _, name := range []string{"system.prompt.txt", "prompt.md"} {
			f, _, facts := collect(e, o, name, block)
			for _, x := range facts {
				if x.Kind == fact.Text || x.Kind == fact.Waiver || x.Kind == fact.Feature {
					t.Errorf("%s: %s", name, line(f, x))
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d lines", n)
	}
}

// Codes are what the shipped policies match on.
func TestEveryCodeIsKnownToThePolicies(t *testing.T) {
	e, o := world(t)
	seen := map[string]bool{}
	for _, p := range must(filepath.Glob("testdata/facts/*")) {
		if strings.HasSuffix(p, ".golden") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		_, _, facts := collect(e, o, filepath.Base(p), string(data))
		for _, x := range facts {
			codes, closed := policies.Codes[x.Kind]
			if closed && x.Code != "" && !slices.Contains(codes, x.Code) {
				t.Errorf("%s: no policy knows the code %q", p, x.Code)
			}
			if x.Kind == fact.Text {
				seen[x.Code] = true
			}
			if x.Feature != "" {
				if _, ok := o.Catalog.FeatureByID(x.Feature); !ok {
					t.Errorf("%s: no feature %q", p, x.Feature)
				}
			}
		}
	}
	for _, code := range policies.Codes[fact.Text] {
		if !seen[code] {
			t.Errorf("no fixture shows the code %q", code)
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// The same file gives the same facts, and ids are unique.
func TestFactsAreDeterministicAndApart(t *testing.T) {
	e, o := world(t, "openai-chat/gpt-4o", "anthropic/claude-opus-5", "gemini")
	data := string(must(os.ReadFile("testdata/facts/marks.json")))
	_, _, first := collect(e, o, "marks.json", data)
	_, _, again := collect(e, o, "marks.json", data)
	if !reflect.DeepEqual(first, again) {
		t.Error("two runs differ")
	}
	ids := map[string]bool{}
	for _, x := range first {
		if ids[x.ID] {
			t.Errorf("the id %s is given twice", x.ID)
		}
		ids[x.ID] = true
	}
	moved := "\n\n" + data
	_, _, below := collect(e, o, "marks.json", moved)
	for i := range first {
		if first[i].ID != below[i].ID {
			t.Errorf("two empty lines at the top change the id of %s", first[i].Message)
		}
	}
}

// A kind that nobody reads is not computed.
func TestOnlyWhatIsNeededIsComputed(t *testing.T) {
	e, o := world(t, "openai-chat/gpt-4o")
	o.Needs = func(k fact.Kind) bool { return k == fact.Text }
	_, _, facts := collect(e, o, "marks.json", string(must(os.ReadFile("testdata/facts/marks.json"))))
	for _, x := range facts {
		if x.Kind != fact.Text {
			t.Errorf("%s was not asked for: %s", x.Kind, x.Message)
		}
	}
	if len(facts) == 0 {
		t.Error("nothing was found")
	}
}

// No bytes make a range that leaves the file or stands on its head.
func FuzzFactsStayInTheFile(f *testing.F) {
	f.Add("You are ChatGPT, trained by OpenAI. <|im_start|>\n\nHuman: x\n\nAssistant: <think>")
	f.Add("{{#if a}}<|eot_id|>{{/if}}{# promptglot: ignore[A] -- b #}\n<a>\n``` [INST]")
	e, o := world(f, "openai-chat/gpt-4o")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"a.prompt.md", "a.prompty", "a.json"} {
			file, docs, facts := collect(e, o, name, text)
			for _, x := range facts {
				if x.Start != nil && (x.Start.Offset < 0 || x.End.Offset > len(file.Data) || x.Start.Offset > x.End.Offset) {
					t.Errorf("%s: %v-%v of %d bytes: %s", name, x.Start, x.End, len(file.Data), x.Message)
				}
			}
			for _, w := range Waivers(file, docs) {
				if w.Span.Start < 0 || w.Span.End > len(file.Data) || w.Span.Len() <= 0 {
					t.Errorf("%s: a suppression at %v", name, w.Span)
				}
			}
		}
	})
}

// Names of folders by which languages and frameworks set tests apart.
func TestFilesOfTestsAreTold(t *testing.T) {
	for file, want := range map[string]bool{
		"Shop.UnitTests/Data/ask.json": true, "dotnet/IntegrationTests/ask.json": true, "Shop.Test/ask.prompty": true,
		"shop-tests/ask.json": true, "shop_tests/ask.json": true, "tests/ask.json": true, "app/test_ask.py": true, "app/ask_test.go": true,
		"web/Header.stories.tsx": true, "web/chart.clienttest.ts": true, "web/v1.latest.json": false, "seed/framework-traces/a.json": true, "app/test-fixtures/a.poml": true, "api/cassettes/a.yaml": true, "evals/results/a.json": true, "evals/results/a.py": false,
		"web/test-config.ts": true, "app/ask.json": false, "tester-app.ts": false, "contests/ask.json": false, "Latest/ask.json": false, "attests.json": false,
	} {
		if got := inTest(file); got != want {
			t.Errorf("%s: got %v", file, got)
		}
	}
}
