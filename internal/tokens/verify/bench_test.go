package verify

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/tokens"
)

// benchText gathers up to 2 MB of files below root with one of the extensions,
// cut into documents of 16 KiB, the size of a long prompt.
func benchText(b *testing.B, root string, exts ...string) (docs []string, size int64) {
	b.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || size > 2<<20 {
			return err
		}
		for _, ext := range exts {
			if strings.HasSuffix(path, ext) {
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				for s := string(text); len(s) > 0; {
					doc := tokens.Repair(s[:min(len(s), 16<<10)])
					s = s[min(len(s), 16<<10):]
					docs = append(docs, doc)
					size += int64(len(doc))
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if size == 0 {
		b.Skipf("no %v below %s", exts, root)
	}
	return docs, size
}

// BenchmarkCount runs both implementations over the same text; compare the
// MB/s of ours and tiktoken-go. PROMPTGLOT_BENCH adds a folder of .txt files.
func BenchmarkCount(b *testing.B) {
	for _, text := range []struct {
		name, root string
		exts       []string
	}{
		{"go", testkit.Root(b), []string{".go"}},
		{"markdown", testkit.Shared(b, "corpus"), []string{".md"}},
		{"json", testkit.Shared(b, "corpus"), []string{".json", ".jsonl"}},
		{"languages", filepath.Join(testkit.Root(b), "internal/tokens/testdata/languages"), []string{".txt"}},
		{"own", os.Getenv("PROMPTGLOT_BENCH"), []string{".txt"}},
	} {
		if text.root == "" {
			continue
		}
		docs, size := benchText(b, text.root, text.exts...)
		for _, name := range []string{"o200k_base", "cl100k_base"} {
			e, err := tokens.Get(name)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(text.name+"/"+name+"/ours", func(b *testing.B) {
				b.SetBytes(size)
				b.ReportAllocs()
				for b.Loop() {
					for _, doc := range docs {
						e.Count(doc)
					}
				}
			})
			b.Run(text.name+"/"+name+"/tiktoken-go", func(b *testing.B) {
				t, err := get(name)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(size)
				b.ReportAllocs()
				for b.Loop() {
					for _, doc := range docs {
						t.EncodeOrdinary(doc)
					}
				}
			})
		}
	}
}
