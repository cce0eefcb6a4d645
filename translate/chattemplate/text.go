package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A text collects what is written; neighbouring literals become one.
type text struct{ segs expr.Text }

func (t *text) lit(s string) {
	if s == "" {
		return
	}
	if n := len(t.segs); n > 0 && t.segs[n-1].Tag == nil && t.segs[n-1].Block == nil {
		t.segs[n-1].Lit += s
		return
	}
	t.segs = append(t.segs, expr.Seg{Lit: s})
}

// add appends text of the source or of another collection.
func (t *text) add(segs expr.Text) {
	for _, s := range segs {
		if s.Tag == nil && s.Block == nil {
			t.lit(s.Lit) // how it was written (Src) does not hold in another place
			continue
		}
		t.segs = append(t.segs, s)
	}
}

func (t *text) node(n *value.Node) { t.add(translate.AsText(n)) }

func (t *text) empty() bool { return len(t.segs) == 0 }

// fill appends a pattern whose pieces ($name) are given as texts.
func (t *text) fill(pattern string, pieces map[string]expr.Text) {
	for pattern != "" {
		i := strings.IndexByte(pattern, '$')
		if i < 0 {
			t.lit(pattern)
			return
		}
		t.lit(pattern[:i])
		pattern = pattern[i+1:]
		n := nameLen(pattern)
		if n == 0 {
			t.lit("$")
			continue
		}
		t.add(pieces[pattern[:n]])
		pattern = pattern[n:]
	}
}

// nameLen is how many letters a pattern's piece begins with.
func nameLen(s string) int {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	return n
}

func literal(s string) expr.Text { return expr.Text{{Lit: s}} }

// block puts the arms of a condition or loop around texts, unless all of them
// are empty.
func (t *text) block(b *expr.Block[expr.Text]) {
	some := false
	for i := range b.Arms {
		some = some || len(b.Arms[i].Body) > 0
	}
	if !some {
		return
	}
	t.segs = append(t.segs, expr.Seg{Block: b})
}
