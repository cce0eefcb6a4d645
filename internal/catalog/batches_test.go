package catalog

import (
	"regexp"
	"testing"
)

// Every form of batch is one of dialects that exist, has a source and a date,
// and takes ids that it can be given.
func TestBatchesAreComplete(t *testing.T) {
	c := Default()
	for _, b := range c.Batches() {
		if b.Title == "" || b.Body == "" || b.Source == "" || b.AsOf == "" || len(b.Dialects) == 0 {
			t.Errorf("%s lacks title, body, dialects, source or date", b.ID)
		}
		if _, err := regexp.Compile(b.KeyPattern); err != nil || (b.KeyPattern != "") != (b.KeyMax > 0) {
			t.Errorf("%s: pattern %q and limit %d do not go together: %v", b.ID, b.KeyPattern, b.KeyMax, err)
		}
		for _, d := range b.Dialects {
			if info, ok := c.Dialect(d.ID); !ok || info.ID != d.ID {
				t.Errorf("%s: there is no dialect %s", b.ID, d.ID)
			}
			if (d.URL != "") != (b.Method != "") {
				t.Errorf("%s: %s has url %q and method %q", b.ID, d.ID, d.URL, b.Method)
			}
		}
	}
	for dialect, want := range map[string]string{
		"openai-chat": "openai", "openai-responses": "openai", "azure-openai": "azure-openai", "gemini": "gemini", "vertex": "vertex",
		"bedrock-converse": "bedrock", "mistral": "mistral", "together": "together", "ollama": "",
	} {
		got := ""
		if b, ok := c.BatchOf(dialect); ok {
			got = b.ID
		}
		if got != want {
			t.Errorf("batches of %s are those of %q, expected %q", dialect, got, want)
		}
	}
}
