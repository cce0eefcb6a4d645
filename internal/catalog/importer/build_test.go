package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/promptglot/promptglot/internal/testkit"
)

func TestTheEmbeddedTableIsWhatTheFactsGive(t *testing.T) {
	facts := testkit.Shared(t, "facts")
	data := filepath.Join(testkit.Root(t), "internal", "catalog", "data")
	fix, err := os.ReadFile(filepath.Join(data, "corrections.json"))
	if err != nil {
		t.Fatal(err)
	}
	first, err := build(os.DirFS(facts), fix)
	if err != nil {
		t.Fatal(err)
	}
	again, err := build(os.DirFS(facts), fix)
	if err != nil || !bytes.Equal(first, again) {
		t.Fatalf("a second run gives other bytes (%v)", err)
	}
	embedded, err := os.ReadFile(filepath.Join(data, "models.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, embedded) {
		t.Error("data/models.tsv is stale; run: go run ./internal/catalog/importer -facts ../shared/facts")
	}
	if len(embedded) > 600_000 {
		t.Errorf("the table has %d bytes, more than 600 kB", len(embedded))
	}
}

// files are small tables that disagree in every way the merge must settle.
func files() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"tables/modelsdev_models.json": file(`{"models": {"openai": {
			"m-1": {"name": "M 1", "temperature": true, "tool_call": true, "limit": {"context": 100, "output": 10}, "modalities": {"input": ["text", "pdf"]},
			        "cost": {"input": 1, "output": 2}, "reasoning_options": [{"type": "effort", "values": ["low", null, "high"]}]}}}}`),
		"tables/litellm_model_prices_2026-08-06.json": file(`{"sample_spec": {"mode": "chat", "litellm_provider": "openai"},
			"m-1": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 90, "input_cost_per_token": 0.000003, "output_cost_per_token": 0.000004,
			        "supports_sampling_params": false, "supports_assistant_prefill": true},
			"Upper": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 5},
			"azure/eu/m-1": {"litellm_provider": "azure", "mode": "chat", "max_input_tokens": 90},
			"someone/else": {"litellm_provider": "reseller", "mode": "chat", "max_input_tokens": 90},
			"us.acme.m-v1:0": {"litellm_provider": "bedrock", "mode": "chat", "max_input_tokens": 7},
			"acme.m-v1:0": {"litellm_provider": "bedrock", "mode": "chat", "max_input_tokens": 7}}`),
		"tables/modelparams.json": file(`{"models": [{"provider": "openai", "authType": "api_key", "model": "m-1", "params": [{"path": "reasoning_effort", "values": ["none", "low"]}]}]}`),
		"tables/modeldeprecations.json": file(`{"models": [
			{"provider": "openai", "model": "m-1", "status": "deprecated", "deprecated_on": "2026-01-02", "shutdown_on": "2026-12-01", "replacements": [{"model": "m-2"}, {"model": "m-3", "recommended": true}]},
			{"provider": "google", "model": "g-1", "status": "active", "earliest_shutdown_on": "2026-10-16"}]}`),
		"tables/deprecations_rss.json": file(`{"items": [
			{"provider": "OpenAI", "model_id": "m-1", "shutdown_date": "2026-11-30", "replacement_models": ["m-9"]},
			{"provider": "Google", "model_id": "g-1", "shutdown_date": "2026-10-16"},
			{"provider": "OpenAI", "model_id": "a model in words", "shutdown_date": "2026-11-30"}]}`),
		"tables/genai_prices_data.json": file(`[{"id": "openai", "models": [{"id": "m-4", "prices": {"input_mtok": {"base": 1, "tiers": [{"start": 50, "price": 2}]}, "output_mtok": 3}}]}]`),
		"models_from_sdks.json":         file(`{"openai (sdk)": ["m-5"]}`),
	}
}

func TestTablesAreMergedInTheDocumentedOrder(t *testing.T) {
	b, err := build(files(), []byte(`{"as_of": "2026-11-22", "models": [{"host": "openai", "id": "m-5", "retires": "2026-11-01", "source": "x", "as_of": "2026-11-20"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.TrimSuffix(line, "\n"))
		}
	}
	want := []string{
		"bedrock\tacme.m-v1:0\t\t\t\tl7,,\t\t\t",
		"gemini\tg-1\t\t\t\t\t\tma,,,,2026-10-16\t",
		"openai\tm-1\t\tM 1\tdtp\td100,,10\tls,3,4,,\tmd,2026-01-02,2026-12-01,m-3,\taudio_in-d;effort+pnone|low;pdf+d;prefill+l;sampling?dl;tools+d;vision-d",
		"openai\tm-4\t\t\t\t\tgs,1,3,,;s50,2,,,\t\t",
		"openai\tm-5\t\t\t\t\t\tAr,,2026-11-01,,\t",
		"openai\tupper\tUpper\t\t\tl5,,\t\t\t",
	}
	if got := strings.Join(rows, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestABrokenTableIsNamed(t *testing.T) {
	fsys := files()
	fsys["tables/modelparams.json"] = &fstest.MapFile{Data: []byte("{")}
	if _, err := build(fsys, []byte(`{"as_of": "2026-11-22"}`)); err == nil || !strings.Contains(err.Error(), "tables/modelparams.json") {
		t.Errorf("got %v", err)
	}
	if _, err := build(files(), []byte(`{"as_of": "2026-11-22", "models": [{"host": "openai", "id": "m"}]}`)); err == nil || !strings.Contains(err.Error(), "openai/m") {
		t.Errorf("an unsourced correction gives %v", err)
	}
	if err := run("", "", ""); err == nil {
		t.Error("without -facts nothing can be built")
	}
}
