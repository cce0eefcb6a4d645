// Package matrix says what each target makes of each feature of the
// vocabulary. It asks the writers: for every feature there are small requests,
// the probes, which are written for a target, and what the ledger says of the
// feature is the answer. So the matrix cannot say anything else than a
// translation does.
package matrix

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Probe is a small request that has a feature.
type Probe struct {
	Feature string `json:"-"`
	// Name tells the probes of a feature apart; "" where there is one only.
	Name string `json:"name"`
	// From is the dialect of the request, Version its API version where that
	// matters.
	From    string `json:"from"`
	Version string `json:"version"`
	// At is where in the request the feature is, as JSON pointers; none where
	// the feature is that something is missing.
	At      []string        `json:"at"`
	Request json.RawMessage `json:"request"`
}

// Label names the probe in a table.
func (p *Probe) Label() string {
	if p.Name == "" {
		return p.Feature
	}
	return p.Feature + ": " + p.Name
}

// tree returns the request, parsed anew: a tree belongs to who reads it.
func (p *Probe) tree() *value.Node {
	n, _ := value.ReadJSON(source.NewFile(p.Label(), p.Request).Whole(), value.Options{})
	return n
}

//go:embed probes/*.json
var files embed.FS

// Probes returns all probes: the files in the order of their names, the probes
// of one in its own order.
var Probes = sync.OnceValue(func() []Probe {
	entries, err := files.ReadDir("probes")
	if err != nil {
		panic("matrix: " + err.Error())
	}
	var out []Probe
	for _, e := range entries {
		text, err := files.ReadFile("probes/" + e.Name())
		var file struct {
			Feature string
			Probes  []Probe
		}
		if err == nil {
			err = json.Unmarshal(text, &file)
		}
		if err == nil && file.Feature != strings.TrimSuffix(e.Name(), ".json") {
			err = fmt.Errorf("it is of the feature %s", file.Feature)
		}
		if err != nil { // the files are part of the program
			panic(fmt.Sprintf("matrix: %s: %v", e.Name(), err))
		}
		for _, p := range file.Probes {
			p.Feature = file.Feature
			out = append(out, p)
		}
	}
	return out
})

// Unprobed are the features that no request can show, and why.
var Unprobed = map[string]string{
	"model-deprecated":       "a matter of dates: promptglot models and check",
	"provider-config":        "configuration, not part of a request",
	"api-endpoint":           "code, not part of a request",
	"base-url":               "code, not part of a request",
	"api-deprecated":         "code, not part of a request",
	"api-key-env":            "code, not part of a request",
	"http-header":            "code, not part of a request",
	"sdk-import":             "code, not part of a request",
	"sdk-client":             "code, not part of a request",
	"sdk-call":               "code, not part of a request",
	"sdk-type":               "code, not part of a request",
	"response-access":        "code, not part of a request",
	"framework-param":        "code, not part of a request",
	"native-body":            "a form of request that is only read",
	"legacy-human-assistant": "words of a prompt, which cross as they stand",
	"text-role-labels":       "words of a prompt, which cross as they stand",
	"special-token":          "words of a prompt, which cross as they stand",
	"think-tag":              "words of a prompt, which cross as they stand",
	"xml-tags":               "words of a prompt, which cross as they stand",
	"vendor-prose":           "words of a prompt, which cross as they stand",
	"tokenizer-specific":     "code and token ids, which belong to one tokenizer",
	"best-of":                "an option of text completion, not of chat",
	"embedding-param":        "an option of embeddings, not of chat",
	"media-input":            "a form of template files",
	"finetune-format":        "a form of training files",
}
