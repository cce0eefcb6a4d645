package compose_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
)

// edited are the formats whose files are edited below, and how many of them the
// corpus and the conformance suites have at least.
var edited = map[string]int{"prompty": 100, "dotprompt": 40, "github-prompt": 10, "promptfoo": 25}

// One value edited changes that value's bytes and nothing else: over every
// Prompty, dotprompt, .prompt.yml and promptfoo file of the corpus, its texts
// and the scalars of its configuration.
func TestCorpusOneValueEdited(t *testing.T) {
	e := engine()
	found, edits, shown := map[string]int{}, map[string]int{}, 0
	for _, dir := range []string{"corpus", "conformance"} {
		root := testkit.Shared(t, dir)
		for _, p := range files(t, root) {
			f := open(t, p)
			f.Path = strings.TrimPrefix(p, root+"/")
			docs := e.Open(f)
			if len(docs) == 0 || edited[docs[0].Format] == 0 {
				continue
			}
			found[docs[0].Format]++
			n, d := editTexts(t, e, f, docs)
			m, x := editFront(t, f, docs[0])
			edits[docs[0].Format] += n + m
			shown += d + x
		}
	}
	t.Logf("files %v, edits %v, %d places that can only be shown", found, edits, shown)
	for id, least := range edited {
		if found[id] < least || edits[id] < found[id] {
			t.Errorf("%s: only %d files and %d edits", id, found[id], edits[id])
		}
	}
}

// most bounds the edits of one file: every one of them reads the file again.
const most = 8

// outside fails where the bytes around an edit are not as they were.
func outside(t *testing.T, f *source.File, edit source.Edit, after []byte) {
	t.Helper()
	if !bytes.HasPrefix(after, f.Data[:edit.Span.Start]) || !bytes.HasSuffix(after, f.Data[edit.Span.End:]) ||
		len(after) != len(f.Data)-(edit.Span.End-edit.Span.Start)+len(edit.Text) {
		t.Errorf("%s: bytes outside of %v changed", f.Path, edit.Span)
	}
}

func editTexts(t *testing.T, e *compose.Engine, f *source.File, docs []*compose.Doc) (n, shown int) {
	for di, d := range docs {
		for ti, x := range d.Texts {
			if n >= most {
				return n, shown
			}
			edit, err := x.View.Edit(0, 0, "Zq ")
			if errors.Is(err, source.ErrDisplayOnly) {
				shown++
				continue
			}
			after, err2 := source.Apply(f.Data, []source.Edit{edit})
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			outside(t, f, edit, after)
			if all := x.View.All(); edit.Span.Start < all.Start-1 || edit.Span.End > all.End+1 {
				t.Errorf("%s: the edit of a text at %v reaches to %v", f.Path, all, edit.Span)
			}
			again := e.Open(source.NewFile(f.Path, after))
			if len(again) != len(docs) || len(again[di].Texts) != len(d.Texts) {
				t.Errorf("%s: after the edit of text %d the file reads differently", f.Path, ti)
				continue
			}
			for i, y := range again[di].Texts {
				want := d.Texts[i].View.Text
				if i == ti || d.Texts[i].View.All() == x.View.All() {
					want = "Zq " + want
				}
				if y.View.Text != want {
					t.Errorf("%s: text %d is %q, want %q", f.Path, i, y.View.Text, want)
				}
			}
			n++
		}
	}
	return n, shown
}

// configuration returns the text that a file's configuration was read from.
func configuration(f *source.File, id string) *source.View {
	switch id {
	case "dotprompt":
		return dotprompt.Split(f.Whole()).Front
	case "prompty":
		return format.FrontMatter(f.Whole()).Front
	}
	return f.Whole()
}

// tree reads a configuration again.
func tree(f *source.File, id string) (*value.Node, *source.View) {
	v := configuration(f, id)
	if v == nil || strings.HasSuffix(f.Path, ".txt") {
		return nil, nil
	}
	if strings.HasSuffix(f.Path, ".json") {
		n, _ := value.ReadJSON(v, value.Options{})
		return n, v
	}
	docs, problems := value.ReadYAML(v, value.Options{})
	if len(docs) != 1 || len(problems) > 0 {
		return nil, nil
	}
	return docs[0], v
}

