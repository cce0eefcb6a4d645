package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

// benchJSON is a request as logs hold them: messages of some hundred bytes.
func benchJSON() []byte {
	var b bytes.Buffer
	b.WriteString(`{"model":"m","temperature":0.25,"messages":[`)
	for i := range 2000 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"role":"user","content":[{"type":"text","text":"%s\n\"%d\""}],"n":%d,"ok":true}`, strings.Repeat("some words of a prompt ", 12), i, i)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func BenchmarkReadJSON(b *testing.B) {
	data := benchJSON()
	v := view(data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, probs := ReadJSON(v, Options{}); len(probs) > 0 {
			b.Fatal(probs)
		}
	}
}

// BenchmarkReadJSONDense reads a schema: many short strings.
func BenchmarkReadJSONDense(b *testing.B) {
	data, err := os.ReadFile(testkit.Shared(b, "oracles", "sarif-2.1.0.schema.json"))
	if err != nil {
		b.Fatal(err)
	}
	v := view(data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		ReadJSON(v, Options{})
	}
}

func BenchmarkJSONValid(b *testing.B) {
	data := benchJSON()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if !json.Valid(data) {
			b.Fatal("invalid")
		}
	}
}

func BenchmarkReadYAML(b *testing.B) {
	var w strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&w, "- role: user\n  n: %d\n  content: |\n    %s\n    second line\n", i, strings.Repeat("some words of a prompt ", 12))
	}
	v := view([]byte(w.String()))
	b.SetBytes(int64(w.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, probs := ReadYAML(v, Options{}); len(probs) > 0 {
			b.Fatal(probs)
		}
	}
}
