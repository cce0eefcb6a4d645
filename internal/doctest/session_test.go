package doctest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// build returns a folder with the program.
func build(t *testing.T, root string) string {
	t.Helper()
	bin := t.TempDir()
	cmd := exec.Command("go", "build", "-o", filepath.Join(bin, "promptglot"), "./cmd/promptglot")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// A session is a reader who works through one page.
type session struct {
	shell, bin, root, dir string
	cache                 string // of the program, instead of the user's
	printed               string // by the last commands
	shown                 bool   // something that is printed has been compared
}

// newSession lays the folder that a page begins with.
func newSession(t *testing.T, shell, bin, root, page string) *session {
	t.Helper()
	s := &session{shell: shell, bin: bin, root: root, dir: t.TempDir(), cache: t.TempDir()}
	from, guide := "testdata/example", false
	if m := repository.FindStringSubmatch(page); m != nil {
		from, guide = m[1], true
	}
	if err := os.CopyFS(s.dir, os.DirFS(filepath.Join(root, filepath.FromSlash(from)))); err != nil {
		t.Fatal(err)
	}
	if !guide {
		return s
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git to make a repository with")
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "as it was"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = s.dir, s.env()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args[0], err, out)
		}
	}
	return s
}

// env keeps what commands do apart from whoever runs the tests.
func (s *session) env() []string {
	return append(os.Environ(), "NO_COLOR=1", "CGO_ENABLED=0", "PATH="+s.bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"XDG_CACHE_HOME="+s.cache, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=A Reader", "GIT_AUTHOR_EMAIL=reader@example.org", "GIT_COMMITTER_NAME=A Reader", "GIT_COMMITTER_EMAIL=reader@example.org")
}

func (s *session) write(t *testing.T, name, text string) {
	t.Helper()
	f := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (s *session) piece(t *testing.T, p *piece) {
	m := run.FindStringSubmatch(p.marker)
	if name, ok := strings.CutPrefix(p.marker, "edit: "); ok {
		s.write(t, name, p.text)
		return
	}
	switch {
	case p.marker == "prints":
		s.prints(t, p)
	case p.marker == "patch":
		s.patch(t, p)
	case p.name != "sh":
	case p.marker == "test", strings.HasPrefix(p.marker, "not run: "):
	case p.marker == "main":
		s.run(t, p, s.root, "1")
	case m != nil && m[1] == "":
		s.run(t, p, s.dir, "0")
	case m != nil:
		s.run(t, p, s.dir, m[1])
	default:
		t.Errorf("line %d: nothing above the commands says how they run; expected <!-- run -->, <!-- run status=1 --> or <!-- not run: why -->", p.line)
	}
}

// patch makes the changes that a page shows as differences.
func (s *session) patch(t *testing.T, p *piece) {
	t.Helper()
	cmd := exec.Command("git", "apply")
	cmd.Dir, cmd.Env, cmd.Stdin = s.dir, s.env(), strings.NewReader(p.text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("line %d: git apply: %v\n%s", p.line, err, out)
	}
}

func (s *session) run(t *testing.T, p *piece, dir, status string) {
	cmd := exec.Command(s.shell, "-euo", "pipefail", "-c", p.text)
	cmd.Dir, cmd.Env = dir, s.env()
	// One after the other, so that what is printed has an order.
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	s.printed = stdout.String() + stderr.String()
	if cmd.ProcessState == nil {
		t.Fatalf("line %d: %v", p.line, err)
	}
	if got := fmt.Sprint(cmd.ProcessState.ExitCode()); got != status {
		t.Errorf("line %d: exit status %s, expected %s\n%s\n%s", p.line, got, status, p.text, s.printed)
	}
}

// prints puts what was printed into a piece: the same number of lines, from
// those on that begin each run of lines.
func (s *session) prints(t *testing.T, p *piece) {
	s.shown = true
	printed, at := strings.Split(strings.TrimSuffix(s.printed, "\n"), "\n"), 0
	lines := strings.Split(strings.TrimSuffix(p.text, "\n"), "\n")
	begins := true // a run of lines, somewhere behind the last
	for i, want := range lines {
		if strings.TrimSpace(want) == "…" {
			begins = true
			continue
		}
		for begins && at < len(printed) && printed[at] != want {
			at++
		}
		if at == len(printed) {
			t.Errorf("line %d: the program does not print %q here; it printed\n%s", p.line+i, want, s.printed)
			return
		}
		lines[i] = printed[at]
		at, begins = at+1, false
	}
	p.text = strings.Join(lines, "\n") + "\n"
}

// joined is a page with the texts of its pieces, which have kept their lengths.
func joined(page string, all []piece) string {
	lines := strings.Split(page, "\n")
	for _, p := range all {
		if p.text == "" {
			continue
		}
		copy(lines[p.line-1:], strings.Split(strings.TrimSuffix(p.text, "\n"), "\n"))
	}
	return strings.Join(lines, "\n")
}
