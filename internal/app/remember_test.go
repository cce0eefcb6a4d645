package app

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// secret is a key that nobody has.
var secret = "sk-" + strings.Repeat("a1B2", 10)

// kept is a folder of files of every kind that the cache has to do with.
var kept = map[string]string{
	"ask.py": "from openai import OpenAI\nclient = OpenAI()\nr = client.chat.completions.create(model=\"gpt-4-0613\",\n" +
		"    messages=[{\"role\": \"user\", \"content\": f\"Hi {name}\"}], logit_bias={5: 1})\nprint(r.choices[0].message.content)\n",
	"plain.py":   "import os\nprint(os.name)\n",
	"waived.py":  "import openai # promptglot: ignore[PG101] -- it is told to stay\n",
	"latin.py":   "import openai\nM = \"gpt-4-\xff\"\n",
	"secret.py":  "import openai\nopenai.api_base = \"https://api.openai.com/v1?key=" + secret + "\"\nmodel = \"gpt-4-0613\"\n",
	"ask.json":   `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}], "logit_bias": {"5": 1}, "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}`,
	"cut.json":   `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"`,
	"a.prompty":  "---\nname: a\nmodel: {api: chat, configuration: {type: openai, name: gpt-5.4}}\n---\nsystem:\nBe {{ kind }}.\n\nuser:\n{{ question }}\n",
	"nb.ipynb":   `{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": ["import anthropic\n", "c = anthropic.Anthropic()"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}`,
	"empty.json": "",
	"names.sh":   "# asks openai\necho openai\n", // a program of interest without anything to say

	"plugins/Joke/skprompt.txt": "Tell a joke about {{$input}}.",
	"plugins/Joke/config.json":  `{"schema": 1, "type": "completion", "description": "a joke", "completion": {"max_tokens": 100, "temperature": 0.5}}`,
}

// A place is a folder with a cache beside it.
type cachePlace struct {
	t          *testing.T
	dir, cache string
	program    string
	now        func() time.Time // nil: no clock
	read       map[string]bool  // the files that the last run read
}

// noting is a file system that notes what is read.
type noting struct {
	disk.OS
	mu   sync.Mutex
	read map[string]bool
}

func (n *noting) ReadFile(name string) ([]byte, error) {
	n.mu.Lock()
	n.read[name] = true
	n.mu.Unlock()
	return n.OS.ReadFile(name)
}

// ReadInto leaves all to ReadFile.
func (n *noting) ReadInto(string, int64, []byte) ([]byte, bool) { return nil, false }

// later is a clock by which no file has changed lately.
func later() time.Time { return time.Now().Add(time.Hour) }

func newPlace(t *testing.T) *cachePlace {
	t.Helper()
	p := &cachePlace{t: t, dir: t.TempDir(), cache: filepath.Join(t.TempDir(), "cache"), program: "this build"}
	for name, text := range kept {
		p.write(name, text)
	}
	return p
}

