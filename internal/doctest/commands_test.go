package doctest

import (
	"fmt"
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
// testdata/example or of the folder that the page names,
//
//	<!-- repository: testdata/guides/desk -->
//
// and then is a git repository with everything in it committed. More comments
// speak of the next fence, whatever its name:
//
//	<!-- file: NAME -->     it is written into the folder before anything runs
//	<!-- edit: NAME -->     it is written into the folder when its turn comes
//	<!-- patch -->          it is applied to the folder, as git apply does
//	<!-- prints -->         its lines stand in what the last commands printed,
//	                        in this order; a line … leaves lines out
//
// With -update, what is printed is written into the page: each run of lines
// between two … begins with the line that it began with, and is as long.
var (
	marker     = regexp.MustCompile(`^<!-- (.*) -->$`)
	run        = regexp.MustCompile(`^run(?: status=(\d))?$`)
	repository = regexp.MustCompile(`(?m)^<!-- repository: (\S+) -->$`)
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
	var out []string
	for _, dir := range []string{"docs", filepath.Join("docs", "guides")} {
		found, err := filepath.Glob(filepath.Join(root, dir, "*.md"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, found...)
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
			text := read(t, page)
			s := newSession(t, shell, bin, root, text)
			all := pieces(text)
			for _, p := range all {
				if name, ok := strings.CutPrefix(p.marker, "file: "); ok {
					s.write(t, name, p.text)
				}
			}
			for i := range all {
				s.piece(t, &all[i])
			}
			if s.shown {
				testkit.Golden(t, page, []byte(joined(text, all)))
			}
		})
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
