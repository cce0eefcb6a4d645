package eval

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// ScriptJSON is the style of JSON.stringify without indentation.
var ScriptJSON = JSONStyle{Item: ",", Key: ":", Float: ScriptNumber}

// ScriptTruth reports whether v counts as true in JavaScript: empty lists and
// objects do.
func ScriptTruth(v Value) bool {
	switch v := v.(type) {
	case *List, *Dict:
		return true
	case float64:
		return v != 0 && !math.IsNaN(v)
	}
	return Truth(v)
}

// ScriptText returns v as JavaScript's String() prints it: lists without
// brackets, objects as "[object Object]". Whole numbers keep all their digits,
// where JavaScript would round those beyond 2^53.
func ScriptText(v Value) string {
	var b strings.Builder
	scriptText(&b, v, 0)
	return b.String()
}

func scriptText(b *strings.Builder, v Value, depth int) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case float64:
		b.WriteString(ScriptNumber(v))
	case *List:
		// JavaScript prints nothing for a list inside of itself, either.
		for i, x := range v.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			if _, missing := x.(*Undefined); x != nil && !missing && depth < maxNesting {
				scriptText(b, x, depth+1)
			}
		}
	case *Dict:
		b.WriteString("[object Object]")
	case *Undefined:
		b.WriteString("undefined")
	case string, int64, *big.Int:
		b.WriteString(Str(v))
	default:
		fmt.Fprintf(b, "[object %s]", TypeName(v))
	}
}

// ScriptNumber prints a float as JavaScript does: whole ones without a point.
func ScriptNumber(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0" // -0, too
	}
	if a := math.Abs(f); a >= 1e21 || a < 1e-6 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		mantissa, exponent, _ := strings.Cut(s, "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// ScriptEqual is === of JavaScript: lists and objects are equal only to
// themselves.
func ScriptEqual(a, b Value) bool {
	switch x := a.(type) {
	case nil, bool, string:
		return a == b
	case int64, float64, *big.Int:
		switch b.(type) {
		case int64, float64, *big.Int:
			return Equal(a, b)
		}
		return false
	case *List:
		y, ok := b.(*List)
		return ok && x == y
	case *Dict:
		y, ok := b.(*Dict)
		return ok && x == y
	case *Undefined:
		_, ok := b.(*Undefined)
		return ok
	}
	return false
}

// ScriptMember returns what a property of v is: a member, an element, or a
// length. What a prototype would add (constructor, toString) does not exist;
// what v lacks is an Undefined that is called path.
func ScriptMember(v Value, name, path string) Value {
	switch v := v.(type) {
	case *Dict:
		if m, ok := v.Get(name); ok {
			return m
		}
	case *List:
		if name == "length" {
			return int64(len(v.Items))
		}
		if i, ok := scriptIndex(name); ok && i < int64(len(v.Items)) {
			return v.Items[i]
		}
	case string:
		units := 0
		i, ok := scriptIndex(name)
		if !ok && name != "length" {
			break
		}
		for _, r := range v {
			if ok && int64(units) == i {
				return string(r)
			}
			units += max(1, utf16.RuneLen(r))
		}
		if !ok {
			return int64(units)
		}
	}
	return &Undefined{Name: path}
}

// scriptIndex reads a name as an index in its one canonical form.
func scriptIndex(name string) (int64, bool) {
	if name == "" || len(name) > 10 || len(name) > 1 && name[0] == '0' {
		return 0, false
	}
	for i := 0; i < len(name); i++ {
		if !('0' <= name[i] && name[i] <= '9') {
			return 0, false
		}
	}
	i, err := strconv.ParseInt(name, 10, 64)
	return i, err == nil && i < math.MaxUint32
}

// dump is the filter of Nunjucks that writes JSON, with as many blanks for a
// level as it is given.
func (e *Evaluator) dump(in Value, a Args) (Value, error) {
	args, err := a.Bind("dump", "spaces")
	if err != nil {
		return nil, err
	}
	if in, err = e.use(in); err != nil {
		return nil, err
	}
	if _, missing := in.(*Undefined); missing {
		return in, nil
	}
	if err := e.Budget.weigh(in, 0); err != nil {
		return nil, err
	}
	style := ScriptJSON
	if n, ok := args[0].(int64); ok && n > 0 {
		const most = 10
		style.Indent, style.Key = strings.Repeat(" ", int(min(n, most))), ": "
	}
	s, err := JSON(in, style)
	return s, err
}

// ScriptOrder puts the members of the objects in v into the order in which
// JavaScript goes through them: names that are indices first, by their number,
// then the others as they were added. It returns v itself where nothing moves.
func ScriptOrder(v Value) Value { return scriptOrder(v, 0) }

func scriptOrder(v Value, depth int) Value {
	if depth > maxNesting {
		return v
	}
	switch v := v.(type) {
	case *List:
		for i, x := range v.Items {
			if y := scriptOrder(x, depth+1); !unmoved(x, y) {
				v = &List{Items: slices.Clone(v.Items), Tuple: v.Tuple}
				v.Items[i] = y
			}
		}
		return v
	case *Dict:
		out := NewDict()
		for _, k := range scriptKeys(v) {
			m, _ := v.Get(k)
			out.Set(k, scriptOrder(m, depth+1))
		}
		for i := range v.keys {
			if out.keys[i] != v.keys[i] || !unmoved(out.vals[i], v.vals[i]) {
				return out
			}
		}
	}
	return v
}

// scriptKeys returns the keys of d in the order of JavaScript.
func scriptKeys(d *Dict) []Value {
	keys := slices.Clone(d.keys)
	slices.SortStableFunc(keys, func(a, b Value) int {
		i, isIndex := dictIndex(a)
		j, both := dictIndex(b)
		switch {
		case isIndex && both:
			return cmp.Compare(i, j)
		case isIndex:
			return -1
		case both:
			return 1
		}
		return 0
	})
	return keys
}

func dictIndex(k Value) (int64, bool) {
	s, ok := k.(string)
	if !ok {
		return 0, false
	}
	return scriptIndex(s)
}

// unmoved reports whether ordering left a value alone.
func unmoved(a, b Value) bool {
	switch a.(type) {
	case *List, *Dict:
		return a == b
	}
	return true
}
