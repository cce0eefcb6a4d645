package compose_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// What a file says reaches every dialect: each literal of its texts and each
// value of its options stands in the request, or the ledger names its place.
func TestFilesReachEveryDialect(t *testing.T) {
	fixtures(t, func(t *testing.T, e *compose.Engine, file *source.File, docs []*compose.Doc) {
		for _, id := range []string{"openai-chat", "anthropic", "gemini"} {
			target, err := translate.ParseTarget(e.Catalog, id)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range docs {
				if slices.ContainsFunc(d.Problems, func(p value.Problem) bool { return p.Code == value.CodeDuplicateKey }) {
					continue // the file contradicts itself: one of the two is not sent
				}
				request, ledger, err := e.Translator.Write(d.Prompt, target)
				if err != nil {
					t.Fatal(err)
				}
				var out strings.Builder
				request.Walk("", func(_ string, n *value.Node) {
					for _, s := range literals(n) {
						out.WriteString(s)
						out.WriteByte('\n')
					}
				})
				said := func(n *value.Node) bool {
					for _, s := range literals(n) {
						if !strings.Contains(out.String(), s) {
							return false
						}
					}
					return true
				}
				named := func(s source.Span) bool {
					for _, l := range ledger {
						if !l.Span.IsZero() && (l.Span.Contains(s) || s.Contains(l.Span)) {
							return true
						}
					}
					return false
				}
				for _, x := range d.Texts {
					if !said(x.Node) && !named(x.Node.Span) {
						t.Errorf("%s: the text at %v is neither in the request nor in the ledger", target, x.Node.Span)
					}
				}
				for _, s := range d.Prompt.Settings {
					if !said(s.Value) && !named(s.Value.Span) {
						t.Errorf("%s: %s is neither in the request nor in the ledger", target, s.Param)
					}
				}
			}
		}
	})
}

// literals returns what a node says by itself, without white space at the ends.
func literals(n *value.Node) []string {
	switch n.Kind {
	case value.String, value.Number:
		return []string{strings.TrimSpace(n.Str)}
	case value.Text:
		var out []string
		for _, s := range n.Text {
			out = append(out, strings.TrimSpace(s.Lit))
		}
		return out
	}
	return nil
}
