// Command calibrate fits the estimators of package tokens to measured counts.
//
//	cd internal/tokens/gen && go run ./calibrate -as-of 2026-11-22 measured.jsonl > ../data/estimators.json
//
// The input is written by measure.mjs. Each tokenizer gets non-negative weights
// by least squares on relative errors of the training documents; the bands are
// the 5th and 95th percentile of true ÷ estimated on documents held out.
// Nothing is random: the same measurements give the same file.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"slices"

	"github.com/promptglot/promptglot/internal/tokens"
)

// minTokens is the shortest document, in o200k tokens, that is used; shorter
// ones have the absolute band.
const minTokens = 100

// A doc is one measured text.
type doc struct {
	ID, Set, Kind string
	Train         bool
	Text          string
	Counts        map[string]int

	x        []float64     // the features: scripts, then traits
	dominant tokens.Script // of most tokens
}

func main() {
	log.SetFlags(0)
	asOf := flag.String("as-of", "", "day of the measurement, YYYY-MM-DD")
	flag.Parse()
	if *asOf == "" || flag.NArg() != 1 {
		log.Fatal("usage: calibrate -as-of YYYY-MM-DD measured.jsonl")
	}
	f, err := os.Open(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	docs, err := read(f)
	if err != nil {
		log.Fatal(err)
	}
	var rows []row
	for _, t := range targets {
		rows = append(rows, t.fit(docs, *asOf))
	}
	rows = append(rows, envelope(rows, *asOf)...)
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(map[string]any{"estimators": rows}); err != nil {
		log.Fatal(err)
	}
}

func read(r io.Reader) ([]*doc, error) {
	var docs []*doc
	dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	for {
		d := new(doc)
		if err := dec.Decode(d); err == io.EOF {
			return docs, nil
		} else if err != nil {
			return nil, err
		}
		f := tokens.FeaturesOf(d.Text)
		if f.Total() < minTokens {
			continue
		}
		for s, n := range f.Tokens {
			d.x = append(d.x, float64(n))
			if n > f.Tokens[d.dominant] {
				d.dominant = tokens.Script(s)
			}
		}
		for _, n := range f.Traits() {
			d.x = append(d.x, float64(n))
		}
		docs = append(docs, d)
	}
}

// A row is an estimator of data/estimators.json.
type row struct {
	Names       []string              `json:"names"`
	Weights     map[string]float64    `json:"weights"`
	Bands       map[string][2]float64 `json:"bands"`
	Calibration string                `json:"calibration"`
	Source      string                `json:"source"`
	AsOf        string                `json:"as_of"`
}

// fit makes the row of one target and reports its errors on stderr.
func (t target) fit(docs []*doc, asOf string) row {
	var train, test, languages []*doc
	for _, d := range docs {
		switch {
		case d.Counts[t.key] == 0:
		case d.Kind == "language":
			languages = append(languages, d)
			train = append(train, d)
		case d.Train:
			train = append(train, d)
		default:
			test = append(test, d)
		}
	}
	w := solve(train, t.key)
	r := row{Names: t.names, Weights: map[string]float64{}, Bands: map[string][2]float64{}, Source: t.source, AsOf: asOf}
	names := append(tokens.ScriptNames[:len(tokens.ScriptNames):len(tokens.ScriptNames)], tokens.TraitNames[:]...)
	for i, name := range names {
		r.Weights[name] = round(w[i])
	}
	errs := map[tokens.Script][]float64{}
	for _, d := range test {
		errs[d.dominant] = append(errs[d.dominant], float64(d.Counts[t.key])/dot(w, d.x))
	}
	latin := slices.Concat(errs[tokens.Latin], errs[tokens.English])
	// There is one document per language: each is judged by the fit without it.
	for i, d := range languages {
		without := slices.DeleteFunc(slices.Clone(train), func(o *doc) bool { return o == languages[i] })
		e := float64(d.Counts[t.key]) / dot(solve(without, t.key), d.x)
		if d.dominant <= tokens.English {
			log.Printf("%-12s %s: %.2f", t.key, d.ID, e)
		}
		errs[d.dominant] = append(errs[d.dominant], e)
	}
	for s, name := range tokens.ScriptNames {
		e := errs[tokens.Script(s)]
		lo, hi := percentile(e, .05), percentile(e, .95)
		margin := 0.0
		switch {
		case len(e) < few:
			margin = .25
		case len(e) < enough:
			margin = .15
		}
		band := [2]float64{min(1-margin, lo), max(1+margin, hi)}
		r.Bands[name] = [2]float64{round(band[0]), round(band[1])}
		log.Printf("%-12s %-9s weight %.3f  %4d held out  band %.2f…%.2f", t.key, name, w[s], len(errs[tokens.Script(s)]), band[0], band[1])
	}
	mean, lo, hi := 0.0, percentile(latin, .05), percentile(latin, .95)
	for _, e := range latin {
		mean += e - 1
	}
	mean /= float64(len(latin))
	kinds := "code"
	if slices.ContainsFunc(test, func(d *doc) bool { return d.Kind == "prompt" }) {
		kinds = "prompts and code"
	}
	r.Calibration = fmt.Sprintf("fitted on %d documents; on %d others (%s) the true count is off by %+.1f %% on average, for 90 %% of them by %+.0f…%+.0f %%",
		len(train), len(latin), kinds, 100*mean, 100*(lo-1), 100*(hi-1))
	log.Printf("%-12s %s; traits %.3v", t.key, r.Calibration, w[len(tokens.ScriptNames):])
	return r
}

// Percentiles of a handful are no percentiles: scripts with fewer documents
// than these have a band of at least ±15 % and ±25 %.
const (
	enough = 20
	few    = 4
)

func percentile(v []float64, p float64) float64 {
	if len(v) == 0 {
		return 1
	}
	s := slices.Sorted(slices.Values(v))
	return s[int(math.Round(p*float64(len(s)-1)))]
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

func dot(a, b []float64) (s float64) {
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}
