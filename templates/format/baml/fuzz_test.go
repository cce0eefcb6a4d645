package baml

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/internal/formattest"
	"github.com/promptglot/promptglot/templates/jinja"
)

var seeds = []string{
	"client<llm> A {\n  provider openai\n  options { model \"x\" @a({{ b }}) }\n}\n",
	"function F(a: int @check(x, {{ this }}), b: image[]) -> A | null {\n  client \"openai/x\"\n  prompt ##\"\n    {{ _.role(\"user\") }}\n    \"#hi\n  \"##\n}\n",
	"template_string T(x: string) #\"{{ x }}\"# {// c //} // d\ntest X { functions [F] args { a [1, {b 2}] } }\nclass {",
	"function F(a: int -> {\n prompt #\"never",
	"\x00\xff\u2028#\"\"\"",
}

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, format.Langs{jinja.Language{}}, seeds, []string{"x.baml"}, func(t *testing.T, s string) { formattest.Lossless(t, s, tokens) })
}

// The indentation that all lines have in common is no text, and an edit keeps
// it.
func TestEditsKeepTheIndentation(t *testing.T) {
	f := source.FromString("x.baml", "template_string T() #\"\n    a\n      b\n\n    c\n  \"#\n")
	text := (Format{}).Read(f, format.Env{})[0].Messages[0].Item.Parts[0].Item.Text
	if text.Str != "a\n  b\n\nc" {
		t.Fatalf("the text is %q", text.Str)
	}
	e, err := text.View.Edit(1, 1, "\nnew")
	if err != nil {
		t.Fatal(err)
	}
	data, err := source.Apply(f.Data, []source.Edit{e})
	if want := "template_string T() #\"\n    a\n    new\n      b\n\n    c\n  \"#\n"; err != nil || string(data) != want {
		t.Errorf("the edit gives %q, want %q (%v)", data, want, err)
	}
	if _, err := text.View.Edit(0, 1, `x"#y`); err == nil {
		t.Error("an edit ends the literal")
	}
}
