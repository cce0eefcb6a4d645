package compose_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

// Every Prompty and .prompt.yml file of the corpus and of the conformance
// suites reads without a problem, with its messages.
func TestCorpusPromptFiles(t *testing.T) {
	e := engine()
	counts := map[string]int{}
	for _, dir := range []string{"corpus", "conformance"} {
		root := testkit.Shared(t, dir)
		for _, p := range files(t, root) {
			name := strings.ToLower(p)
			prompty := strings.HasSuffix(name, ".prompty")
			github := strings.HasSuffix(name, ".prompt.yml")
			if !prompty && !github && !strings.Contains(name, "gh-models") {
				continue
			}
			f := open(t, p)
			f.Path = strings.TrimPrefix(p, root+"/")
			docs := e.Open(f)
			if len(docs) == 0 && (prompty || github) {
				t.Errorf("%s: not taken for a prompt", p)
			}
			for _, d := range docs {
				counts[d.Format]++
				if len(d.Problems) > 0 || len(d.Prompt.Messages) == 0 {
					t.Errorf("unexpected:\n%s", dump(d))
				}
			}
		}
	}
	t.Logf("read without a problem: %v", counts)
	if counts["prompty"] < 100 || counts["github-prompt"] < 20 {
		t.Errorf("too few files were found: %v", counts)
	}
}

// Responses, documentation, chat templates, other formats and programs'
// configuration are in the corpus by the hundred; none is taken for a request,
// and none of the text formats takes one.
func TestCorpusDecoys(t *testing.T) {
	e := engine()
	root := testkit.Shared(t, "corpus")
	n := 0
	for _, p := range files(t, root) {
		rel := strings.TrimPrefix(p, root+"/")
		decoy := strings.Contains(rel, "__fixtures__/") && strings.HasSuffix(rel, ".json") ||
			strings.HasPrefix(rel, "chujiezheng+chat_templates/") || strings.HasPrefix(rel, "LICENSES/") ||
			strings.Contains(rel, "chat_template") || strings.HasSuffix(rel, "README.md")
		if !decoy {
			continue
		}
		n++
		f := open(t, p)
		f.Path = rel
		for _, d := range e.Open(f) {
			t.Errorf("%s was taken for a prompt: %s", d.ID, d.Why)
		}
	}
	t.Logf("%d files left alone", n)
}
