package http_test

import (
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang/http"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
)

func fixture(t testing.TB) func(string) string {
	return func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
}

func TestFixturesReadAsTheyDid(t *testing.T) {
	langtest.Fixtures(t, http.Language{}, ".http.in", fixture(t))
}

func TestABodyIsEditedInPlace(t *testing.T) {
	f := source.FromString("a.http", "POST http://h/v1\r\nA: b\r\n\r\n{\"model\": \"gpt-4\", \"x\": {{y}}}\r\n")
	q, ok := request.Of(http.Language{}.Read(f.Whole()).Calls[0])
	if !ok {
		t.Fatal("no request")
	}
	m := q.Body.Get("model")
	e, err := m.View.Edit(0, len(m.Str), `a"b`)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := source.Apply(f.Data, []source.Edit{e})
	if want := "POST http://h/v1\r\nA: b\r\n\r\n{\"model\": \"a\\\"b\", \"x\": {{y}}}\r\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

var hostile = []string{"###\n", "POST a\n", "POST a\n\n", "{{", "{{a}}", "@a=", "> {%\n", "A: b\n", "\n", "\r", "{\"a\":"}

func TestHostileInputIsReadInLinearTime(t *testing.T) {
	langtest.Linear(t, http.Language{}, hostile...)
}

func FuzzHTTP(f *testing.F) {
	f.Add(fixture(f)("testdata/chat.http.in"))
	for _, h := range hostile {
		f.Add(strings.Repeat(h, 3))
	}
	f.Fuzz(func(t *testing.T, text string) { langtest.Laws(t, http.Language{}, text) })
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat(fixture(b)("testdata/chat.http.in"), 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		langtest.Read(http.Language{}, text)
	}
}
