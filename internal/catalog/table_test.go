package catalog

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestTheTableIsSortedAndEveryLineIsFound(t *testing.T) {
	table := Default().models()
	lines := strings.Split(strings.TrimSuffix(table.body, "\n"), "\n")
	if !slices.IsSorted(lines) {
		t.Error("the lines are not sorted")
	}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) != columns+1 {
			t.Fatalf("%d columns in %q", len(f), line)
		}
		cols, ok := table.find(f[0], f[1])
		if !ok || !slices.Equal(cols, f[1:]) {
			t.Errorf("%s/%s is not found", f[0], f[1])
		}
	}
	if _, ok := table.find("zzz", "zzz"); ok {
		t.Error("a host after the last one is found")
	}
	if _, ok := table.find("", ""); ok {
		t.Error("nothing is found")
	}
}

func TestHostsAreListedOnceAndHaveModels(t *testing.T) {
	hosts := Default().Hosts()
	if !slices.IsSorted(hosts) || len(slices.Compact(slices.Clone(hosts))) != len(hosts) || len(hosts) < 15 {
		t.Errorf("hosts are %v", hosts)
	}
	for _, h := range hosts {
		if len(Models(h)) == 0 {
			t.Errorf("%s has no models", h)
		}
	}
}

func TestLookupIsSafeForConcurrentUse(t *testing.T) {
	c := fresh()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				m := c.Lookup("anthropic", "claude-opus-5")
				m.Gates["own"] = Gate{Note: fmt.Sprint(i)}
				c.Dialect("openai")
				c.Features()
			}
		})
	}
	wg.Wait()
	if g := c.Lookup("anthropic", "claude-opus-5").Gate("own"); g.Note != "" {
		t.Error("a caller's record is shared with others")
	}
}

func TestVendorsAreFoundByHostAndEnv(t *testing.T) {
	tests := []struct{ host, vendor string }{
		{"api.openai.com", "openai"},
		{"myres.openai.azure.com", "azure-openai"},
		{"bedrock-runtime.us-east-1.amazonaws.com", "bedrock"},
		{"europe-west4-aiplatform.googleapis.com", "vertex"},
		{"localhost:11434", "ollama"},
		{"LOCALHOST:8000", "open-weight"},
		{"api.x.ai", "xai"},
		{"localhost", ""},
		{"api.openai.com.example.org", ""},
		{".openai.azure.com", ""},
	}
	for _, tt := range tests {
		if v, _ := Default().VendorOfHost(tt.host); v.ID != tt.vendor {
			t.Errorf("%s is of %q, want %q", tt.host, v.ID, tt.vendor)
		}
	}
	if v, _ := Default().VendorOfEnv("MISTRAL_API_KEY"); v.ID != "mistral" {
		t.Errorf("MISTRAL_API_KEY is of %q", v.ID)
	}
	if _, ok := Default().VendorOfEnv("API_KEY"); ok {
		t.Error("API_KEY is of nobody")
	}
}

func TestNearestOffersWhatWasMeant(t *testing.T) {
	tests := []struct{ name, first string }{
		{"antropic", "anthropic"}, {"opnai", "openai"}, {"openai-responces", "openai-responses"},
		{"bedrock", "bedrock-converse"}, {"Gemini2", "gemini"}, {"mistrall", "mistral"},
	}
	for _, tt := range tests {
		if got := Nearest(tt.name); got[0] != tt.first {
			t.Errorf("Nearest(%s) = %v, want %s first", tt.name, got, tt.first)
		}
	}
	if got := Nearest("zzzzzzzz"); len(got) < 20 {
		t.Errorf("with nothing near, all are offered; got %v", got)
	}
	if got := Default().NearestModel("openai", "gpt-5.44"); len(got) == 0 || !slices.Contains(got, "gpt-5.4") {
		t.Errorf("gpt-5.44 is near %v", got)
	}
}
