package value

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// inside demands that a tree stays within its file and that its text and the
// bytes it names agree in order.
func inside(t *testing.T, n *Node, size int) {
	t.Helper()
	n.Walk("", func(p string, n *Node) {
		check := func(s source.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > size {
				t.Fatalf("%s: span %v leaves the file of %d bytes", p, s, size)
			}
		}
		check(n.Span)
		for i := range n.Entries {
			check(n.Entries[i].Span)
			check(n.Entries[i].KeySpan)
		}
		if n.View != nil {
			check(n.View.All())
			for i := range n.View.Text {
				check(n.View.Span(i, i+1))
			}
			if e, err := n.View.Edit(0, len(n.View.Text), "x"); err == nil {
				check(e.Span)
			}
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e+3,true,false,null,"\u00e9\ud83d\ude00\ud800\n"]}`, "\ufeff{/*c*/'a':None,// x\nb:.5,}", `[1,,]`, `{"a" 1]}`, "[\"a\nb", `"\`, `{"a":1,"a":2}`, "[\"\xff\"]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, probs := ReadJSON(view(data), Options{MaxDepth: 100})
		if n == nil && len(probs) == 0 {
			t.Fatal("neither a tree nor a problem")
		}
		inside(t, n, len(data))
		if len(probs) > 0 {
			return
		}
		out, err := n.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again, probs := ReadJSON(view(out), Options{})
		if msg := differ(n, again); msg != "" || len(probs) > 0 {
			t.Fatalf("%s %v\n%q\n%q", msg, probs, data, out)
		}
	})
}

func FuzzReadYAML(f *testing.F) {
	for _, s := range []string{"a: 1\nb: [x, {y: z}]\n", "- |2-\n   x\n- >+\n  a\n  b\n\n", "&a {x: *a}", "a: &x [1]\nb: *x\n<<: {c: d}", "\ta: 1", "a: \"x\\\n  y\"\nb: 'it''s'\n---\n{}", "? a\n: b", "!t x", "\ufeffa: é"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, probs := ReadYAML(view(data), Options{MaxDepth: 100})
		for _, d := range docs {
			inside(t, d, len(data))
			if len(probs) > 0 || !d.Literal() {
				continue
			}
			out, err := d.YAML(0)
			if err != nil {
				t.Fatal(err)
			}
			again, probs := ReadYAML(view(out), Options{})
			if len(again) != 1 || len(probs) > 0 {
				t.Fatalf("%v\n%q\n%s", probs, data, out)
			}
			if msg := differ(d, again[0]); msg != "" {
				t.Fatalf("%s\n%q\n%s", msg, data, out)
			}
		}
	})
}

func FuzzMarksJSON(f *testing.F) {
	for _, s := range []string{`{"a":<h1>,<c1?"b":1,<c1."c":"x<h1>y<c1?z<c1:w<c1."}`, `[<f1?<h1><c1?,<c1.<f1.]`, `{<c1?"a":1<c1:}`, `[0.<h1>,<h1><h2>]`, `<c1?1<c1:2<c1.`, `{<h1>:1,<s1>}`, `"<c1?`, `{"a":<c1?1,"b":2<c1.}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		marks := lexTags(string(data))
		n, _ := ReadJSON(view(data), Options{Marks: marks, MaxDepth: 100})
		inside(t, n, len(data))
		docs, _ := ReadYAML(view(data), Options{Marks: marks, MaxDepth: 100})
		for _, d := range docs {
			inside(t, d, len(data))
		}
		// Whatever was understood can be printed, or the printer says why not.
		if n != nil {
			if _, err := n.PrintJSON(JSONStyle{Tags: stateTagger{}}); err != nil && !strings.Contains(err.Error(), "made tag") && !strings.Contains(err.Error(), "number") {
				t.Fatal(err)
			}
		}
	})
}
