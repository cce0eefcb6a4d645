package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// records reads a stream to its end and shows what it was cut into.
func records(t *testing.T, r io.Reader, kind Kind, member string) (out []string, s *Splitter, err error) {
	t.Helper()
	s = NewSplitter(r, kind, member)
	last := 0
	for {
		c, err := s.Next()
		if errors.Is(err, io.EOF) {
			return out, s, nil
		}
		if err != nil {
			return out, s, err
		}
		if c.Last < last {
			t.Errorf("the numbers run back from %d to %d", last, c.Last)
		}
		last = c.Last
		for _, r := range c.Records {
			out = append(out, fmt.Sprintf("%d %s", r.N, r.Text))
		}
	}
}

func TestStreamsAreCut(t *testing.T) {
	for _, c := range []struct {
		why    string
		kind   Kind
		member string
		in     string
		want   []string
		wrong  string // part of the error
	}{
		{"lines", Lines, "", "a\nb\n", []string{"1 a", "2 b"}, ""},
		{"no end of line at the end", Lines, "", "a\nb", []string{"1 a", "2 b"}, ""},
		{"CRLF", Lines, "", "a\r\nb\r\n", []string{"1 a", "2 b"}, ""},
		{"blank lines are counted", Lines, "", "\n  \na\n\n\nb\n\n", []string{"3 a", "6 b"}, ""},
		{"nothing", Lines, "", "", nil, ""},
		{"a list", List, "", ` [ {"a": [1, 2]} , {"b": "]}\","} ]` + "\n", []string{`1 {"a": [1, 2]}`, `2 {"b": "]}\","}`}, ""},
		{"one element", List, "", `[1]`, []string{"1 1"}, ""},
		{"an empty list", List, "", `[ ]`, nil, ""},
		{"over many lines", List, "", "[\n{\n\"a\":\n1}\n,\n2\n]\n", []string{"1 {\n\"a\":\n1}", "2 2"}, ""},
		{"a list that ends too early", List, "", `[1, {"a": `, []string{"1 1"}, "a ']' is missing"},
		{"a list that never begins", List, "", `[`, nil, "a ']' is missing"},
		{"something after the list", List, "", `[1] 2`, []string{"1 1"}, "after the end of the list"},
		{"the wrong bracket", List, "", `[1, 2}`, []string{"1 1"}, "expected ',' or ']'"},
		{"the list of an object", ListIn, "requests", `{"requests": [1, 2]}`, []string{"1 1", "2 2"}, ""},
		{"members beside it", ListIn, "requests", `{"a": {"requests": [8]}, "requests": [1], "b\"": "]", "c": null}`, []string{"1 1"}, ""},
		{"no such list", ListIn, "requests", `{"a": [1]}`, nil, "there is no list"},
		{"two of them", ListIn, "requests", `{"requests": [1], "requests": [2]}`, []string{"1 1"}, "a second list"},
		{"no list", ListIn, "requests", `{"requests": {}}`, nil, "expected '['"},
		{"an object that never ends", ListIn, "requests", `{"requests": [1]`, []string{"1 1"}, "is missing"},
	} {
		t.Run(c.why, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
				got, _, err := records(t, r, c.kind, c.member)
				if !slices.Equal(got, c.want) {
					t.Errorf("got %q, expected %q", got, c.want)
				}
				if (err != nil) != (c.wrong != "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("error %v, expected %q", err, c.wrong)
				}
			}
		})
	}
}

func TestMembersBesideTheListAreNamed(t *testing.T) {
	_, s, err := records(t, strings.NewReader(`{"model": "m", "requests": [1], "metadata": {"a": [1]}}`), ListIn, "requests")
	if err != nil || !slices.Equal(s.Beside(), []string{"model", "metadata"}) {
		t.Errorf("got %q, %v", s.Beside(), err)
	}
}

