package value

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// codes returns the distinct codes of probs in order.
func codes(probs []Problem) string {
	var out []string
	for _, p := range probs {
		if len(out) == 0 || out[len(out)-1] != p.Code {
			out = append(out, p.Code)
		}
	}
	return strings.Join(out, " ")
}

func TestHostileTextEndsInAProblem(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	marked := many("<c1?", 20_000)
	for _, c := range []struct {
		name, text string
		yaml       bool
		want       string
	}{
		{"nested arrays", many("[", 10_001) + many("]", 10_001), false, CodeDepth},
		{"arrays at the limit", many("[", 10_000) + many("]", 10_000), false, ""},
		{"unclosed arrays", many("[", 1_000_000), false, CodeDepth},
		{"nested objects", many(`{"a":`, 20_000), false, CodeDepth},
		{"nested blocks", "[" + marked, false, CodeDepth},
		{"nested blocks in a string", `"` + marked + `"`, false, CodeUnbalanced},
		{"blocks for values", `{"a":` + many("<c1?1 2 ", 5_000), false, CodeUnbalanced + " " + CodeLiteral},
		{"quotes on every line", many("\"\n", 300_000), false, CodeSyntax + " " + CodeTrailing},
		{"commas", "[" + many(",", 100_000) + "]", false, CodeSyntax},
		{"closers", many("]", 100_000), false, CodeSyntax},
		{"one object of many keys", "{" + many(`"k":1,`, 100_000) + "}", false, CodeDuplicateKey},
		{"billion laughs", bomb, true, CodeAlias},
		{"nested flow", many("[", 10_001) + many("]", 10_001), true, CodeDepth},
		{"nested lists", many("- ", 5_000) + "x", true, ""},
		{"tab", "a:\n\tb: 1\n", true, CodeTab},
		{"tags on lines", "a: 1\n" + many("<c1?\n", 20_000), true, CodeUnbalanced},
		{"many short lines", many("- a\n", 100_000), true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			opt := Options{Marks: lexTags(c.text)}
			var probs []Problem
			if c.yaml {
				_, probs = ReadYAML(view([]byte(c.text)), opt)
			} else {
				_, probs = ReadJSON(view([]byte(c.text)), opt)
			}
			if got := codes(probs); got != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
			if len(probs) > DefaultMaxProblems {
				t.Errorf("%d problems", len(probs))
			}
		})
	}
}

func TestALongLineIsReadInLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("50 MB")
	}
	text := `{"a":"` + strings.Repeat("x", 50<<20) + `","b":[` + strings.Repeat("1,", 100_000) + `1]}`
	n, probs := ReadJSON(view([]byte(text)), Options{})
	if len(probs) > 0 || len(n.Get("a").Str) != 50<<20 || len(n.Get("b").Entries) != 100_001 {
		t.Error(probs)
	}
}

