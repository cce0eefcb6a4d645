package gotemplate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/gotemplate"
)

// conversations are the three that the goldens were made with; the name of one
// is the roles in order.
var conversations = [][]gotemplate.Message{
	{{Role: "user", Content: "Hello, how are you?"}},
	{
		{Role: "user", Content: "Hello, how are you?"},
		{Role: "assistant", Content: "I'm doing great. How can I help you today?"},
		{Role: "user", Content: "I'd like to show off how chat templating works!"},
	},
	{
		{Role: "system", Content: "You are a helpful assistant."},
		{Role: "user", Content: "Hello, how are you?"},
		{Role: "assistant", Content: "I'm doing great. How can I help you today?"},
		{Role: "user", Content: "I'd like to show off how chat templating works!"},
	},
}

// bare are the templates whose goldens lack the last blank of the output.
var bare = map[string]bool{"chatqa": true, "llama2-chat": true, "mistral-instruct": true, "openchat": true, "vicuna": true}

// failing reads the list of goldens that are known not to come out alike.
func failing(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "goldens.failing"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, line := range strings.Split(string(data), "\n") {
		if f := strings.Fields(line); len(f) > 2 && f[0] != "#" {
			out[f[0]+" "+f[1]] = true
		}
	}
	return out
}

func TestGoldensOfOllamaAreRenderedAlike(t *testing.T) {
	dir := testkit.Shared(t, "corpus", "ollama+ollama", "template")
	files, err := filepath.Glob(filepath.Join(dir, "*.gotmpl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	known := failing(t)
	cases, passed := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".gotmpl")
		tpl, problems := gotemplate.CompileChat(string(src))
		if len(problems) > 0 {
			t.Fatalf("%s: %v", name, problems)
		}
		for _, messages := range conversations {
			var roles []string
			for _, m := range messages {
				roles = append(roles, m.Role)
			}
			id := strings.Join(roles, "-")
			want, err := os.ReadFile(filepath.Join(dir, "testdata", name+".gotmpl", id))
			if err != nil {
				t.Fatal(err)
			}
			got, err := tpl.Chat(gotemplate.Conversation{Messages: messages}, gotemplate.Run{})
			if bare[name] {
				got = strings.TrimSuffix(got, " ")
			}
			cases++
			same := err == nil && got == string(want)
			if same {
				passed++
			}
			if same == known[name+" "+id] {
				t.Errorf("%s %s: %v\ngot  %q\nwant %q\nlisted as failing: %v", name, id, err, got, want, !same)
			}
		}
	}
	t.Logf("Ollama's goldens: %d of %d pass, %d are listed as failing", passed, cases, len(known))
	if cases != 60 || passed*100 < cases*97 {
		t.Errorf("%d of %d pass; expected 97 of 100, of 60", passed, cases)
	}
}
