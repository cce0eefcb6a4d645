package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// beside states that texts name models because those beside them do: the elements
// of a list, the members of a union of types, the cases of a switch. Most of them
// must look like models, and one must be known.
func (r *reader) beside() {
	all := r.u.Strings
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && r.adjoins(all[to-1].Node.Span, all[to].Node.Span) {
			to++
		}
		if to-from > 1 {
			r.together(all[from:to])
		}
		from = to
	}
}

// together is beside for the texts of one list.
func (r *reader) together(list []lang.Str) {
	models, known := 0, false
	var likely []*lang.Str
	for i := range list {
		switch s := &list[i]; {
		case r.taken[s.Node.Span]:
			models, known = models+1, true
		case s.Node.IsString() && spelledAsModel(s.Node.Str) && r.looksLikeModel(s.Node.Str):
			likely = append(likely, s)
			known = known || r.Catalog.Names(s.Node.Str)
		}
	}
	if models += len(likely); !known || models < enough || 2*models < len(list) {
		return
	}
	for _, s := range likely {
		if !r.inSite[s.Node.Span] {
			r.modelMark(s.Node, cmp.Or(r.modelVendor(s.Node.Str), openWeight))
		}
	}
}

// spelledAsModel reports whether a text is no word of a language.
func spelledAsModel(id string) bool {
	return idLike(id) && strings.ContainsAny(id, "-.:/0123456789")
}

// maxBetween is how many bytes lie between two elements of a list at most.
const maxBetween = 80

// adjoins reports whether nothing but signs, blanks and numbers lies between two
// texts: they are elements of one list, or keys of a table of numbers.
func (r *reader) adjoins(a, b source.Span) bool {
	if b.Start < a.End || b.Start-a.End > maxBetween {
		return false
	}
	gap := r.u.View.File().Slice(source.Span{Start: a.End, End: b.Start})
	if strings.IndexByte(gap, ',') < 0 && strings.IndexByte(gap, '|') < 0 && strings.IndexByte(gap, '\n') < 0 {
		return false
	}
	gap = strings.ReplaceAll(gap, `\n`, "") // of a notebook
	return strings.Trim(gap, " \t\r\n,|:'\"`()[]\\.0123456789_") == ""
}

// isNamesake reports whether a constant is called after the model that it is:
// DEEPSEEK_CHAT = "deepseek-chat".
func (r *reader) isNamesake(name, id string) bool {
	return len(name) > 3 && spelledAsModel(id) && sameLetters(name, id) && r.looksLikeModel(id)
}

// sameLetters reports whether two names have the same letters and digits, whatever
// their case and what is between.
func sameLetters(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && !wordByte(a[i]) {
			i++
		}
		for j < len(b) && !wordByte(b[j]) {
			j++
		}
		switch {
		case i == len(a) || j == len(b):
			return i == len(a) && j == len(b)
		case a[i]|0x20 != b[j]|0x20:
			return false
		}
		i, j = i+1, j+1
	}
}

func wordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
