package curly_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/curly"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

func hole(name string) *value.Node {
	return &value.Node{Kind: value.Hole, Tag: &expr.Tag{Kind: expr.TagHole, Expr: expr.Var(name)}}
}

func show(n *value.Node) string {
	switch {
	case n == nil:
		return "unknown"
	case n.Kind == value.String:
		return n.Str
	}
	s := ""
	for _, x := range n.Text {
		if x.Tag != nil {
			s += "<" + x.Tag.Expr.(expr.Path).Steps[0].Name + ">"
		} else {
			s += x.Lit
		}
	}
	return s
}

func TestFormatsAreFilledOnlyWhereItIsCertain(t *testing.T) {
	args := []value.Entry{{Value: hole("a")}, {Value: value.NewString("B")}, {Value: value.NewNumber("3")}}
	goStyle := func(s *value.Node) *value.Node { return curly.Printf(s, args, false, source.Span{}) }
	javaStyle := func(s *value.Node) *value.Node { return curly.Printf(s, args, true, source.Span{}) }
	sharp := func(s *value.Node) *value.Node { return curly.Numbered(s, args, source.Span{}) }
	for _, c := range []struct {
		fill         func(*value.Node) *value.Node
		format, want string
	}{
		{goStyle, "x %s %05d%%", "x <a> B%"},
		{goStyle, "%[3]v-%[1]q %s", "3-<a> B"},
		{goStyle, "%*d", "unknown"},
		{goStyle, "%s %s %s %s", "unknown"},
		{goStyle, "100%", "unknown"},
		{goStyle, "%[x]s", "unknown"},
		{javaStyle, "%2$s, %1$s%n%s", "B, <a>\n<a>"},
		{javaStyle, "%-10s|%tY", "<a>|B"},
		{javaStyle, "%<s", "unknown"},
		{sharp, "{0} {{x}} {2:N1} {1,5}", "<a> {x} 3 B"},
		{sharp, "{9}", "unknown"},
		{sharp, "{name}", "unknown"},
		{sharp, "{", "unknown"},
	} {
		if got := show(c.fill(value.NewString(c.format))); got != c.want {
			t.Errorf("%q: got %q, want %q", c.format, got, c.want)
		}
		f := source.FromString("f", c.format)
		n := value.NewString(c.format)
		n.View = f.Whole()
		if got := show(c.fill(n)); got != c.want {
			t.Errorf("%q with a view: got %q, want %q", c.format, got, c.want)
		}
	}
	spread := []value.Entry{{Value: hole("xs"), Spread: true}}
	if n := curly.Printf(value.NewString("%s"), spread, false, source.Span{}); n != nil {
		t.Errorf("any number of arguments: got %q", show(n))
	}
}

func TestTrimmedTextsLoseTheirMargin(t *testing.T) {
	for _, c := range []struct{ text, margin, want string }{
		{"\n    a\n      b\n\n    c\n  ", "", "a\n  b\n\nc"},
		{"one line", "", "one line"},
		{"  a", "", "a"},
		{"\n  |a\n   | b\n  c\n", "|", "a\n b\n  c"},
		{"\r\n  a\r\n  b\r\n", "", "a\nb"},
		{"", "", ""},
		{"\n", "", ""},
	} {
		n := value.NewString(c.text)
		n.View = source.FromString("f", c.text).Whole()
		if got := curly.Trimmed(n, c.margin); got.Str != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got.Str, c.want)
		}
	}
}

func TestCommentsEndWhereTheLanguageSaysSo(t *testing.T) {
	flat, nested := curly.New(curly.Lexer{}), curly.New(curly.Lexer{Nested: true})
	text := "/* a /* b */ c */ d"
	if got := flat.Lex(text)[0]; got.Kind != lang.Remark || got.End != 12 {
		t.Errorf("flat: %v", got)
	}
	if got := nested.Lex(text)[0]; got.Kind != lang.Remark || got.End != 17 {
		t.Errorf("nested: %v", got)
	}
}

func TestNumbersEndBeforeRangesAndMembers(t *testing.T) {
	l := curly.New(curly.Lexer{Signs: []string{".."}})
	for text, want := range map[string]string{
		"1..2": "1", "1.5e-3+x": "1.5e-3", "0xFFe+1": "0xFFe", "1.toString()": "1", "1_000L;": "1_000L", ".5)": ".5", "0x1p-2,": "0x1p-2", "1.)": "1.",
	} {
		if tok := l.Lex(text)[0]; tok.Kind != lang.Number || text[:tok.End] != want {
			t.Errorf("%q: got %q, want %q", text, text[:tok.End], want)
		}
	}
}
