package main

import (
	"encoding/json"
	"io/fs"
	"strings"
)

var modelparamsHosts = map[string]string{
	"alibaba": "alibaba", "openai": "openai", "anthropic": "anthropic", "google": "gemini",
	"mistral": "mistral", "fireworks": "fireworks", "nvidia": "nvidia", "z-ai": "zai",
	"vertex": "vertex", "cohere": "cohere", "minimax": "minimax", "moonshot": "moonshot",
	"xai": "xai", "meta": "meta", "groq": "groq", "deepseek": "deepseek", "perplexity": "perplexity",
	"cerebras": "cerebras", "bedrock": "bedrock",
}

type modelparamsModel struct {
	Provider, Model string
	AuthType        string `json:"authType"`
	WireID          string `json:"wireId"`
	Replacement     string
	ShutdownOn      string `json:"shutdownOn"`
	Params          []struct {
		Path   string
		Values []json.RawMessage
	}
}

// readModelparams takes which fields a model has. A field that is missing from
// an otherwise described Claude model is one it refuses; for other vendors the
// lists are too thin to conclude that.
func readModelparams(fsys fs.FS, t table) error {
	var file struct{ Models []modelparamsModel }
	if err := readJSON(fsys, "tables/modelparams.json", &file); err != nil {
		return err
	}
	for _, m := range file.Models {
		host := modelparamsHosts[m.Provider]
		if host == "" || m.AuthType != "api_key" {
			continue
		}
		id := m.Model
		if m.WireID != "" {
			id = m.WireID
		}
		// Bedrock's cross-region profiles; the model behind them is the same.
		id = strings.TrimPrefix(id, "{scope}.")
		has := map[string][]string{}
		for _, p := range m.Params {
			has[p.Path] = append([]string{}, words(p.Values)...)
		}
		paramGates(t.row(host, id), host, has)
	}
	return nil
}

func paramGates(r *row, host string, has map[string][]string) {
	for _, path := range []string{"output_config.effort", "reasoning_effort", "generationConfig.thinkingConfig.thinkingLevel"} {
		if v, ok := has[path]; ok {
			r.say("p", "effort", true, v...)
		}
	}
	if _, ok := has["generationConfig.thinkingConfig.thinkingBudget"]; ok {
		r.say("p", "thinking_budget", true)
	}
	if host != "anthropic" {
		if _, ok := has["temperature"]; ok {
			r.say("p", "sampling", true)
		}
		return
	}
	_, temperature := has["temperature"]
	r.say("p", "sampling", temperature)
	_, effort := has["output_config.effort"]
	if !effort {
		r.say("p", "effort", false)
	}
	modes := has["thinking.type"]
	contains := func(mode string) bool {
		for _, m := range modes {
			if m == mode {
				return true
			}
		}
		return false
	}
	r.say("p", "thinking_adaptive", contains("adaptive"))
	r.say("p", "thinking_budget", contains("enabled"))
}
