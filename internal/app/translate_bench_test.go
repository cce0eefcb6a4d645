package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// logOf makes a log of requests of 1 to 20 kB.
func logOf(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		var turns []string
		for k := range 1 + i%9 {
			text := strings.Repeat("The order was shipped on Tuesday, während \\\"we\\\" wait.\\n", 2+(i*7+k*13)%40)
			turns = append(turns, fmt.Sprintf(`{"role": "user", "content": "%s"}, {"role": "assistant", "content": "%s"}`, text, "Yes."))
		}
		fmt.Fprintf(&b, `{"custom_id": "r%d", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o-mini", "messages": [{"role": "system", "content": "Be brief."}, %s, {"role": "user", "content": "And now?"}], "max_tokens": 500, "seed": %d}}`+"\n",
			i, strings.Join(turns, ", "), i)
	}
	return b.Bytes()
}

// What a log costs a byte, with the ledger, beside what json.Valid takes for
// the same bytes on one core.
func BenchmarkLog(b *testing.B) {
	data := logOf(16 << 20)
	b.Run("translate", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			a := &App{FS: disk.OS{Dir: b.TempDir()}, Stdin: bytes.NewReader(data), Stdout: io.Discard, Stderr: io.Discard}
			status, err := a.Translate(&Options{Paths: []string{"-"}, StdinFilename: "log.jsonl"}, &TranslateOptions{To: "anthropic/claude-sonnet-4-5", Losses: "losses.jsonl"})
			if err != nil || status != Clean {
				b.Fatal(status, err)
			}
		}
	})
	b.Run("valid", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			for line := range bytes.Lines(data) {
				if !json.Valid(line) {
					b.Fatal("a line is no JSON")
				}
			}
		}
	})
}
