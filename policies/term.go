package policies

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// termOf converts a value of the types that facts are made of as its JSON would
// be, but straight: through JSON it costs ten times as much. What is no such
// type becomes null.
func termOf(v any) *ast.Term { return reflected(reflect.ValueOf(v)) }

func reflected(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.String:
		return ast.StringTerm(v.String())
	case reflect.Bool:
		return ast.InternedTerm(v.Bool())
	case reflect.Int:
		return intTerm(int(v.Int()))
	case reflect.Float64:
		n, err := json.Marshal(v.Float())
		if err != nil { // not a number, or infinite
			return ast.NullTerm()
		}
		return ast.NumberTerm(json.Number(n))
	case reflect.Pointer:
		if !v.IsNil() {
			return reflected(v.Elem())
		}
	case reflect.Interface: // a JSON Schema, as encoding/json reads it
		if x, err := ast.InterfaceToValue(v.Interface()); err == nil {
			return ast.NewTerm(x)
		}
	case reflect.Slice:
		if v.IsNil() {
			break
		}
		out := make([]*ast.Term, v.Len())
		for i := range out {
			out[i] = reflected(v.Index(i))
		}
		return ast.ArrayTerm(out...)
	case reflect.Struct:
		ps := make([][2]*ast.Term, 0, v.NumField())
		for _, m := range membersOf(v.Type()) {
			if x := v.Field(m.index); !m.optional || !empty(x) {
				ps = append(ps, pair(m.key, reflected(x)))
			}
		}
		return ast.ObjectTerm(ps...)
	}
	return ast.NullTerm()
}

// empty is what omitempty leaves out.
func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

// A member is a field of a struct that its JSON has.
type member struct {
	key      *ast.Term
	index    int
	optional bool
}

var members sync.Map // of []member by reflect.Type

func membersOf(t reflect.Type) []member {
	if ms, ok := members.Load(t); ok {
		return ms.([]member)
	}
	var ms []member
	for i := range t.NumField() {
		name, opts, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "-" && name != "" {
			ms = append(ms, member{ast.StringTerm(name), i, strings.Contains(opts, "omitempty")})
		}
	}
	members.Store(t, ms)
	return ms
}
