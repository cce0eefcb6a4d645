package policies

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/format"

	"github.com/promptglot/promptglot/internal/testkit"
)

func TestShippedRegoIsFormatted(t *testing.T) {
	for _, dir := range []string{"lib", "rules"} {
		for _, s := range shippedSources(dir, true) {
			want, err := format.Source(s.Path, s.Data)
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, s.Path, want)
		}
	}
}
