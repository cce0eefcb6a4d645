package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

func TestWaiversStandInCommentsOnly(t *testing.T) {
	const ok = "promptglot: ignore[A] -- why"
	e, _ := world(t)
	for _, c := range []struct{ name, file, text, want string }{
		{"a line comment in JSON speaks of the next line", "a.json",
			"{\n// " + ok + "\n\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", "[A]@3"},
		{"a block comment behind something speaks of its own line", "a.json",
			"{\"model\": \"gpt-4o\", /* " + ok + " */ \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", "[A]@1"},
		{"a comment in a string is text", "a.json",
			"{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"x // " + ok + "\"}]}", ""},
		{"nor is one in a key", "a.json",
			"{\"model\": \"gpt-4o\", \"// " + ok + "\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", ""},
		{"JSON has no number sign", "a.json",
			"{# " + ok + "\n\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", ""},
		{"a comment in YAML", "a.yaml",
			"# " + ok + "\nmodel: gpt-4o\nmessages:\n- role: user\n  content: x # " + ok + "\n", "[A]@2 [A]@5"},
		{"a plain scalar may hold a number sign", "a.yaml",
			"model: gpt-4o\nmessages:\n- role: user\n  content: x#" + ok + "\n", ""},
		{"a block scalar is text", "a.yaml",
			"model: gpt-4o\nmessages:\n- role: user\n  content: |\n    # " + ok + "\n", ""},
		{"a comment of HTML in Markdown", "a.prompt.md", "<!-- " + ok + " -->\n\nHi\n", "[A]@2"},
		{"over several lines", "a.prompt.md", "<!--\n " + ok + "\n-->\nHi\n", "[A]@4"},
		{"behind text", "a.prompt.md", "Hi <!-- " + ok + " -->\n", "[A]@1"},
		{"a fence shows it", "a.prompt.md", "Hi\n```\n<!-- " + ok + " -->\n```\n", ""},
		{"without an end it is none", "a.prompt.md", "<!-- " + ok + "\nHi\n", ""},
		{"Jinja", "a.j2", "{#- " + ok + " -#}\n{% if a %}{{ b }}{% endif %}\n", "[A]@2"},
		{"raw Jinja is text", "a.j2", "{% raw %}\n{# " + ok + " #}\n{% endraw %}{% if a %}{{ b }}{% endif %}\n", ""},
		{"Mustache", "a.mustache", "{{! " + ok + " }}\n{{#a}}b{{/a}}\n", "[A]@2"},
		{"Handlebars", "a.hbs", "{{!-- " + ok + " --}}\n{{#if a}}b{{/if}}\n", "[A]@2"},
		{"braces of another language are text", "a.mustache", "{# " + ok + " #}\n{{#a}}b{{/a}}\n", ""},
		{"front matter", "a.prompty", "---\nname: x # " + ok + "\n---\nsystem:\nHi\n", "[A]@2"},
		{"two of them speak of one line", "a.prompt.md", "<!-- " + ok + " -->\n<!-- " + ok + " -->\nHi\n", "[A]@3 [A]@3"},
	} {
		f := source.NewFile(c.file, []byte(c.text))
		var got []string
		for _, w := range Waivers(f, e.OpenNamed(f)) {
			if w.Malformed != "" || w.Reason != "why" {
				t.Errorf("%s: %+v", c.name, w)
			}
			got = append(got, fmt.Sprintf("%v@%d", w.Rules, w.AppliesTo))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %q, want %q", c.name, g, c.want)
		}
	}
}

func TestParseWaiver(t *testing.T) {
	for _, c := range []struct{ in, rules, reason, until, malformed string }{
		{in: " ignore[PG101] -- tuned", rules: "PG101", reason: "tuned"},
		{in: "ignore[ PG101 , my-rule ] --  two\n lines ", rules: "PG101,my-rule", reason: "two lines"},
		{in: "ignore[A] -- until=2026-12-31 because", rules: "A", reason: "because", until: "2026-12-31"},
		{in: "ignore[A] until=2026-12-31 -- because", rules: "A", reason: "because", until: "2026-12-31"},
		{in: "ignore[A]", rules: "A"},
		{in: "ignore[A] -- a -- b", rules: "A", reason: "a -- b"},
		{in: "ignore", malformed: "names no rule"},
		{in: "ignore PG101", malformed: "names no rule"},
		{in: "ignore[", malformed: "names no rule"},
		{in: "ignore[]", malformed: "no list of rules"},
		{in: "ignore[A B]", malformed: "no list of rules"},
		{in: "ignore[A] because", malformed: "between the rules and the reason"},
		{in: "ignore[A] -- x until=tomorrow", malformed: "until=tomorrow is no day"},
		{in: "ignore[A] -- x until=2026-02-30", malformed: "is no day"},
		{in: "ignores[A] -- x", malformed: `called "ignores"`},
	} {
		w, ok := parseWaiver(c.in)
		if !ok || strings.Join(w.Rules, ",") != c.rules || w.Reason != c.reason || w.Until != c.until ||
			!strings.Contains(w.Malformed, c.malformed) || (c.malformed == "") != (w.Malformed == "") {
			t.Errorf("%q: %+v %v", c.in, w, ok)
		}
	}
	for _, in := range []string{"", " the linter", "see [1]", "[A]"} {
		if w, ok := parseWaiver(in); ok {
			t.Errorf("%q is taken for a suppression: %+v", in, w)
		}
	}
}
