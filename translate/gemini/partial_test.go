package gemini_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

func tag(kind expr.TagKind, src string) expr.Tag { return expr.Tag{Kind: kind, Src: src} }

func hole(name string) *value.Node {
	t := tag(expr.TagHole, "{{ "+name+" }}")
	t.Expr = expr.Var(name)
	return &value.Node{Kind: value.Hole, Tag: &t}
}

// dataURI returns a data: URI whose data are a variable.
func dataURI(name string) *value.Node {
	return &value.Node{Kind: value.Text, Text: expr.Text{{Lit: "data:image/png;base64,"}, {Tag: hole(name).Tag}}}
}

// when puts entries into {% if cond %}.
func when(cond string, es ...value.Entry) value.Entry {
	return value.Entry{Block: &expr.Block[[]value.Entry]{
		Arms:  []expr.Arm[[]value.Entry]{{Tag: tag(expr.TagIf, "{% if "+cond+" %}"), Body: es}},
		Close: tag(expr.TagEnd, "{% endif %}"),
	}}
}

func object(es ...value.Entry) *value.Node { return &value.Node{Kind: value.Object, Entries: es} }
func array(es ...value.Entry) *value.Node  { return &value.Node{Kind: value.Array, Entries: es} }
func is(key string, v *value.Node) value.Entry {
	return value.Entry{Key: key, Value: v}
}
func el(v *value.Node) value.Entry { return value.Entry{Value: v} }

func text(s string) *value.Node { return value.NewString(s) }

func partial() *value.Node {
	function := func(name string) value.Entry {
		return el(object(is("name", text(name)), is("parameters", object(is("type", text("OBJECT"))))))
	}
	return object(
		when("careful", is("systemInstruction", object(is("parts", array(el(object(is("text", text("Take care.")))), when("deep", el(object(is("text", hole("why")))))))))),
		is("contents", array(
			el(hole("history")),
			value.Entry{Spread: true, Value: hole("turns")},
			when("shot", el(object(is("role", text("user")), is("parts", array(el(object(is("text", text("shown"))))))))),
			el(object(is("role", hole("role")), is("parts", array(el(object(is("text", hole("question")))), el(object(is("inlineData", object(is("mimeType", hole("mime")), is("data", hole("data")))))))))),
		)),
		is("tools", array(
			el(object(is("functionDeclarations", array(function("a"), when("more", function("b")))))),
			when("search", el(object(is("googleSearch", object()))), el(object(is("functionDeclarations", array(function("c")))))),
		)),
		is("generationConfig", object(
			when("hot", is("temperature", value.NewNumber("1.9"))),
			is("topK", hole("k")),
			value.Entry{Spread: true, Value: hole("more_config")},
			when("json", is("responseMimeType", text("application/json"))),
		)),
		is("toolConfig", object(is("functionCallingConfig", object(is("mode", hole("mode")))))),
	)
}

func TestTemplatesComeBackWithTheirHolesAndBlocks(t *testing.T) {
	tree := partial()
	want := dump(tree)
	out, ledger := write(t, read(t, "gemini", tree), "gemini", "")
	if got := dump(out); got != want {
		t.Errorf("came back as\n%s\nwant\n%s", got, want)
	}
	if lossy := ledger.Lossy(); len(lossy) > 0 {
		t.Errorf("the ledger says\n%s", lines(lossy))
	}
}

// dump writes a tree with its tags, members in the order of their text.
func dump(n *value.Node) string {
	switch {
	case n == nil:
		return "nothing"
	case n.Kind == value.Hole:
		return n.Tag.Src
	case n.Kind == value.Text:
		var b strings.Builder
		for _, seg := range n.Text {
			if b.WriteString(seg.Lit); seg.Tag != nil {
				b.WriteString(seg.Tag.Src)
			}
		}
		return b.String()
	case n.Kind == value.Choice:
		var b strings.Builder
		for _, a := range n.Choice.Arms {
			b.WriteString(a.Tag.Src + dump(a.Body))
		}
		return b.String()
	case n.Kind == value.Object:
		return "{" + dumpEntries(n.Entries, true) + "}"
	case n.Kind == value.Array:
		return "[" + dumpEntries(n.Entries, false) + "]"
	}
	return n.Str
}

func dumpEntries(es []value.Entry, members bool) string {
	var out []string
	for _, e := range es {
		s := dump(e.Value)
		if members {
			s = e.Key + ": " + s
		}
		if e.Block != nil {
			s = ""
			for _, a := range e.Block.Arms {
				s += a.Tag.Src + dumpEntries(a.Body, members)
			}
			s += e.Block.Close.Src
		}
		out = append(out, s)
	}
	if members {
		slices.Sort(out)
	}
	return strings.Join(out, ", ")
}

func TestTemplatesCrossWithTheirHolesAndBlocks(t *testing.T) {
	chat := object(
		is("model", hole("model")),
		is("messages", array(
			el(object(is("role", text("user")), is("content", array(el(object(is("type", text("image_url")), is("image_url", object(is("url", dataURI("photo")))))))))),
			when("careful", el(object(is("role", text("system")), is("content", text("Take care."))))),
			el(hole("history")),
			el(object(is("role", text("user")), is("content", hole("question")))),
			when("late", el(object(is("role", text("system")), is("content", text("Now stop."))))),
		)),
		is("tools", array(when("search", el(object(is("type", text("function")), is("function", object(is("name", text("f"))))))))),
		when("hot", is("temperature", value.NewNumber("1.9"))),
		when("json", is("response_format", object(is("type", text("json_object"))))),
		is("parallel_tool_calls", hole("parallel")),
	)
	out, ledger := write(t, read(t, "openai-chat", chat), "gemini/gemini-2.5-pro", "")
	b := dump(out)
	for _, want := range []string{"{% if careful %}", "Take care.", "{{ history }}", "{{ question }}", "inlineData: {data: {{ photo }}, mimeType: image/png}", "{% if late %}", "Now stop.", "{% if search %}", "{% if hot %}", "1.9", "{% if json %}", "application/json"} {
		if !strings.Contains(b, want) {
			t.Errorf("%s is missing in\n%s", want, b)
		}
	}
	for _, e := range ledger {
		if e.Outcome == "dropped" && e.Path != "/parallel_tool_calls" {
			t.Errorf("%s arrived, yet: %s", e.Path, e.MarshalLine())
		}
		if e.Path == "/parallel_tool_calls" && (e.Certainty != "possible" || len(e.DependsOn) == 0 || e.DependsOn[0] != "parallel") {
			t.Errorf("a variable switch is lost for certain: %s", e.MarshalLine())
		}
	}
}
