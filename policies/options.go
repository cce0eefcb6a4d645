package policies

import (
	"fmt"
	"slices"
	"time"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/finding"
)

// A Level says how much the shipped rules report; each holds the one before.
type Level string

// The levels.
const (
	Minimal     Level = "minimal"     // what breaks a request
	Recommended Level = "recommended" // what changes an answer or is about to break
	Strict      Level = "strict"      // everything worth knowing
)

var levels = []Level{Minimal, Recommended, Strict}

// includes reports whether a rule of level r is on at level l.
func (l Level) includes(r Level) bool {
	return slices.Index(levels, r) <= slices.Index(levels, l)
}

// Options say which policies to load and how to grade them. The zero value is
// the shipped packs at the recommended level.
type Options struct {
	NoDefault bool     // leave the shipped rules out; the library stays
	Level     Level    // "": recommended
	Paths     []string // the user's policy files and folders
	Sources   []Source // policies already in memory, after those of Paths
	// Rules configures rules by id; an unknown id is an error.
	Rules map[string]RuleOptions
	// Overrides configure rules for some documents, over Rules; of several that
	// match, the later ones go before the earlier ones.
	Overrides []Override
	// Features are the ids that facts may carry. Where it is set, a policy that
	// looks up a feature by a name not in it is refused.
	Features []string
	// Catalog is what data.promptglot.catalog shows; nil is the default one.
	Catalog *catalog.Catalog
	// TimeLimit bounds the evaluation of one document; 0 is DefaultTimeLimit.
	TimeLimit time.Duration
	// Tests also loads the user's *_test.rego files and promptglot.testing, for
	// Engine.Test.
	Tests bool
}

// RuleOptions configures one rule.
type RuleOptions struct {
	Off bool
	// On switches a rule on that the level leaves out; so does a Severity.
	On       bool
	Severity finding.Severity // "": as the policy grades it
	// Config is what the rule finds under input.config[ID], over its defaults.
	Config map[string]any
	// WarnUntil is the last day, YYYY-MM-DD, on which errors of the rule are
	// warnings; "": as METADATA says.
	WarnUntil string
	// Waivable says whether the rule's findings may be suppressed; nil: as
	// METADATA says.
	Waivable *bool
}

// An Override configures rules for the documents that it matches.
type Override struct {
	Match func(file string) bool
	Rules map[string]RuleOptions // WarnUntil and Waivable hold for all documents
}

// A Source is one file of a policy: a .rego module, or a data.json or
// data.yaml file whose folder below the policy's root is its place in data.
type Source struct {
	Path string // as errors name it, with '/'
	Root string // the folder that was named, "" for a file
	Data []byte
}

func (o *Options) check() error {
	if o.Level == "" {
		o.Level = Recommended
	}
	if !slices.Contains(levels, o.Level) {
		return fmt.Errorf("unknown level %q; expected minimal, recommended or strict", o.Level)
	}
	if o.TimeLimit <= 0 {
		o.TimeLimit = DefaultTimeLimit
	}
	return nil
}
