package value

import (
	"errors"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

// replacements are values of every shape that an edit may put in.
func replacements() []*Node {
	return []*Node{
		NewNumber("0.5"), NewNull(), NewString("yes"), NewString("a: b # c"), NewString("two\nlines\n"), NewString("  x\n\n"),
		NewArray(), NewObject(), NewArray(NewString("a"), NewObject("k", NewArray(NewNumber("1")), "l", NewString("x\ny"))),
		NewObject("type", NewString("object"), "properties", NewObject("a b", NewObject("deep", NewBool(true)))),
	}
}

// everyEdit tries Replace, Delete and Insert on every container of a file.
func everyEdit(t *testing.T, path string, data []byte, root *Node, yaml bool, read func([]byte) (*Node, []Problem)) (made, refused int) {
	t.Helper()
	ed := Editor{View: view(data), YAML: yaml}
	check := func(what, ptr string, i int, e source.Edit, err error, change func(n *Node)) bool {
		if errors.Is(err, source.ErrDisplayOnly) {
			refused++
			return true
		}
		if err != nil {
			t.Fatalf("%s%s[%d]: %s: %v", path, ptr, i, what, err)
		}
		made++
		out, err := source.Apply(data, []source.Edit{e})
		if err != nil {
			t.Fatal(err)
		}
		got, probs := read(out)
		var n *Node
		want := root.Clone()
		want.Walk("", func(p string, x *Node) {
			if p == ptr && n == nil && (x.Kind == Array || x.Kind == Object) {
				n = x
			}
		})
		change(n)
		if msg := differ(want, got); msg != "" || len(probs) > 0 {
			t.Errorf("%s%s[%d]: %s: %s %v\n%s", path, ptr, i, what, msg, probs, clip(string(out[max(0, e.Span.Start-60):])))
			return false
		}
		return true
	}
	k := 0
	root.Walk("", func(ptr string, n *Node) {
		if t.Failed() || n.Kind != Array && n.Kind != Object {
			return
		}
		for i := 0; i <= len(n.Entries); i++ {
			if len(data) > 1000 && i > 1 && i < len(n.Entries)-1 {
				continue
			}
			vs := replacements()
			v := vs[k%len(vs)]
			k++
			if i < len(n.Entries) {
				e, err := ed.Replace(n, i, v)
				if !check("replace by "+v.Kind.String(), ptr, i, e, err, func(n *Node) { n.Entries[i].Value = v }) {
					return
				}
				e, err = ed.Delete(n, i)
				if !check("delete", ptr, i, e, err, func(n *Node) { n.Entries = append(n.Entries[:i:i], n.Entries[i+1:]...) }) {
					return
				}
			}
			added := Entry{Key: "added key: x", Value: v}
			e, err := ed.Insert(n, i, added)
			if !check("insert "+v.Kind.String(), ptr, i, e, err, func(n *Node) {
				n.Entries = append(n.Entries[:i:i], append([]Entry{added}, n.Entries[i:]...)...)
			}) {
				return
			}
		}
	})
	return made, refused
}

func TestEditorChangesWhatItSays(t *testing.T) {
	jsons := []string{
		`{"a":1,"b":[1,2,{"c":null}],"d":{}}`,
		"{\n  \"a\": 1, // why\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": [],\n}\n",
		"[\r\n\t1,\r\n\t{\"a\": [ ]}\r\n]",
		`[ [1,], {"x": "é"} ]`,
	}
	for _, s := range jsons {
		read := func(b []byte) (*Node, []Problem) { return ReadJSON(view(b), Options{}) }
		root, probs := read([]byte(s))
		if len(probs) > 0 {
			t.Fatal(probs)
		}
		if made, refused := everyEdit(t, s, []byte(s), root, false, read); refused > 0 || made < 8 {
			t.Errorf("%s: %d made, %d refused", s, made, refused)
		}
	}
	yamls := []string{
		"a: 1\nb:\n  - x\n  - y: 1\n    z: 2\nc: {k: v, l: [1, 2]}\n",
		"a: |\n  text\n  more\n\nb: >-\n  folded\n  text\nc:\n- 1\n- - 2\n  - 3\nd:\n",
		"# head\na: \"x\" # side\nb:\n    deep:\n        er: 1\n\n    last: 2",
		"- 1\n-\n  a: b\n- |\n  lit\n- []\n",
	}
	for _, s := range yamls {
		read := func(b []byte) (*Node, []Problem) {
			docs, probs := ReadYAML(view(b), Options{})
			if len(docs) != 1 {
				return nil, probs
			}
			return docs[0], probs
		}
		root, probs := read([]byte(s))
		if len(probs) > 0 {
			t.Fatal(probs)
		}
		made, refused := everyEdit(t, s, []byte(s), root, true, read)
		if made < 4*refused {
			t.Errorf("%s: %d made, %d refused", s, made, refused)
		}
	}
}

func TestEditorOnCorpus(t *testing.T) {
	total := 0
	corpus(t, func(t *testing.T, path string, data []byte) {
		yaml := path[len(path)-1] == 'l'
		if len(data) > 3_000 {
			return
		}
		read := func(b []byte) (*Node, []Problem) { return ReadJSON(view(b), Options{}) }
		if yaml {
			read = func(b []byte) (*Node, []Problem) {
				docs, probs := ReadYAML(view(b), Options{})
				if len(docs) != 1 {
					return nil, probs
				}
				return docs[0], probs
			}
		}
		root, probs := read(data)
		if len(probs) > 0 || root == nil || !root.Literal() {
			return
		}
		made, _ := everyEdit(t, path, data, root, yaml, read)
		total += made
	}, ".json", ".yaml", ".yml")
	t.Logf("%d edits", total)
}
