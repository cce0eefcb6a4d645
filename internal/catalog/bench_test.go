package catalog

import (
	"sync"
	"testing"
)

// fresh is a catalogue that has loaded nothing yet.
func fresh() *Catalog {
	return &Catalog{
		dialects: sync.OnceValue(loadDialects),
		models:   sync.OnceValue(loadModels),
		families: sync.OnceValue(loadFamilies),
		features: sync.OnceValue(loadFeatures),
		vendors:  sync.OnceValue(loadVendors),
		subsets:  sync.OnceValue(loadSubsets),
	}
}

func BenchmarkFirstLookup(b *testing.B) {
	for b.Loop() {
		if m := fresh().Lookup("openai", "gpt-5.4"); !m.Known {
			b.Fatal("not known")
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		Lookup("bedrock", "us.anthropic.claude-opus-5")
	}
}

func BenchmarkFirstDialect(b *testing.B) {
	for b.Loop() {
		if _, ok := fresh().Dialect("anthropic"); !ok {
			b.Fatal("no dialect")
		}
	}
}
