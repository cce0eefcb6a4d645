package typescript

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A reading is what the compiler's parser says of one file.
type reading struct {
	Path    string
	Errors  int
	Imports [][2]any // start, module
	Calls   [][2]any // start and text of the name
	Strings [][3]any // start, end, text
}

// maxCompared is how many files are compared, spread over all there are.
const maxCompared = 200

// The compiler's own parser is the judge of real programs.
func TestReadsWhatTheCompilersOwnParserReads(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is absent")
	}
	if _, err := os.Stat("npmtest/node_modules/typescript"); err != nil {
		t.Skip("run npm ci && npm test in npmtest")
	}
	root := os.Getenv("PROMPTGLOT_TS_TREE")
	if root == "" {
		root = filepath.Join("npmtest", "node_modules")
	}
	var sum tally
	for r := range readings(t, node, programs(t, root)) {
		if r.Errors == 0 {
			sum.compare(t, r)
		}
	}
	if sum.files == 0 {
		t.Fatal("there is no program to compare")
	}
	t.Logf("%d files: %d imports; %d of %d calls missed, %d false; %d of %d strings missed, %d false",
		sum.files, sum.imports, sum.missedCalls, sum.calls, sum.falseCalls, sum.missedStrings, sum.strings, sum.falseStrings)
	for _, bad := range []struct{ n, of int }{
		{sum.missedCalls, sum.calls}, {sum.falseCalls, sum.calls}, {sum.missedStrings, sum.strings}, {sum.falseStrings, sum.strings},
	} {
		if bad.n*200 > bad.of {
			t.Error("more than one of two hundred differs")
		}
	}
}

func programs(t *testing.T, root string) []string {
	var all []string
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || of(path) == nil || strings.Contains(path, ".min.") || strings.Contains(path, "node_modules/typescript/") {
			return err
		}
		switch filepath.Ext(path) {
		case ".vue", ".svelte", ".astro":
			return nil
		}
		if info, err := d.Info(); err == nil && info.Size() < 300_000 {
			all = append(all, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := 0; i < len(all); i += len(all)/maxCompared + 1 {
		out = append(out, all[i])
	}
	return out
}

// readings runs the parser over the files.
func readings(t *testing.T, node string, files []string) func(func(reading) bool) {
	return func(yield func(reading) bool) {
		cmd := exec.Command(node, "npmtest/parse.mjs")
		cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(files, "\n")), os.Stderr
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bufio.NewReader(pipe))
		for dec.More() {
			var r reading
			if err := dec.Decode(&r); err != nil {
				t.Fatal(err)
			}
			if !yield(r) {
				break
			}
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

type tally struct {
	files, imports, calls, strings  int
	missedCalls, missedStrings      int
	falseCalls, falseStrings, shown int
}

// differs tells of a difference, as long as there are few.
func (s *tally) differs(t *testing.T, r reading, data string, at int, what string) {
	if s.shown++; s.shown <= 60 {
		t.Logf("%s:%d: %s: %.70q", r.Path, 1+strings.Count(data[:at], "\n"), what, data[at:])
	}
}

func (s *tally) compare(t *testing.T, r reading) {
	b, err := os.ReadFile(r.Path)
	if err != nil {
		t.Fatal(err)
	}
	data := string(b)
	u := of(r.Path).Read(source.FromString(r.Path, data).Whole())
	s.files++

	var modules, want []string
	for _, im := range u.Imports {
		modules = append(modules, im.Path)
	}
	for _, im := range r.Imports {
		want = append(want, im[1].(string))
	}
	slices.Sort(modules)
	slices.Sort(want)
	s.imports += len(want)
	if !slices.Equal(modules, want) {
		t.Errorf("%s: imports %q, the compiler has %q", r.Path, modules, want)
	}

	calls := map[int]string{}
	for _, c := range u.Calls {
		if name := c.Callee.Last(); name != "" {
			calls[c.NameSpan.Start] = name
		}
	}
	s.calls += len(r.Calls)
	for _, c := range r.Calls {
		at := int(c[0].(float64))
		if calls[at] != c[1].(string) {
			s.missedCalls++
			s.differs(t, r, data, at, "a call is missed")
		}
		delete(calls, at)
	}
	s.falseCalls += len(calls)
	for at := range calls {
		s.differs(t, r, data, at, "no call")
	}
	s.texts(t, r, data, u)
}

// texts compares the literals of a file: every one is in a string that we found,
// and has the same value where it is one of its own.
func (s *tally) texts(t *testing.T, r reading, data string, u *lang.Unit) {
	covered := make([]bool, len(data)+1)
	own := map[int]*value.Node{}
	for i := range u.Strings {
		n := u.Strings[i].Node
		for at := n.Span.Start; at < n.Span.End; at++ {
			covered[at] = true
		}
		if n.Kind == value.String && n.View != nil {
			own[n.Span.Start] = n
		}
	}
	for _, im := range u.Imports {
		for at := im.PathSpan.Start - 1; at <= im.PathSpan.End; at++ {
			covered[max(at, 0)] = true
		}
	}
	s.strings += len(r.Strings)
	for _, want := range r.Strings {
		start, end, text := int(want[0].(float64)), int(want[1].(float64)), want[2].(string)
		got := own[start]
		switch {
		case got != nil && got.Span.End == end && got.Str != text:
			t.Errorf("%s: %.80q is %.80q here", r.Path, text, got.Str)
		case !covered[start]:
			s.missedStrings++
			s.differs(t, r, data, start, "a string is missed")
		}
		delete(own, start)
	}
	s.falseStrings += len(own)
	for at := range own {
		s.differs(t, r, data, at, "no string")
	}
}
