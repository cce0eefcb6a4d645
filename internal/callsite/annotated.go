package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
)

// naming are the annotations that give a member the name it is written under.
var naming = map[string]bool{"JsonPropertyName": true, "JsonProperty": true, "SerialName": true, "SerializedName": true, "Json": true}

// maxMember bounds the bytes between an annotation and the member's name.
const maxMember = 200

// annotated reads the types whose members have annotations with the names that
// they are written under, as those of a struct are in its tags.
func (r *reader) annotated() {
	var types []lang.Type
	var all []head
	at := map[string]int{}
	for _, k := range r.u.Calls {
		if !naming[k.Callee.Last()] || !k.Arg(0).IsString() && !k.Named.Get("name").IsString() {
			continue
		}
		if all == nil {
			all = heads(r.u.View.File().Data)
		}
		owner := classAt(all, k.Span.Start)
		wire := k.Arg(0)
		if !wire.IsString() {
			wire = k.Named.Get("name")
		}
		name := r.memberBehind(k.Span.End)
		if owner == "" || name == "" {
			continue
		}
		i, ok := at[owner]
		if !ok {
			i = len(types)
			at[owner], types = i, append(types, lang.Type{Name: owner})
		}
		types[i].Fields = append(types[i].Fields, lang.Field{Name: name, Wire: wire.Str})
	}
	r.u.Types = append(r.u.Types, types...)
}

// A head is where a type begins.
type head struct {
	at   int
	name string
}

// heads are the types of the program, found in one pass.
func heads(text []byte) []head {
	var out []head
	for i := 0; i+len("class ") < len(text); i++ {
		if text[i] != 's' && text[i] != 'd' && text[i] != 't' || text[i+1] != ' ' {
			continue
		}
		for _, word := range [...]string{"class", "record", "struct"} {
			from := i + 1 - len(word)
			if from < 0 || string(text[from:i+1]) != word || from > 0 && letter(text[from-1]) {
				continue
			}
			end := i + 2
			for end < len(text) && nameByte(text[end]) {
				end++
			}
			out = append(out, head{from, string(text[i+2 : end])})
		}
	}
	return out
}

// classAt is the type whose head stands last before a place of the program.
func classAt(all []head, off int) string {
	i, _ := slices.BinarySearchFunc(all, off, func(h head, off int) int { return cmp.Compare(h.at, off) })
	if i == 0 {
		return ""
	}
	return all[i-1].name
}

// memberBehind is the name of the member that an annotation stands before: the
// last word before what ends its declaration.
func (r *reader) memberBehind(off int) string {
	data := r.u.View.File().Data
	text := string(data[off:min(len(data), off+maxMember)])
	for strings.HasPrefix(strings.TrimLeft(text, blanks+"])"), "@") || strings.HasPrefix(strings.TrimLeft(text, blanks+"])"), "[") {
		_, rest, ok := strings.Cut(text, "\n") // another annotation
		if !ok {
			return ""
		}
		text = rest
	}
	text = strings.TrimLeft(text, blanks+"])")
	end := strings.IndexAny(text, "{;=:,)")
	if end < 0 {
		return ""
	}
	head := strings.TrimRight(text[:end], blanks+"?")
	return head[strings.LastIndexAny(head, blanks+">.")+1:]
}
