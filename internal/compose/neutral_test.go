package compose

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

var testEngine = New(catalog.Default())

// A generator makes prompts with every kind of node.
type generator struct{ *rand.Rand }

func (g generator) word() string {
	words := []string{"alpha", "beta", "ä ö", "a: b", "- x", "#c", "true", "0x1", "1e3", "", " lead", "trail ", "two\nlines", "${env:HOME}",
		"{{ not a hole", "{% raw", "'q'", `"dq"`, "tab\there", "end:", "system:", "user:\nx", "a\n\nb\n", "null", "~", "---", "\u2028", "é", "{\"a\":1}"}
	return words[g.IntN(len(words))]
}

func parse(src string) expr.Text {
	t, _ := templates.Parse(testEngine.Langs.Get("jinja"), source.NewFile("", []byte(src)).Whole())
	return t
}

// templated is a text with holes.
func (g generator) templated() *value.Node {
	src := []string{
		"Hi {{ name }}", "{{ a | upper }}{{ b }}", "{% if x %}yes{% else %}no\n{% endif %} end", "{% for i in list %}- {{ i.name }}\n{% endfor %}",
		"{{ '{{' }} literal", "{# note #}text {{ v }}", "{% include 'x' %}", "user:\n{{ v }}", "a\n{{ b }}\n\nc\n",
	}[g.IntN(9)]
	return &value.Node{Kind: value.Text, Text: parse(src)}
}

func (g generator) tag(src string) *expr.Tag { return parse(src)[0].Tag }

// block returns the tags of a condition or a loop.
func block[T any](g generator, body func() T) *expr.Block[T] {
	src := []string{"{% if x %}{% endif %}", "{% if x %}{% else %}{% endif %}", "{% if x == 'a' %}{% elif y %}{% else %}{% endif %}", "{% for i in list %}{% endfor %}"}[g.IntN(4)]
	b := parse(src)[0].Block
	out := &expr.Block[T]{Close: b.Close}
	for _, a := range b.Arms {
		out.Arms = append(out.Arms, expr.Arm[T]{Tag: a.Tag, Body: body()})
	}
	return out
}

func (g generator) value(depth int) *value.Node {
	switch n := g.IntN(11); {
	case n == 0:
		return value.NewBool(g.IntN(2) == 0)
	case n == 1:
		return value.NewNumber([]string{"0", "-1", "1.50", "1e9", "12345678901234567890"}[g.IntN(5)])
	case n == 2:
		return g.templated()
	case n == 3:
		return &value.Node{Kind: value.Hole, Tag: g.tag("{{ v | tojson }}")}
	case n == 4 && depth > 0:
		return &value.Node{Kind: value.Choice, Choice: block(g, func() *value.Node {
			if g.IntN(4) == 0 {
				return nil
			}
			return g.value(depth - 1)
		})}
	case n <= 6 && depth > 0:
		a := value.NewArray()
		for range g.IntN(3) {
			a.Append(g.value(depth - 1))
		}
		if g.IntN(3) == 0 {
			a.Entries = append(a.Entries, value.Entry{Block: block(g, func() []value.Entry { return []value.Entry{{Value: g.value(depth - 1)}} })})
		}
		return a
	case n <= 8 && depth > 0:
		o := &value.Node{Kind: value.Object}
		for _, k := range []string{"k", "$text", "x y", "$ref"}[:g.IntN(5)] {
			o.Set(k, g.value(depth-1))
		}
		if g.IntN(4) == 0 {
			o.Entries = append(o.Entries, value.Entry{Spread: true, Value: &value.Node{Kind: value.Hole, Tag: g.tag("{{ more }}")}})
		}
		if g.IntN(4) == 0 {
			o.Entries = append(o.Entries, value.Entry{Block: block(g, func() []value.Entry { return []value.Entry{{Key: "in", Value: g.value(depth - 1)}} })})
		}
		return o
	}
	return value.NewString(g.word())
}

// maybe returns a value or nothing.
func (g generator) maybe() *value.Node {
	if g.IntN(2) == 0 {
		return nil
	}
	return g.value(1)
}

func (g generator) text() *value.Node {
	if g.IntN(2) == 0 {
		return g.templated()
	}
	return value.NewString(g.word())
}

