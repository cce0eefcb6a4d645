package translate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// holed stands for an expression that only the run knows.
func holed(name string) *value.Node {
	return &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Expr: expr.Var(name), Lang: "jinja", Src: "{{ " + name + " }}"}}
}

// when stands a condition or a loop around members or elements.
func when(kind expr.TagKind, src string, es ...value.Entry) value.Entry {
	return value.Entry{Block: &expr.Block[[]value.Entry]{
		Arms:  []expr.Arm[[]value.Entry]{{Tag: expr.Tag{Kind: kind, Lang: "jinja", Src: src}, Body: es}},
		Close: expr.Tag{Kind: expr.TagOther, Lang: "jinja", Src: "{% end %}"},
	}}
}

type asWritten struct{}

func (asWritten) Tag(t expr.Tag, _ value.Context) (string, error) { return t.Src, nil }

func printed(t testing.TB, n *value.Node) string {
	t.Helper()
	b, err := n.PrintJSON(value.JSONStyle{Tags: asWritten{}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestConditionsLoopsAndHolesInASchemaSurvive(t *testing.T) {
	member := func(k string, v *value.Node) value.Entry { return value.Entry{Key: k, Value: v} }
	str := func() *value.Node { return value.NewObject("type", value.NewString("string")) }
	object := func(props ...value.Entry) *value.Node {
		return value.NewObject("type", value.NewString("object"), "properties", &value.Node{Kind: value.Object, Entries: props})
	}
	conditional := value.NewObject("type", value.NewString("string"))
	conditional.Entries = append(conditional.Entries, when(expr.TagIf, "{% if short %}", member("maxLength", value.NewNumber("9"))))
	tests := []struct {
		name   string
		schema *value.Node
		want   string // of openai-strict
		ledger []string
	}{
		{"a condition around a property stands around its name in required, too",
			object(member("a", str()), when(expr.TagIf, "{% if b %}", member("b", str()))),
			`{"type":"object","properties":{"a":{"type":["string","null"]}{% if b %},"b":{"type":["string","null"]}{% end %}},"additionalProperties":false,"required":["a"{% if b %},"b"{% end %}]}`,
			[]string{
				"emulated /properties/a: every property is required here: null stands for the absent a",
				"emulated /properties/b (possible: b): every property is required here: null stands for the absent b",
				"added : every object must be closed here",
			}},
		{"a hole for a schema is kept with a warning",
			value.NewObject("type", value.NewString("object"), "properties", value.NewObject("a", holed("schema")), "required", value.NewArray(value.NewString("a")), "additionalProperties", value.NewBool(false)),
			`{"type":"object","properties":{"a":{{ schema }}},"required":["a"],"additionalProperties":false}`,
			[]string{"approximate /properties/a (possible: schema): the schema filled in must be within OpenAI strict structured output and strict tools"}},
		{"a conditional keyword that cannot be said is named under its condition",
			value.NewObject("type", value.NewString("object"), "properties", value.NewObject("a", conditional), "required", value.NewArray(value.NewString("a")), "additionalProperties", value.NewBool(false)),
			`{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}`,
			[]string{"dropped /properties/a/maxLength (possible: short): maxLength is not supported here"}},
		{"a loop around properties is kept",
			object(member("a", str()), when(expr.TagFor, "{% for f in fields %}", member("x", str()))),
			`{"type":"object","properties":{"a":{"type":["string","null"]}{% for f in fields %},"x":{"type":["string","null"]}{% end %}},"additionalProperties":false,"required":["a"{% for f in fields %},"x"{% end %}]}`,
			[]string{
				"emulated /properties/a: every property is required here: null stands for the absent a",
				"emulated /properties/x: every property is required here: null stands for the absent x",
				"added : every object must be closed here",
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, ledger := writeSchema(t, "openai-strict", "schema_output", tt.schema)
			if got := printed(t, out); got != tt.want {
				t.Errorf("wrote %s\nwant  %s", got, tt.want)
			}
			var got []string
			for _, e := range ledger {
				s := fmt.Sprintf("%s %s", e.Outcome, e.Path)
				if e.Certainty == Possible {
					s += " (possible: " + strings.Join(e.DependsOn, ", ") + ")"
				}
				got = append(got, s+": "+e.Message)
			}
			if strings.Join(got, "\n") != strings.Join(tt.ledger, "\n") {
				t.Errorf("entered\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.ledger, "\n"))
			}
		})
	}
}

func TestASpreadInASchemaIsCarriedWithAWarning(t *testing.T) {
	n := value.NewObject("type", value.NewString("string"))
	n.Entries = append(n.Entries, value.Entry{Spread: true, Value: holed("base")})
	tree := value.NewObject("type", value.NewString("object"), "properties", value.NewObject("a", n), "required", value.NewArray(value.NewString("a")), "additionalProperties", value.NewBool(false))
	out, ledger := writeSchema(t, "openai-strict", "schema_output", tree)
	if a := out.Get("properties").Get("a"); !a.Open() {
		t.Error("the spread is gone")
	}
	if len(ledger) != 1 || ledger[0].Certainty != Possible || ledger[0].Path != "/properties/a" {
		t.Errorf("entered %v", ledger)
	}
}

func TestSizesBeyondTheTargetAreRefusedAtTheirPlace(t *testing.T) {
	deep := `{"type":"string"}`
	for range 6 {
		deep = `{"type":"object","properties":{"a":` + deep + `},"required":["a"],"additionalProperties":false}`
	}
	var many, values strings.Builder
	for i := range 101 {
		fmt.Fprintf(&many, `,"p%d":{"type":"string"}`, i)
	}
	for i := range 1001 {
		fmt.Fprintf(&values, `,"v%d"`, i)
	}
	tests := []struct{ subset, schema, path, message string }{
		{"azure-strict", deep, "/properties/a/properties/a/properties/a/properties/a/properties/a", "objects are nested 6 deep"},
		{"openai-strict", deep, "", ""},
		{"azure-strict", `{"type":"object","properties":{` + many.String()[1:] + `}}`, "", "the schema has 101 properties"},
		{"openai-strict", `{"type":"object","properties":{"a":{"type":"string","enum":[` + values.String()[1:] + `]}},"required":["a"],"additionalProperties":false}`, "", "the enums have 1001 values"},
		{"openai-strict", `{"type":"object","properties":{"` + strings.Repeat("é", 120001) + `":{"type":"string"}}}`, "", "names and values have 120001 characters"},
	}
	for _, tt := range tests {
		_, ledger := writeSchema(t, tt.subset, "schema_output", parseSchema(t, tt.schema))
		var got []string
		for _, e := range ledger {
			if e.Outcome == Refused {
				got = append(got, e.Path+" "+e.Message)
			}
		}
		switch {
		case tt.message == "" && len(got) > 0:
			t.Errorf("%s: %v, want nothing", tt.subset, got)
		case tt.message != "" && (len(got) != 1 || !strings.HasPrefix(got[0], tt.path+" "+tt.message)):
			t.Errorf("%s: %v, want %s %s", tt.subset, got, tt.path, tt.message)
		}
	}
}

// Anthropic counts strict tools, optional properties and unions of the request
// as a whole.
func TestStrictToolsBindUpToTheRequestsLimits(t *testing.T) {
	optional := parseSchema(t, `{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"c":{"type":"string"},"d":{"type":"string"},"e":{"type":"string"}}}`)
	union := parseSchema(t, `{"type":"object","properties":{"a":{"type":["string","null"]},"b":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["a","b"]}`)
	plain := parseSchema(t, `{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}`)
	count := func(n *value.Node) (bound int, why string) {
		w := schemaTestWriter("anthropic", schemaTool, value.NewObject())
		for range 30 {
			ok, msg, _ := w.Binds(n)
			if !ok {
				return bound, msg
			}
			bound++
		}
		return bound, ""
	}
	for _, tt := range []struct {
		schema *value.Node
		bound  int
		why    string
	}{{optional, 4, "24 properties that may be left out"}, {union, 8, "16 properties of several types"}, {plain, 20, "20 tools"}} {
		if bound, why := count(tt.schema); bound != tt.bound || !strings.Contains(why, tt.why) {
			t.Errorf("%d tools bound, then %q; want %d, then %q", bound, why, tt.bound, tt.why)
		}
	}
}
