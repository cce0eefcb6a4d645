package format

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
)

func view(s string) *source.View { return source.NewFile("t", []byte(s)).Whole() }

// A line is a role marker exactly where Prompty's specification says so.
func TestRoleMarkers(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"system:", "system"},
		{"USER:", "user"},
		{"  assistant:  ", "assistant"},
		{"# system:", "system"},
		{"#user :", "user"},
		{"user[name=Bob, id=7]:", "user name=Bob id=7"},
		{`user[ name = "Ana B" ] :`, "user name=Ana B"},
		{"assistant[nonce=abc123]:", "assistant nonce=abc123"},
		{"## system:", ""},
		{"system: hello", ""},
		{"The user:", ""},
		{"user", ""},
		{":", ""},
		{"", ""},
		{"users:", ""},
		{"user[]:", ""},
		{"user[name]:", ""},
		{`user[name="Bob:`, ""},
		{"user[name=Bob", ""},
		{"- user:", ""},
		{"tool:", ""},
	} {
		m, ok := matchMarker(c.line, PromptyRoles)
		got := m.role
		for _, a := range m.attrs {
			got += " " + a.key + "=" + c.line[a.start:a.end]
		}
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%q is the marker %q, want %q", c.line, got, c.want)
		}
	}
}

// Front matter and body are cut at the fences; the first four cases are the
// vectors of Prompty's specification, §2.2.
func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ in, front, body, problem string }{
		{"---\nname: test\n---\nHello world", "name: test\n", "Hello world", ""},
		{"Just a prompt with no frontmatter", "-", "Just a prompt with no frontmatter", ""},
		{"---\n---\nBody only", "", "Body only", ""},
		{"  ---\nname: test\n---\nBody", "name: test\n", "Body", ""},
		{"\ufeff---\r\na: 1\r\n---\r\nB\r\n", "a: 1\r\n", "B\r\n", ""},
		{"+++\na: 1\n+++\nB", "a: 1\n", "B", ""},
		{"---\na: b --- c\n---  \nB", "a: b --- c\n", "B", ""},
		{"---\na: 1\nuser:\nB", "a: 1\n", "user:\nB", "front-matter"},
		{"---\na: 1\n\nB", "a: 1\n", "\nB", "front-matter"},
		{"---\na: 1\n", "a: 1\n", "", "front-matter"},
		{"---", "", "", "front-matter"},
		{"----\na", "-", "----\na", ""},
		{"", "-", "", ""},
	} {
		s := FrontMatter(view(c.in))
		front, problem := "-", ""
		if s.Front != nil {
			front = s.Front.Text
		}
		if s.Problem != nil {
			problem = s.Problem.Code
		}
		if front != c.front || s.Body.Text != c.body || problem != c.problem {
			t.Errorf("%q gives %q, %q, %q", c.in, front, s.Body.Text, problem)
		}
	}
}

// Without a template language the messages are the text between the markers,
// and nothing but markers and line ends is left out.
func TestTurnsKeepEveryByte(t *testing.T) {
	in := "before\nsystem:\n\n one \n\n two\n\nuser:\nassistant:\nend  \n"
	list, node, problems := Turns{Roles: TextRoles, Default: prompt.RoleUser}.Read(view(in))
	if len(problems) > 0 || len(node.Entries) != len(list) {
		t.Fatalf("problems %v, %d nodes for %d messages", problems, len(node.Entries), len(list))
	}
	var got []string
	list.Walk(func(m *prompt.Message) {
		got = append(got, string(m.Role)+"="+m.Parts[0].Item.Text.Str)
	})
	want := "user=before|system= one \n\n two|user=|assistant=end  "
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}
