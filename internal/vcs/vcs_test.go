package vcs

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repo is a git repository of a test.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	r := &repo{t, t.TempDir()}
	r.do("init", "-q", "-b", "main")
	return r
}

func (r *repo) Git(args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var ee *exec.ExitError
	if errors.As(err, &ee) {
		err = &Failure{ee.ExitCode(), errs.String()}
	}
	return out, err
}

func (r *repo) do(args ...string) {
	r.t.Helper()
	if out, err := r.Git(args...); err != nil {
		r.t.Fatalf("git %v: %v %s", args, err, out)
	}
}

func (r *repo) write(name, text string) {
	r.t.Helper()
	p := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r *repo) commit(message string) {
	r.t.Helper()
	r.do("add", "-A")
	r.do("commit", "-qm", message)
}

func (r *repo) since(ref string) *Changes {
	r.t.Helper()
	c, err := Since(r, ref)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// expect holds lines, by file, against what changed: first those that did.
func expect(t *testing.T, c *Changes, places map[string][2][]int) {
	t.Helper()
	for name, want := range places {
		for _, n := range want[0] {
			if !c.Touches(name, n, n) {
				t.Errorf("%s:%d changed, and is not told", name, n)
			}
		}
		for _, n := range want[1] {
			if c.Touches(name, n, n) {
				t.Errorf("%s:%d did not change", name, n)
			}
		}
	}
}

const ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"

func TestChangedLinesAreTold(t *testing.T) {
	r := newRepo(t)
	r.write(".gitignore", "ignored\n")
	for _, name := range []string{"same", "edited", "old name", "moved", "mode", "ü \"q\".md", "bin"} {
		r.write(name, name+"\n"+ten)
	}
	r.write("bin", "a\x00b")
	r.commit("one")
	r.do("checkout", "-qb", "topic")
	// Settings of users must not change what is read.
	for _, s := range [][2]string{{"diff.noprefix", "true"}, {"diff.mnemonicPrefix", "true"}, {"color.ui", "always"}, {"diff.context", "9"}, {"diff.renames", "false"}, {"core.quotePath", "false"}, {"diff.relative", "true"}} {
		r.do("config", s[0], s[1])
	}
	r.write("edited", strings.Replace("edited\n"+ten, "3\n", "three\n", 1))
	r.do("mv", "old name", "sub-new name")
	r.write("sub-new name", strings.Replace("old name\n"+ten, "5\n", "five\nmore\n", 1))
	r.do("mv", "moved", "moved2")
	r.write("ü \"q\".md", "ü \"q\".md\n"+ten+"11\n")
	r.write("bin", "a\x00c")
	r.write("added", ten)
	r.commit("two")
	r.write("edited", strings.Replace(strings.Replace("edited\n"+ten, "3\n", "three\n", 1), "9\n", "nine\n", 1)) // not staged
	r.write("untracked", ten)
	r.write("ignored", ten)
	expect(t, r.since("main"), map[string][2][]int{
		"same":         {nil, []int{1, 5}},
		"edited":       {{4, 10}, {1, 3, 5, 9, 11}},
		"sub-new name": {{6, 7}, {1, 5, 8}},
		"moved2":       {nil, {1, 5}},
		"ü \"q\".md":   {{12}, {1, 11}},
		"bin":          {{1}, nil},
		"added":        {{1, 10}, nil},
		"untracked":    {{1, 10}, nil},
		"ignored":      {{1}, nil}, // git says nothing of it, so it may be new
	})
}

func TestWhatOthersMergedIsNotOurs(t *testing.T) {
	r := newRepo(t)
	r.write("a", ten)
	r.write("b", ten)
	r.commit("one")
	r.do("checkout", "-qb", "topic")
	r.write("a", "ours\n"+ten)
	r.commit("ours")
	r.do("checkout", "-q", "main")
	r.write("b", "theirs\n"+ten)
	r.commit("theirs")
	r.do("checkout", "-q", "topic")
	expect(t, r.since("main"), map[string][2][]int{"a": {{1}, {2}}, "b": {nil, {1, 2}}})
	r.do("merge", "-q", "-m", "merge", "main")
	expect(t, r.since("main"), map[string][2][]int{"a": {{1}, {2}}, "b": {nil, {1, 2}}})
}

func TestUnmergedFilesAreAllNew(t *testing.T) {
	r := newRepo(t)
	r.write("a", ten)
	r.commit("one")
	r.do("checkout", "-qb", "topic")
	r.write("a", "ours\n"+ten)
	r.commit("ours")
	r.do("checkout", "-q", "main")
	r.write("a", "theirs\n"+ten)
	r.commit("theirs")
	if _, err := r.Git("merge", "-q", "topic"); err == nil {
		t.Fatal("the merge has no conflict")
	}
	expect(t, r.since("HEAD"), map[string][2][]int{"a": {{1, 5}, nil}})
}

func TestSubmodulesChangeAsAWhole(t *testing.T) {
	inner := newRepo(t)
	inner.write("p", ten)
	inner.commit("one")
	r := newRepo(t)
	r.do("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.dir, "sub")
	r.commit("one")
	expect(t, r.since("HEAD"), map[string][2][]int{"sub/p": {nil, {1}}})
	sub := &repo{t, filepath.Join(r.dir, "sub")}
	sub.write("p", "0\n"+ten)
	sub.commit("two")
	expect(t, r.since("HEAD"), map[string][2][]int{"sub/p": {{1, 9}, nil}})
}

func TestFailuresSayWhatToDo(t *testing.T) {
	r := newRepo(t)
	r.write("a", ten)
	r.commit("one")
	r.write("a", ten+ten)
	r.commit("two")
	r.do("checkout", "-q", "--orphan", "alone")
	r.write("b", ten)
	r.commit("three")
	r.do("checkout", "-q", "main")

	clone := &repo{t, t.TempDir()}
	clone.do("clone", "-q", "--depth=1", "file://"+r.dir, ".")
	clone.do("fetch", "-q", "--depth=1", "origin", "alone:alone")
	outside := &repo{t, t.TempDir()}
	bare := &repo{t, t.TempDir()}
	bare.do("init", "-q", "--bare")
	for _, tt := range []struct {
		name string
		git  Git
		ref  string
		want string
	}{
		{"an unknown revision", r, "nosuch", "git knows no revision nosuch; check the name, or fetch it with git fetch origin"},
		{"a flag for a revision", r, "--output=x", `"--output=x" is no revision`},
		{"no common history", r, "alone", "alone and HEAD have no commit in common"},
		{"a shallow clone without the revision", clone, "HEAD~1", "HEAD~1 is not in this shallow clone; fetch the history with git fetch --unshallow (in GitHub Actions fetch-depth: 0"},
		{"a shallow clone that ends too early", clone, "alone", "this shallow clone ends before the history of HEAD meets alone; fetch more"},
		{"no repository", outside, "main", "this is no git repository"},
		{"no working tree", bare, "main", "this git repository has no working tree"},
		{"no git", missing{}, "main", "git is not installed"},
		{"a folder of somebody else", foreign{}, "main", "git does not trust this folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Since(tt.git, tt.ref)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

type missing struct{}

func (missing) Git(...string) ([]byte, error) { return nil, ErrNoGit }

type foreign struct{}

func (foreign) Git(...string) ([]byte, error) {
	return nil, &Failure{128, "fatal: detected dubious ownership in repository at '/x'\nTo add an exception\n"}
}
