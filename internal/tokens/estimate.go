package tokens

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// An Estimate is a token count with its band.
type Estimate struct {
	Low    int `json:"low"` // 5 % of texts have fewer
	Tokens int `json:"tokens"`
	High   int `json:"high"` // 5 % of texts have more
	// Method is "exact", and then the three are equal, or "estimate".
	Method string `json:"method"`
	// Calibration says what an estimate rests on, in a sentence; "" if exact.
	Calibration string `json:"calibration,omitempty"`
}

// The methods.
const (
	Exact     = "exact"
	Estimated = "estimate"
)

// A Counter counts the tokens of a text by some vendor's tokenizer. It is safe
// for concurrent use.
type Counter interface {
	Name() string // the name asked for
	Exact() bool
	Count(text string) Estimate
}

// ForTokenizer returns a counter for every name: exact for those of Names,
// estimating for the others. A name that no estimator lists gets the widest
// band, which Known tells apart.
func ForTokenizer(name string) Counter {
	if e, err := Get(name); err == nil {
		return exactly{e}
	}
	for _, est := range estimators() {
		if slices.Contains(est.Names, strings.ToLower(name)) {
			return estimating{name, est}
		}
	}
	return estimating{name, estimators()[len(estimators())-1]}
}

// Known reports whether name is an encoding or listed by an estimator.
func Known(name string) bool {
	if _, err := Get(name); err == nil {
		return true
	}
	return slices.ContainsFunc(estimators(), func(e *estimator) bool {
		return slices.Contains(e.Names, strings.ToLower(name))
	})
}

// Estimators returns the names that are estimated, in the order of the data.
func Estimators() []string {
	var names []string
	for _, e := range estimators() {
		names = append(names, e.Names...)
	}
	return names
}

type exactly struct{ *Encoding }

func (exactly) Exact() bool { return true }

func (c exactly) Count(text string) Estimate {
	n := c.Encoding.Count(text)
	return Estimate{Low: n, Tokens: n, High: n, Method: Exact}
}

type estimating struct {
	name string
	*estimator
}

func (c estimating) Name() string { return c.name }
func (estimating) Exact() bool    { return false }

// Short texts have too few pieces for errors to even out: below shortText
// o200k tokens the band is at least shortBand wide on either side.
const (
	shortText = 100
	shortBand = 15
)

func (c estimating) Count(text string) Estimate {
	est := Estimate{Method: Estimated, Calibration: c.Calibration}
	if text == "" {
		return est
	}
	f := FeaturesOf(text)
	var low, mid, high float64
	for s, n := range f.Tokens {
		part := c.weights[s] * float64(n)
		if Script(s) <= Foreign && n > 0 {
			for t, x := range f.Traits() {
				part += c.traits[t] * float64(x)
			}
		}
		mid += part
		low += part * c.bands[s][0]
		high += part * c.bands[s][1]
	}
	if f.Total() < shortText {
		low, high = min(low, mid-shortBand), max(high, mid+shortBand)
	}
	est.Tokens = max(1, int(math.Round(mid)))
	est.Low = min(est.Tokens, max(1, int(math.Floor(low))))
	est.High = max(est.Tokens, int(math.Ceil(high)))
	return est
}

// An estimator is a row of the data, written by gen/calibrate.
type estimator struct {
	Names       []string              `json:"names"`
	Weights     map[string]float64    `json:"weights"` // tokens per o200k token of a script, per trait
	Bands       map[string][2]float64 `json:"bands"`   // true ÷ estimated, 5th and 95th percentile
	Calibration string                `json:"calibration"`
	Source      string                `json:"source"`
	AsOf        string                `json:"as_of"`

	weights [nScripts]float64
	bands   [nScripts][2]float64
	traits  [len(TraitNames)]float64
}

//go:embed data/estimators.json
var estimatorData []byte

// estimators reads the data once. The last row stands for what is not known.
var estimators = sync.OnceValue(func() []*estimator {
	list, err := readEstimators(estimatorData)
	if err != nil {
		panic(err) // part of the program, held by a test
	}
	return list
})

func readEstimators(data []byte) ([]*estimator, error) {
	var file struct {
		Estimators []*estimator `json:"estimators"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("estimators.json: %w", err)
	}
	for _, e := range file.Estimators {
		for i, name := range ScriptNames {
			w, ok := e.Weights[name]
			band := e.Bands[name]
			if !ok || w <= 0 || band[0] <= 0 || band[0] > 1 || band[1] < 1 {
				return nil, fmt.Errorf("estimators.json: %v: script %s wants a weight above 0 and a band around 1", e.Names, name)
			}
			e.weights[i], e.bands[i] = w, band
		}
		for i, name := range TraitNames {
			e.traits[i] = e.Weights[name]
		}
		if e.Source == "" || e.AsOf == "" || e.Calibration == "" {
			return nil, fmt.Errorf("estimators.json: %v: source, as_of and calibration are wanted", e.Names)
		}
	}
	if len(file.Estimators) == 0 {
		return nil, fmt.Errorf("estimators.json: no estimators")
	}
	return file.Estimators, nil
}
