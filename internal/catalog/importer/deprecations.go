package main

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

var deprecationHosts = map[string]string{
	"openai": "openai", "mistral": "mistral", "cohere": "cohere", "z-ai": "zai",
	"anthropic": "anthropic", "google": "gemini", "minimax": "minimax", "alibaba": "alibaba",
	"xai": "xai", "moonshot": "moonshot", "bedrock": "bedrock", "vertex": "vertex", "deepseek": "deepseek",
	"OpenAI": "openai", "Azure": "azure-openai", "Google": "gemini", "Groq": "groq",
	"Anthropic": "anthropic", "AWS Bedrock": "bedrock", "Cohere": "cohere", "Google Vertex": "vertex", "xAI": "xai",
}

// modelID is what a replacement must look like to be taken for a model's id:
// the feeds also write advice there.
var modelID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/@-]*$`)

func readModeldeprecations(fsys fs.FS, t table) error {
	var file struct {
		Models []struct {
			Provider, Model, Name, Status string
			Aliases                       []string
			Deprecated                    string `json:"deprecated_on"`
			Shutdown                      string `json:"shutdown_on"`
			Earliest                      string `json:"earliest_shutdown_on"`
			Replacements                  []struct {
				Provider, Model string
				Recommended     bool
			}
		}
	}
	if err := readJSON(fsys, "tables/modeldeprecations.json", &file); err != nil {
		return err
	}
	for _, m := range file.Models {
		host := deprecationHosts[m.Provider]
		if host == "" {
			continue
		}
		l := life{announced: m.Deprecated, retires: m.Shutdown, earliest: m.Earliest}
		for _, r := range m.Replacements {
			if l.successor == "" || r.Recommended {
				l.successor = successor(r.Model)
			}
			if r.Recommended {
				break
			}
		}
		if m.Status == "active" {
			l.status = 'a'
		}
		for _, id := range append([]string{m.Model}, m.Aliases...) {
			r := t.row(host, id)
			setName(r, "m", m.Name)
			setLife(r, "m", l)
		}
	}
	return nil
}

func readDeprecationsRSS(fsys fs.FS, t table) error {
	var file struct {
		Items []struct {
			Provider     string
			ID           string   `json:"model_id"`
			Announced    string   `json:"announcement_date"`
			Deprecated   string   `json:"deprecation_date"`
			Shutdown     string   `json:"shutdown_date"`
			Replacements []string `json:"replacement_models"`
		}
	}
	if err := readJSON(fsys, "tables/deprecations_rss.json", &file); err != nil {
		return err
	}
	for _, m := range file.Items {
		host := deprecationHosts[m.Provider]
		if host == "" || !modelID.MatchString(m.ID) || !isDate(m.Shutdown) {
			continue
		}
		if host == "azure-openai" && !azureOpenAI.MatchString(strings.ToLower(m.ID)) {
			host = "foundry"
		}
		l := life{announced: m.Deprecated, retires: m.Shutdown}
		if !isDate(l.announced) {
			l.announced = m.Announced
		}
		if !isDate(l.announced) || l.announced == l.retires {
			l.announced = "" // the feed repeats the shutdown where it has no other date
		}
		if i := slices.IndexFunc(m.Replacements, func(s string) bool { return successor(s) != "" }); i >= 0 {
			l.successor = successor(m.Replacements[i])
		}
		setLife(t.row(host, m.ID), "r", l)
	}
	return nil
}

func successor(id string) string {
	if modelID.MatchString(id) {
		return id
	}
	return ""
}

var date = regexp.MustCompile(`^20[0-9]{2}-[01][0-9]-[0-3][0-9]$`)

func isDate(s string) bool { return date.MatchString(s) }
