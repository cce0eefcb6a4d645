package policies

import (
	"cmp"
	"reflect"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// A scalar is what conditions compare: a string, number, boolean or null, or
// nothing at all.
type scalar struct {
	rank rank
	text string
	num  float64 // a number; of a boolean 0 or 1
}

// A rank is the type of a scalar, in the order in which Rego compares types.
type rank byte

const (
	nothing rank = iota
	ofNull
	ofBool
	ofNumber
	ofText
	ofMore // is there, but nothing that can be compared here
)

// scalarOf returns the value of a term of a policy; ok is false for what is no
// scalar.
func scalarOf(t *ast.Term) (s scalar, ok bool) {
	switch v := t.Value.(type) {
	case ast.Null:
		return scalar{rank: ofNull}, true
	case ast.Boolean:
		return boolOf(bool(v)), true
	case ast.String:
		return scalar{rank: ofText, text: string(v)}, true
	case ast.Number:
		n, err := strconv.ParseFloat(string(v), 64)
		return scalar{rank: ofNumber, num: n}, err == nil
	}
	return scalar{}, false
}

func boolOf(b bool) scalar {
	if b {
		return scalar{rank: ofBool, num: 1}
	}
	return scalar{rank: ofBool}
}

// compare orders two scalars as Rego does.
func (s scalar) compare(o scalar) int {
	switch {
	case s.rank != o.rank:
		return cmp.Compare(s.rank, o.rank)
	case s.rank == ofText:
		return strings.Compare(s.text, o.text)
	}
	return cmp.Compare(s.num, o.num)
}

// A way leads from a fact to something in it, by the keys of its JSON.
type way []step

type step struct {
	index    int
	optional bool // absent where empty
}

var factType = reflect.TypeFor[fact.Fact]()

// wayTo finds what keys name. ok is false where facts have no such
// field, or where it lies in what only a JSON Schema has.
func wayTo(keys []string) (f way, ok bool) {
	t := factType
	for _, key := range keys {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		m, there := memberOf(t, key)
		if !there {
			return nil, false
		}
		f = append(f, step{m.index, m.optional})
		t = t.Field(m.index).Type
	}
	return f, len(f) > 0
}

func memberOf(t reflect.Type, key string) (member, bool) {
	for _, m := range membersOf(t) {
		if m.key.Value.Compare(ast.String(key)) == 0 {
			return m, true
		}
	}
	return member{}, false
}

// of returns what stands in a field of a fact, as its JSON has it.
func (f way) of(x *fact.Fact) scalar {
	v := reflect.ValueOf(x).Elem()
	for _, s := range f {
		for v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return scalar{} // null has no members
			}
			v = v.Elem()
		}
		v = v.Field(s.index)
		if s.optional && empty(v) {
			return scalar{}
		}
	}
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return scalar{rank: ofNull}
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return scalar{rank: ofText, text: v.String()}
	case reflect.Bool:
		return boolOf(v.Bool())
	case reflect.Int:
		return scalar{rank: ofNumber, num: float64(v.Int())}
	case reflect.Float64:
		return scalar{rank: ofNumber, num: v.Float()}
	}
	return scalar{rank: ofMore}
}

// keysOf returns the keys of a reference behind its head, where all are plain.
func keysOf(r ast.Ref) (keys []string, ok bool) {
	for _, t := range r[1:] {
		key, ground := t.Value.(ast.String)
		if !ground {
			return nil, false
		}
		keys = append(keys, string(key))
	}
	return keys, len(keys) > 0
}
