package modelfile

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/internal/formattest"
)

var seeds = []string{
	"FROM llama3\nSYSTEM \"\"\"a\n\"b\"\n\"\"\"\nPARAMETER stop \"x\"\nMESSAGE user hi\n",
	"from x\n# comment\nSYSTEM \"a\nb\"\n\nLICENSE \"\"\"never ends",
	"You are\nMESSAGE tool x\nPARAMETER\nSYSTEM\u2028 a\x00\xff\n\n\n",
}

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, nil, seeds, []string{"Modelfile"}, func(t *testing.T, s string) { formattest.Lossless(t, s, tokens) })
}

// What an argument is written as reads back as it was, whatever stands in it.
func TestQuotesHoldEveryText(t *testing.T) {
	for _, text := range []string{"plain", " led by space", "two\nlines", `a "b" c`, "a \"b\"\nc", `"`, `"quoted"`, "tail\"", "", "\n", "x\r\ny"} {
		s, ok := quote(text)
		if !ok {
			t.Errorf("no quotes hold %q", text)
			continue
		}
		all := instructions("SYSTEM "+s+"\nFROM x", lex("SYSTEM "+s+"\nFROM x"))
		if text == "" && len(all) == 2 {
			continue
		}
		if got := ("SYSTEM " + s + "\nFROM x")[all[0].inner:all[0].innerEnd]; got != text || len(all) != 2 {
			t.Errorf("%q is written %q and reads %q, %d instructions", text, s, got, len(all))
		}
	}
	if _, ok := quote("a\n\"\"\"\nb"); ok {
		t.Error("triple quotes cannot stand in triple quotes")
	}
}

// An edit that its quotes cannot hold gives the text others.
func TestEditsChooseTheirQuotes(t *testing.T) {
	f := source.FromString("Modelfile", "FROM x\nSYSTEM Be brief.\n")
	text := (Format{}).Read(f, format.Env{})[0].Messages[0].Item.Parts[0].Item.Text
	for _, c := range []struct{ insert, want string }{
		{"Do. ", "SYSTEM Do. Be brief.\n"},
		{"One\nTwo ", "SYSTEM \"One\nTwo Be brief.\"\n"},
		{"\"One\"\nTwo ", "SYSTEM \"\"\"\"One\"\nTwo Be brief.\"\"\"\n"},
	} {
		e, err := text.View.Edit(0, 0, c.insert)
		if err != nil {
			t.Fatal(err)
		}
		data, err := source.Apply(f.Data, []source.Edit{e})
		if err != nil || !strings.HasSuffix(string(data), c.want) {
			t.Errorf("%q gives %q, want %q (%v)", c.insert, data, c.want, err)
		}
	}
}
