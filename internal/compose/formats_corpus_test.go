package compose_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
)

// frameworks are the formats of other programs' prompt files.
var frameworks = []string{"agent-file", "langchain", "semantic-kernel", "modelfile", "baml", "poml"}

// Every file of the corpus in a framework's format keeps its bytes: the pieces
// of each text are its bytes, and an edit of one text changes that text's bytes
// and nothing else.
func TestCorpusEditsStayInTheirText(t *testing.T) {
	e := engine()
	found, problems, edits, display := map[string]int{}, map[string]int{}, 0, 0
	for _, dir := range []string{"corpus", "conformance"} {
		root := testkit.Shared(t, dir)
		for _, p := range files(t, root) {
			f := open(t, p)
			f.Path = strings.TrimPrefix(p, root+"/")
			docs := e.Open(f)
			for di, d := range docs {
				if !slices.Contains(frameworks, d.Format) {
					continue
				}
				found[d.Format]++
				if len(d.Problems) > 0 {
					problems[d.Format]++
				}
				for ti, x := range d.Texts {
					pieces(t, f, x)
					switch err := editText(e, f, docs, di, ti); {
					case errors.Is(err, source.ErrDisplayOnly):
						display++
					case err != nil:
						t.Errorf("%s text %d: %v", d.ID, ti, err)
					default:
						edits++
					}
				}
			}
		}
	}
	t.Logf("prompts %v, of these with problems %v; %d edits, %d that cannot be made in place", found, problems, edits, display)
	for format, least := range map[string]int{"agent-file": 400, "langchain": 15, "semantic-kernel": 60, "baml": 80, "poml": 28} {
		if found[format] < least {
			t.Errorf("%d prompts of %s were found, want %d", found[format], format, least)
		}
	}
	if problems["langchain"]+problems["semantic-kernel"] > 2 {
		t.Errorf("files that their own programs read have problems: %v", problems)
	}
}

// pieces checks that the pieces of a text are its bytes.
func pieces(t *testing.T, f *source.File, x compose.Text) {
	text := expr.Text{{Lit: x.Node.Str, Span: x.View.All()}}
	if x.Node.Kind == value.Text {
		text = x.Node.Text
	}
	at := x.View.All().Start
	flat(text, func(s source.Span) {
		if s.Start < at {
			t.Errorf("%s: a piece at %d begins before the end of the one before it, %d", f.Path, s.Start, at)
		}
		at = s.End
	})
}

var errChanged = errors.New("an edit changed something else")

// editText puts a word before a text, and reads the file again.
func editText(e *compose.Engine, f *source.File, docs []*compose.Doc, di, ti int) error {
	x := docs[di].Texts[ti]
	edit, err := x.View.Edit(0, 0, "Zq ")
	if err != nil {
		return err
	}
	data, err := source.Apply(f.Data, []source.Edit{edit})
	if err != nil {
		return err
	}
	before, after := string(f.Data), string(data)
	if !strings.HasPrefix(after, before[:edit.Span.Start]) || !strings.HasSuffix(after, before[edit.Span.End:]) {
		return errChanged
	}
	again := e.Open(source.NewFile(f.Path, data))
	if len(again) != len(docs) || len(again[di].Texts) != len(docs[di].Texts) {
		return errChanged
	}
	for i, y := range again[di].Texts {
		want := docs[di].Texts[i].View.Text
		if i == ti {
			want = "Zq " + want
		}
		if y.View.Text != want {
			return errChanged
		}
	}
	return nil
}
