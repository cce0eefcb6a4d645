package gotemplate

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/promptglot/promptglot/templates/internal/eval"
)

// objects converts data into plain maps and lists, which the engine reads, and
// remembers what those cannot say: the order and the JSON names of members.
type objects struct {
	shapes map[uintptr][]field
}

// A field is a member of an object: how templates call it, and how JSON does.
type field struct{ key, name string }

// plain converts a value. Whole numbers are int, as literals in templates are.
func (o *objects) plain(v eval.Value) any {
	switch v := v.(type) {
	case bool, string, float64:
		return v
	case int64:
		return int(v)
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f
	case *eval.List:
		out := make([]any, 0, len(v.Items))
		for _, x := range v.Items {
			out = append(out, o.plain(x))
		}
		return out
	case *eval.Dict:
		out := make(map[string]any, v.Len())
		keys, vals := v.Keys().Items, v.Values().Items
		shape := make([]field, 0, len(keys))
		for i, k := range keys {
			key := eval.Str(k)
			out[key] = o.plain(vals[i])
			shape = append(shape, field{key, key})
		}
		o.shape(out, shape)
		return out
	}
	return nil // null, and what is not known
}

// shape remembers the members of m.
func (o *objects) shape(m map[string]any, members []field) {
	if o.shapes == nil {
		o.shapes = map[uintptr][]field{}
	}
	o.shapes[reflect.ValueOf(m).Pointer()] = members
}

// object makes a map of members in order: key for templates, name for JSON.
func (o *objects) object(members ...any) map[string]any {
	out := map[string]any{}
	var shape []field
	for i := 0; i+2 < len(members); i += 3 {
		if members[i+2] == nil {
			continue
		}
		m := field{members[i].(string), members[i+1].(string)}
		out[m.key] = members[i+2]
		if m.name != "" {
			shape = append(shape, m)
		}
	}
	o.shape(out, shape)
	return out
}

// json writes v as Go's encoding/json does, with members in the order they were
// given in.
func (o *objects) json(v any) (string, error) {
	var b strings.Builder
	err := o.write(&b, v, 0)
	return b.String(), err
}

// maxNesting bounds how deep a value is written.
const maxNesting = 200

func (o *objects) write(b *strings.Builder, v any, depth int) error {
	if depth > maxNesting {
		return fmt.Errorf("the value nests deeper than %d levels", maxNesting)
	}
	switch v := v.(type) {
	case []any:
		b.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := o.write(b, x, depth+1); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case map[string]any:
		b.WriteByte('{')
		for i, m := range o.shapes[reflect.ValueOf(v).Pointer()] {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := o.write(b, m.name, depth+1); err != nil {
				return err
			}
			b.WriteByte(':')
			if err := o.write(b, v[m.key], depth+1); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	}
	text, err := json.Marshal(v)
	b.Write(text)
	return err
}

// size estimates how long the printed form of v is, at the most.
func size(v any, depth int) int {
	const number = 32
	switch v := v.(type) {
	case string:
		return len(v)
	case []any:
		n := 2
		for _, x := range v {
			if depth < maxNesting {
				n += 2 + size(x, depth+1)
			}
		}
		return n
	case map[string]any:
		n := 5
		for k, x := range v {
			if n += len(k) + 4; depth < maxNesting {
				n += size(x, depth+1)
			}
		}
		return n
	}
	return number
}
