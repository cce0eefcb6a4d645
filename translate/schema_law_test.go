package translate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// A schemaGen makes schemas of every keyword, most of them sensible, some not.
type schemaGen struct {
	*rand.Rand
	marks int
	defs  []string
}

func (g *schemaGen) mark() string {
	g.marks++
	return fmt.Sprintf("zq%dqz", g.marks)
}

func (g *schemaGen) schema(depth int) *value.Node {
	n := &value.Node{Kind: value.Object}
	set := func(k string, v *value.Node) { n.Set(k, v) }
	str, num := value.NewString, func() *value.Node { return value.NewNumber(fmt.Sprint(g.IntN(9))) }
	maybe := func(k string, p float64, v func() *value.Node) {
		if g.Float64() < p {
			set(k, v())
		}
	}
	if len(g.defs) > 0 && g.Float64() < 0.15 {
		set("$ref", str("#/$defs/"+g.defs[g.IntN(len(g.defs))]))
		maybe("description", 0.3, func() *value.Node { return str(g.mark()) })
		return n
	}
	maybe("description", 0.4, func() *value.Node { return str(g.mark()) })
	maybe("title", 0.1, func() *value.Node { return str(g.mark()) })
	maybe("nullable", 0.05, func() *value.Node { return value.NewBool(g.IntN(2) == 0) })
	kinds := []string{"string", "number", "integer", "boolean", "array", "object", "choice", "list", "all", "free"}
	if depth <= 0 {
		kinds = kinds[:4]
	}
	switch k := kinds[g.IntN(len(kinds))]; k {
	case "string":
		set("type", str(k))
		maybe("pattern", 0.2, func() *value.Node { return str("^" + g.mark() + "$") })
		maybe("minLength", 0.2, num)
		maybe("format", 0.2, func() *value.Node { return str([]string{"date", "uri", "zip"}[g.IntN(3)]) })
		maybe("enum", 0.2, func() *value.Node { return value.NewArray(str(g.mark()), str(g.mark())) })
		maybe("default", 0.2, func() *value.Node { return str(g.mark()) })
	case "number", "integer":
		set("type", str(k))
		maybe("minimum", 0.3, num)
		maybe("multipleOf", 0.2, num)
		maybe("const", 0.1, num)
	case "array":
		set("type", str(k))
		maybe("items", 0.8, func() *value.Node { return g.schema(depth - 1) })
		maybe("prefixItems", 0.1, func() *value.Node { return value.NewArray(g.schema(depth-1), g.schema(depth-1)) })
		maybe("minItems", 0.3, num)
		maybe("uniqueItems", 0.1, func() *value.Node { return value.NewBool(true) })
	case "object":
		g.object(n, depth)
	case "choice":
		set([]string{"anyOf", "oneOf"}[g.IntN(2)], value.NewArray(g.schema(depth-1), g.schema(depth-1)))
	case "all":
		set("allOf", value.NewArray(g.schema(depth-1), g.schema(depth-1)))
	case "list":
		set("type", value.NewArray(str("string"), str("integer"), str("null")))
		maybe("maximum", 0.4, num)
		maybe("maxLength", 0.4, num)
	}
	maybe("x-"+g.mark(), 0.05, func() *value.Node { return str(g.mark()) })
	maybe("not", 0.05, func() *value.Node { return g.schema(0) })
	return n
}

func (g *schemaGen) object(n *value.Node, depth int) {
	n.Set("type", value.NewString("object"))
	props, req := &value.Node{Kind: value.Object}, &value.Node{Kind: value.Array}
	for i := range g.IntN(4) {
		name := fmt.Sprintf("p%d", i)
		props.Set(name, g.schema(depth-1))
		if g.IntN(2) == 0 {
			req.Append(value.NewString(name))
		}
	}
	if g.IntN(5) > 0 {
		n.Set("properties", props)
		n.Set("required", req)
	}
	switch g.IntN(4) {
	case 0:
		n.Set("additionalProperties", value.NewBool(g.IntN(2) == 0))
	case 1:
		n.Set("additionalProperties", g.schema(0))
	}
}

func generate(seed uint64) *value.Node {
	g := &schemaGen{Rand: rand.New(rand.NewPCG(seed, 5))}
	for i := range g.IntN(4) {
		g.defs = append(g.defs, fmt.Sprintf("d%d", i))
	}
	root := &value.Node{Kind: value.Object}
	if g.IntN(4) > 0 {
		g.object(root, 4)
	} else {
		root = g.schema(4)
	}
	defs := &value.Node{Kind: value.Object}
	for _, d := range g.defs {
		defs.Set(d, g.schema(3))
	}
	if len(g.defs) > 0 {
		root.Set("$defs", defs)
	}
	return root
}

