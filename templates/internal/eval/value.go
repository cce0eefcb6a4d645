// Package eval evaluates the expressions of template languages: values,
// operators, filters, tests and methods as Python and Jinja define them, over
// the neutral expressions of internal/expr. It knows no statements; who walks a
// template asks it for the value of each hole and condition.
//
// It is a sandbox: an expression reaches the data it was given and nothing
// else, and everything it makes is counted against a Budget.
package eval

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/value"
)

// A Value is nil (None), bool, int64, *big.Int (printed and compared only),
// float64, string, *List, *Dict, *Undefined, or an Object or Callable of the
// program that runs the template.
type Value any

// A List is a list or a tuple. Lists are shared, as in Python: append changes
// what every name of it sees.
type List struct {
	Items []Value
	Tuple bool
}

// NewList returns a list of the items.
func NewList(items ...Value) *List { return &List{Items: items} }

// Undefined is what a name has that nothing was given for. It prints as nothing
// and is false; anything else that is done with it is an error.
type Undefined struct {
	Name string // the path that was looked for: user.name
	Hint string // what is wrong, where it is not simply that the name is missing
}

func (u *Undefined) err() error { return &NotGiven{u} }

// NotGiven is the error of a missing value that is used.
type NotGiven struct{ What *Undefined }

func (n *NotGiven) Error() string {
	if n.What.Hint != "" {
		return n.What.Hint
	}
	return n.What.Name + " is not in the data"
}

// An Object has attributes of its own: a loop, a namespace.
type Object interface {
	// Attr returns an attribute; ok is false where there is none.
	Attr(name string) (v Value, ok bool)
	// Kind names the object for messages.
	Kind() string
}

// A Callable is a function or macro.
type Callable interface {
	Call(e *Evaluator, a Args) (Value, error)
}

// Func is a Callable made from a function of Go.
type Func func(e *Evaluator, a Args) (Value, error)

// Call implements Callable.
func (f Func) Call(e *Evaluator, a Args) (Value, error) { return f(e, a) }

// Args are the arguments of a call.
type Args struct {
	Pos   []Value
	Named []Named
}

// Named is a keyword argument.
type Named struct {
	Name  string
	Value Value
}

// unset stands for an argument that was not given.
type unset struct{}

func given(v Value) bool { _, not := v.(unset); return !not }

// Bind puts the arguments in the order of the parameters' names. A parameter
// without argument is unset.
func (a Args) Bind(fn string, params ...string) ([]Value, error) {
	if len(a.Pos) > len(params) {
		return nil, fmt.Errorf("%s takes at most %d arguments, not %d", fn, len(params), len(a.Pos))
	}
	out := make([]Value, len(params))
	for i := range out {
		out[i] = unset{}
	}
	copy(out, a.Pos)
	for _, n := range a.Named {
		i := slices.Index(params, n.Name)
		if i < 0 {
			return nil, fmt.Errorf("%s has no argument %s", fn, n.Name)
		}
		if given(out[i]) {
			return nil, fmt.Errorf("%s is given %s twice", fn, n.Name)
		}
		out[i] = n.Value
	}
	return out, nil
}

// From converts data of Go or a value tree. Maps of Go are ordered by key,
// objects of a tree as they stand. What has no literal value (a hole) is
// undefined.
func From(v any) Value {
	switch v := v.(type) {
	case nil, bool, string, int64, float64, *big.Int, *List, *Dict, *Undefined, Object, Callable:
		return v
	case int:
		return int64(v)
	case json.Number:
		return Number(string(v))
	case []string:
		l := &List{}
		for _, x := range v {
			l.Items = append(l.Items, x)
		}
		return l
	case []any:
		l := &List{Items: make([]Value, 0, len(v))}
		for _, x := range v {
			l.Items = append(l.Items, From(x))
		}
		return l
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		d := NewDict()
		for _, k := range keys {
			d.Set(k, From(v[k]))
		}
		return d
	case *value.Node:
		return fromNode(v)
	}
	return &Undefined{Hint: fmt.Sprintf("a %T is no value of a template", v)}
}

func fromNode(n *value.Node) Value {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case value.Null:
		return nil
	case value.Bool:
		return n.Bool
	case value.Number:
		return Number(n.Str)
	case value.String:
		return n.Str
	case value.Array:
		l := &List{}
		for i := range n.Entries {
			l.Items = append(l.Items, fromNode(n.Entries[i].Value))
		}
		return l
	case value.Object:
		d := NewDict()
		for i := range n.Entries {
			d.Set(n.Entries[i].Key, fromNode(n.Entries[i].Value))
		}
		return d
	}
	return &Undefined{Hint: "a value that only the run will tell is not in the data"}
}

// Number reads a number as Python reads it from JSON: whole numbers of any
// length stay exact.
func Number(text string) Value {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i
	}
	// Beyond this many digits nobody means a number, and reading it takes time.
	const longest = 1000
	if b, ok := new(big.Int).SetString(text, 10); ok && len(text) < longest {
		return b
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return &Undefined{Hint: text + " is no number"}
	}
	return f
}
