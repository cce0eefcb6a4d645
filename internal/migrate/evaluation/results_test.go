package evaluation_test

import (
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/migrate/evaluation"
	"github.com/promptglot/promptglot/internal/testkit"
)

func TestResultsAreATableOfOldAgainstNew(t *testing.T) {
	for _, name := range []string{"answers", "echo"} {
		data, err := os.ReadFile("testdata/" + name + ".results.json")
		if err != nil {
			t.Fatal(err)
		}
		r, err := evaluation.ReadResults(name, data)
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "testdata/"+name+".txt", []byte(r.Text()))
		testkit.Golden(t, "testdata/"+name+".md", []byte(r.Markdown()))
		testkit.Golden(t, "testdata/"+name+".json", r.JSON())
	}
}

func TestABrokenOrForeignFileIsOneClearLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "r.json:1: no JSON",
		"{\n\"results\": }":          "r.json:2: no JSON",
		"[]":                         "r.json is no result of promptfoo",
		`{"results": []}`:            "r.json is no result of promptfoo",
		`{"results": {}}`:            "results.version is missing",
		`{"results": {"version":2}}`: "results of version 2; version 3 is read",
		`{"results": {"version":3}}`: "has no result of a prompt that migrate --eval has written",
		`{"results": {"version":3, "results": [{"success": 3}]}}`:                                 "result 1 cannot be read",
		`{"results": {"version":3, "results": [{"success": true, "prompt": {"label": "mine"}}]}}`: "has no result of a prompt",
	} {
		_, err := evaluation.ReadResults("r.json", []byte(in))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v; want one line with %q", in, err, want)
		}
	}
}

func FuzzReadResults(f *testing.F) {
	for _, name := range []string{"answers", "echo"} {
		data, err := os.ReadFile("testdata/" + name + ".results.json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"results":{"version":3,"results":[{"prompt":{"label":"a | b | old"},"response":null,"gradingResult":{"componentResults":[{}]}}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := evaluation.ReadResults("r.json", data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has several lines: %v", err)
			}
			return
		}
		if r.Text() == "" || r.Markdown() == "" || r.JSON() == nil {
			t.Error("a report says nothing")
		}
	})
}
