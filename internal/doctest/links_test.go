package doctest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

var link = regexp.MustCompile(`\]\(([^()\s]+)\)`)

// Links between pages lead to files and headings that exist, and every page of
// docs can be reached from the README.
func TestLinksLeadSomewhere(t *testing.T) {
	root := testkit.Root(t)
	reached := map[string]bool{}
	next := []string{"README.md", "CONTRIBUTING.md"}
	for len(next) > 0 {
		page := next[0]
		next = next[1:]
		if reached[page] {
			continue
		}
		reached[page] = true
		for _, m := range link.FindAllStringSubmatch(read(t, root, page), -1) {
			to, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(to, "://") {
				continue
			}
			target := page
			if to != "" {
				target = filepath.Join(filepath.Dir(page), filepath.FromSlash(to))
			}
			if _, err := os.Stat(filepath.Join(root, target)); err != nil {
				t.Errorf("%s: the link %s leads nowhere", page, m[1])
				continue
			}
			if anchor != "" && !headings(read(t, root, target))[anchor] {
				t.Errorf("%s: %s has no heading #%s", page, target, anchor)
			}
			if filepath.Ext(target) == ".md" {
				next = append(next, target)
			}
		}
	}
	err := fs.WalkDir(os.DirFS(root), "docs", func(p string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ".md" && !reached[filepath.FromSlash(p)] {
			t.Errorf("no page that can be reached from the README links to %s", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var notInAnchors = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)

// headings returns the anchors of a page as GitHub makes them.
func headings(page string) map[string]bool {
	out := map[string]bool{}
	for l := range strings.Lines(page) {
		if h := strings.TrimLeft(l, "#"); h != l && strings.HasPrefix(h, " ") {
			h = notInAnchors.ReplaceAllString(strings.ToLower(strings.TrimSpace(h)), "")
			out[strings.ReplaceAll(h, " ", "-")] = true
		}
	}
	return out
}
