package compose

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// A variable in Jinja, in a YAML block scalar, in a Markdown fence: renaming it
// through the stacked views changes its bytes and no other.
func TestAnEditThroughThreeLayersChangesExactlyItsBytes(t *testing.T) {
	for name, doc := range map[string]string{
		"literal scalar":     "# Title\n\n```yaml\nprompt: |\n  Hello\n  {{ user_name }}, é\nother: 1 # keep\n```\nend {{ user_name }}\n",
		"indented, with CR":  "# Title\r\n\r\n```yaml\r\na:\r\n    prompt: |\r\n        Hello {{ user_name }}\r\n    b: 1\r\n```\r\n",
		"double quotes":      "```yaml\nprompt: \"Hello\\n{{ user_name }} \\u00e9\"\n```\n",
		"after an escape":    "```yaml\nprompt: \"\\t{{ user_name }}\\n\"\nz: {}\n```\n",
		"single quotes":      "```yaml\nprompt: 'it''s {{ user_name }}'\n```\n",
		"second in the file": "```yaml\nprompt: x\n```\ntext\n```yaml\nprompt: |\n  {{ user_name }}\n```\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("notes.md", []byte(doc))
			want := strings.Index(doc, "user_name")
			start := strings.LastIndex(doc[:want], "```yaml") + len("```yaml")
			start += strings.IndexByte(doc[start:], '\n') + 1
			fence := f.Whole().Slice(start, start+strings.Index(doc[start:], "```"))
			docs, problems := value.ReadYAML(fence, value.Options{})
			if len(problems) > 0 || len(docs) != 1 {
				t.Fatalf("the YAML does not read: %v", problems)
			}
			var edits []source.Edit
			docs[0].Walk("", func(_ string, n *value.Node) {
				if !n.IsString() || n.View == nil {
					return
				}
				text, found := format.TextNode(testEngine.Langs.Get("jinja"), n.View)
				if len(found) > 0 {
					t.Fatal(found)
				}
				text.Text.Walk(func(s *expr.Seg) {
					if s.Tag == nil || s.Tag.Kind != expr.TagHole {
						return
					}
					made := *s.Tag
					made.Src, made.Expr = "", expr.Var("customer")
					src, problems := templates.Print(testEngine.Langs.Get("jinja"), expr.Text{{Tag: &made}})
					if len(problems) > 0 {
						t.Fatal(problems)
					}
					// Only the name changes, not the delimiters around it.
					at := s.Tag.Start + strings.Index(s.Tag.Src, "user_name")
					edit, err := n.View.Edit(at, at+len("user_name"), strings.Trim(src, "{} "))
					if err != nil {
						t.Fatal(err)
					}
					edits = append(edits, edit)
				})
			})
			if len(edits) != 1 || edits[0].Span != (source.Span{Start: want, End: want + len("user_name")}) {
				t.Fatalf("edits %v, expected one at %d", edits, want)
			}
			got, err := source.Apply(f.Data, edits)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != doc[:want]+"customer"+doc[want+len("user_name"):] {
				t.Errorf("the file is\n%s", got)
			}
		})
	}
}