func (g generator) exts() []prompt.Ext {
	var out []prompt.Ext
	for _, d := range []string{"openai-chat", "anthropic"}[:max(0, g.IntN(5)-2)] {
		out = append(out, prompt.Ext{Dialect: d, Key: "/x/" + g.word(), Feature: "unknown-field", Value: g.value(1)})
	}
	return out
}

func list[T any](g generator, depth int, item func() *T) prompt.List[T] {
	var out prompt.List[T]
	for range g.IntN(4) {
		switch n := g.IntN(8); {
		case n == 0 && depth > 0:
			out = append(out, prompt.Entry[T]{Block: block(g, func() prompt.List[T] { return list(g, depth-1, item) })})
		case n == 1:
			out = append(out, prompt.Entry[T]{Spread: &value.Node{Kind: value.Hole, Tag: g.tag("{{ history }}")}})
		default:
			out = append(out, prompt.Entry[T]{Item: item()})
		}
	}
	return out
}

func (g generator) cache() *prompt.CacheMark {
	if g.IntN(4) > 0 {
		return nil
	}
	return &prompt.CacheMark{TTL: g.maybe()}
}

func (g generator) part() *prompt.Part {
	p := &prompt.Part{Cache: g.cache(), Ext: g.exts()}
	switch g.IntN(10) {
	case 0:
		p.Kind, p.Media = prompt.MediaPart, &prompt.Media{Kind: prompt.Image, URL: g.maybe(), Data: g.maybe(), MIME: g.maybe(), Detail: g.maybe(), FileID: g.maybe(), Name: g.maybe(), Text: g.maybe()}
	case 1:
		p.Kind, p.ToolCall = prompt.ToolCallPart, &prompt.ToolCall{ID: g.maybe(), Name: g.maybe(), Args: g.maybe()}
	case 2:
		p.Kind, p.ToolCall = prompt.ToolCallPart, &prompt.ToolCall{ID: g.maybe(), Name: g.maybe(), ArgsNode: value.NewString("not json")}
	case 3:
		p.Kind, p.ToolResult = prompt.ToolResultPart, &prompt.ToolResult{CallID: g.maybe(), Name: g.maybe(), IsError: g.maybe(), Structured: g.maybe(),
			Content: list(g, 1, func() *prompt.Part { return &prompt.Part{Kind: prompt.TextPart, Text: g.text()} })}
	case 4:
		p.Kind, p.Reasoning = prompt.ReasoningPart, &prompt.Reasoning{Text: g.maybe(), Signature: g.maybe(), Redacted: g.maybe()}
	case 5:
		p.Kind, p.Text = prompt.RefusalPart, g.text()
	case 6:
		p.Kind, p.Node, p.Feature, p.Of = prompt.OpaquePart, g.value(2), "message-shape", []string{"", "anthropic"}[g.IntN(2)]
	default:
		p.Kind, p.Text = prompt.TextPart, g.text()
	}
	return p
}

func (g generator) message() *prompt.Message {
	roles := []prompt.Role{prompt.RoleSystem, prompt.RoleDeveloper, prompt.RoleUser, prompt.RoleAssistant, prompt.RoleTool, prompt.RoleUnknown}
	m := &prompt.Message{Role: roles[g.IntN(len(roles))], Ext: g.exts()}
	if m.Role == prompt.RoleUnknown {
		m.RoleNode = &value.Node{Kind: value.Hole, Tag: g.tag("{{ m.role }}")}
	}
	if g.IntN(5) == 0 {
		m.Name = value.NewString([]string{"ana", "b]ad", `q"x`}[g.IntN(3)])
	}
	m.Prefill = m.Role == prompt.RoleAssistant && g.IntN(3) == 0
	if g.IntN(2) == 0 {
		m.Parts = prompt.List[prompt.Part]{{Item: &prompt.Part{Kind: prompt.TextPart, Text: g.text()}}}
	} else {
		m.Parts = list(g, 1, g.part)
	}
	return m
}

func (g generator) tool() *prompt.Tool {
	t := &prompt.Tool{Kind: prompt.FunctionTool, Name: value.NewString("f"), Description: g.maybe(), Strict: g.maybe(), Schema: g.schema(), Cache: g.cache(), Ext: g.exts()}
	switch g.IntN(5) {
	case 0:
		t.Kind, t.Builtin, t.Node, t.Name = prompt.BuiltinTool, "web_search", value.NewObject("type", value.NewString("web")), nil
		t.Of = []string{"", "anthropic"}[g.IntN(2)]
	case 1:
		t.Kind, t.Node = prompt.CustomTool, g.value(2)
	case 2:
		t.Name = &value.Node{Kind: value.Hole, Tag: g.tag("{{ t.name }}")}
	}
	return t
}

