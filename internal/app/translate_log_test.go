package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/openaichat"
)

const small = `{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "seed": 1}` + "\n"

// logApp is the application over a log on stdin.
func logApp(t testing.TB, in io.Reader, out io.Writer) (*App, *bytes.Buffer, *Options) {
	t.Helper()
	var errs bytes.Buffer
	a := &App{FS: disk.OS{Dir: t.TempDir()}, Stdin: in, Stdout: out, Stderr: &errs}
	return a, &errs, &Options{Paths: []string{"-"}, StdinFilename: "log.jsonl", NoConfig: true}
}

func TestOutputDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	data := logOf(3 << 20)
	lines := bytes.SplitAfter(data, []byte("\n"))
	for i := range lines {
		if i%17 == 5 {
			lines[i] = []byte("{\"hello\": 1}\n")
		}
		if i%29 == 7 {
			lines[i] = []byte("rubbish\n")
		}
	}
	data = bytes.Join(lines, nil)
	var first [4]string
	for _, jobs := range []int{1, 2, 7} {
		var out bytes.Buffer
		a, errs, opt := logApp(t, bytes.NewReader(data), &out)
		opt.Jobs = jobs
		status, err := a.Translate(opt, &TranslateOptions{To: "gemini/gemini-2.5-flash", Losses: "losses", Rejects: "rejects"})
		if err != nil || status != Findings {
			t.Fatalf("status %d, %v", status, err)
		}
		got := [4]string{out.String(), errs.String()}
		for i, name := range []string{"losses", "rejects"} {
			text, err := os.ReadFile(filepath.Join(a.FS.(disk.OS).Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			got[2+i] = string(text)
		}
		if jobs == 1 {
			first = got
			continue
		}
		for i, what := range []string{"stdout", "stderr", "the losses", "the rejects"} {
			if got[i] != first[i] {
				t.Errorf("%d workers: %s differ", jobs, what)
			}
		}
	}
	if n := strings.Count(first[0], "\n") + strings.Count(first[3], "\n"); n != bytes.Count(data, []byte("\n")) {
		t.Errorf("%d lines and rejects of %d lines", n, bytes.Count(data, []byte("\n")))
	}
}

// A lag counts how far reading is ahead of writing.
type lag struct {
	in            io.Reader
	read, written atomic.Int64
	most          int64
}

func (l *lag) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if ahead := l.read.Add(int64(n)) - l.written.Load(); ahead > l.most {
		l.most = ahead
	}
	return n, err
}

func (l *lag) Write(p []byte) (int, error) {
	l.written.Add(int64(len(p)))
	return len(p), nil
}

// A log is never in memory as a whole: reading keeps a few chunks ahead of
// writing, whatever the length of the log.
func TestLogsStream(t *testing.T) {
	line := `{"model": "gpt-4o", "messages": [{"role": "user", "content": "` + strings.Repeat("x", 100_000) + `"}]}` + "\n"
	l := &lag{in: io.LimitReader(repeat{line, new(int)}, int64(len(line))*600)}
	a, errs, opt := logApp(t, l, l)
	opt.Jobs = 2
	status, err := a.Translate(opt, &TranslateOptions{To: "openai-chat/gpt-4o"})
	if err != nil || status != Clean {
		t.Fatalf("status %d, %v\n%s", status, err, errs)
	}
	if size := l.read.Load(); size < 50<<20 || l.most > 16<<20 {
		t.Errorf("reading %d bytes was %d ahead", size, l.most)
	}
}

// repeat is a stream that says the same again and again.
type repeat struct {
	text string
	at   *int
}

func (r repeat) Read(p []byte) (int, error) {
	n := copy(p, r.text[*r.at:])
	*r.at = (*r.at + n) % len(r.text)
	return n, nil
}