func (p *cachePlace) write(name, text string) {
	p.t.Helper()
	full := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// run runs a command and returns all that it says, and how many files the cache
// knew.
func (p *cachePlace) run(opt Options, command func(*App, *Options) (Status, error)) (said string, known int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	fsys := &noting{OS: disk.OS{Dir: p.dir}, read: map[string]bool{}}
	p.read = fsys.read
	a := &App{FS: fsys, Stdout: &out, Stderr: &errs, Program: []byte(p.program), Verbose: true, Now: p.now}
	if opt.Paths == nil {
		opt.Paths = []string{"."}
	}
	if !opt.NoCache {
		opt.CacheDir = p.cache
	}
	status, err := command(a, &opt)
	if err != nil {
		p.t.Fatal(err)
	}
	var rest []string
	for line := range strings.Lines(errs.String()) {
		n := 0
		if _, err := fmt.Sscanf(line, "promptglot: %d files were known", &n); err == nil {
			known += n
			continue
		}
		rest = append(rest, line)
	}
	return fmt.Sprint(status, "\n", out.String(), strings.Join(rest, "")), known
}

func runFacts(a *App, o *Options) (Status, error) { return a.Facts(o) }
func runCheck(a *App, o *Options) (Status, error) { return a.Check(o, FixMode{}) }

func TestTheCacheChangesNoByteOfWhatIsSaid(t *testing.T) {
	for _, c := range []struct {
		name    string
		opt     Options
		command func(*App, *Options) (Status, error)
	}{
		{"facts as lines", Options{Format: "jsonl"}, runFacts},
		{"facts as text", Options{Format: "text", Targets: []string{"anthropic", "gemini", "vllm/llama-3.3-70b"}}, runFacts},
		{"prose", Options{Format: "json", Select: []string{"vendor-prose", "feature"}}, runFacts},
		{"findings", Options{Format: "json", Targets: []string{"anthropic", "mistral"}}, runCheck},
		{"findings as text", Options{Targets: []string{"gemini"}, Level: "strict"}, runCheck},
		{"fixes", Options{Targets: []string{"gemini"}}, func(a *App, o *Options) (Status, error) { return a.Check(o, FixMode{Unsafe: true, Diff: true}) }},
		{"exposure", Options{Format: "json"}, func(a *App, o *Options) (Status, error) { return a.Exposure(o) }},
		{"a file by name", Options{Paths: []string{"cut.json", "plain.py"}, Format: "jsonl"}, runFacts},
	} {
		test := func(t *testing.T, now func() time.Time) {
			p := newPlace(t)
			p.now = now
			none := c.opt
			none.NoCache = true
			want, _ := p.run(none, c.command)
			if _, err := os.Stat(p.cache); err == nil {
				t.Error("--no-cache has written a cache")
			}
			first, known := p.run(c.opt, c.command)
			if diff := cmp.Diff(want, first); diff != "" || known > 0 {
				t.Errorf("the first run knew %d files and differs (-without +with):\n%s", known, diff)
			}
			second, known := p.run(c.opt, c.command)
			if diff := cmp.Diff(want, second); diff != "" {
				t.Errorf("the second run differs (-without +with):\n%s", diff)
			}
			if known == 0 {
				t.Error("the second run knew no file")
			}
		}
		t.Run(c.name, func(t *testing.T) { test(t, nil) })
		t.Run(c.name+", by stamps", func(t *testing.T) { test(t, later) })
	}
}

func TestOnlyWhatIsAsItWasIsKnown(t *testing.T) {
	opt := Options{Format: "jsonl", Targets: []string{"anthropic"}}
	for _, c := range []struct {
		name   string
		change func(*cachePlace, *Options)
		known  bool // any file
	}{
		{"nothing", func(*cachePlace, *Options) {}, true},
		{"a file", func(p *cachePlace, _ *Options) {
			p.write("ask.py", strings.ReplaceAll(kept["ask.py"], "gpt-4-0613", "gpt-4o"))
		}, true},
		{"the file beside a prompt", func(p *cachePlace, _ *Options) {
			p.write("plugins/Joke/config.json", strings.ReplaceAll(kept["plugins/Joke/config.json"], "0.5", "1.5"))
		}, true},
		{"no file beside a prompt any more", func(p *cachePlace, _ *Options) {
			if err := os.Remove(filepath.Join(p.dir, "plugins", "Joke", "config.json")); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"the name of a file", func(p *cachePlace, _ *Options) {
			if err := os.Rename(filepath.Join(p.dir, "ask.py"), filepath.Join(p.dir, "test_ask.py")); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"the program", func(p *cachePlace, _ *Options) { p.program = "another build" }, false},
		{"the targets", func(_ *cachePlace, o *Options) { o.Targets = []string{"mistral"} }, false},
		{"the day", func(_ *cachePlace, o *Options) { o.AsOf = "2031-01-01" }, false},
		{"the configuration", func(p *cachePlace, _ *Options) { p.write("promptglot.yaml", "models: {gpt-4-0613: gpt-5.4}\n") }, false},
		{"the facts of the catalogue", func(p *cachePlace, o *Options) {
			p.write("../overlay.json", `{"as_of": "2026-11-23", "source": "https://example.com", "models": {"openai/gpt-4-0613": {"retires": "2031-01-31"}}}`)
			o.Facts = []string{"../overlay.json"}
		}, false},
	} {
		test := func(t *testing.T, clock func() time.Time) {
			p := newPlace(t)
			p.now = clock
			p.run(opt, runFacts)
			now := opt
			c.change(p, &now)
			got, known := p.run(now, runFacts)
			now.NoCache = true
			want, _ := p.run(now, runFacts)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the cache spoke of what was (-without +with):\n%s", diff)
			}
			if (known > 0) != c.known {
				t.Errorf("%d files were known", known)
			}
		}
		t.Run(c.name, func(t *testing.T) { test(t, nil) })
		t.Run(c.name+", by stamps", func(t *testing.T) { test(t, later) })
	}
}

func TestTheCacheHoldsNoCredentials(t *testing.T) {
	p := newPlace(t)
	p.run(Options{Format: "jsonl"}, runFacts)
	p.run(Options{Targets: []string{"anthropic"}}, runCheck)
	n := 0
	err := filepath.WalkDir(p.cache, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds the key", name)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Error(n, err)
	}
}

func TestADamagedCacheIsMadeAnew(t *testing.T) {
	p := newPlace(t)
	p.now = later
	opt := Options{Format: "jsonl"}
	want, _ := p.run(opt, runFacts)
	files, err := filepath.Glob(filepath.Join(p.cache, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.WriteFile(f, []byte("damaged"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for run, some := range []bool{false, true} {
		got, known := p.run(opt, runFacts)
		if diff := cmp.Diff(want, got); diff != "" || (known > 0) != some {
			t.Errorf("run %d knew %d files (-before +now):\n%s", run, known, diff)
		}
	}
}

func TestACacheThatCannotBeWrittenStopsNothing(t *testing.T) {
	p := newPlace(t)
	want, _ := p.run(Options{Format: "jsonl"}, runFacts)
	p.cache = filepath.Join(p.dir, "plain.py", "cache") // below a file
	got, _ := p.run(Options{Format: "jsonl"}, runFacts)
	got = strings.Join(strings.SplitAfter(got, "\n")[:strings.Count(want, "\n")], "")
	if !strings.Contains(want, got[:len(got)/2]) {
		t.Errorf("got %s", got)
	}
}

func TestACacheWithinTheTreeIsNotRead(t *testing.T) {
	p := newPlace(t)
	want, _ := p.run(Options{Format: "jsonl", NoCache: true}, runFacts)
	p.cache = filepath.Join(p.dir, "sub", "cache")
	for range 2 {
		if got, _ := p.run(Options{Format: "jsonl"}, runFacts); got != want {
			t.Errorf("(-without +with):\n%s", cmp.Diff(want, got))
		}
	}
}
