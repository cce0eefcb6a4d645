package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A jsonNode is a JSON value that remembers its line, so that an override
// which makes no sense can be shown to its author.
type jsonNode struct {
	line    int
	value   any // string, json.Number, bool, nil; for containers see below
	members []jsonMember
	items   []jsonNode
	kind    byte // '{', '[', 's' string, 'n' number, 'b' boolean, '0' null
}

type jsonMember struct {
	key  string
	line int
	jsonNode
}

// A jsonReader turns tokens into nodes. Lines are counted as it goes: the cost
// is linear in the input.
type jsonReader struct {
	src  []byte
	dec  *json.Decoder
	at   int // bytes counted so far
	line int
}

func parseTree(src []byte) (jsonNode, int, error) {
	r := &jsonReader{src: src, dec: json.NewDecoder(bytes.NewReader(src)), line: 1}
	r.dec.UseNumber()
	n, err := r.value(0)
	if err == nil {
		if _, extra := r.dec.Token(); !errors.Is(extra, io.EOF) {
			err = errors.New("something follows the object")
		}
	}
	if err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return n, r.lineAt(int(syntax.Offset)), err
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return n, r.lineAt(len(src)), errors.New("the file ends before the JSON does")
		}
		return n, r.lineAt(int(r.dec.InputOffset())), err
	}
	return n, 0, nil
}

func (r *jsonReader) lineAt(offset int) int {
	if offset > len(r.src) {
		offset = len(r.src)
	}
	if offset > r.at {
		r.line += bytes.Count(r.src[r.at:offset], []byte{'\n'})
		r.at = offset
	}
	return r.line
}

const maxDepth = 64

func (r *jsonReader) value(depth int) (jsonNode, error) {
	if depth > maxDepth {
		return jsonNode{}, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	tok, err := r.dec.Token()
	n := jsonNode{line: r.lineAt(int(r.dec.InputOffset())), value: tok}
	if err != nil {
		return n, err
	}
	switch t := tok.(type) {
	case string:
		n.kind = 's'
	case json.Number:
		n.kind = 'n'
	case bool:
		n.kind = 'b'
	case nil:
		n.kind = '0'
	case json.Delim:
		n.kind = byte(t)
		err = r.container(&n, depth)
	}
	return n, err
}

func (r *jsonReader) container(n *jsonNode, depth int) error {
	for r.dec.More() {
		if n.kind == '[' {
			item, err := r.value(depth + 1)
			if err != nil {
				return err
			}
			n.items = append(n.items, item)
			continue
		}
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		m := jsonMember{line: r.lineAt(int(r.dec.InputOffset()))}
		m.key, _ = tok.(string)
		if m.jsonNode, err = r.value(depth + 1); err != nil {
			return err
		}
		n.members = append(n.members, m)
	}
	_, err := r.dec.Token()
	return err
}

var kindNames = map[byte]string{'{': "an object", '[': "a list", 's': "a string", 'n': "a number", 'b': "true or false", '0': "null"}
