package value

import (
	"errors"
	"fmt"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
)

// changes are the edits that every string must survive: the range by
// thousandths of its length, and the new text.
var changes = []struct {
	from, to int
	text     string
}{
	{500, 500, "INSERTED"},
	{0, 0, "new: \"first\" "},
	{1000, 1000, " # 'last'"},
	{0, 1000, "whole\nnew \\ text\n"},
	{250, 750, ""},
	{300, 600, "a\n\n  b: \t{x}\n"},
	{0, 1000, ""},
	{0, 1000, "- yes"},
	{0, 1000, "\n\n  indented\n\n\n"},
	{500, 500, "\u2028\x00\r\u00e9\U0001F600"},
}

// editOne makes every change to one string of a file and demands that reading
// the file again shows that change and nothing else. It returns how many edits
// were made and how many refused.
func editOne(t *testing.T, path string, data []byte, n *Node, seed int, read func([]byte) (*Node, []Problem), root *Node) (made, refused int) {
	t.Helper()
	old := n.Str
	defer func() { n.Str = old }()
	for i := range changes {
		c := changes[(i+seed)%len(changes)]
		if len(data) > 5_000 && i > 2 {
			break
		}
		from, to := runeStart(old, len(old)*c.from/1000), runeStart(old, len(old)*c.to/1000)
		e, err := n.View.Edit(from, to, c.text)
		if errors.Is(err, source.ErrDisplayOnly) {
			refused++
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		made++
		out, err := source.Apply(data, []source.Edit{e})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		n.Str = old[:from] + c.text + old[to:]
		got, probs := read(out)
		if msg := differ(root, got); msg != "" || len(probs) > 0 {
			t.Errorf("%s: [%d:%d) of %q -> %q: %s %v\n%s", path, from, to, clip(old), c.text, msg, probs, clip(string(out[e.Span.Start:min(len(out), e.Span.Start+len(e.Text)+20)])))
			return made, refused
		}
	}
	return made, refused
}

func clip(s string) string { return fmt.Sprintf("%.200s", s) }

// runeStart moves off back to the start of a character.
func runeStart(s string, off int) int {
	for off > 0 && off < len(s) && s[off]&0xC0 == 0x80 {
		off--
	}
	return off
}

func differ(want, got *Node) string {
	style := JSONStyle{Sort: true, Tags: echo{}}
	a, err1 := want.PrintJSON(style)
	b, err2 := got.PrintJSON(style)
	if err1 != nil || err2 != nil {
		return fmt.Sprint(err1, err2)
	}
	if string(a) == string(b) {
		return ""
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	lo := max(0, i-40)
	return fmt.Sprintf("differ at %d: want %.90q got %.90q", i, a[lo:], b[lo:])
}

// echo prints tags as they stand in the source.
type echo struct{}

func (echo) Tag(t expr.Tag, _ Context) (string, error) { return t.Src, nil }
