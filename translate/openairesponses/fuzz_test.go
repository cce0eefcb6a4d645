package openairesponses_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Whatever list of items comes in, it is read and given back as it was.
func FuzzItemsComeBack(f *testing.F) {
	for _, s := range []string{
		`"Hi"`, `[]`, `null`, `7`, `[null,7,"x"]`, `[{"id":"a"}]`, `[{"type":"message"}]`,
		`[{"role":"assistant","content":"a"},{"role":"assistant","content":[{"type":"output_text","text":"b"},"c",{}]},{"type":"reasoning"}]`,
		`[{"type":"function_call","name":"f"},{"type":"function_call","name":"g","arguments":"{"},{"type":"function_call_output","output":[{"type":"input_file","file_data":"x"}]}]`,
		`[{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}],"content":[{"type":"reasoning_text","text":"b"}]}]`,
	} {
		f.Add([]byte(s))
	}
	self, err := translate.ParseTarget(translator.Catalog, "openai-responses")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) > 1<<14 {
			t.Skip()
		}
		body := `{"input":` + string(input) + `}`
		tree, problems := value.ReadJSON(source.NewFile("x", []byte(body)).Whole(), value.Options{})
		if len(problems) > 0 || tree == nil || tree.Kind != value.Object || !tree.Literal() {
			return
		}
		want, err := tree.Canonical()
		if err != nil {
			return
		}
		p, _, err := translator.Read("openai-responses", "", tree)
		if err != nil {
			t.Fatal(err)
		}
		out, ledger, err := translator.Write(p, self)
		if err != nil {
			t.Fatal(err)
		}
		got, err := out.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s came back as %s with %v", want, got, ledger)
		}
	})
}
