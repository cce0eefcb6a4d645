package value

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// oracle renders the parser's own tree the way ours is rendered.
func oracle(n *yaml.Node, depth int) *Node {
	if depth > 50 {
		return NewString("deep")
	}
	switch n.Kind {
	case yaml.AliasNode:
		return oracle(n.Alias, depth+1)
	case yaml.MappingNode:
		o := NewObject()
		var merges []Entry
		for i := 0; i+1 < len(n.Content); i += 2 {
			v := oracle(n.Content[i+1], depth+1)
			if isMerge(n.Content[i]) {
				m, _ := mergeEntries(v)
				merges = append(merges, m...)
				continue
			}
			o.Entries = append(o.Entries, Entry{Key: n.Content[i].Value, Value: v})
		}
		o.Entries = addMerged(o.Entries, merges)
		return o
	case yaml.SequenceNode:
		o := NewArray()
		for _, c := range n.Content {
			o.Append(oracle(c, depth+1))
		}
		return o
	}
	if n.Style&^yaml.TaggedStyle != 0 {
		return NewString(n.Value)
	}
	return plainNode(n.Value)
}

func TestYAMLCorpusReadsAsTheParserReadsIt(t *testing.T) {
	corpus(t, func(t *testing.T, path string, data []byte) {
		docs, probs := ReadYAML(view(data), Options{})
		if len(probs) > 0 {
			t.Log(path, probs[0].Message)
			return
		}
		l, err := yaml.NewLoader(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			var d yaml.Node
			if err := l.Load(&d); err != nil {
				if len(probs) == 0 && i < len(docs) {
					t.Errorf("%s: parser fails (%v) and we do not", path, err)
				}
				break
			}
			if i >= len(docs) {
				if len(d.Content) > 0 {
					t.Errorf("%s: document %d missing", path, i)
				}
				break
			}
			want, err1 := oracle(d.Content[0], 0).Canonical()
			got, err2 := docs[i].PrintJSON(JSONStyle{Sort: true, Tags: echo{}})
			if strings.Contains(string(got), "!code") { // a tag of its own is unknown to us
				continue
			}
			if err1 != nil || err2 != nil || string(want) != string(got) {
				t.Errorf("%s: tree differs (%v %v)\n got %.300s\nwant %.300s", path, err1, err2, got, want)
			}
			docs[i].Walk("", func(p string, n *Node) {
				if n.Span.Start < 0 || n.Span.End > len(data) || n.Span.End < n.Span.Start {
					t.Errorf("%s%s: span %v leaves the file", path, p, n.Span)
				}
				if n.View != nil && !n.Span.Contains(n.View.All()) {
					t.Errorf("%s%s: text at %v outside of its node at %v", path, p, n.View.All(), n.Span)
				}
			})
		}
	}, ".yaml", ".yml")
}

func TestYAMLCorpusEditChangesOneValue(t *testing.T) {
	edits, refused := 0, 0
	corpus(t, func(t *testing.T, path string, data []byte) {
		docs, probs := ReadYAML(view(data), Options{})
		if len(probs) > 0 {
			return
		}
		for di, d := range docs {
			all := stringsOf(d)
			step := sample(len(all), len(data))
			for k := 0; k < len(all); k += step {
				a, b := editOne(t, path, data, all[k], k, func(out []byte) (*Node, []Problem) {
					ds, probs := ReadYAML(view(out), Options{})
					if di >= len(ds) {
						return nil, probs
					}
					return ds[di], probs
				}, d)
				edits, refused = edits+a, refused+b
			}
		}
	}, ".yaml", ".yml")
	t.Logf("%d edits, %d refused", edits, refused)
	if edits < refused {
		t.Error("most edits are refused")
	}
}
