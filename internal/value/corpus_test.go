package value

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
)

// maxCorpusFile keeps the property tests, which edit every string of a file,
// within seconds.
const maxCorpusFile = 200_000

var full = flag.Bool("full", false, "edit every string of the shared files, not a sample")

// sample returns how many strings to skip for each that is edited in a file
// with n strings: reading the file again for every edit is quadratic.
func sample(n, size int) int {
	if *full {
		return 1
	}
	return max(1, n*size/30_000)
}

// corpus calls f for every shared file with one of the endings.
func corpus(t *testing.T, f func(t *testing.T, path string, data []byte), ext ...string) {
	t.Helper()
	files := 0
	for _, root := range []string{testkit.Shared(t, "corpus"), testkit.Shared(t, "conformance"), testkit.Shared(t, "oracles"), testkit.Shared(t, "facts")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			for _, e := range ext {
				if strings.HasSuffix(path, e) {
					data, err := os.ReadFile(path)
					if err != nil {
						return err
					}
					if len(data) <= maxCorpusFile {
						files++
						f(t, path, data)
					}
					break
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Error("the shared material has no such files")
	}
	t.Logf("%d files", files)
}

// stringsOf returns the nodes of n that have text of their own.
func stringsOf(n *Node) []*Node {
	var out []*Node
	n.Walk("", func(_ string, n *Node) {
		if n.Kind == String && n.View != nil {
			out = append(out, n)
		}
	})
	return out
}

func view(data []byte) *source.View { return source.NewFile("test", data).Whole() }