// Whatever the sizes of lines and chunks, nothing is lost or joined.
func TestLongRecordsSurviveChunks(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("%q", strings.Repeat("x,]\\\"", i*i*i%90_000)))
	}
	for kind, text := range map[Kind]string{Lines: strings.Join(lines, "\n"), List: "[" + strings.Join(lines, ",") + "]"} {
		got, _, err := records(t, strings.NewReader(text), kind, "")
		if err != nil || len(got) != len(lines) {
			t.Fatalf("%d records, expected %d: %v", len(got), len(lines), err)
		}
		for i := range got {
			if got[i] != fmt.Sprintf("%d %s", i+1, lines[i]) {
				t.Errorf("record %d is %d bytes long, expected %d", i+1, len(got[i]), len(lines[i]))
			}
		}
	}
}

func TestAFailingStreamIsNoEnd(t *testing.T) {
	fault := errors.New("disk on fire")
	for _, kind := range []Kind{Lines, List} {
		_, _, err := records(t, io.MultiReader(strings.NewReader("[1,\n2,\n"), iotest.ErrReader(fault)), kind, "")
		if !errors.Is(err, fault) {
			t.Errorf("kind %d: %v", kind, err)
		}
	}
}

func TestKindsAreTold(t *testing.T) {
	long := `{"a": "` + strings.Repeat("x", 200_000) + `"}`
	for _, c := range []struct {
		name, in string
		want     Kind
		member   string
	}{
		{"x.json", `{"a":1}`, Whole, ""},
		{"x.json", "{\n\"a\":1}\n", Whole, ""},
		{"x.json", "{\"a\":1}\n\n  \n", Whole, ""},
		{"x.json", "{\"a\":1}\n{\"a\":2}\n", Lines, ""},
		{"x", "{\"a\":1}\r\n\r\n{\"b\":1}\r\n", Lines, ""},
		{"x", "{\"a\":1}\nrubbish\n", Lines, ""},
		{"x", "{\"a\":\n{\"b\":1}\n", Lines, ""}, // the first line is cut off
		{"x", "{\"a\":\n{\"b\":1}}\n", Whole, ""},
		{"x", long + "\n" + long, Lines, ""},
		{"x", long, Whole, ""},
		{"x.jsonl", `{"a":1}`, Lines, ""},
		{"x.NDJSON", "rubbish", Lines, ""},
		{"x", " \n[{\"a\":1}]", List, ""},
		{"x.json", "[]", List, ""},
		{"x.yaml", "[]", Whole, ""},
		{"x", "a: 1\n", Whole, ""},
		{"x", "", Whole, ""},
		{"x.json", "{ \"requests\" : [\n{}]}", ListIn, "requests"},
		{"x.json", "{\"requests\": {}}", Whole, ""},
	} {
		for _, mark := range []string{"", "\uFEFF"} {
			kind, member, all, err := Sniff(c.name, strings.NewReader(mark+c.in), []string{"requests"})
			if err != nil || kind != c.want || member != c.member {
				t.Errorf("%s %.30q: kind %d %q %v, expected %d %q", c.name, c.in, kind, member, err, c.want, c.member)
			}
			if rest, err := io.ReadAll(all); err != nil || string(rest) != c.in {
				t.Errorf("%s %.30q: the stream is %.30q, %v", c.name, c.in, rest, err)
			}
		}
	}
}

// No stream is a panic or an endless loop, and lines are all there.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"{}\n{}\n", `[1,{"a":"]"}]`, `{"requests":[{}],"a":1}`, "[", `{"requests"`, "\uFEFF[\n]", `[}`, "[\"\\"} {
		f.Add([]byte(s), uint8(len(s)))
	}
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		k := Kind(kind%3) + 1
		s := NewSplitter(bytes.NewReader(data), k, "requests")
		var kept int
		for range len(data) + 2 {
			c, err := s.Next()
			if err != nil {
				if k == Lines {
					want := 0
					for line := range bytes.Lines(data) {
						want += len(bytes.TrimSpace(line))
					}
					if kept != want || !errors.Is(err, io.EOF) {
						t.Fatalf("%d bytes kept, expected %d: %v", kept, want, err)
					}
				}
				return
			}
			for _, r := range c.Records {
				kept += len(r.Text)
			}
		}
		t.Fatal("the stream does not end")
	})
}
