package value

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

func TestADirectiveOfYAML12IsNoReasonNotToRead(t *testing.T) {
	for text, want := range map[string]int{
		"%YAML 1.2\n---\na: 1\n":                   1,
		"%YAML 1.1\n---\na: 1\n":                   1,
		"\ufeff# remark\n\n%YAML 1.2\r\n---\na: 1": 1,
		"%TAG ! tag:x,2000:\n%YAML 1.2\n---\na: 1": 1,
		"%YAML 2.0\n---\na: 1\n":                   0, // nobody knows what that would be
	} {
		docs, problems := ReadYAML(source.FromString("a.yaml", text).Whole(), Options{})
		if len(docs) != want || (len(problems) == 0) != (want > 0) {
			t.Errorf("%q: %d documents, %v", text, len(docs), problems)
			continue
		}
		if want > 0 && docs[0].Get("a") == nil {
			t.Errorf("%q has no member", text)
		}
	}
}
