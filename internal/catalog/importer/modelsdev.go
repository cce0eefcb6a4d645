package main

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var modelsdevHosts = map[string]string{
	"alibaba": "alibaba", "amazon-bedrock": "bedrock", "anthropic": "anthropic",
	"azure": "azure-openai", "cerebras": "cerebras", "cohere": "cohere", "deepseek": "deepseek",
	"fireworks-ai": "fireworks", "github-models": "github", "google": "gemini",
	"google-vertex": "vertex", "google-vertex-anthropic": "vertex", "groq": "groq",
	"huggingface": "huggingface", "llama": "meta", "minimax": "minimax", "mistral": "mistral",
	"moonshotai": "moonshot", "nvidia": "nvidia", "ollama-cloud": "ollama", "openai": "openai",
	"perplexity": "perplexity", "togetherai": "together", "xai": "xai", "zai": "zai",
}

// azureOpenAI tells OpenAI's models on Azure from those of other makers, which
// the Foundry serves.
var azureOpenAI = regexp.MustCompile(`^(gpt-|o[0-9]|codex|chatgpt|text-embedding|model-router|computer-use|dall-e|whisper|tts|sora)`)

type modelsdevModel struct {
	Name        string
	Temperature *bool
	ToolCall    *bool `json:"tool_call"`
	Structured  *bool `json:"structured_output"`
	Reasoning   *bool
	Options     []struct {
		Type   string
		Values []json.RawMessage
	} `json:"reasoning_options"`
	Limit      struct{ Context, Input, Output int }
	Modalities struct{ Input []string }
	Cost       *modelsdevCost
}

type modelsdevCost struct {
	Input      *float64
	Output     *float64
	CacheRead  *float64 `json:"cache_read"`
	CacheWrite *float64 `json:"cache_write"`
	Tiers      []struct {
		modelsdevCost
		Tier struct{ Size int }
	}
}

func (c *modelsdevCost) price(above int) price {
	num := func(f *float64) string {
		if f == nil {
			return ""
		}
		return trimNumber(*f)
	}
	return price{tier: 's', above: above, in: num(c.Input), out: num(c.Output), cacheR: num(c.CacheRead), cacheWr: num(c.CacheWrite)}
}

func readModelsdev(fsys fs.FS, t table) error {
	var file struct {
		Models map[string]map[string]modelsdevModel
	}
	if err := readJSON(fsys, "tables/modelsdev_models.json", &file); err != nil {
		return err
	}
	for _, provider := range slices.Sorted(maps.Keys(file.Models)) {
		host := modelsdevHosts[provider]
		if host == "" {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(file.Models[provider])) {
			m := file.Models[provider][id]
			at := host
			if host == "azure-openai" && !azureOpenAI.MatchString(id) {
				at = "foundry"
			}
			r := t.row(at, id)
			setName(r, "d", m.Name)
			modelsdevFigures(&m, r)
			modelsdevGates(&m, r)
		}
	}
	return nil
}

func modelsdevFigures(m *modelsdevModel, r *row) {
	if m.Limit.Context > 0 {
		setLimits(r, "d", [3]int{m.Limit.Context, m.Limit.Input, m.Limit.Output})
	}
	if m.Cost != nil && m.Cost.Input != nil {
		ps := []price{m.Cost.price(0)}
		for _, tier := range m.Cost.Tiers {
			ps = append(ps, tier.price(tier.Tier.Size))
		}
		setPrices(r, "d", ps)
	}
	letters := ""
	for _, l := range []string{"text", "image", "audio", "video", "pdf"} {
		if slices.Contains(m.Modalities.Input, l) {
			letters += l[:1]
		}
	}
	if letters != "" {
		r.inputs = &group[string]{"d", letters}
	}
}

func modelsdevGates(m *modelsdevModel, r *row) {
	say := func(gate string, v *bool) {
		if v != nil {
			r.say("d", gate, *v)
		}
	}
	say("sampling", m.Temperature)
	say("tools", m.ToolCall)
	say("structured_output", m.Structured)
	if in := m.Modalities.Input; len(in) > 0 {
		r.say("d", "vision", slices.Contains(in, "image"))
		r.say("d", "pdf", slices.Contains(in, "pdf"))
		r.say("d", "audio_in", slices.Contains(in, "audio"))
	}
	if m.Reasoning != nil && !*m.Reasoning {
		r.say("d", "effort", false)
		r.say("d", "thinking_budget", false)
	}
	for _, o := range m.Options {
		switch o.Type {
		case "effort":
			if values := words(o.Values); len(values) > 0 {
				r.say("d", "effort", true, values...)
			}
		case "budget_tokens":
			r.say("d", "thinking_budget", true)
		}
	}
}

// words returns the strings of a list; numbers and nulls are left out.
func words(raw []json.RawMessage) []string {
	var out []string
	for _, v := range raw {
		var s string
		if json.Unmarshal(v, &s) == nil && s != "" {
			out = append(out, strings.ToLower(s))
		}
	}
	return out
}

func trimNumber(f float64) string {
	return strconv.FormatFloat(f, 'g', 6, 64)
}
