package eval

import (
	"math"
	"testing"
)

func TestScriptText(t *testing.T) {
	d := NewDict()
	d.Set("k", "v")
	self := NewList(int64(1))
	self.Items = append(self.Items, self)
	for _, c := range []struct {
		in   Value
		want string
	}{
		{nil, "null"}, {true, "true"}, {false, "false"}, {"s", "s"}, {int64(7), "7"}, {Number("12345678901234567890123"), "12345678901234567890123"},
		{1.0, "1"}, {1.5, "1.5"}, {math.Copysign(0, -1), "0"}, {1e21, "1e+21"}, {1e20, "100000000000000000000"}, {1e-6, "0.000001"}, {1e-7, "1e-7"}, {1.5e-10, "1.5e-10"},
		{math.NaN(), "NaN"}, {math.Inf(1), "Infinity"}, {math.Inf(-1), "-Infinity"},
		{NewList("a", nil, NewList(int64(1), &Undefined{}), true), "a,,1,,true"}, {d, "[object Object]"}, {&Undefined{}, "undefined"},
	} {
		if got := ScriptText(c.in); got != c.want {
			t.Errorf("%v: got %q, want %q", c.in, got, c.want)
		}
	}
	if got := ScriptText(self); len(got) < 2 || len(got) > 1000 {
		t.Errorf("a list in itself: %d bytes", len(got))
	}
}

func TestScriptMember(t *testing.T) {
	d := NewDict()
	d.Set("k", "v")
	for _, c := range []struct {
		in   Value
		name string
		want Value
	}{
		{d, "k", "v"}, {NewList("a", "b"), "1", "b"}, {NewList("a", "b"), "length", int64(2)}, {"a😀b", "length", int64(4)}, {"a😀b", "0", "a"}, {"a😀b", "3", "b"},
	} {
		if got := ScriptMember(c.in, c.name, ""); got != c.want {
			t.Errorf("%v.%s: got %v, want %v", c.in, c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		in   Value
		name string
	}{
		{d, "constructor"}, {d, "__proto__"}, {NewList("a"), "1"}, {NewList("a"), "-1"}, {NewList("a"), "00"}, {NewList("a"), "push"},
		{"abc", "trim"}, {"abc", "3"}, {"abc", "99999999999999999999"}, {nil, "x"}, {true, "x"}, {int64(1), "toFixed"},
	} {
		if u, ok := ScriptMember(c.in, c.name, "p").(*Undefined); !ok || u.Name != "p" {
			t.Errorf("%v.%s exists", c.in, c.name)
		}
	}
}

func TestScriptOrderPutsIndicesFirst(t *testing.T) {
	inner := NewDict()
	inner.Set("b", int64(1))
	inner.Set("0", int64(2))
	d := NewDict()
	for _, k := range []string{"x", "10", "9", "01", "a"} {
		d.Set(k, k)
	}
	d.Set("list", NewList(inner))
	got, err := JSON(ScriptOrder(d), ScriptJSON)
	if want := `{"9":"9","10":"10","x":"x","01":"01","a":"a","list":[{"0":2,"b":1}]}`; got != want || err != nil {
		t.Errorf("got  %s %v\nwant %s", got, err, want)
	}
	plain := NewDict()
	plain.Set("a", NewList(int64(1)))
	if ScriptOrder(plain) != Value(plain) {
		t.Error("an object that is in order was copied")
	}
}

func TestScriptEqualComparesObjectsByIdentity(t *testing.T) {
	l, d := NewList(), NewDict()
	for _, c := range []struct {
		a, b Value
		want bool
	}{
		{l, l, true}, {l, NewList(), false}, {d, d, true}, {d, NewDict(), false}, {int64(1), 1.0, true}, {int64(1), "1", false}, {true, int64(1), false},
		{nil, nil, true}, {nil, &Undefined{}, false}, {&Undefined{}, &Undefined{Name: "x"}, true}, {"a", "a", true},
	} {
		if got := ScriptEqual(c.a, c.b); got != c.want {
			t.Errorf("%v === %v: got %t", c.a, c.b, got)
		}
	}
}
