package lang_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/python"
	"github.com/promptglot/promptglot/internal/source"
)

// What is copied to resolve all arguments of a program grows with its length, however
// often it uses a name, and whatever it does to what the name holds.
func TestTheWorkOfResolvingGrowsWithTheProgram(t *testing.T) {
	for _, tc := range []struct{ name, head, line string }{
		{"one name given anew", "", "m = [{'role': 'user'}]\nf(m)\n"},
		{"many names", "", "m%[1]d = [{'role': 'user'}]\nf(m%[1]d)\n"},
		{"many functions", "", "def g%[1]d(q):\n  m = [{'role': q}]\n  f(m)\n"},
		{"one member set over and over", "o = {}\n", "o['a'] = %[1]d\nf(o)\n"},
		{"an object given anew and filled", "o = {}\n", "o = {}\no['a'] = %[1]d\nf(o)\n"},
		{"an object that more is put into", "o = {}\n", "o = {}\no.update({'a': %[1]d})\nf(o)\n"},
		{"a list that grows", "l = []\n", "l.append(%[1]d)\nf(l)\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			small, large := work(tc.head, tc.line, 300), work(tc.head, tc.line, 1200)
			if small == 0 || large > 5*small {
				t.Errorf("300 uses copy %d nodes and 1200 uses %d: expected about four times as many", small, large)
			}
		})
	}
}

// The total of a program that nothing else bounds is bounded: many uses of a name
// for a large object.
func TestTheWorkOfResolvingIsBounded(t *testing.T) {
	var head strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&head, "o['k%d'] = %d\n", i, i)
	}
	text := "o = {}\n" + head.String()
	if n := work(text, "f(o)\n", 3000); n > 3_000_000+10*len(text) {
		t.Errorf("%d nodes are copied", n)
	}
}

// work is how many nodes are copied to resolve the arguments of all calls of a
// program of n lines.
func work(head, line string, n int) int {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		if strings.Contains(line, "%") {
			fmt.Fprintf(&b, line, i)
		} else {
			b.WriteString(line)
		}
	}
	u := python.Language{}.Read(source.FromString("x.py", b.String()).Whole())
	before := lang.Left(u)
	for _, k := range u.Calls {
		for i := range k.Args {
			u.Resolve(k.Args[i].Value, k.Func)
		}
	}
	return before - lang.Left(u)
}
