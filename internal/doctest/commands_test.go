package doctest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

// A page shows commands in fences named sh. The comment above a fence says
// what they are:
//
//	<!-- run -->            they run and end with status 0
//	<!-- run status=1 -->   … with status 1
//	<!-- main -->           they run in the repository and end with status 1
//	<!-- test -->           they are what runs this test
//	<!-- not run: why -->   they need what a test has not
//
// Commands run in order in one folder per page, which begins as a copy of
// testdata/example. Two more comments speak of the next fence, whatever its
// name:
//
//	<!-- file: NAME -->     it is written into the folder before anything runs
//	<!-- prints -->         its lines stand in what the last commands printed,
//	                        in this order; a line … leaves lines out
var (
	marker = regexp.MustCompile(`^<!-- (.*) -->$`)
	run    = regexp.MustCompile(`^run(?: status=(\d))?$`)
)

// A piece is a fenced block of a page.
type piece struct {
	line   int
	name   string // of the language
	text   string
	marker string
}

func pieces(page string) []piece {
	var out []piece
	mark, open := "", ""
	for i, l := range strings.Split(page, "\n") {
		last := len(out) - 1
		switch m := marker.FindStringSubmatch(l); {
		case open != "" && l == open:
			open = ""
		case open != "":
			out[last].text += l + "\n"
		case strings.HasPrefix(l, "```"):
			open = l[:len(l)-len(strings.TrimLeft(l, "`"))]
			out = append(out, piece{line: i + 2, name: strings.TrimPrefix(l, open), marker: mark})
			mark = ""
		case m != nil:
			mark = m[1]
		}
	}
	return out
}

// pages are the pages that people write and that show commands.
func pages(t *testing.T) []string {
	root := testkit.Root(t)
	out, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	return append(out, filepath.Join(root, "README.md"), filepath.Join(root, "CONTRIBUTING.md"))
}

// Every command that README and docs show runs and prints what they say.
func TestCommandsOfPagesRun(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash to run the commands of the pages with")
	}
	root := testkit.Root(t)
	bin := build(t, root)
	for _, page := range pages(t) {
		t.Run(filepath.Base(page), func(t *testing.T) {
			s := &session{shell: shell, bin: bin, root: root, dir: t.TempDir()}
			if err := os.CopyFS(s.dir, os.DirFS(filepath.Join(root, "testdata", "example"))); err != nil {
				t.Fatal(err)
			}
			all := pieces(read(t, page))
			for _, p := range all {
				s.file(t, p)
			}
			for _, p := range all {
				s.piece(t, p)
			}
		})
	}
}

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
	printed               string // by the last commands
}

func (s *session) file(t *testing.T, p piece) {
	name, ok := strings.CutPrefix(p.marker, "file: ")
	if !ok {
		return
	}
	f := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f, []byte(p.text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (s *session) piece(t *testing.T, p piece) {
	m := run.FindStringSubmatch(p.marker)
	switch {
	case p.marker == "prints":
		s.prints(t, p)
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

func (s *session) run(t *testing.T, p piece, dir, status string) {
	cmd := exec.Command(s.shell, "-euo", "pipefail", "-c", p.text)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "CGO_ENABLED=0", "PATH="+s.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
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

func (s *session) prints(t *testing.T, p piece) {
	lines, at := strings.Split(s.printed, "\n"), 0
	free := true // lines may be left out before the next one
	for i, want := range strings.Split(strings.TrimSuffix(p.text, "\n"), "\n") {
		if strings.TrimSpace(want) == "…" {
			free = true
			continue
		}
		for free && at < len(lines) && lines[at] != want {
			at++
		}
		if at == len(lines) || lines[at] != want {
			t.Errorf("line %d: the program does not print %q here; it printed\n%s", p.line+i, want, s.printed)
			return
		}
		at, free = at+1, false
	}
}

// A page that is cut into pieces wrongly would run nothing and pass.
func TestPiecesOfAPage(t *testing.T) {
	got := pieces("a\n<!-- run -->\n```sh\nx\ny\n```\n<!-- file: f -->\ntext\n\n````json\n```\n{}\n````\n```\nz\n```\n")
	want := []piece{{4, "sh", "x\ny\n", "run"}, {11, "json", "```\n{}\n", "file: f"}, {15, "", "z\n", ""}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", fmt.Sprint(got), fmt.Sprint(want))
	}
	n := 0
	for _, page := range pages(t) {
		for _, p := range pieces(read(t, page)) {
			if run.MatchString(p.marker) {
				n++
			}
		}
	}
	if n < 5 {
		t.Errorf("the pages show only %d commands that run", n)
	}
}
