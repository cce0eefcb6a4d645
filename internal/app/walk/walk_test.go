package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// tree makes files in a new folder: "name: text" a line, "name -> target" for
// a symbolic link, "name/" for a folder.
func tree(t *testing.T, spec string) disk.OS {
	t.Helper()
	dir := t.TempDir()
	for line := range strings.Lines(spec) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, text, isFile := strings.Cut(line, ": ")
		link, to, isLink := strings.Cut(line, " -> ")
		if isLink {
			name = link
		}
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		switch {
		case isLink:
			err = os.Symlink(to, full)
		case isFile:
			err = os.WriteFile(full, []byte(strings.ReplaceAll(text, `\n`, "\n")), 0o644)
		default:
			err = os.MkdirAll(full, 0o755)
		}
		if err != nil {
			t.Skip(err) // no symbolic links here
		}
	}
	return disk.OS{Dir: dir}
}

func names(files []File) string {
	var out []string
	for _, f := range files {
		n := f.Path
		if f.Named {
			n += "!"
		}
		out = append(out, n)
	}
	return strings.Join(out, " ")
}

func TestWalk(t *testing.T) {
	const spec = `
		.gitignore: *.log\n/out/\n!keep.log\nsecret/
		.git/config: x
		a.txt: a
		b.log: b
		keep.log: k
		out/x.txt: x
		sub/.gitignore: !b.log\n/only.txt
		sub/b.log: b
		sub/only.txt: o
		sub/deep/only.txt: o
		sub/out/y.txt: y
		secret/s.txt: s
		cycle/back -> ..
		link.txt -> a.txt
		gone.txt -> nowhere
		nested/.git/config: x
		nested/c.log: c
	`
	for _, c := range []struct {
		why   string
		paths []string
		opt   Options
		want  string
	}{
		{"a folder is walked without what git ignores", []string{"."}, Options{},
			".gitignore a.txt keep.log link.txt nested/c.log sub/.gitignore sub/b.log sub/deep/only.txt sub/out/y.txt"},
		{"patterns above the folder named hold too", []string{"sub/deep", "out"}, Options{}, "out/x.txt sub/deep/only.txt"},
		{"a file named outright is always read", []string{"b.log", "./secret/s.txt"}, Options{}, "b.log! secret/s.txt!"},
		{"and stays named where it is walked as well", []string{"sub", "sub/b.log", "./sub/"}, Options{},
			"sub/.gitignore sub/b.log! sub/deep/only.txt sub/out/y.txt"},
		{"ignoring can be switched off, but not for .git", []string{"."}, Options{NoIgnore: true},
			".gitignore a.txt b.log keep.log link.txt nested/c.log out/x.txt secret/s.txt sub/.gitignore sub/b.log sub/deep/only.txt sub/only.txt sub/out/y.txt"},
		{"others may leave out more", []string{"sub"}, Options{Skip: func(p string, dir bool) bool { return p == "sub/deep" && dir }},
			"sub/.gitignore sub/b.log sub/out/y.txt"},
	} {
		files, faults := Walk(tree(t, spec), c.paths, c.opt)
		if diff := cmp.Diff(c.want, names(files)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if len(faults) > 0 {
			t.Errorf("%s: %v", c.why, faults)
		}
	}
}

func TestWithoutARepositoryOnlyTheFoldersOwnPatternsHold(t *testing.T) {
	fsys := tree(t, ".gitignore: *.log\nsub/a.log: x\nsub/.gitignore: b.log\nsub/b.log: x")
	files, _ := Walk(fsys, []string{"sub"}, Options{})
	if got := names(files); got != "sub/.gitignore sub/a.log" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsMissingIsAFaultThatHidesNothing(t *testing.T) {
	files, faults := Walk(tree(t, "a.txt: a"), []string{"absent", "a.txt"}, Options{})
	if names(files) != "a.txt!" || len(faults) != 1 || !faults[0].Named || faults[0].Path != "absent" {
		t.Errorf("got %v, %v", files, faults)
	}
	if msg := faults[0].Err.Error(); strings.Contains(msg, "absent") || !strings.Contains(msg, "no such file") {
		t.Errorf("the message repeats the path, or says nothing: %s", msg)
	}
}
