package golang

import (
	"reflect"
	"strconv"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
)

// declared keeps the struct type whose name is token n and whose type begins at
// token at, where its values are written under names of their own.
func declared(r *read.Reader, n, at int) {
	if name := r.Word(n); name != "" && r.Word(at) == "struct" {
		if t := (lang.Type{Name: name, Fields: structFields(r, at+1)}); tagged(&t) {
			r.Unit.Types = append(r.Unit.Types, t)
		}
	}
}

// tagged reports whether a member is not written under its own name.
func tagged(t *lang.Type) bool {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Embedded || f.Wire != f.Name {
			return true
		}
	}
	return false
}

// structFields reads the members between the braces that token n opens.
func structFields(r *read.Reader, n int) []lang.Field {
	end := r.Match(n)
	if r.Sign(n) != "{" || end == 0 {
		return nil
	}
	var out []lang.Field
	for n++; n < end; {
		at := n
		var names []string
		for r.Word(n) != "" && !grammar.Keywords[r.Word(n)] {
			names = append(names, r.Word(n))
			if n++; r.Sign(n) != "," {
				break
			}
			n++
		}
		embedded := false
		if len(names) < 2 && (n == at || n >= end || r.Fresh(n) || r.Sign(n) == "." || literalAt(r, n)) {
			n, embedded = at, true // a type alone
		}
		of := elementName(r, n)
		n = max(typeEnd(r, n), n)
		tag := ""
		if literalAt(r, n) && n < end {
			_, text := r.Tok(n)
			tag, _ = strconv.Unquote(text)
			n++
		}
		if embedded {
			names = []string{of}
		}
		for _, name := range names {
			out = append(out, fieldOf(name, of, tag, embedded))
		}
		if n == at {
			n++
		}
	}
	return out
}

// fieldOf makes a member of its tag, which encoding/json reads.
func fieldOf(name, of, tag string, embedded bool) lang.Field {
	f := lang.Field{Name: name, Wire: name, Of: of, Embedded: embedded}
	json, ok := reflect.StructTag(tag).Lookup("json")
	switch {
	case !ok:
	case json == "-":
		f.Wire, f.Embedded = "-", false
	default:
		f.Wire = lang.WireName(json, name)
		f.Embedded = embedded && json[0] == ','
	}
	return f
}

func literalAt(r *read.Reader, n int) bool {
	k, _ := r.Tok(n)
	return k == lang.String
}

// elementName returns the name of the type at token n without what makes a list,
// a pointer or a map of it.
func elementName(r *read.Reader, n int) string {
	for range maxType {
		switch {
		case r.Sign(n) == "*":
			n++
		case r.Sign(n) == "[" && r.Match(n) > 0:
			n = r.Match(n) + 1
		case r.Word(n) == "map" && r.Match(n+1) > 0:
			n = r.Match(n+1) + 1
		case r.Sign(n+1) == ".":
			return r.Word(n + 2)
		default:
			return r.Word(n)
		}
	}
	return ""
}
