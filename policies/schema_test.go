package policies

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/fact"
)

// What policies are given is what the published schema says, for documents
// with every field set, with few, and with none.
func TestTheInputFitsTheSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("input.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("input.json")
	if err != nil {
		t.Fatal(err)
	}
	full := &fact.Fact{}
	fill(reflect.ValueOf(full).Elem())
	full.Kind = fact.Tokens
	unknown := &fact.Fact{ID: "u", Kind: fact.Tokens, Tokens: &fact.TokensDetail{}}
	e := engine(t, Options{Level: Strict})
	for _, d := range []Document{mixedDocument(40), {Facts: []*fact.Fact{full, unknown}}, {}} {
		v, err := ast.JSON(e.input(d, waking{asked: e.judge.askings, shown: slices.Repeat([]bool{true}, 40)}).Value)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Error(err)
		}
	}
	// And the schema refuses what it should.
	text, _ := json.Marshal(mustJSON(t, e.input(mixedDocument(40), waking{asked: e.judge.askings, shown: slices.Repeat([]bool{true}, 40)})))
	broken, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(string(text), `"in_test"`, `"in_tset"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(broken) == nil {
		t.Error("an input with a misspelt field was accepted")
	}
}

func mustJSON(t *testing.T, term *ast.Term) any {
	t.Helper()
	v, err := ast.JSON(term.Value)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
