package gitignore

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var patterns = []string{
	"*.log", "/top.txt", "build/", "docs/*.md", "**/cache", "a/**", "a/**/z", "!keep.log", "!build/keep.txt",
	"# comment", "", `\#hash`, `\!bang`, "trail\\ ", "blank   ", "x{1,2}.txt", "[ab].txt", "[!c-d]e.txt", "[", "q?.txt",
	"foo/bar", "/foo", "deep/*/end", "*", "!*/", "!*.txt", "**", "a**b.txt", "sp ace.txt", "cr.txt\r", "/", "//", "dir//",
	`back\slash.txt`, "*.*", "foo/*", "!foo/bar/", "**/", "/**/mid/**", ".hidden", ".*", "ünicode.txt", `\*star.txt`,
}

var paths = []string{
	"a.log", "keep.log", "sub/keep.log", "top.txt", "sub/top.txt", "build/x.o", "build/keep.txt", "sub/build/y", "docs/a.md", "docs/in/b.md",
	"cache/c", "x/cache", "a/b/c.txt", "a/z", "a/q/z", "#hash", "!bang", "trail ", "blank", "x{1,2}.txt", "x1.txt", "a.txt", "ce.txt", "fe.txt",
	"q1.txt", "q12.txt", "foo/bar/baz.txt", "sub/foo/bar", "deep/one/end", "deep/one/two/end", "axxb.txt", "sp ace.txt", "cr.txt",
	"backslash.txt", "noext", "mid/x", "p/mid/y/z", ".hidden", "sub/.x", "ünicode.txt", "*star.txt", "xstar.txt",
}

// Whatever the pattern, we agree with git. Every pattern is tried alone, after
// "*.txt", and before "!a*", on every path.
func TestAgreesWithGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	repo := t.TempDir()
	run := func(stdin string, args ...string) string {
		cmd := exec.Command(git, args...)
		cmd.Dir = repo
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "XDG_CONFIG_HOME="+repo)
		cmd.Stdin = strings.NewReader(stdin)
		out, err := cmd.Output()
		if ee, ok := err.(*exec.ExitError); err != nil && (!ok || ee.ExitCode() != 1) {
			t.Fatalf("git %v: %v", args, err)
		}
		return string(out)
	}
	run("", "init", "-q")
	for _, pattern := range patterns {
		for _, file := range []string{pattern, "*.txt\n" + pattern, pattern + "\n!a*"} {
			if err := os.WriteFile(filepath.Join(repo, ".gitignore"), []byte(file+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			got := run(strings.Join(paths, "\x00")+"\x00", "check-ignore", "--no-index", "-z", "--stdin")
			ignored := map[string]bool{}
			for p := range strings.SplitSeq(got, "\x00") {
				ignored[p] = true
			}
			ps := Parse([]byte(file + "\n"))
			for _, p := range paths {
				if want := ignored[p]; ignores(ps, p) != want {
					t.Errorf("%q: %q ignored = %v, git says %v", file, p, !want, want)
				}
			}
		}
	}
}

// ignores walks down to a path as a walker does: what lies in a folder that is
// ignored is never looked at.
func ignores(ps Patterns, p string) bool {
	for i := 0; i < len(p); i++ {
		if p[i] == '/' && ps.Match(p[:i], true) == Ignored {
			return true
		}
	}
	return ps.Match(p, false) == Ignored
}

func FuzzMatch(f *testing.F) {
	for _, p := range patterns {
		f.Add(p, "a/b.txt")
	}
	f.Fuzz(func(t *testing.T, file, p string) {
		ps := Parse([]byte(file))
		if len(file) < 100 && len(p) < 100 {
			ps.Match(p, false)
		}
	})
}
