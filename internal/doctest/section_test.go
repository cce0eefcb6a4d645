package doctest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

// section holds the part of a page between `<!-- begin NAME -->` and
// `<!-- end NAME -->` to text; -update writes it.
func section(t *testing.T, page, name, text string) {
	t.Helper()
	file := filepath.Join(testkit.Root(t), filepath.FromSlash(page))
	begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->\n"
	before, rest, ok1 := strings.Cut(read(t, file), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for %s", page, name)
	}
	testkit.Golden(t, file, []byte(before+begin+text+end+after))
}
