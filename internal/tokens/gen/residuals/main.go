// Command residuals says how far off the shipped estimators are, on the texts
// that they were not fitted on:
//
//	cd internal/tokens/gen && go run ./residuals measured.jsonl
//
// The input is written by measure.mjs. The output is the table of
// docs/tokens.md: by tokenizer and kind of text, the 5th, 50th and 95th
// percentile of true ÷ estimated, and how many texts lie in the band. Languages
// have a document each, which the fit has seen; texts below 100 tokens are told
// in tokens, not in percent.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"slices"

	"github.com/promptglot/promptglot/internal/tokens"
)

type doc struct {
	Kind   string
	Train  bool
	Text   string
	Counts map[string]int
}

// rows are the tokenizers of the table: key in the measurements, name of the
// estimator.
var rows = [][2]string{
	{"claude-3", "claude-4.5"}, {"claude-4.7", "claude-4.7"}, {"gemma3", "gemma3"}, {"llama3", "llama3"}, {"qwen3", "qwen3"},
	{"deepseek_v3", "deepseek-v3"}, {"tekken", "tekken"}, {"llama2", "llama2"},
}

// short is where percent stop to mean something, in o200k tokens.
const short = 100

// An error of one text.
type residual struct {
	ratio  float64
	tokens float64
	inside bool
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: residuals measured.jsonl")
	}
	f, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	byRow := map[string]map[string][]residual{}
	dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for {
		var d doc
		if err := dec.Decode(&d); err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
		if d.Train && d.Kind != "language" {
			continue
		}
		kind := d.kind()
		for _, row := range rows {
			truth := d.Counts[row[0]]
			if truth <= 0 {
				continue
			}
			e := tokens.ForTokenizer(row[1]).Count(d.Text)
			if byRow[row[0]] == nil {
				byRow[row[0]] = map[string][]residual{}
			}
			byRow[row[0]][kind] = append(byRow[row[0]][kind], residual{
				ratio: float64(truth)/float64(e.Tokens) - 1, tokens: float64(truth - e.Tokens), inside: e.Low <= truth && truth <= e.High,
			})
		}
	}
	fmt.Println("| tokenizer | text | texts | P5 | P50 | P95 | in the band |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |")
	for _, row := range rows {
		for _, kind := range []string{"prompts", "code", "Latin languages", "other scripts", "short texts"} {
			if list := byRow[row[0]][kind]; len(list) > 0 {
				line(row[1], kind, list)
			}
		}
	}
}

// kind is what the text counts as in the table.
func (d *doc) kind() string {
	f := tokens.FeaturesOf(d.Text)
	if f.Total() < short {
		return "short texts"
	}
	switch d.Kind {
	case "language":
		most := tokens.Script(0)
		for s, n := range f.Tokens {
			if n > f.Tokens[most] {
				most = tokens.Script(s)
			}
		}
		if most <= tokens.Foreign {
			return "Latin languages"
		}
		return "other scripts"
	case "prompt":
		return "prompts"
	}
	return "code"
}

func line(name, kind string, list []residual) {
	inside := 0
	var v []float64
	for _, r := range list {
		if r.inside {
			inside++
		}
		if kind == "short texts" {
			v = append(v, r.tokens)
		} else {
			v = append(v, 100*r.ratio)
		}
	}
	unit := " %"
	if kind == "short texts" {
		unit = " tokens"
	}
	slices.Sort(v)
	at := func(p float64) string {
		return fmt.Sprintf("%+.0f%s", v[int(math.Round(p*float64(len(v)-1)))], unit)
	}
	fmt.Printf("| %s | %s | %d | %s | %s | %s | %.0f %% |\n", name, kind, len(list), at(.05), at(.5), at(.95), 100*float64(inside)/float64(len(list)))
}
