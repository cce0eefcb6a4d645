package value

import (
	"math/rand"
	"testing"
)

var oddStrings = []string{"", "plain", "yes", "OFF", "null", "~", "1", "0x1F", "1_000", "1e3", ".5", "-", "- x", "a: b", "a:", "# c", "x # y", "x#y", "'q'", "\"d\"", "{x}", "[x]",
	"a\nb", "a\nb\n", "a\n\n", "\n", "\n\na", "  lead\nx", "\tlead\nx", "trail \nx", "tab\tin", "é😀", "\u2028", "\u0085", "\x00", "\r\n", "x\r\ny", "---", "...", "---\nx", "--- a", "%x", "@x", "`x`", "!x", "&x", "*x", "|", ">", "=", "<<", "2024-01-01", "12:30", " ", "  ", "a  b", "a ", " a", "\ufeff", "\ufeffx", "y", "a\n b\n", "#\n#", "key: |\n  x", "C:\\x", "http://x", "?", "? x", ":", ":x", "a,b", "\n \n", "\na", "a\n  \nb", "a\n\tb"}

func randomTree(r *rand.Rand, depth int) *Node {
	switch k := r.Intn(8); {
	case k < 3 || depth > 4:
		return NewString(oddStrings[r.Intn(len(oddStrings))])
	case k == 3:
		return []*Node{NewNull(), NewBool(true), NewBool(false), NewNumber("-1.50"), NewNumber("1e400"), NewNumber("0")}[r.Intn(6)]
	case k < 6:
		n := NewArray()
		for range r.Intn(4) {
			n.Append(randomTree(r, depth+1))
		}
		return n
	default:
		n := NewObject()
		for range r.Intn(4) {
			n.Set(oddStrings[r.Intn(len(oddStrings))], randomTree(r, depth+1))
		}
		return n
	}
}

func TestYAMLReadsAsItWasWritten(t *testing.T) {
	for seed := range int64(6000) {
		r := rand.New(rand.NewSource(seed))
		n := randomTree(r, 0)
		out, err := n.YAML(0)
		if err != nil {
			t.Fatal(err)
		}
		docs, probs := ReadYAML(view(out), Options{})
		if len(docs) != 1 || len(probs) > 0 {
			t.Fatalf("seed %d: %d documents, %v\n%s", seed, len(docs), probs, out)
		}
		if msg := differ(n, docs[0]); msg != "" {
			t.Fatalf("seed %d: %s\n%s", seed, msg, out)
		}
		for i, s := range stringsOf(docs[0]) {
			editOne(t, "random", out, s, i, func(b []byte) (*Node, []Problem) {
				ds, probs := ReadYAML(view(b), Options{})
				if len(ds) != 1 {
					return nil, probs
				}
				return ds[0], probs
			}, docs[0])
			if t.Failed() {
				t.Fatalf("seed %d\n%s", seed, out)
			}
			if i > 3 {
				break
			}
		}
	}
}

func TestJSONReadsAsItWasWritten(t *testing.T) {
	for seed := range int64(2000) {
		n := randomTree(rand.New(rand.NewSource(seed)), 0)
		for _, style := range []JSONStyle{{}, {Indent: "\t"}, {Sort: true}} {
			out, err := n.PrintJSON(style)
			if err != nil {
				t.Fatal(err)
			}
			again, probs := ReadJSON(view(out), Options{})
			if msg := differ(n, again); msg != "" || len(probs) > 0 {
				t.Fatalf("seed %d: %s %v\n%s", seed, msg, probs, out)
			}
		}
	}
}
