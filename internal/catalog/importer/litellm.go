package main

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// litellmHosts maps the table's providers to hosts of ours. Resellers that no
// dialect of ours speaks to are left out.
var litellmHosts = map[string]string{
	"openai": "openai", "text-completion-openai": "openai",
	"azure": "azure-openai", "azure_text": "azure-openai", "azure_ai": "foundry",
	"anthropic": "anthropic", "gemini": "gemini",
	"bedrock": "bedrock", "bedrock_converse": "bedrock", "amazon_nova": "bedrock",
	"mistral": "mistral", "codestral": "mistral", "cohere": "cohere", "cohere_chat": "cohere",
	"xai": "xai", "deepseek": "deepseek", "groq": "groq", "together_ai": "together",
	"fireworks_ai": "fireworks", "openrouter": "openrouter", "ollama": "ollama",
	"dashscope": "alibaba", "moonshot": "moonshot", "zai": "zai", "minimax": "minimax",
	"perplexity": "perplexity", "cerebras": "cerebras", "meta_llama": "meta",
}

var litellmModes = map[string]bool{"chat": true, "responses": true, "completion": true, "embedding": true}

type litellmModel map[string]json.RawMessage

func (m litellmModel) str(k string) string {
	var s string
	_ = json.Unmarshal(m[k], &s)
	return s
}

func (m litellmModel) flag(k string) (value, stated bool) {
	if err := json.Unmarshal(m[k], &value); err != nil || len(m[k]) == 0 {
		return false, false
	}
	return value, true
}

func (m litellmModel) num(k string) int {
	var f float64
	_ = json.Unmarshal(m[k], &f)
	return int(f)
}

func readLitellm(fsys fs.FS, t table) error {
	var models map[string]litellmModel
	if err := readJSON(fsys, "tables/litellm_model_prices_2026-08-06.json", &models); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(models)) {
		m := models[key]
		provider := m.str("litellm_provider")
		host := litellmHosts[provider]
		if strings.HasPrefix(provider, "vertex_ai") {
			host = "vertex"
		}
		id, ok := litellmID(provider, key)
		if key == "sample_spec" || host == "" || !ok || !litellmModes[m.str("mode")] {
			continue
		}
		r := t.row(host, id)
		litellmFigures(m, r)
		litellmGates(m, r)
	}
	return nil
}

// litellmID returns the id as the host knows it. Rows for one region or one
// commitment only repeat the model under another price and are left out.
func litellmID(provider, key string) (string, bool) {
	parts := strings.Split(key, "/")
	switch provider {
	case "bedrock", "bedrock_converse":
		return key, len(parts) == 1
	case "azure", "azure_text", "azure_ai":
		return parts[len(parts)-1], len(parts) == 2
	case "openai", "text-completion-openai", "anthropic":
		return key, len(parts) == 1
	case "fireworks_ai":
		return strings.TrimPrefix(key, "fireworks_ai/"), !strings.Contains(key, "-to-") && !strings.Contains(key, "-up-to")
	}
	if len(parts) == 1 {
		return key, true
	}
	return strings.Join(parts[1:], "/"), true
}

func litellmFigures(m litellmModel, r *row) {
	in, out := m.num("max_input_tokens"), m.num("max_output_tokens")
	if in > 0 || out > 0 {
		setLimits(r, "l", [3]int{in, 0, out})
	}
	var ps []price
	add := func(tier byte, above int, suffix, batch string) {
		p := price{tier: tier, above: above,
			in:      mtok(m, "input_cost_per_token"+suffix+batch),
			out:     mtok(m, "output_cost_per_token"+suffix+batch),
			cacheR:  mtok(m, "cache_read_input_token_cost"+suffix+batch),
			cacheWr: mtok(m, "cache_creation_input_token_cost"+suffix+batch),
		}
		if p.in != "" || p.out != "" {
			ps = append(ps, p)
		}
	}
	add('s', 0, "", "")
	for _, k := range []int{128, 200, 256, 272, 512} {
		add('s', k*1000, "_above_"+strconv.Itoa(k)+"k_tokens", "")
	}
	add('b', 0, "", "_batches")
	add('f', 0, "", "_flex")
	add('p', 0, "", "_priority")
	if len(ps) > 0 && ps[0].above == 0 && ps[0].tier == 's' {
		setPrices(r, "l", ps)
	}
	if d := m.str("deprecation_date"); isDate(d) {
		setLife(r, "l", life{retires: d})
	}
}

// mtok turns dollars per token into dollars per million tokens.
func mtok(m litellmModel, key string) string {
	f, err := strconv.ParseFloat(string(m[key]), 64)
	if err != nil {
		return ""
	}
	return trimNumber(f * 1e6)
}

var litellmFlags = []struct{ key, gate string }{
	{"supports_sampling_params", "sampling"},
	{"supports_assistant_prefill", "prefill"},
	{"supports_mid_conversation_system", "mid_system"},
	{"supports_function_calling", "tools"},
	{"supports_tool_choice", "forced_tool"},
	{"supports_parallel_function_calling", "parallel_tools"},
	{"supports_vision", "vision"},
	{"supports_pdf_input", "pdf"},
	{"supports_audio_input", "audio_in"},
	{"supports_audio_output", "audio_out"},
	{"supports_adaptive_thinking", "thinking_adaptive"},
	{"supports_speed", "speed"},
}

func litellmGates(m litellmModel, r *row) {
	for _, f := range litellmFlags {
		if v, ok := m.flag(f.key); ok {
			r.say("l", f.gate, v)
		}
	}
	// A schema that is only imitated with a tool is no structured output, and
	// for Claude the wider flag means just that.
	key := "supports_response_schema"
	if strings.Contains(strings.ToLower(r.id), "claude") {
		key = "supports_native_structured_output"
	}
	if v, ok := m.flag(key); ok {
		r.say("l", "structured_output", v)
	}
}
