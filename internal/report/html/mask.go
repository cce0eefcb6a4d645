package html

import (
	"reflect"

	"github.com/promptglot/promptglot/internal/source"
)

// masked returns a copy of the page in which everything that looks like a
// credential is masked, wherever it stands. A byte stands for a byte, so marks
// stay where they are.
func masked(p *Page) *Page {
	return mask(reflect.ValueOf(p)).Interface().(*Page)
}

func mask(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(source.Redact(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out = reflect.New(v.Type().Elem())
			out.Elem().Set(mask(v.Elem()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(mask(v.Field(i)))
		}
	case reflect.Slice:
		if v.IsNil() {
			return out
		}
		out = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(mask(v.Index(i)))
		}
	}
	return out
}
