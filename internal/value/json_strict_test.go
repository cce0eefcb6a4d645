package value

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// sameReading demands that both readers make the same of data, or that the
// strict one leaves it to the other.
func sameReading(t *testing.T, data []byte) (strict bool) {
	t.Helper()
	opt := Options{MaxDepth: 100}
	fast := readStrict(view(data), opt)
	if fast == nil {
		return false
	}
	slow, probs := readTolerant(view(data), opt)
	if len(probs) > 0 {
		t.Fatalf("the strict reader takes %q; the other says %v", data, probs)
	}
	sameTree(t, fast, slow)
	return true
}

func sameTree(t *testing.T, a, b *Node) {
	t.Helper()
	if a.Kind != b.Kind || a.Span != b.Span || a.Str != b.Str || a.Bool != b.Bool || len(a.Entries) != len(b.Entries) || (a.View == nil) != (b.View == nil) {
		t.Fatalf("%v %q at %v is %v %q at %v", a.Kind, a.Str, a.Span, b.Kind, b.Str, b.Span)
	}
	if a.View != nil {
		if a.View.Text != b.View.Text {
			t.Fatalf("the view of %q is %q", b.View.Text, a.View.Text)
		}
		for i := 0; i <= len(a.Str); i++ {
			for j := i; j <= min(len(a.Str), i+2); j++ {
				if x, y := a.View.Span(i, j), b.View.Span(i, j); x != y {
					t.Fatalf("%q[%d:%d] stands at %v, or at %v", a.Str, i, j, x, y)
				}
			}
		}
	}
	for i := range a.Entries {
		x, y := a.Entries[i], b.Entries[i]
		sameTree(t, x.Value, y.Value)
		if x.Value, y.Value = nil, nil; !reflect.DeepEqual(x, y) {
			t.Fatalf("%+v is %+v", x, y)
		}
	}
}

func TestStrictReaderTakesWhatIsJSON(t *testing.T) {
	for _, s := range []string{
		`{}`, `[]`, ` [ ] `, `""`, `"a"`, `"\n"`, `"a\nb\u00e9\ud83d\ude00\"\\\/\b\f\r\t"`, `0`, `-1.5e+300`, `true`, `false`, `null`,
		"\ufeff[1]", "{\r\n\t\"a\" : [ 1 , {\"b\":null} ] }\n", `{"":""}`, `["é", "long enough for the words of eight bytes: é", "it's"]`,
		`["` + strings.Repeat(`x\n`, textChunk) + `","\n"]`, `{"` + strings.Repeat("k", 100) + `\n":1}`,
		"{" + many(100) + "}", strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		if !sameReading(t, []byte(s)) {
			t.Errorf("%.80s is left to the tolerant reader", s)
		}
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"k%d":%d,`, i, i)
	}
	return strings.TrimSuffix(b.String(), ",")
}

func TestStrictReaderLeavesTheRest(t *testing.T) {
	for _, s := range []string{
		``, ` `, `{`, `[`, `"`, `"\`, `"\u12`, `"\u12"`, `[1`, `[1,]`, `[,1]`, `[1 2]`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{"a":1,"a":2}`,
		`{` + many(100) + `,"k5":0}`, `'a'`, `True`, `tru`, `nullx`, `NaN`, `01`, `1.`, `-`, `+1`, `1e`, `1 1`, `[1]]`, `[1}`, `{"a":1]`,
		"\"a\nb\"", "\"\x00\"", "\"\xff\"", "\"\xff\\n\"", "\"\\n\xff\"", `"\ud800"`, `"\ud800\u0041"`, `"\udc00\ud800"`, `"\x"`, `"\'"`,
		`[1,/*c*/2]`, "[1]//c", strings.Repeat("[", 101) + strings.Repeat("]", 101),
	} {
		if sameReading(t, []byte(s)) {
			t.Errorf("%.80q is no JSON, or no clean one", s)
		}
	}
}

func TestWithoutViewsTheTreeIsTheSame(t *testing.T) {
	for _, s := range []string{`{"a":["x","y\n"]}`, `{'a':["x","y\n"],}`} {
		n, _ := ReadJSON(view([]byte(s)), Options{NoViews: true})
		n.Walk("", func(p string, n *Node) {
			if n.View != nil {
				t.Errorf("%s has a view", p)
			}
		})
		with, _ := ReadJSON(view([]byte(s)), Options{})
		if msg := differ(n, with); msg != "" {
			t.Error(msg)
		}
	}
}

// A clone shares nothing that can be changed.
func TestCloneIsApart(t *testing.T) {
	data := []byte(`{"a":[1,{"b":"c"}],"d":{}}`)
	n, _ := ReadJSON(view(data), Options{})
	c := n.Clone()
	for i := range 100 {
		c.Get("a").Append(NewNumber("7"))
		c.Get("d").Set(fmt.Sprint(i), NewNull())
	}
	c.Get("a").Entries[1].Value.Set("b", NewNull())
	if got, _ := n.JSON(); string(got) != string(data) {
		t.Errorf("changing the clone changes the original: %s", got)
	}
}

func FuzzStrictJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e+3,true,false,null,"\u00e9\ud83d\ude00\n"]}`, `["\ud800"]`, "[\"\xff\"]", `{"a":1,"a":2}`, `[1,]`, "\ufeff1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { sameReading(t, data) })
}

func TestAllIsMembers(t *testing.T) {
	plain, _ := ReadJSON(view([]byte(`{"a":1,"b":{"c":2},"d":[]}`)), Options{})
	src := `{"a":1<c1?,"b":2<c1:,"b":3,"c":4<c1.,<s1>"d":5}`
	marked, _ := ReadJSON(view([]byte(src)), Options{Marks: lexTags(src)})
	for _, n := range []*Node{plain, marked, NewArray(NewNull()), nil} {
		var all []Member
		for m := range n.All() {
			all = append(all, m)
		}
		if !reflect.DeepEqual(all, append([]Member(nil), n.Members()...)) {
			t.Errorf("%+v is not %+v", all, n.Members())
		}
		for range n.All() {
			break // ending early is allowed
		}
	}
}

// An arena that is reset makes the same trees again, and what a tree said in
// strings stays.
func TestArenaIsReadyAfterReset(t *testing.T) {
	a := &Arena{}
	var said []string
	for i := range 50 {
		data := fmt.Appendf(nil, `{"n":%d,"list":[%s1],"s":"a\n%d","o":{"x":{"y":[[],{}]}}}`, i, strings.Repeat(`{"k":"v"},`, i*7), i)
		n, probs := ReadJSON(view(data), Options{Arena: a, NoViews: true})
		if len(probs) > 0 {
			t.Fatal(probs)
		}
		x := a.Index(n)
		if got := x.Pointer(x.Len() - 1); got != "/o/x/y/1" {
			t.Fatalf("the last node of tree %d is %s", i, got)
		}
		if got, _ := a.Clone(n).JSON(); string(got) != string(data) {
			t.Fatalf("tree %d: %s", i, got)
		}
		said = append(said, n.Get("s").Str)
		a.Reset()
	}
	for i, s := range said {
		if s != fmt.Sprintf("a\n%d", i) {
			t.Errorf("string %d is %q", i, s)
		}
	}
}
