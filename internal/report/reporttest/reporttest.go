// Package reporttest holds the one set of handmade findings that every format
// is tested with, so that formats can be compared and a new one finds its
// hard cases ready.
package reporttest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/source"
)

// Secret is a made-up key that stands in the fixture's source, messages, help,
// fixes, paths and notices, and may stand in no report. It is put together
// here so that no scanner takes this file for a leak.
var Secret = strings.Join([]string{"sk", "ant", "api03", "Zx81kQpLm4Wv9TtRc7Yh2NsB"}, "-")

var files = map[string]string{
	"app/ask.py": "from openai import OpenAI\n\nclient = OpenAI(api_key=\"" + "SECRET" + "\")\n\n" +
		"def ask(question):\n    return client.chat.completions.create(\n        model=\"gpt-4-0613\",\n" +
		"        messages=[{\"role\": \"user\", \"content\": question}],\n        max_tokens=400,\n        logit_bias={\"50256\": -100},\n    )\n",
	"app/Ask.java":        "class Ask {\n\tvoid run() {\n\t\tbuilder\t.seed(7);\n\t}\n}\n",
	"prompts/crlf.yaml":   "model: gpt-4\r\nprompt: |\r\n  You are ChatGPT.\r\n  Answer briefly.\r\n",
	"prompts/日本語 助手.md":   "# 助手\n\nあなたは ChatGPT です。🙂👩‍👩‍👧 Hidden:\u200b\u202e x\n\x1b[31mred\x1b[0m\n",
	"prompts/long.jinja":  "{% if a %}\n  one\n  two\n  three\n  four\n  five\n  six\n  seven\n  eight\n{% endif %}\n",
	"logs/requests.jsonl": strings.Repeat(`{"role":"user","content":"lorem ipsum"},`, 400) + `{"role":"function"}` + strings.Repeat(`,{"role":"user","content":"dolor"}`, 400) + "\n",
}

// File returns a file of the fixture, nil for an unknown path.
func File(path string) *source.File {
	text, ok := files[path]
	if !ok {
		return nil
	}
	return source.NewFile(path, []byte(strings.Replace(text, "SECRET", Secret, 1)))
}