func (g generator) schema() *value.Node {
	s := value.NewObject("type", value.NewString("object"), "properties", value.NewObject(
		"city", value.NewObject("type", value.NewString("string"), "description", value.NewString(g.word())),
		"n", value.NewObject("type", value.NewString("number"), "enum", value.NewArray(value.NewNumber("1")))))
	switch g.IntN(5) {
	case 0:
		s.Set("additionalProperties", value.NewBool(false))
	case 1:
		s.Set("required", value.NewArray(value.NewString("city")))
	case 2:
		s.Get("properties").Set("deep", g.value(2))
	case 3:
		return nil
	}
	return s
}

func (g generator) prompt() *prompt.Prompt {
	p := &prompt.Prompt{Name: g.word(), Description: g.word(), Lang: "jinja", Open: g.IntN(5) == 0, Ext: g.exts()}
	p.Messages = list(g, 2, g.message)
	p.Tools = list(g, 1, g.tool)
	p.ToolChoice = list(g, 1, func() *prompt.ToolChoice {
		t := &prompt.ToolChoice{Mode: prompt.ChoiceNamed, Names: []*value.Node{g.value(1)}, Must: g.IntN(2) == 0, Ext: g.exts()}
		if g.IntN(3) == 0 {
			t.Mode, t.Node, t.Names = prompt.ChoiceOpaque, g.value(2), nil
		}
		return t
	})
	p.Output = list(g, 1, func() *prompt.Output {
		o := &prompt.Output{Kind: prompt.OutputSchema, Schema: g.schema(), Name: g.maybe(), Description: g.maybe(), Strict: g.maybe(), Ext: g.exts()}
		switch g.IntN(4) {
		case 0:
			o.Kind, o.Node, o.Schema = prompt.OutputOpaque, g.value(2), nil
		case 1:
			o.Kind, o.Schema = prompt.OutputJSON, nil
		}
		return o
	})
	params := []prompt.Param{prompt.ParamTemperature, prompt.ParamMaxTokens, prompt.ParamTopP, prompt.ParamEffort, prompt.ParamLogitBias, prompt.ParamStream, "store", "made_up"}
	for _, param := range params {
		if g.IntN(3) == 0 {
			p.Settings = append(p.Settings, prompt.Setting{Param: param, Feature: testEngine.optionFeature(param), Value: g.value(2)})
		}
	}
	if g.IntN(6) == 0 && len(p.Settings) > 0 {
		p.Settings = append(p.Settings, p.Settings[0])
	}
	for i := range g.IntN(3) {
		in := prompt.Input{Name: fmt.Sprintf("v%d", i), Kind: []string{"string", "number", "integer", "object", "any", "boolean"}[g.IntN(6)],
			Description: g.word(), Required: g.IntN(2) == 0, Default: g.maybe(), Sample: g.maybe()}
		if g.IntN(4) == 0 {
			in.Enum, in.Strict = []string{"a", "1"}, true
			in.Schema = g.schema()
		}
		p.Inputs = append(p.Inputs, in)
	}
	return p
}

