package catalog

import (
	"slices"
	"testing"
)

func TestLookupKnowsModelsUnderTheirManyNames(t *testing.T) {
	tests := []struct {
		host, model          string
		known                bool
		family, base, status string
	}{
		{"openai", "gpt-5.4", true, "gpt-5.1+", "gpt-5.4", "active"},
		{"openai", "openai/gpt-5.4", true, "gpt-5.1+", "gpt-5.4", "active"},
		{"openai", "GPT-4o", true, "gpt-4o", "gpt-4o", ""},
		{"openai", "gpt-4o-2024-05-13", true, "gpt-4o", "gpt-4o-2024-05-13", "retired"},
		{"openai", "ft:gpt-4o-mini-2024-07-18:acme::abc123", true, "gpt-4o", "", ""},
		{"openai", "o3", true, "o3", "o3", "deprecated"},
		{"openai", "o4-mini-2025-04-16", true, "o4", "", "retired"},
		{"openai", "gpt-4.1-nano", true, "gpt-4.1", "gpt-4.1-nano", "retired"},
		{"openai", "gpt-6-sol", false, "gpt-6", "", "unknown"},
		{"openai", "gpt-5-nano", true, "gpt-5", "gpt-5-nano", "deprecated"},
		{"openai", "text-embedding-3-small", true, "", "text-embedding-3-small", ""},
		{"openai", "my-own-model", false, "", "", "unknown"},
		{"openai", "", false, "", "", "unknown"},
		{"anthropic", "claude-opus-5", true, "claude-opus-5", "claude-opus-5", "active"},
		{"anthropic", "claude-opus-5-5", false, "claude-opus-5", "", "unknown"},
		{"anthropic", "claude-haiku-4-5-20251001", true, "claude-4.5", "claude-haiku-4-5-20251001", "active"},
		{"anthropic", "claude-sonnet-4-5", true, "claude-4.5", "claude-sonnet-4-5", "deprecated"},
		{"anthropic", "claude-3-5-sonnet-latest", true, "claude-3", "claude-3-5-sonnet-latest", "retired"},
		{"anthropic", "claude-3.7-sonnet", true, "claude-3.7", "", "retired"},
		{"anthropic", "claude-opus-4-1-20250805", true, "claude-4", "claude-opus-4-1-20250805", "retired"},
		{"gemini", "gemini-3.1-pro-preview", true, "gemini-3", "gemini-3.1-pro-preview", "active"},
		{"gemini", "models/gemini-2.5-flash", true, "gemini-2.5", "gemini-2.5-flash", "active"},
		{"gemini", "google/gemini-2.5-pro", true, "gemini-2.5", "gemini-2.5-pro", "active"},
		{"vertex", "publishers/google/models/gemini-2.5-pro", true, "gemini-2.5", "gemini-2.5-pro", "retired"},
		{"vertex", "claude-haiku-4-5@20251001", true, "claude-4.5", "", ""},
		{"bedrock", "us.anthropic.claude-opus-5", true, "claude-opus-5", "", ""},
		{"bedrock", "anthropic.claude-3-7-sonnet-20250219-v1:0", true, "claude-3.7", "anthropic.claude-3-7-sonnet-20250219-v1:0", "retired"},
		{"bedrock", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-premier-v1:0", true, "amazon", "amazon.nova-premier-v1:0", "retired"},
		{"azure-openai", "gpt-35-turbo", true, "gpt-3.5", "", ""},
		{"groq", "openai/gpt-oss-120b", true, "gpt-oss", "openai/gpt-oss-120b", ""},
		{"groq", "llama-3.3-70b-versatile", true, "llama-3", "llama-3.3-70b-versatile", "retired"},
		{"xai", "grok-code-fast-1", true, "grok", "", "retired"},
		{"mistral", "mistral-large-latest", true, "mistral", "mistral-large-latest", ""},
		{"foundry", "Phi-4", true, "phi-4", "", ""},
		{"foundry", "MAI-DS-R1", true, "mai", "", ""},
	}
	for _, tt := range tests {
		m := Lookup(tt.host, tt.model)
		if m.Known != tt.known || m.Family != tt.family || tt.base != "" && m.Base != tt.base || tt.status != "" && m.Status != tt.status {
			t.Errorf("Lookup(%s, %s) = known %v, family %q, base %q, status %s; want %v %q %q %s",
				tt.host, tt.model, m.Known, m.Family, m.Base, m.Status, tt.known, tt.family, tt.base, tt.status)
		}
		if m.Host != tt.host || m.ID != tt.model {
			t.Errorf("Lookup(%s, %s) answers for %s, %s", tt.host, tt.model, m.Host, m.ID)
		}
	}
}

func TestGatesHoldPerModel(t *testing.T) {
	tests := []struct {
		host, model, gate string
		is                Tri
	}{
		{"anthropic", "claude-opus-5", "sampling", No},
		{"anthropic", "claude-opus-5", "prefill", No},
		{"anthropic", "claude-opus-5", "mid_system", Yes},
		{"anthropic", "claude-opus-5", "thinking_budget", No},
		{"anthropic", "claude-opus-5", "thinking_adaptive", Yes},
		{"anthropic", "claude-opus-5-5", "sampling", No},
		{"anthropic", "claude-sonnet-5", "sampling", No},
		{"anthropic", "claude-sonnet-5", "mid_system", Unknown},
		{"anthropic", "claude-fable-5", "mid_system", Unknown},
		{"anthropic", "claude-fable-5-2", "sampling", No},
		{"anthropic", "claude-mythos-5-1", "sampling", No},
		{"anthropic", "claude-sonnet-4-6", "prefill", Unknown},
		{"anthropic", "claude-sonnet-4-6", "sampling", Yes},
		{"anthropic", "claude-opus-4-6", "prefill", No},
		{"anthropic", "claude-opus-4-5", "prefill", Yes},
		{"anthropic", "claude-haiku-4-5", "sampling", Yes},
		{"anthropic", "claude-haiku-4-5", "mid_system", No},
		{"anthropic", "claude-haiku-4-5", "effort", No},
		{"bedrock", "us.anthropic.claude-fable-5", "sampling", No},
		{"openai", "gpt-5.4", "sampling", No},
		{"openai", "gpt-5.4", "max_tokens", No},
		{"openai", "gpt-4.1", "sampling", Yes},
		{"openai", "gpt-4o", "stop", Yes},
		{"openai", "gpt-4o", "effort", No},
		{"openai", "o3", "sampling", No},
		{"openai", "o3", "stop", No},
		{"openai", "o3", "effort", Yes},
		{"openai", "gpt-6-sol", "sampling", Unknown},
		{"gemini", "gemini-3.1-pro-preview", "effort", Yes},
		{"gemini", "gemini-2.5-flash", "effort", No},
		{"gemini", "gemini-2.5-flash", "thinking_budget", Yes},
		{"openai", "my-own-model", "sampling", Unknown},
	}
	for _, tt := range tests {
		g := Lookup(tt.host, tt.model).Gate(tt.gate)
		if g.Is != tt.is {
			t.Errorf("%s/%s: %s is %v (%s), want %v", tt.host, tt.model, tt.gate, g.Is, g.Note, tt.is)
		}
	}
	if g := Lookup("openai", "gpt-5.4").Gate("sampling"); g.Unless != "reasoning_effort=none" {
		t.Errorf("gpt-5.4 takes sampling unless %q", g.Unless)
	}
	if v := Lookup("anthropic", "claude-opus-4-6").Gate("effort").Values; !slices.Equal(v, []string{"low", "medium", "high", "max"}) {
		t.Errorf("claude-opus-4-6 has the efforts %v", v)
	}
}

func TestPricesAndDatesAreTheHostsOwn(t *testing.T) {
	m := Lookup("openrouter", "claude-opus-4-1-20250805")
	if m.Known && (m.Prices != nil || m.Retires != "") {
		t.Errorf("a host without a row got prices %v and the date %q of the maker", m.Prices, m.Retires)
	}
	if m.Context == nil {
		t.Error("the maker's context limit holds at every host")
	}
	p := Lookup("openai", "gpt-5.4").Prices
	if len(p) < 2 || p[0].Above != 0 || *p[0].Input != 2.5 || *p[0].Output != 15 || p[1].Above != 272000 || *p[1].Input != 5 {
		t.Errorf("gpt-5.4 is priced %+v", p)
	}
}

func TestFamilyPatternsCompileAndStartAsTheyClaim(t *testing.T) {
	starts := map[string]string{
		"^claude-opus-(5|4)": "claude-opus-", "^claude": "claude", "^gpt-5(-|$)": "gpt-5", "^llama-?3": "llama", "^a|b": "", "b": "", "^(a|b)": "", "^ab*": "a",
	}
	for pattern, want := range starts {
		if got := literalStart(pattern); got != want {
			t.Errorf("literalStart(%s) = %q, want %q", pattern, got, want)
		}
	}
	var names []string
	for _, host := range Default().Hosts() {
		for _, m := range Models(host) {
			names = append(names, bareName(m.ID))
		}
	}
	for i := range Default().families() {
		f := &Default().families()[i]
		re := f.re() // panics where the pattern is broken
		for _, n := range names {
			if re.MatchString(n) != f.matches(n) {
				t.Errorf("%s: the literal start %q hides %s", f.Match, f.start, n)
			}
		}
	}
}
