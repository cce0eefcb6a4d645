package shell

import (
	"sort"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
)

// A layer writes text back into a word, in the quotes that its place has.
type layer struct {
	start, end int // the word in its parent's text
	segs       []source.Seg
	modes      []mode
	delimiter  string // of a heredoc
}

// at returns the seg that holds the decoded offset.
func (l *layer) at(off int) int {
	i := sort.Search(len(l.segs), func(i int) bool { return l.segs[i].OutEnd > off })
	return min(i, len(l.segs)-1)
}

// Encode implements source.Layer. An edit over several quotes has no form.
func (l *layer) Encode(_ *source.View, start, end int, text string) (string, bool) {
	if len(l.segs) == 0 {
		return "", false
	}
	m := l.modes[l.at(start)]
	for i := l.at(start); i < len(l.segs) && l.segs[i].Out < end; i++ {
		if l.modes[i] != m {
			return "", false
		}
	}
	switch m {
	case hole:
		return text, end > start
	case bare:
		return text, text != "" && strings.IndexFunc(text, func(c rune) bool {
			return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_./:,@%+=", c))
		}) < 0
	case single:
		return strings.ReplaceAll(text, "'", `'\''`), true
	case double:
		return escaped(text, "\\\"$`"), true
	case ansi:
		return strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(escaped(text, `\'`)), true
	case expand:
		return escaped(text, "\\$`"), !l.ends(text)
	}
	return text, !l.ends(text)
}

// ends reports whether text would end its heredoc.
func (l *layer) ends(text string) bool {
	return l.delimiter == "" || strings.Contains(text, l.delimiter)
}

func escaped(text, what string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(what, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// Whole implements source.Layer: a word without expansions can be quoted anew.
func (l *layer) Whole(_ *source.View, text string) (start, end int, enc string, ok bool) {
	for _, m := range l.modes {
		if m == hole {
			return 0, 0, "", false
		}
	}
	if l.delimiter != "" {
		return 0, 0, "", false
	}
	return l.start, l.end, "'" + strings.ReplaceAll(text, "'", `'\''`) + "'", true
}

// A plain word is one that stands as it is.
type plain struct{ start, end int }

var bareOnly = []mode{bare}

// Encode implements source.Layer.
func (p plain) Encode(v *source.View, start, end int, text string) (string, bool) {
	return (&layer{segs: []source.Seg{{OutEnd: len(v.Text)}}, modes: bareOnly}).Encode(v, start, end, text)
}

// Whole implements source.Layer.
func (p plain) Whole(v *source.View, text string) (start, end int, enc string, ok bool) {
	return (&layer{start: p.start, end: p.end}).Whole(v, text)
}