// strip takes away where nodes came from, so that what they say can be
// compared without the encoder that wrote it.
func strip(p *prompt.Prompt) *prompt.Prompt {
	out := *p
	out.At, out.Source, out.Form, out.Lang = prompt.At{}, nil, nil, ""
	var part func(x *prompt.Part)
	part = func(x *prompt.Part) {
		node := x.Node
		x.At, x.Form = prompt.At{}, nil
		if x.Kind == prompt.OpaquePart {
			x.Node = node
		}
		if x.Cache != nil {
			x.Cache = &prompt.CacheMark{TTL: x.Cache.TTL}
		}
		if x.ToolResult != nil {
			r := *x.ToolResult
			r.Content = mapList(r.Content, part)
			x.ToolResult = &r
		}
		stripExt(&x.Ext)
	}
	plainParts := func(m *prompt.Message) { m.Parts = mapList(m.Parts, part) }
	out.Messages = mapList(p.Messages, func(m *prompt.Message) {
		if m.Role != prompt.RoleUnknown {
			m.RoleNode = nil
		}
		m.At, m.Form = prompt.At{}, nil
		stripExt(&m.Ext)
		plainParts(m)
	})
	out.Tools = mapList(p.Tools, func(t *prompt.Tool) {
		node := t.Node
		t.At, t.Form = prompt.At{}, nil
		if t.Kind != prompt.FunctionTool {
			t.Node = node
		}
		if t.Cache != nil {
			t.Cache = &prompt.CacheMark{TTL: t.Cache.TTL}
		}
		stripExt(&t.Ext)
	})
	out.ToolChoice = mapList(p.ToolChoice, func(t *prompt.ToolChoice) {
		node := t.Node
		t.At, t.Form = prompt.At{}, ""
		if t.Mode == prompt.ChoiceOpaque {
			t.Node = node
		}
		stripExt(&t.Ext)
	})
	out.Output = mapList(p.Output, func(o *prompt.Output) {
		node := o.Node
		o.At, o.Form = prompt.At{}, ""
		if o.Kind == prompt.OutputOpaque {
			o.Node = node
		}
		stripExt(&o.Ext)
	})
	out.Settings = nil
	for _, s := range p.Settings {
		s.At, s.Form = prompt.At{}, ""
		out.Settings = append(out.Settings, s)
	}
	slices.SortStableFunc(out.Settings, func(a, b prompt.Setting) int { return strings.Compare(string(a.Param), string(b.Param)) })
	out.Inputs = nil
	for _, in := range p.Inputs {
		in.At = prompt.At{}
		out.Inputs = append(out.Inputs, in)
	}
	stripExt(&out.Ext)
	return &out
}

func stripExt(at *[]prompt.Ext) {
	var out []prompt.Ext
	for _, x := range *at {
		x.At = prompt.At{}
		out = append(out, x)
	}
	*at = out
}

// sameMeaning compares what two prompts say: positions and the layout of
// literals do not count.
var sameMeaning = []cmp.Option{
	cmp.Comparer(func(a, b source.Span) bool { return true }),
	cmp.Comparer(func(a, b *source.View) bool { return true }),
	cmp.Comparer(func(a, b expr.Tag) bool { return a.Kind == b.Kind && a.Src == b.Src }),
	cmp.Comparer(func(a, b expr.Text) bool {
		jinja := testEngine.Langs.Get("jinja")
		x, _ := templates.Print(jinja, a)
		y, _ := templates.Print(jinja, b)
		return x == y
	}),
	cmp.Transformer("node", func(n value.Node) any {
		// A literal text in the place of a template text may come back as one
		// that says the same.
		if n.Kind == value.String {
			s, _ := templates.Print(testEngine.Langs.Get("jinja"), expr.Text{{Lit: n.Str}})
			return "text " + s
		}
		if n.Kind == value.Text {
			s, _ := templates.Print(testEngine.Langs.Get("jinja"), n.Text)
			return "text " + s
		}
		return struct {
			Kind    value.Kind
			Str     string
			Bool    bool
			Entries []value.Entry
			Tag     *expr.Tag
			Choice  *expr.Block[*value.Node]
		}{n.Kind, n.Str, n.Bool, n.Entries, n.Tag, n.Choice}
	}),
}

func TestANeutralFileKeepsTheWholePrompt(t *testing.T) {
	refused := 0
	for seed := range uint64(150) {
		g := generator{rand.New(rand.NewPCG(seed, 7))}
		p := g.prompt()
		d := &Doc{File: source.NewFile("x.json", nil), Format: "request", Lang: "jinja", Prompt: p, Dialect: "openai-chat"}
		n, err := testEngine.Neutral(d, "x.prompty")
		if err != nil {
			refused++
			t.Logf("seed %d: refused: %v", seed, err)
			if n != nil && refused < 3 {
				t.Logf("%s", n.Data)
			}
			continue
		}
		want := testEngine.neutral(p)
		if diff := cmp.Diff(strip(want), strip(n.Doc.Prompt), sameMeaning...); diff != "" {
			t.Fatalf("seed %d: the prompt differs (-written +read):\n%s\n%s", seed, diff, n.Data)
		}
		if strings.Contains(string(n.Data), "additionalProperties:\n    ") && strings.Contains(string(n.Data), "options:\n    additionalProperties") {
			t.Fatalf("seed %d: model.options.additionalProperties goes to the wire", seed)
		}
	}
	if refused > 0 {
		t.Errorf("%d prompts were refused", refused)
	}
}
