package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

// What ends on a day has ended once the day has come.
func TestWhatHasEndedIsSaidToHaveEnded(t *testing.T) {
	e, o := world(t)
	for day, want := range map[string]string{"2025-11-29": "ends on 2025-11-30", "2025-11-30": "ended on 2025-11-30", "2026-11-22": "ended on 2025-11-30"} {
		o.AsOf = day
		doc := source.NewFile("ask.py", []byte("import google.generativeai as genai\n"))
		var all []*fact.Fact
		docs := e.OpenCode(doc)
		for _, d := range docs {
			all = append(all, Collect(o, d)...)
		}
		if !slices.ContainsFunc(all, func(f *fact.Fact) bool { return f.Feature == "api-deprecated" && strings.Contains(f.Message, want) }) {
			t.Errorf("on %s: no fact says that it %s: %v", day, want, all)
		}
	}
}
