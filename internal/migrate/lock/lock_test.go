package lock_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/migrate/lock"
)

func example() *lock.Lock {
	r := func(path, from string) lock.Rendering {
		return lock.Rendering{File: lock.File{Path: path, Digest: lock.Digest([]byte(path))}, Target: "gemini/g", From: from, Catalogue: "2026-11-20", Tool: "1"}
	}
	a, b := lock.Digest([]byte("a.prompty")), lock.Digest([]byte("b.prompty"))
	return &lock.Lock{Version: lock.Version, Prompts: []lock.Prompt{
		{Neutral: lock.File{Path: "b.prompty", Digest: b}, Renderings: []lock.Rendering{r("b.z.json", b), r("b.a.json", b)}},
		{Neutral: lock.File{Path: "a.prompty", Digest: a}, Source: &lock.File{Path: "a.prompt.yml", Digest: lock.Digest([]byte("a.prompt.yml"))}},
	}}
}

// fresh reads a tree in which every file holds its own name.
func fresh(p string) ([]byte, error) { return []byte(p), nil }

func TestTheFileReadsBackAndIsSorted(t *testing.T) {
	data := example().Bytes()
	l, err := lock.Parse(lock.Name, data)
	if err != nil {
		t.Fatal(err)
	}
	if string(l.Bytes()) != string(data) {
		t.Error("reading and writing changes the file")
	}
	if l.Prompts[0].Neutral.Path != "a.prompty" || l.Prompts[1].Renderings[0].Path != "b.a.json" {
		t.Errorf("not sorted: %s", data)
	}
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"{": "promptglot.lock:1:", `{"version": 9}`: "version 9", "{\"version\": 1,\n\"x\": 2}": "unknown field",
		`{"version": 1, "prompts": [{"neutral": {"path": "../x"}}]}`: "leads out", `{"version": 1, "prompts": [{"neutral": {"path": "/etc/x"}}]}`: "leads out",
	} {
		if _, err := lock.Parse(lock.Name, []byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, expected one with %q", in, err, want)
		}
	}
}

func TestStaleTellsWhatHappened(t *testing.T) {
	change := func(path, to string) func(string) ([]byte, error) {
		return func(p string) ([]byte, error) {
			if p != path {
				return fresh(p)
			}
			if to == "" {
				return nil, fs.ErrNotExist
			}
			return []byte(to), nil
		}
	}
	tests := []struct {
		name string
		read func(string) ([]byte, error)
		want string // code:path …
	}{
		{"nothing", fresh, ""},
		{"the neutral file was edited", change("b.prompty", "new"), "stale:b.z.json stale:b.a.json"},
		{"the neutral file is gone", change("b.prompty", ""), "missing:b.prompty"},
		{"a rendering was edited", change("b.a.json", "new"), "edited:b.a.json"},
		{"a rendering is gone", change("b.a.json", ""), "missing:b.a.json"},
		{"the source was edited", change("a.prompt.yml", "new"), "stale:a.prompty"},
		{"the source is gone: the neutral file stands on its own", change("a.prompt.yml", ""), ""},
	}
	for _, tt := range tests {
		issues, err := example().Stale(tt.read)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, i := range issues {
			got = append(got, i.Code+":"+i.Path)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, expected %s", tt.name, got, tt.want)
		}
	}
	boom := errors.New("boom")
	if _, err := example().Stale(func(string) ([]byte, error) { return nil, boom }); !errors.Is(err, boom) {
		t.Errorf("a read error is lost: %v", err)
	}
}

func TestOnlyRenderingsAreRenderings(t *testing.T) {
	l := example()
	for path, want := range map[string]bool{"b.z.json": true, "./b.z.json": true, "b.prompty": false, "a.prompt.yml": false, "z.json": false} {
		if l.IsRendering(path) != want {
			t.Errorf("IsRendering(%s) is not %v", path, want)
		}
	}
	var none *lock.Lock
	if none.IsRendering("b.z.json") || none.Neutral("x") != nil || none.FromSource("x") != nil {
		t.Error("a nil lock names files")
	}
}