// A full disk takes some output and then no more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestAFullDiskSaysWhereToGoOn(t *testing.T) {
	data := logOf(2 << 20)
	disk := &full{1 << 20}
	a, _, opt := logApp(t, bytes.NewReader(data), disk)
	_, err := a.Translate(opt, &TranslateOptions{To: "openai-chat/gpt-4o"})
	var f *failure
	if !errors.As(err, &f) || f.status != Input || !strings.Contains(err.Error(), "no space left; --skip ") {
		t.Fatalf("got %v", err)
	}
	var skip int
	_, rest, _ := strings.Cut(err.Error(), "--skip ")
	if _, err := fmt.Sscan(rest, &skip); err != nil || skip < 10 {
		t.Fatalf("%q says %d, %v", rest, skip, err)
	}
	// The two runs together are all of it.
	var whole, end bytes.Buffer
	for _, run := range []struct {
		out  *bytes.Buffer
		skip int
	}{{&whole, 0}, {&end, skip}} {
		a, _, opt := logApp(t, bytes.NewReader(data), run.out)
		if _, err := a.Translate(opt, &TranslateOptions{To: "openai-chat/gpt-4o", Skip: run.skip}); err != nil {
			t.Fatal(err)
		}
	}
	if lines := bytes.SplitAfter(whole.Bytes(), []byte("\n")); !bytes.Equal(bytes.Join(lines[skip:], nil), end.Bytes()) {
		t.Error("what is written after --skip is not the rest")
	}
}

func TestTheBarIsForTerminalsOnly(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "log.jsonl"), logOf(1<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, terminal := range []bool{true, false} {
		var errs bytes.Buffer
		a := &App{FS: disk.OS{Dir: dir}, Stdout: io.Discard, Stderr: &errs, Progress: terminal}
		if _, err := a.Translate(&Options{Paths: []string{"log.jsonl"}}, &TranslateOptions{To: "gemini/gemini-2.5-flash"}); err != nil {
			t.Fatal(err)
		}
		bar, gone := strings.Contains(errs.String(), "] 100 %"), strings.Contains(errs.String(), "\r\x1b[K")
		if bar != terminal || gone != terminal || strings.Contains(errs.String(), "\r") != terminal {
			t.Errorf("terminal %v: stderr is %q", terminal, errs.String())
		}
	}
}

// breaking is a dialect with a mistake in it.
type breaking struct{ openaichat.Dialect }

func (b breaking) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	if tree.Get("seed").Literal() && tree.Get("seed").Str == "3" {
		panic("boom")
	}
	return b.Dialect.Read(r, tree)
}

func TestAPanicIsTheFailureOfOneLine(t *testing.T) {
	in := small + strings.ReplaceAll(small, `: 1}`, `: 3}`) + small
	var out bytes.Buffer
	a, errs, opt := logApp(t, strings.NewReader(in), &out)
	run, err := a.translation(opt, &TranslateOptions{To: "openai-chat/gpt-4o"})
	if err != nil {
		t.Fatal(err)
	}
	run.tr.Dialects = translate.Registry{breaking{}}
	run.pick.known = run.tr.Dialects
	status, err := run.log(&streamed{splitter: batch.NewSplitter(strings.NewReader(in), batch.Lines, ""), kind: batch.Lines}, 2, 0)
	if err != nil || status != Input || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("status %d, %v, output %q", status, err, out.String())
	}
	if !strings.Contains(errs.String(), "log.jsonl:2: not written: internal error: boom") {
		t.Errorf("stderr is %q", errs)
	}
}

func TestTalliesAreBounded(t *testing.T) {
	all := newTally()
	for n := range 3 * maxShapes {
		part := newTally()
		node := value.NewNull()
		part.add(n+1, &carried{id: "d", ledger: translate.Ledger{
			{Outcome: translate.Dropped, Path: fmt.Sprintf("/metadata/k%d", n), Node: node},
			{Outcome: translate.Dropped, Path: fmt.Sprintf("/messages/%d/name", n%7), Node: node},
			{Outcome: translate.Dropped, Path: fmt.Sprintf("/messages/%d/name", n%7+1), Node: node},
			{Outcome: translate.Exact, Path: "/seed", Node: node},
		}})
		all.merge(part)
	}
	c := all.losses[shape{outcome: translate.Dropped, pointer: "/messages/*/name"}]
	if c == nil || c.n != 3*maxShapes || c.first != 1 {
		t.Errorf("the names are counted as %+v", c)
	}
	if len(all.losses) != maxShapes || all.more != 2*maxShapes+1 {
		t.Errorf("%d shapes and %d more", len(all.losses), all.more)
	}
	var b bytes.Buffer
	all.tell(&App{Stderr: &b}, "log", "line")
	if n := strings.Count(b.String(), "\n"); n != maxTold+1 {
		t.Errorf("%d lines are told", n)
	}
}
