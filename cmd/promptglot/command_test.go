package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/app/disk"
)

// run calls the program in a folder with files.
func run(t *testing.T, files map[string]string, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	c := &Command{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, FS: disk.OS{Dir: dir},
		Env: func(string) string { return "" }, Now: func() time.Time { return time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC) },
	}
	return c.Main(args), out.String(), errs.String()
}

var inputs = map[string]string{
	"clean.json": `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}]}`,
	"warn.json":  `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"}], "logit_bias": {"5": 1}}`,
	"error.json": `{"model": "gpt-4-0613", "messages": [{"role": "user", "content": "Hi"}]}`,
	"cut.json":   `{"model": "gpt-5.4", "messages": [{"role": "user", "content": "Hi"`,
	"audio.json": `{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}`,
}

// The statuses are what hooks and scripts rely on. Where several apply, the
// gravest is given: usage, input, findings, clean.
func TestExitStatus(t *testing.T) {
	for _, c := range []struct {
		args string
		want int
	}{
		{"version", ExitClean},
		{"help", ExitClean},
		{"check clean.json", ExitClean},
		{"check warn.json --target gemini", ExitClean},
		{"check warn.json --target gemini --fail-on warning", ExitFindings},
		{"check warn.json --target gemini --fail-on info", ExitFindings},
		{"check error.json", ExitFindings},
		{"check error.json --exit-zero", ExitClean},
		{"check .", ExitFindings},
		{"check . --ignore PG201", ExitClean},
		{"check absent.json", ExitInput},
		{"check cut.json", ExitInput},
		{"check cut.json error.json", ExitInput},
		{"check absent.json --exit-zero", ExitInput},
		{"check error.json --bogus", ExitUsage},
		{"check error.json absent.json --target bogus", ExitUsage},
		{"facts cut.json", ExitInput},
		{"facts .", ExitClean},
		{"tokens clean.json --tokenizer o200k_base", ExitClean},
		{"tokens absent.json --tokenizer o200k_base", ExitInput},
		{"tokens clean.json --tokenizer bogus", ExitUsage},
		{"translate clean.json --to gemini", ExitClean},
		{"translate warn.json --to gemini", ExitClean},
		{"translate warn.json --to gemini --strict", ExitFindings},
		{"translate audio.json --to anthropic", ExitFindings},
		{"translate cut.json --to gemini", ExitInput},
		{"translate clean.json", ExitUsage},
		{"migrate clean.json", ExitUsage},
		{"explain PG101", ExitClean},
		{"explain bogus", ExitUsage},
		{"models --host bogus", ExitUsage},
		{"policy list", ExitClean},
		{"policy", ExitUsage},
		{"bogus", ExitUsage},
		{"", ExitUsage},
	} {
		got, _, stderr := run(t, inputs, "", strings.Fields(c.args)...)
		if got != c.want {
			t.Errorf("promptglot %s: exit status %d, expected %d\n%s", c.args, got, c.want, stderr)
		}
		if c.want == ExitUsage && strings.Count(stderr, "\n") != 1 {
			t.Errorf("promptglot %s: wrong usage takes one line, got %q", c.args, stderr)
		}
	}
}

func TestTodayIsTheClocksOnlyWhenAskedFor(t *testing.T) {
	_, out, _ := run(t, inputs, "", "check", "error.json", "--as-of", "today")
	if !strings.Contains(out, "as of 2031-02-03") {
		t.Errorf("today is not the clock's:\n%s", out)
	}
	_, out, _ = run(t, inputs, "", "check", "error.json")
	if strings.Contains(out, "2031") {
		t.Errorf("the clock is read without being asked:\n%s", out)
	}
}

// Every flag that help shows is one that the command takes, and each command
// has its help.
func TestHelpShowsEveryCommandAndFlag(t *testing.T) {
	_, all, _ := run(t, nil, "", "help")
	for _, sub := range subcommands() {
		if !strings.Contains(all, "\n  "+sub.name) {
			t.Errorf("help does not show %s", sub.name)
		}
		status, out, stderr := run(t, nil, "", sub.name, "--help")
		if status != ExitClean || stderr != "" || !strings.Contains(out, "Usage: promptglot "+sub.name) {
			t.Errorf("%s --help: status %d, %q, %q", sub.name, status, out, stderr)
		}
		for line := range strings.Lines(out) {
			word, _, _ := strings.Cut(strings.TrimLeft(line, " -"), " ")
			if strings.HasPrefix(line, "  -") && word != "help" && newFlags(sub).Lookup(word) == nil {
				t.Errorf("%s: help shows %q, which is no flag", sub.name, word)
			}
		}
	}
}

// Credentials in what is read appear in nothing that is written about it.
func TestCredentialsAreNowhere(t *testing.T) {
	key := "sk-proj-" + strings.Repeat("Zx81kQpLm4", 5)
	files := map[string]string{"ask.json": `{"model": "gpt-4-0613", "messages": [{"role": "user", "content": "Use ` + key + `"}],
  "api_key": "` + key + `", "logit_bias": {"5": 1}, "user": "` + key + `"}`}
	for _, args := range []string{
		"check --target gemini --target anthropic", "check --target gemini --format sarif", "check --target gemini --format json",
		"check --unsafe-fixes --diff", "facts --target gemini --format jsonl", "facts", "migrate --to gemini", "migrate --to gemini --diff",
	} {
		_, out, stderr := run(t, files, "", append(strings.Fields(args), "ask.json")...)
		if strings.Contains(out+stderr, key) {
			t.Errorf("promptglot %s shows the key:\n%s%s", args, out, stderr)
		}
	}
}

func FuzzArguments(f *testing.F) {
	f.Add("check\x00--format=json\x00-j8\x00--\x00x")
	f.Add("translate\x00--to\x00gemini\x00-")
	f.Add("\x00-\x00--=\x00-=")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Split(line, "\x00")
		for _, a := range args {
			if strings.Contains(a, "output") || strings.Contains(a, "losses") || strings.Contains(a, "rejects") || strings.Contains(a, "write") || strings.Contains(a, "/") {
				t.Skip("writes")
			}
		}
		if status, _, _ := run(t, nil, "{}", args...); status < ExitClean || status > ExitInput {
			t.Errorf("exit status %d", status)
		}
	})
}