// Run returns the fixture: findings in report order, with and without range,
// file, fix and help; ranges over several lines, behind tabs and wide
// characters, in a huge line and in a file that is not at hand.
func Run() *report.Run {
	r := &report.Run{
		Rules: []report.Rule{
			{ID: "PG101", Title: "A target has no equal for a feature", Description: "The writer drops what the target cannot say.",
				Help: "Remove the field, or keep it for the vendor that knows it.", URL: "https://example.org/rules/PG101",
				Severity: finding.Error, Tags: []string{"portability", "loss"}},
			{ID: "PG201", Title: "A model is near its end", Severity: finding.Warning, URL: "https://example.org/rules/PG201"},
			{ID: "PG301", Title: "The prompt names a vendor's product", Severity: finding.Info, Tags: []string{"text"}},
			{ID: "PG900", Title: "Never fires here", Severity: finding.Warning},
		},
		Notices: []report.Notice{{Severity: finding.Warning, Message: "could not read the file: " + Secret, File: "app/broken.py"}},
		Source:  File,
		Version: "1.2.3",
		AsOf:    "2026-11-20",
		Targets: []string{"anthropic", "gemini"},
	}
	add := func(f finding.Finding, file, from, to string) *finding.Finding {
		f.File = file
		if from != "" {
			f.Start, f.End = between(file, from, to)
		}
		f.Facts = []string{"fact-" + strings.ToLower(f.Rule)}
		f.Fingerprint = "fp-" + strings.ToLower(f.Rule) + "-" + f.Feature
		r.Findings = append(r.Findings, &f)
		return &f
	}
	loss := finding.Finding{Rule: "PG101", Severity: finding.Error, Feature: "logit-bias", Vendor: "openai",
		Targets: []string{"anthropic", "gemini"}, URL: "https://example.org/rules/PG101",
		Message: "`logit_bias` is dropped: token ids do not cross tokenizers",
		Help:    "Say in the prompt which words to avoid, and take `logit_bias` out of the shared call, so that all vendors get the same request."}
	f := add(loss, "app/ask.py", "logit_bias={\"50256\": -100}", "")
	f.Fixes = []fact.Fix{{Applicability: "unsafe", Message: "remove `logit_bias`",
		Edits: []fact.Edit{edit("app/ask.py", "        logit_bias={\"50256\": -100},\n", "")}}}
	f = add(finding.Finding{Rule: "PG201", Severity: finding.Warning, Feature: "model-name", Vendor: "openai",
		Message: "`gpt-4-0613` is retired on 2027-03-26, in 126 days"}, "app/ask.py", `"gpt-4-0613"`, "")
	f.Fixes = []fact.Fix{{Applicability: "safe", Message: "name the replacement and its parameter", Edits: []fact.Edit{
		edit("app/ask.py", `"gpt-4-0613"`, `"gpt-5.4"`), edit("app/ask.py", "max_tokens", "max_completion_tokens")}}}
	f = add(finding.Finding{Rule: "PG401", Severity: finding.Error, Message: "a key stands in the source: " + Secret,
		Help: "Revoke " + Secret + " and read it from the environment."}, "app/ask.py", `api_key="`, `")`)
	f.Fixes = []fact.Fix{{Applicability: "safe", Edits: []fact.Edit{edit("app/ask.py", "client = OpenAI(", "client = OpenAI(default_headers={\"x\": \""+Secret+"\"}, ")}}}
	add(loss, "app/Ask.java", ".seed(7)", "").Message = "`seed` is dropped"
	add(finding.Finding{Rule: "PG301", Severity: finding.Info, Message: "the prompt says “ChatGPT”"}, "prompts/crlf.yaml", "You are", "briefly.")
	f = add(finding.Finding{Rule: "PG301", Severity: finding.Info, Message: "the prompt says “ChatGPT”"}, "prompts/日本語 助手.md", "ChatGPT", "")
	f.Fixes = []fact.Fix{{Applicability: "display", Message: "name the assistant's task instead"}}
	add(finding.Finding{Rule: "PG302", Severity: finding.Warning, Message: "hidden characters\nThey change what a reader sees."}, "prompts/日本語 助手.md", "Hidden", "x")
	add(finding.Finding{Rule: "PG303", Severity: finding.Warning, Message: "an escape sequence: \x1b[31m"}, "prompts/日本語 助手.md", "\x1b[31m", "\x1b[0m")
	add(finding.Finding{Rule: "PG103", Severity: finding.Error, Targets: []string{"gemini"}, Message: "the block is Jinja only"}, "prompts/long.jinja", "{% if", "endif %}")
	add(finding.Finding{Rule: "PG102", Severity: finding.Warning, Message: "the block is Jinja only | a <second> rule at *one* place"}, "prompts/long.jinja", "{% if", "endif %}")
	add(loss, "logs/requests.jsonl", `"function"`, "").Message = "the role `function` has no equal"
	f = add(finding.Finding{Rule: "PG501", Severity: finding.Error, Message: "not at hand"}, "gone/"+Secret+".py", "", "")
	f.Start, f.End = &source.Pos{Line: 3, Column: 7, Offset: 40}, &source.Pos{Line: 3, Column: 9, Offset: 42}
	add(finding.Finding{Rule: "PG601", Severity: finding.Warning, Message: "the configuration names an unknown model, 100% sure"}, "promptglot.yaml", "", "")
	add(finding.Finding{Rule: "PG701", Severity: finding.Info, Targets: []string{"anthropic"}, Message: "half of all prompts hang on one vendor"}, "", "", "")
	finding.Sort(r.Findings)
	return r
}

// between returns the places of the text from the start of from to the end of
// to; "" for to is the end of from.
func between(file, from, to string) (start, end *source.Pos) {
	f := File(file)
	i := bytes.Index(f.Data, []byte(from))
	if i < 0 {
		panic(file + " has no " + from)
	}
	j := i + len(from)
	if to != "" {
		j += bytes.Index(f.Data[j:], []byte(to)) + len(to)
	}
	a, b := f.Pos(i), f.Pos(j)
	return &a, &b
}

func edit(file, old, text string) fact.Edit {
	start, end := between(file, old, "")
	return fact.Edit{File: file, Start: *start, End: *end, Text: text}
}

// Write returns the fixture in a format, as masked as a user would see it.
func Write(t testing.TB, id string, change func(*report.Run)) []byte {
	t.Helper()
	f, err := report.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	r := Run()
	if change != nil {
		change(r)
	}
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
