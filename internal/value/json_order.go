package value

import (
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// ordered returns the entries of n in the order they are printed in, with
// values that may be absent turned into blocks, and whether they are plain.
func (w *jsonWriter) ordered(n *Node) (es []Entry, plain bool) {
	es, plain = n.Entries, true
	for i := range es {
		e := &es[i]
		plain = plain && e.Block == nil && !e.Spread && e.KeyNode == nil && (e.Value == nil || e.Value.Kind != Choice)
	}
	if !plain && hasAbsent(es) {
		es = unfold(es)
	}
	if !w.style.Sort || n.Kind != Object {
		return es, plain
	}
	es = append([]Entry(nil), es...)
	sort.SliceStable(es, func(i, j int) bool {
		a, b := &es[i], &es[j]
		if la, lb := a.Block != nil || a.Spread, b.Block != nil || b.Spread; la || lb {
			return !la && lb
		}
		return LessUTF16(a.Key, b.Key)
	})
	return es, plain
}

// LessUTF16 orders strings by UTF-16 code units, as RFC 8785 orders keys. It
// differs from the order of bytes only where a character lies beyond U+FFFF.
func LessUTF16(a, b string) bool {
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb {
			return firstUnit(ra) < firstUnit(rb) || firstUnit(ra) == firstUnit(rb) && ra < rb
		}
		if ra == utf8.RuneError && a[:na] != b[:nb] {
			return a < b
		}
		a, b = a[na:], b[nb:]
	}
	return a == "" && b != ""
}

func firstUnit(r rune) rune {
	if r1, _ := utf16.EncodeRune(r); r1 != utf8.RuneError {
		return r1
	}
	return r
}
