package value

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestJSONCorpusReadsAsTheStandardLibraryReadsIt(t *testing.T) {
	corpus(t, func(t *testing.T, path string, data []byte) {
		n, probs := ReadJSON(view(data), Options{})
		if !json.Valid(data) {
			if len(probs) == 0 && !tolerated(data) {
				t.Errorf("%s: invalid JSON without a problem", path)
			}
			return
		}
		if len(probs) > 0 {
			t.Errorf("%s: valid JSON with a problem: %v", path, probs)
			return
		}
		got, err := n.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if w, g := anyOf(t, data), anyOf(t, got); !bytes.Equal(w, g) {
			t.Errorf("%s: differs\n got %.300s\nwant %.300s", path, g, w)
		}
		budget := 4 * len(data) // reading every subtree again is quadratic in the depth
		n.Walk("", func(p string, n *Node) {
			if n.View != nil && (!n.Span.Contains(n.View.All()) || n.View.Text != n.Str) {
				t.Errorf("%s%s: text at %v outside of its node at %v", path, p, n.View.All(), n.Span)
			}
			if budget -= n.Span.Len(); budget < 0 {
				return
			}
			again, probs := ReadJSON(view(data[n.Span.Start:n.Span.End]), Options{})
			if msg := differ(n, again); msg != "" || len(probs) > 0 {
				t.Errorf("%s%s: the span of a node does not hold the node: %s", path, p, msg)
			}
		})
	}, ".json", ".jsonl")
}

// tolerated reports whether data is JSON but for comments, trailing commas or
// a byte order mark.
func tolerated(data []byte) bool {
	return bytes.Contains(data, []byte("//")) || bytes.Contains(data, []byte("/*")) || bytes.HasPrefix(data, []byte(bom)) ||
		bytes.Contains(bytes.Join(bytes.Fields(data), nil), []byte(",}")) || bytes.Contains(bytes.Join(bytes.Fields(data), nil), []byte(",]"))
}

func anyOf(t *testing.T, data []byte) []byte {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestJSONCorpusEditChangesOneValue(t *testing.T) {
	edits := 0
	corpus(t, func(t *testing.T, path string, data []byte) {
		root, probs := ReadJSON(view(data), Options{})
		if len(probs) > 0 {
			return
		}
		all := stringsOf(root)
		step := sample(len(all), len(data))
		for k := 0; k < len(all); k += step {
			made, refused := editOne(t, path, data, all[k], k, func(out []byte) (*Node, []Problem) {
				return ReadJSON(view(out), Options{})
			}, root)
			edits += made
			if refused > 0 {
				t.Errorf("%s: an edit is refused; JSON can say every text", path)
			}
		}
	}, ".json")
	t.Logf("%d edits", edits)
}