// Law 1 for schemas: what the source says is in the output or named at its own
// place; the account is never settled by the catch-all; and what is written
// is within the target's subset.
func TestWhateverTheSchemaNothingOfItIsLostSilently(t *testing.T) {
	refused := 0
	seeds := uint64(1000)
	if testing.Short() {
		seeds = 150
	}
	for seed := range seeds {
		text := schemaText(t, generate(seed))
		for _, s := range catalog.Default().Subsets() {
			if s.Makers != nil {
				continue
			}
			trait := []string{"schema_output", schemaTool}[seed%2]
			tree := parseSchema(t, text)
			out, ledger := writeSchema(t, s.ID, trait, tree)
			js := schemaText(t, out)
			fail := func(format string, args ...any) {
				t.Fatalf("seed %d, %s %s: %s\nschema %s\noutput %s", seed, s.ID, trait, fmt.Sprintf(format, args...), text, js)
			}
			for _, e := range ledger {
				if strings.HasPrefix(e.Message, "nothing of ") {
					fail("%s was not accounted for", e.Path)
				}
				if e.Node == nil && e.Outcome != Added {
					fail("an entry stands nowhere: %s", e.Message)
				}
			}
			tree.Walk("", func(p string, n *value.Node) {
				if n.IsString() && strings.HasPrefix(n.Str, "zq") && !strings.Contains(js, n.Str) &&
					!slices.ContainsFunc(ledger, func(e Entry) bool { return p == e.Path || strings.HasPrefix(p, e.Path+"/") && e.Path != "" }) && !ledger.Has(Refused) {
					fail("%s (%s) is lost silently", p, n.Str)
				}
			})
			if ledger.Has(Refused) {
				refused++
				continue
			}
			if msg := within1(s, trait, out); msg != "" {
				fail("%s", msg)
			}
		}
	}
	t.Logf("%d of the pairs were refused", refused)
}

// within1 says what of a written schema its subset does not take.
func within1(s catalog.Subset, trait string, out *value.Node) string {
	if (trait == schemaTool || s.Root == "object") && !isType(out, "object") && !isType(out, "OBJECT") && !chooses(out) {
		return "the root is no object"
	}
	for _, k := range s.RootRefused {
		if out.Get(k) != nil {
			return "the root has " + k
		}
	}
	var check func(n *value.Node) string
	check = func(n *value.Node) string {
		if n == nil || n.Kind != value.Object {
			return ""
		}
		for _, e := range n.Entries {
			if !s.Takes(e.Key) && e.Key != "description" {
				return "has " + e.Key
			}
			var below []value.Entry
			switch e.Key {
			case "properties", "$defs", "definitions", "anyOf", "oneOf", "allOf", "prefixItems":
				below = e.Value.Entries
			case "items", "additionalProperties", "not":
				below = []value.Entry{{Value: e.Value}}
			}
			for _, b := range below {
				if msg := check(b.Value); msg != "" {
					return msg
				}
			}
		}
		if isObject(n) && (n.Get("properties") != nil || !chooses(n)) {
			if a := n.Get("additionalProperties"); s.Closed && (a == nil || a.Kind != value.Bool || a.Bool) {
				return "an object is open"
			}
			must, _ := requiredNames(n)
			for _, p := range flatEntries(n.Get("properties")) {
				if s.AllRequired && !must[p.Key] {
					return p.Key + " is not required"
				}
			}
		}
		if s.Typed && !slices.ContainsFunc(append(sayers, "enum", "const"), func(k string) bool { return n.Get(k) != nil }) {
			return "a schema says nothing"
		}
		if s.RefAlone && n.Get("$ref") != nil && slices.ContainsFunc(n.Entries, func(e value.Entry) bool { return e.Key[0] != '$' }) {
			return "something stands beside $ref"
		}
		if typ := n.Get("type"); typ != nil && typ.Kind == value.Array && !s.TypeList {
			return "a list of types"
		}
		return ""
	}
	return check(out)
}

func TestReferencesThatBlowUpAreRefusedOnceAndQuickly(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"type":"object","properties":{"a":{"$ref":"#/$defs/d0"}},"$defs":{`)
	for i := range 60 {
		fmt.Fprintf(&b, `"d%d":{"type":"object","properties":{"x":{"$ref":"#/$defs/d%d"},"y":{"$ref":"#/$defs/d%d"}}},`, i, i+1, i+1)
	}
	b.WriteString(`"d60":{"type":"string"}}}`)
	done := make(chan Ledger)
	go func() {
		_, ledger := writeSchema(t, "gemini-openapi", schemaTool, parseSchema(t, b.String()))
		done <- ledger
	}()
	select {
	case ledger := <-done:
		n := 0
		for _, e := range ledger {
			if e.Outcome == Refused {
				n++
				if !strings.Contains(e.Message, "more than") || e.Path != "" {
					t.Errorf("%s: %s", e.Path, e.Message)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d refusals, want one", n)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the schema is still being written out")
	}
}

// A hostile schema costs what it is long: what grows with the square of its
// members would still be at it.
func TestLongSchemasTakeLinearTime(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	list := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()[1:]
	}
	for name, schema := range map[string]string{
		"branches":   `{"type":"object","properties":{"a":{"allOf":[` + list(`,{"properties":{"p%[1]d":{"type":"string"}},"required":["p%[1]d"]}`) + `]}}}`,
		"properties": `{"type":"object","properties":{` + list(`,"p%d":{"type":"string","minLength":1}`) + `}}`,
		"keywords":   `{"type":"object",` + list(`,"x%d":1`) + `}`,
		"references": `{"type":"object","properties":{` + list(`,"p%[1]d":{"$ref":"#/$defs/d%[1]d","description":"x"}`) + `},"$defs":{` + list(`,"d%d":{"type":"string"}`) + `}}`,
	} {
		t.Run(name, func(t *testing.T) {
			tree, done := parseSchema(t, schema), make(chan struct{})
			go func() {
				writeSchema(t, "gemini-json", "schema_output", tree)
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				t.Fatal("the schema is still being written")
			}
		})
	}
}
