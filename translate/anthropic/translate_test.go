package anthropic_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

// A request that comes back to its own dialect, version and model is the same,
// and nothing is said of it.
func TestOwnRequestsComeBackUnchanged(t *testing.T) {
	for _, path := range fixtures(t, "own") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			body := read(t, path)
			version := "2026-10-21"
			if strings.Contains(path, "2023") {
				version = "2023-06-01"
			}
			out, ledger := carry(t, "anthropic", version, "anthropic@"+version, body)
			if want, got := canonical(t, parse(t, body)), canonical(t, out); want != got {
				t.Errorf("want %s\ngot  %s", want, got)
			}
			if len(ledger) > 0 {
				t.Errorf("ledger %+v", ledger)
			}
			holds(t, version, out)
			// Read without a version, the shapes are normalised; what the
			// version has must still arrive as it is.
			again, ledger := carry(t, "anthropic", "", "anthropic@"+version, body)
			if lossy := ledger.Lossy(); len(lossy) == 0 && canonical(t, again) != canonical(t, out) {
				t.Errorf("normalised without a word: %s", canonical(t, again))
			}
		})
	}
}

var fixtureTargets = []string{"anthropic@2026-10-21/claude-opus-5", "anthropic@2023-06-01/claude-haiku-4-5"}

// Requests of the vendor that most programs begin with, request and ledger
// compared exactly.
func TestOpenAIRequestsAreWritten(t *testing.T) {
	for _, path := range fixtures(t, "from_openai") {
		for _, target := range fixtureTargets {
			name := strings.TrimSuffix(filepath.Base(path), ".json")
			t.Run(name+" to "+target, func(t *testing.T) {
				out, ledger := carry(t, "openai-chat", "", target, read(t, path))
				var b strings.Builder
				fmt.Fprintf(&b, "%s\n\n", pretty(t, out))
				for _, e := range ledger {
					fmt.Fprintf(&b, "%-11s %-26s %s → %s: %s", e.Outcome, e.Feature, e.Path, e.To, e.Message)
					if e.Certainty != translate.Certain {
						fmt.Fprintf(&b, " (%s: %s)", e.Certainty, strings.Join(e.DependsOn, ", "))
					}
					b.WriteByte('\n')
				}
				version := strings.TrimPrefix(strings.Split(target, "/")[0], "anthropic@")
				testkit.Golden(t, filepath.Join("testdata", "from_openai", name+"."+version+".txt"), []byte(b.String()))
				if !ledger.Has(translate.Refused) {
					holds(t, target, out)
				}
			})
		}
	}
}
