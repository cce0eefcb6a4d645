package eval

import "math/big"

// A Dict is a dictionary in the order of insertion.
type Dict struct {
	keys, vals []Value
	at         map[any]int
}

// NewDict returns an empty dictionary.
func NewDict() *Dict { return &Dict{at: map[any]int{}} }

// composite is the key of something that Go's maps do not compare as Python
// does: a tuple.
type composite string

// hash returns what a key is looked up by; ok is false for what Python cannot
// hash. 1, 1.0 and True are the same key.
func hash(k Value) (any, bool) {
	switch k := k.(type) {
	case nil, string:
		return k, true
	case bool:
		if k {
			return 1.0, true
		}
		return 0.0, true
	case int64:
		if f := float64(k); int64(f) == k {
			return f, true
		}
		return k, true
	case float64:
		return k, true
	case *big.Int:
		return composite(k.String()), true
	case *List:
		if !k.Tuple || !flat(k) {
			return nil, false
		}
		return composite(Repr(k)), true
	}
	return nil, false
}

// flat reports whether a tuple holds nothing but single values. Others are no
// keys here: a tuple can hold another one many times over.
func flat(l *List) bool {
	for _, x := range l.Items {
		switch x.(type) {
		case nil, bool, int64, float64, string, *big.Int:
		default:
			return false
		}
	}
	return true
}

// Len returns the number of members.
func (d *Dict) Len() int { return len(d.keys) }

// Get returns the member with the key.
func (d *Dict) Get(k Value) (Value, bool) {
	h, ok := hash(k)
	if !ok {
		return nil, false
	}
	i, ok := d.at[h]
	if !ok {
		return nil, false
	}
	return d.vals[i], true
}

// Set adds or replaces a member. It reports false for a key that Python cannot
// hash.
func (d *Dict) Set(k, v Value) bool {
	h, ok := hash(k)
	if !ok {
		return false
	}
	if i, found := d.at[h]; found {
		d.vals[i] = v
		return true
	}
	d.at[h] = len(d.keys)
	d.keys, d.vals = append(d.keys, k), append(d.vals, v)
	return true
}

// Delete removes a member.
func (d *Dict) Delete(k Value) {
	h, ok := hash(k)
	i, found := d.at[h]
	if !ok || !found {
		return
	}
	fresh := NewDict()
	for j := range d.keys {
		if j != i {
			fresh.Set(d.keys[j], d.vals[j])
		}
	}
	*d = *fresh
}

// Copy returns a dictionary with the same members.
func (d *Dict) Copy() *Dict {
	out := NewDict()
	for i := range d.keys {
		out.Set(d.keys[i], d.vals[i])
	}
	return out
}

// Keys returns the keys as a list.
func (d *Dict) Keys() *List { return &List{Items: append([]Value(nil), d.keys...)} }

// Values returns the values as a list.
func (d *Dict) Values() *List { return &List{Items: append([]Value(nil), d.vals...)} }

// Pairs returns the members as tuples.
func (d *Dict) Pairs() *List {
	l := &List{Items: make([]Value, 0, len(d.keys))}
	for i := range d.keys {
		l.Items = append(l.Items, &List{Items: []Value{d.keys[i], d.vals[i]}, Tuple: true})
	}
	return l
}
