package compose_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// fixtures calls f with every fixture that holds a prompt.
func fixtures(t *testing.T, f func(t *testing.T, e *compose.Engine, file *source.File, docs []*compose.Doc)) {
	e := engine()
	for _, p := range files(t, "testdata/formats") {
		if strings.HasSuffix(p, ".golden") {
			continue
		}
		file := open(t, p)
		file.Path = strings.TrimPrefix(p, "testdata/formats/")
		if docs := e.Open(file); docs != nil {
			t.Run(file.Path, func(t *testing.T) { f(t, e, file, docs) })
		}
	}
}

// Reading leaves the bytes as they are, and every piece of a text knows its own.
func TestTextsMapToTheirBytes(t *testing.T) {
	fixtures(t, func(t *testing.T, e *compose.Engine, file *source.File, docs []*compose.Doc) {
		before := bytes.Clone(file.Data)
		again := e.Open(file)
		if !bytes.Equal(before, file.Data) {
			t.Fatal("reading changed the bytes")
		}
		for i, d := range docs {
			if dump(d) != dump(again[i]) {
				t.Error("reading twice gives two results")
			}
			for _, x := range d.Texts {
				text := expr.Text{{Lit: x.Node.Str, Span: x.View.All()}}
				if x.Node.Kind == value.Text {
					text = x.Node.Text
				}
				var raw strings.Builder
				flat(text, func(s source.Span) { raw.WriteString(file.Slice(s)) })
				if want := file.Slice(x.View.All()); raw.String() != want {
					t.Errorf("the pieces of a text are %q, its bytes %q", raw.String(), want)
				}
			}
		}
	})
}

// flat calls f for the spans of all literals and tags in order.
func flat(t expr.Text, f func(source.Span)) {
	for _, s := range t {
		switch {
		case s.Block != nil:
			for _, a := range s.Block.Arms {
				f(a.Tag.Span)
				flat(a.Body, f)
			}
			f(s.Block.Close.Span)
		default:
			f(s.Span)
		}
	}
}

// An edit of one text through all its layers changes that text and no other.
func TestEditsReachOneText(t *testing.T) {
	fixtures(t, func(t *testing.T, e *compose.Engine, file *source.File, docs []*compose.Doc) {
		n := 0
		for di, d := range docs {
			for ti, x := range d.Texts {
				edit, err := x.View.Edit(0, 0, "Zq ")
				if errors.Is(err, source.ErrDisplayOnly) {
					continue
				} else if err != nil {
					t.Fatal(err)
				}
				data, err := source.Apply(file.Data, []source.Edit{edit})
				if err != nil {
					t.Fatal(err)
				}
				after := e.Open(source.NewFile(file.Path, data))
				if len(after) != len(docs) || len(after[di].Texts) != len(d.Texts) {
					t.Fatalf("after an edit of text %d the file reads differently", ti)
				}
				for i, y := range after[di].Texts {
					want := d.Texts[i].View.Text
					if i == ti {
						want = "Zq " + want
					}
					if y.View.Text != want {
						t.Errorf("text %d is %q, want %q", i, y.View.Text, want)
					}
				}
				n++
			}
		}
		t.Logf("%d edits", n)
	})
}

// Reading takes time in proportion to the input, whatever is in it.
func TestOpenIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	e := engine()
	head := "---\ninputs:\n  a: {kind: image}\n  h: {kind: thread}\n---\n"
	for name, piece := range map[string]string{
		"p.prompty":              head + "\x00user:\n{{a}} x {{h}}\n{% if b %}\nuser:\n{{a}}\n{% endif %}\n",
		"media.prompty":          head + "user:\n\x00{% if b %}{{a}}{% endif %} y ",
		"open.prompty":           head + "\x00{% if b %}\nuser:\n",
		"close.prompty":          head + "\x00{% endif %}\nuser:\n",
		"attr.prompty":           head + "\x00user[a=\"b\", c=d]:\n",
		"bad-attr.prompty":       head + "user[\x00a=b,",
		"prompts/a.md":           "\x00system:\n{{x}}\nuser:\n",
		"prompts/b.txt":          "\x00{{#if a}}{{ ",
		"p.prompt":               "---\nmodel: a/b\n---\n\x00{{~role \"user\"~}}\n{{#if b}}{{media url=u}}{{/if}} {{history}}\n",
		"open.prompt":            "---\nmodel: a/b\n---\n\x00{{#role \"user\"}} {{#if b}} }} ",
		"keys.prompt":            "---\ninput:\n  schema:\n\x00    a: b, {{c}}\n",
		"prompts.txt":            "\x00{{a}}\n---\n",
		"promptfooconfig.a.yaml": "providers: [openai:a, openai:b]\nprompts:\n\x00- Hi {{a}}\n",
		"promptfooconfig.b.yaml": "prompts: [a]\nproviders:\n\x00- {id: 'openai:a', config: {b: 1}}\n",
		"promptfooconfig.c.yaml": "prompts: [a, b]\nproviders: openai:a\ntests:\n\x00- {vars: {a: 1}}\n",
		"x.prompt.yml":           "messages:\n\x00- {role: user, content: '{{a}} {{b {{'}\n",
		"x.json":                 "[\x00{\"role\": \"user\", \"content\": \"{% if a %}\"},",
		"prompts/y.json.j2":      "{\"messages\": [\x00{% if a %}{\"role\": \"user\", \"content\": \"b\"},",
	} {
		pre, rep, _ := strings.Cut(piece, "\x00")
		// A megabyte: what takes quadratic time does not come back before the
		// test's own time is up.
		for _, d := range e.Open(source.NewFile(name, []byte(pre+strings.Repeat(rep, (1<<20)/len(rep))))) {
			if d.Prompt == nil && len(d.Problems) == 0 {
				t.Errorf("%s: neither a prompt nor a problem", name)
			}
		}
	}
}