func TestTextThatAnAliasRepeatsIsDisplayOnly(t *testing.T) {
	data := []byte("a: &x text\nb: *x\nc: {<<: &m {k: v}}\nd: &free own\n")
	docs, probs := ReadYAML(view(data), Options{})
	if len(probs) > 0 {
		t.Fatal(probs)
	}
	root := docs[0]
	for key, want := range map[string]error{"a": source.ErrDisplayOnly, "b": source.ErrDisplayOnly, "d": nil} {
		if _, err := root.Get(key).View.Edit(0, 1, "T"); !errors.Is(err, want) {
			t.Errorf("editing %s: %v, want %v", key, err, want)
		}
	}
	ed := Editor{View: view(data), YAML: true}
	for i, want := range []error{source.ErrDisplayOnly, nil} {
		if _, err := ed.Replace(root, i, NewString("y")); !errors.Is(err, want) {
			t.Errorf("replacing entry %d: %v, want %v", i, err, want)
		}
	}
	if _, err := ed.Delete(root.Get("c"), 0); !errors.Is(err, source.ErrDisplayOnly) {
		t.Errorf("deleting a merged member: %v", err)
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct {
		text, meta, body string
		ok               bool
		code             string
	}{
		{"---\na: 1\n---\nbody\n", "a: 1\n", "body\n", true, ""},
		{"\ufeff---\r\na: 1\r\n---\r\nbody", "a: 1\r\n", "body", true, ""},
		{"---\n---\n", "", "", true, ""},
		{"---  \nx: y\n---", "x: y\n", "", true, ""},
		{"---\na: |\n  ----\n  --- x\n---\n", "a: |\n  ----\n  --- x\n", "", true, ""},
		{"---\na: 1\n", "", "---\na: 1\n", false, CodeFrontMatter},
		{"---", "", "---", false, CodeFrontMatter},
		{"# title\n---\n", "", "# title\n---\n", false, ""},
		{"----\n", "", "----\n", false, ""},
		{"", "", "", false, ""},
	} {
		meta, body, ok, probs := FrontMatter(view([]byte(c.text)))
		if ok != c.ok || body.Text != c.body || codes(probs) != c.code || ok && meta.Text != c.meta {
			t.Errorf("%q: meta %v body %q ok %v %v", c.text, meta, body.Text, ok, probs)
		}
		if ok && body.File().Slice(body.All()) != c.body {
			t.Errorf("%q: the body is not where its span says", c.text)
		}
	}
}

// TestJSONInYAMLInMarkdown edits a string through every layer that it stands in.
func TestJSONInYAMLInMarkdown(t *testing.T) {
	data := []byte("---\r\nname: x\r\n---\r\ntext\n")
	data = append(data, "---\nrequest: |\n  {\n    \"prompt\": \"say \\\"hi\\\"\"\n  }\nquoted: \"{\\\"p\\\": \\\"a\\\\nb\\\"}\"\n"...)
	f := source.NewFile("x", data)
	at := strings.LastIndex(string(data), "---\n") + 4
	read := func(f *source.File) *Node {
		docs, probs := ReadYAML(f.View(source.Span{Start: at, End: len(f.Data)}), Options{})
		if len(probs) > 0 {
			t.Fatal(probs)
		}
		return docs[0]
	}
	for key, member := range map[string]string{"request": "prompt", "quoted": "p"} {
		inner := func(f *source.File) *Node {
			n, probs := ReadJSON(read(f).Get(key).View, Options{})
			if len(probs) > 0 {
				t.Fatal(probs, string(f.Data))
			}
			return n.Get(member)
		}
		n := inner(f)
		for from := 0; from <= len(n.Str); from++ {
			for to := from; to <= len(n.Str); to++ {
				with := "\"new\"\n\\ é"
				e, err := n.View.Edit(from, to, with)
				if err != nil {
					t.Fatal(err)
				}
				out, err := source.Apply(data, []source.Edit{e})
				if err != nil {
					t.Fatal(err)
				}
				if got, want := inner(source.NewFile("x", out)).Str, n.Str[:from]+with+n.Str[to:]; got != want {
					t.Fatalf("%s [%d:%d): %q, want %q\n%s", key, from, to, got, want, out)
				}
			}
		}
	}
}

func TestCanonicalOrdersKeysByUTF16(t *testing.T) {
	n := NewObject("\ufb33", NewNumber("1"), "\U0001F600", NewNumber("2.0"), "a", NewString("<&>\u2028"), "", NewNull(), "A", NewBool(true))
	got, err := n.Canonical()
	want := `{"":null,"A":true,"a":"<&>` + "\u2028" + `","` + "\U0001F600" + `":2.0,"` + "\ufb33" + `":1}`
	if err != nil || string(got) != want {
		t.Errorf("got %s %v\nwant %s", got, err, want)
	}
	if _, err := NewArray(&Node{Kind: Hole}).JSON(); !errors.Is(err, ErrHoles) || !strings.Contains(err.Error(), "/0") {
		t.Errorf("a hole without a printer: %v", err)
	}
}

// TestAMemberThatMayBeAbsentIsPrintedAsABlock prints what dialect readers make
// of conditional members.
func TestAMemberThatMayBeAbsentIsPrintedAsABlock(t *testing.T) {
	text := `{"a":1,<c1?"b":2,<c2?"c":3<c2.<c1:"b":4<c1.}`
	n, probs := ReadJSON(view([]byte(text)), Options{Marks: lexTags(text)})
	if len(probs) > 0 {
		t.Fatal(probs)
	}
	flat := NewObject()
	for _, m := range n.Members() {
		flat.Set(m.Key, m.Value)
	}
	out, err := flat.PrintJSON(JSONStyle{Tags: tagger{}})
	if err != nil {
		t.Fatal(err)
	}
	worlds(func(w world) {
		b, _ := json.Marshal(w.eval(n))
		want := string(b)
		if got, err := decodeAny(w.run(string(out))); err != nil || got != want {
			t.Errorf("%s -> %s, want %s", out, w.run(string(out)), want)
		}
	})
}