func editFront(t *testing.T, f *source.File, d *compose.Doc) (n, shown int) {
	root, v := tree(f, d.Format)
	if root == nil {
		return 0, 0
	}
	ed := value.Editor{View: v, YAML: !strings.HasSuffix(f.Path, ".json")}
	root.Walk("", func(at string, parent *value.Node) {
		for i := range parent.Entries {
			old := parent.Entries[i].Value
			if n >= most || old == nil || len(old.Entries) > 0 || parent.Entries[i].Block != nil {
				continue
			}
			edit, err := ed.Replace(parent, i, value.NewString("Zq: \"x\""))
			if errors.Is(err, source.ErrDisplayOnly) {
				shown++
				continue
			}
			after, err2 := source.Apply(f.Data, []source.Edit{edit})
			if err != nil || err2 != nil {
				t.Fatal(f.Path, err, err2)
			}
			outside(t, f, edit, after)
			again, _ := tree(source.NewFile(f.Path, after), d.Format)
			if again == nil {
				t.Errorf("%s: after the edit of %s/%d the configuration does not read", f.Path, at, i)
				continue
			}
			keep := parent.Entries[i].Value
			parent.Entries[i].Value = value.NewString("Zq: \"x\"")
			want, err := root.Canonical()
			got, err2 := again.Canonical()
			parent.Entries[i].Value = keep
			if err != nil || err2 != nil || !bytes.Equal(want, got) {
				t.Errorf("%s: the edit of %s/%d changed something else:\n%s\n%s", f.Path, at, i, want, got)
			}
			n++
		}
	})
	return n, shown
}

// broken are the dotprompt files of the corpus that are wrong, by their names:
// those that say so, and those whose mistake nobody has noticed.
var broken = map[string]string{
	"error-invalid-yaml.prompt":            "its front matter lacks a colon",
	"error-multiple-issues.prompt":         "a tag is not closed",
	"error-unclosed-block.prompt":          "a block is not closed",
	"error-unmatched-closing-block.prompt": "an end closes nothing",
	"autocomplete.prompt":                  "tags are not closed, for an editor to complete",
	"valid-greeting.prompt":                "Handlebars has no comparison >=",
	"02-schema-and-config.prompt":          "its schema is no YAML: \"a\" | \"b\"",
	"06-partials.prompt":                   "its schema is no YAML: {…}[]",
	"08-sections-thinking.prompt":          "{{/section}} closes nothing: section is no block",
	"10-kitchen-sink.prompt":               "its schema is no YAML: {…}[]",
}

// Every dotprompt and promptfoo file of the corpus reads without a problem, but
// for those that are broken.
func TestCorpusDotpromptAndPromptfoo(t *testing.T) {
	e := engine()
	counts := map[string]int{}
	for _, dir := range []string{"corpus", "conformance"} {
		root := testkit.Shared(t, dir)
		for _, p := range files(t, root) {
			base := p[strings.LastIndexByte(p, '/')+1:]
			if !strings.HasSuffix(base, ".prompt") && !strings.HasPrefix(base, "promptfooconfig") {
				continue
			}
			f := open(t, p)
			f.Path = strings.TrimPrefix(p, root+"/")
			docs := e.Open(f)
			if len(docs) == 0 {
				t.Errorf("%s: not taken for a prompt", p)
			}
			for _, d := range docs {
				counts[d.Format]++
				switch wrong := broken[base] != ""; {
				case len(d.Problems) > 0 && !wrong:
					t.Errorf("unexpected:\n%s", dump(d))
				case len(d.Problems) == 0 && wrong:
					t.Errorf("%s: nothing is wrong, but %s", p, broken[base])
				}
			}
		}
	}
	t.Logf("read: %v", counts)
	if counts["dotprompt"] < 40 || counts["promptfoo"] < 25 {
		t.Errorf("too few were found: %v", counts)
	}
}
