package golang_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/golang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

func TestStructsAreKnownByTheirTags(t *testing.T) {
	u := langtest.Read(golang.Language{}, "package a\n"+
		"type (\n\tRequest struct {\n\t\tModel string `json:\"model\"`\n\t\tTurns []*Turn `json:\"messages,omitempty\"`\n\t\tseen, done bool\n\t}\n\tPlain struct{ A int }\n)\n"+
		"type Turn struct {\n\tCommon\n\t*other.Part\n\tText string `json:\"-\"`\n\tBy map[string]Part `json:\",omitempty\"`\n\tNamed Common `xml:\"x\"`\n}\n"+
		"type List[T any] struct { Items []T `json:\"items\"` }\ntype Alias = Turn\n")
	want := []lang.Type{
		{Name: "Request", Fields: []lang.Field{
			{Name: "Model", Wire: "model", Of: "string"}, {Name: "Turns", Wire: "messages", Of: "Turn"},
			{Name: "seen", Wire: "seen", Of: "bool"}, {Name: "done", Wire: "done", Of: "bool"},
		}},
		{Name: "Turn", Fields: []lang.Field{
			{Name: "Common", Wire: "Common", Of: "Common", Embedded: true}, {Name: "Part", Wire: "Part", Of: "Part", Embedded: true},
			{Name: "Text", Wire: "-", Of: "string"}, {Name: "By", Wire: "By", Of: "Part"}, {Name: "Named", Wire: "Named", Of: "Common"},
		}},
	}
	if diff := cmp.Diff(want, u.Types); diff != "" {
		t.Error(diff)
	}
}
