package agentfiles

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// readTOML returns the prompt of a command in TOML, and its problems in one
// line.
func readTOML(t *testing.T, s string) (text string, file *format.File, problems string) {
	t.Helper()
	files := (Format{}).Read(source.FromString(".gemini/commands/x.toml", s), format.Env{})
	if len(files) != 1 {
		t.Fatalf("%q was not read", s)
	}
	var all []string
	for _, p := range files[0].Problems {
		all = append(all, p.Message)
	}
	if files[0].Body != nil {
		text = files[0].Body.Text
	}
	return text, files[0], strings.Join(all, "; ")
}

// Each form of text that TOML has is read as TOML says, and only text of the
// outermost table.
func TestTextOfCommandsIsReadAsTOMLSays(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`prompt = "a \"b\" \\ \t \u00e9 \U0001F600"`, "a \"b\" \\ \t é 😀"},
		{`prompt='a \n "b"'`, `a \n "b"`},
		{"prompt = \"\"\"\na\n\"b\"\n\"\"\"\n", "a\n\"b\"\n"},
		{"prompt = \"\"\"\r\na\r\n\"\"\"", "a\r\n"},
		{"prompt = '''\na \\n ''b'''", "a \\n ''b"},
		{"prompt = \"\"\"a\"\"\"\"\"", `a""`},
		{"prompt = \"\"\"a \\\n   b\"\"\"", "a b"},
		{"description = \"\"\"\nprompt = \"no\"\n\"\"\"\n\"prompt\" = \"yes\"\n", "yes"},
		{"# prompt = \"no\"\nlist = [\n \"prompt = 1\",\n]\nn = 3\nprompt = \"yes\" # so\n", "yes"},
		{"\ufeffprompt = \"a\"", "a"},
		{`prompt = "a \q \u12"`, `a \q \u12`},
	} {
		if got, _, problems := readTOML(t, c.in); got != c.want || problems != "" {
			t.Errorf("%q reads %q (%s), want %q", c.in, got, problems, c.want)
		}
	}
}

func TestBrokenCommandsSayWhatWasExpected(t *testing.T) {
	for _, c := range []struct{ in, want, problem string }{
		{"prompt = \"\"\"\na\n", "a\n", `the text of prompt never ends; expected """ behind it`},
		{"prompt = \"a\nb = 1\n", "a", `the text of prompt never ends; expected " behind it`},
		{"[a]\nprompt = \"x\"\n", "", "the command has no prompt; expected `prompt = \"…\"` before any table"},
		{"prompt = 3\n", "", "the command has no prompt; expected `prompt = \"…\"` before any table"},
	} {
		if got, _, problems := readTOML(t, c.in); got != c.want || problems != c.problem {
			t.Errorf("%q reads %q (%s), want %q (%s)", c.in, got, problems, c.want, c.problem)
		}
	}
}

// An edit changes the bytes of the text that it replaces and nothing else, and
// reads back as what was written.
func TestTextOfCommandsIsEditedInPlace(t *testing.T) {
	const new = "say \"it\"\n\\ now"
	for in, want := range map[string]string{
		`prompt = "do \"x\" now" # c`:     `prompt = "do say \"it\"\n\\ now now" # c`,
		"prompt = '''\ndo x\n'''\n":       "prompt = '''\ndo say \"it\"\n\\ now\n'''\n",
		"prompt = \"\"\"\ndo x\n\"\"\"\n": "prompt = \"\"\"\ndo say \\\"it\\\"\n\\\\ now\n\"\"\"\n",
	} {
		text, file, _ := readTOML(t, in)
		at := strings.Index(text, "x")
		from, to := at, at+1
		if strings.Contains(text, `"x"`) {
			from, to = at-1, at+2
		}
		e, err := file.Body.Edit(from, to, new)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		got := in[:e.Span.Start] + e.Text + in[e.Span.End:]
		if got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
		if back, _, _ := readTOML(t, got); back != text[:from]+new+text[to:] {
			t.Errorf("%q reads back as %q", got, back)
		}
	}
}

// Text that its quotes cannot hold is refused rather than written wrongly.
func TestTextThatQuotesCannotHoldIsRefused(t *testing.T) {
	for _, in := range []string{"prompt = 'a'", "prompt = '''a'''"} {
		_, file, _ := readTOML(t, in)
		if e, err := file.Body.Edit(0, 1, "it's"); err == nil {
			t.Errorf("%q: written as %q", in, e.Text)
		}
	}
}

func TestArgumentsOfCommandsAreInputs(t *testing.T) {
	_, file, _ := readTOML(t, "description = \"d\"\nprompt = \"Do {{args}} and {{args}}. $1\"")
	if len(file.Inputs) != 1 || file.Inputs[0].Name != "args" || file.About != "d" {
		t.Errorf("inputs %v, description %q", file.Inputs, file.About)
	}
}
