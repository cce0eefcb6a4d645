package rewrite_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// unformed takes the library's own forms off the values of a request, such as
// what makes bytes of base64.
func unformed(e *catalog.Emit, n *value.Node) {
	n.Walk("", func(_ string, v *value.Node) {
		if v.Kind != value.Hole {
			return
		}
		for _, f := range e.Values {
			before, after, ok := strings.Cut(f.As, "{value}")
			src := v.Tag.Src
			if !ok || len(src) < len(before)+len(after) || !strings.HasPrefix(src, before) || !strings.HasSuffix(src, after) {
				continue
			}
			src = src[len(before) : len(src)-len(after)]
			tag := *v.Tag
			tag.Src, tag.Expr = src, expr.Opaque{Lang: tag.Lang, Text: src}
			v.Tag = &tag
		}
	})
}

func TestEveryFormOfAValueSaysTheValueOrItsWord(t *testing.T) {
	for _, l := range []string{"typescript", "javascript"} {
		for _, d := range []string{"gemini", "vertex", "bedrock-converse"} {
			e := catalog.Default().EmitFor(l, d, "", "")
			if e == nil || len(e.Values) == 0 {
				t.Fatalf("%s in %s: no forms", d, l)
			}
			for name, f := range e.Values {
				if strings.Contains(f.As, "{word}") == strings.Contains(f.As, "{value}") {
					t.Errorf("%s in %s: %s: %q says neither, or both", d, l, name, f.As)
				}
			}
		}
	}
}
