package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// One small file, from the command line to the report: policies are compiled
// anew each time, as in a process of its own.
func BenchmarkCheckOneFile(b *testing.B) {
	dir := b.TempDir()
	text := `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}], "logit_bias": {"5": 1}}`
	if err := os.WriteFile(filepath.Join(dir, "ask.json"), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var out, errs bytes.Buffer
		a := &App{FS: disk.OS{Dir: dir}, Stdout: &out, Stderr: &errs}
		status, err := a.Check(&Options{Paths: []string{"ask.json"}, Targets: []string{"anthropic", "gemini"}, Format: "text"}, FixMode{})
		if err != nil || status != Clean || out.Len() == 0 {
			b.Fatal(status, err, errs.String())
		}
	}
}
