package laws

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/all"
)

var onlyDialect = flag.String("dialect", "", "check only the pairs that this dialect is a part of")

// A party is a dialect that takes part in the laws: testdata/dialects has a
// file for each, and nothing else of this package knows any dialect by name.
type party struct {
	id, version string
	// Generate is the vendor schema that requests are made from. Where there is
	// none, Parent is the dialect whose schemas serve, amended by the
	// differences that the catalogue has.
	Generate string
	Validate []string // schemas that what is written must obey
	Parent   string
	Targets  []string // models to write for; empty: source only
	// Asks are the members that a request needs one of to ask anything at all.
	Asks []string
	// Required are members that the vendor demands although its types do not,
	// by the definition of the schema that they are of.
	Required map[string][]string
}

func (p *party) name() string {
	if p.version == "" {
		return p.id
	}
	return p.id + "@" + p.version
}

var parties = loadParties()

func loadParties() []*party {
	files, err := filepath.Glob(filepath.Join("testdata", "dialects", "*.json"))
	if err != nil {
		panic(err)
	}
	var out []*party
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			panic(err)
		}
		p := new(party)
		if err := json.Unmarshal(b, p); err != nil {
			panic(f + ": " + err.Error())
		}
		p.id, p.version, _ = strings.Cut(strings.TrimSuffix(filepath.Base(f), ".json"), "@")
		out = append(out, p)
	}
	return out
}

func partyOf(id string) *party {
	for _, p := range parties {
		if p.id == id {
			return p
		}
	}
	return nil
}

// partyAt finds the party that a target string is of.
func partyAt(target string) *party {
	for _, p := range parties {
		if slices.Contains(p.Targets, target) {
			return p
		}
	}
	return nil
}

// The registry is the list that counts: a dialect cannot be forgotten here.
func TestEveryDialectTakesPart(t *testing.T) {
	for _, d := range all.Dialects() {
		p := partyOf(d.ID())
		if p == nil {
			t.Errorf("testdata/dialects has no file for %s", d.ID())
			continue
		}
		info, _ := catalog.Dialect(d.ID())
		if info.SourceOnly != (len(p.Targets) == 0) {
			t.Errorf("%s: targets %q do not fit source_only %v", d.ID(), p.Targets, info.SourceOnly)
		}
	}
}

// sources are the parties that requests can be generated for.
func sources() []*party {
	var out []*party
	for _, p := range parties {
		if _, ok := all.Dialects().Get(p.id); ok && (p.Generate != "" || p.Parent != "") {
			out = append(out, p)
		}
	}
	return out
}

// targetsFor are the targets that a source is written for; -dialect leaves only
// its own pairs.
func targetsFor(source string) []string {
	var out []string
	for _, p := range parties {
		if _, ok := all.Dialects().Get(p.id); !ok {
			continue
		}
		if *onlyDialect != "" && source != *onlyDialect && p.id != *onlyDialect {
			continue
		}
		out = append(out, p.Targets...)
	}
	return out
}

// eachSource runs f for every source that has a pair to check.
func eachSource(t *testing.T, f func(t *testing.T, s *party, root map[string]any)) {
	for _, s := range sources() {
		if len(targetsFor(s.id)) == 0 {
			continue
		}
		t.Run(s.name(), func(t *testing.T) {
			t.Parallel()
			f(t, s, s.schema(t))
		})
	}
}

// schema is what requests of p are generated from.
func (p *party) schema(t testing.TB) map[string]any {
	t.Helper()
	if p.Generate != "" {
		file, at, _ := strings.Cut(p.Generate, "#")
		root := loadSchema(t, testkit.Shared(t, "oracles", file))
		if at != "" {
			root["$ref"] = "#" + at
		}
		return require(t, root, p.Required)
	}
	parent := partyOf(p.Parent)
	if parent == nil {
		t.Fatalf("%s: no party %q to take the schema from", p.id, p.Parent)
	}
	return amend(t, parent.schema(t), p.Parent, p.id)
}

func translator(t testing.TB) *translate.Translator {
	t.Helper()
	return &translate.Translator{Catalog: catalog.Default(), Dialects: all.Dialects()}
}
