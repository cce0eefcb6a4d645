package policies

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
)

// A lookup is a body's look-up of facts, `some f in input.facts.loss[feature]`,
// being read for its conditions.
type lookup struct {
	trigger
	ref      ast.Ref
	compiler *ast.Compiler
	fact     ast.Var                // the fact; "" where the body does not name it
	key      ast.Var                // the key that it stands under; "" where it is a constant
	is       map[ast.Var]operand    // what else is known of variables
	members  map[ast.Var]collection // variables that hold a constant collection
}

// lookupOf finds the first look-up of facts that must succeed for a body to
// hold; nil where there is none.
func lookupOf(c *ast.Compiler, r *ast.Rule) *lookup {
	if r.Default || r.Else != nil || r.Head.RuleKind() != ast.MultiValue {
		return nil
	}
	for _, x := range r.Body {
		if x.Negated || len(x.With) > 0 {
			continue
		}
		l := &lookup{compiler: c, is: map[ast.Var]operand{}, members: map[ast.Var]collection{}}
		if !l.begin(x) {
			continue
		}
		l.conditions(r.Body)
		l.closed = len(l.ref) == 5 && onceIn(r, l.ref[4])
		return l
	}
	return nil
}

// begin reads an expression of the form f = input.facts.KIND[key][_].
func (l *lookup) begin(x *ast.Expr) bool {
	if !x.IsEquality() {
		return false
	}
	v, ref := x.Operand(0), x.Operand(1)
	if _, swapped := v.Value.(ast.Ref); swapped {
		v, ref = ref, v
	}
	r, ok := ref.Value.(ast.Ref)
	if !ok || len(r) < 5 {
		return false
	}
	if l.trigger, ok = triggerOf(r); !ok {
		return false
	}
	l.ref = r
	if name, ok := v.Value.(ast.Var); ok && len(r) == 5 {
		l.fact = name
	}
	if name, ok := r[3].Value.(ast.Var); ok {
		l.key = name
	}
	return true
}

// onceIn reports whether a term is a variable that a rule has once only: then
// nobody asks for the places of facts in their list.
func onceIn(r *ast.Rule, t *ast.Term) bool {
	name, ok := t.Value.(ast.Var)
	n := 0
	ast.WalkVars(r, func(v ast.Var) bool {
		if v == name {
			n++
		}
		return false
	})
	return ok && n == 1
}

// conditions gathers what a body demands of the fact. All expressions of a body
// must hold, so each can be read by itself.
func (l *lookup) conditions(body ast.Body) {
	for _, x := range body { // names first: the compiler gives one to every operand
		if x.IsEquality() && !x.Negated && len(x.With) == 0 {
			l.name(x.Operand(0), x.Operand(1))
			l.name(x.Operand(1), x.Operand(0))
		}
	}
	for _, x := range body {
		if len(x.With) > 0 {
			continue
		}
		if t, ok := l.test(x); ok {
			t.negated = x.Negated
			l.tests = append(l.tests, t)
		}
	}
}

// name notes what a variable stands for: a field of the fact, or a constant.
func (l *lookup) name(v, is *ast.Term) {
	name, ok := v.Value.(ast.Var)
	if !ok || name == l.fact || name == l.key {
		return
	}
	if _, known := l.is[name]; known {
		return
	}
	if o, ok := l.operand(is); ok {
		l.is[name] = o
	} else if c, ok := l.collection(is); ok {
		l.members[name] = c
	}
}

// operand reads what a comparison compares.
func (l *lookup) operand(t *ast.Term) (operand, bool) {
	switch v := t.Value.(type) {
	case ast.Var:
		if v == l.key && l.key != "" {
			return operand{key: true}, true
		}
		o, ok := l.is[v]
		return o, ok
	case ast.Ref:
		if l.fact == "" || !v[0].Equal(ast.NewTerm(l.fact)) {
			return operand{}, false
		}
		keys, ok := keysOf(v)
		if !ok {
			return operand{}, false
		}
		f, ok := wayTo(keys)
		return operand{field: f}, ok
	}
	s, ok := scalarOf(t)
	return operand{value: s}, ok
}

// A collection is a constant set or list.
type collection struct {
	has  map[scalar]bool
	list bool
}

// collection reads one, written out or named by a rule.
func (l *lookup) collection(t *ast.Term) (collection, bool) {
	switch v := t.Value.(type) {
	case ast.Var:
		c, ok := l.members[v]
		return c, ok
	case ast.Ref:
		if !v.IsGround() || !v.HasPrefix(ast.DefaultRootRef) {
			return collection{}, false
		}
		rules := l.compiler.GetRulesExact(v)
		if len(rules) != 1 || !constant(rules[0]) {
			return collection{}, false
		}
		return collectionOf(rules[0].Head.Value)
	}
	return collectionOf(t)
}

// constant reports whether a rule has one value, whatever the input.
func constant(r *ast.Rule) bool {
	return !r.Default && r.Else == nil && len(r.Head.Args) == 0 && r.Head.RuleKind() == ast.SingleValue &&
		len(r.Body) == 1 && r.Body[0].Equal(ast.NewExpr(ast.BooleanTerm(true)))
}

func collectionOf(t *ast.Term) (c collection, ok bool) {
	c, ok = collection{has: map[scalar]bool{}}, true
	each := func(x *ast.Term) {
		s, plain := scalarOf(x)
		ok = ok && plain && s.rank != ofBool // which, as the value of SET[x], would not hold
		c.has[s] = true
	}
	switch v := t.Value.(type) {
	case ast.Set:
		v.Foreach(each)
	case *ast.Array:
		c.list = true
		v.Foreach(each)
	default:
		return c, false
	}
	return c, ok
}

// comparisons are the builtins that compare, by what the order of their operands
// may be: less, equal, greater.
var comparisons = map[string][3]bool{
	"eq": {false, true, false}, "equal": {false, true, false}, "neq": {true, false, true},
	"lt": {true, false, false}, "lte": {true, true, false}, "gt": {false, false, true}, "gte": {false, true, true},
}

// test reads an expression as a condition.
func (l *lookup) test(x *ast.Expr) (test, bool) {
	if t, single := x.Terms.(*ast.Term); single {
		return l.single(t)
	}
	op := x.Operator().String()
	ops := x.Operands()
	if op == ast.Member.Name && len(ops) == 2 {
		return l.member(ops[0], ops[1])
	}
	allowed, compares := comparisons[op]
	if !compares || len(ops) != 2 {
		return test{}, false
	}
	if t, ok := l.element(ops[0], ops[1]); ok && !x.Negated && x.IsEquality() {
		return t, true
	}
	a, ok1 := l.operand(ops[0])
	b, ok2 := l.operand(ops[1])
	return test{op: order, left: a, right: b, allowed: allowed}, ok1 && ok2 && (!a.constant() || !b.constant())
}

// single reads an expression of one term: a field that must be there and not
// false, or a member of a set.
func (l *lookup) single(t *ast.Term) (test, bool) {
	if r, ok := t.Value.(ast.Ref); ok && len(r) > 1 {
		if found, ok := l.member(r[len(r)-1], headOf(r)); ok && !found.all.list {
			return found, true
		}
	}
	o, ok := l.operand(t)
	return test{op: truth, left: o}, ok && !o.constant()
}

// element reads x = SET[_].
func (l *lookup) element(x, of *ast.Term) (test, bool) {
	r, ok := of.Value.(ast.Ref)
	if !ok || len(r) < 2 {
		return test{}, false
	}
	if _, free := r[len(r)-1].Value.(ast.Var); !free {
		return test{}, false
	}
	return l.member(x, headOf(r))
}

// headOf is a reference without its last key.
func headOf(r ast.Ref) *ast.Term {
	if len(r) == 2 {
		return r[0]
	}
	return ast.NewTerm(r[:len(r)-1])
}

func (l *lookup) member(x, of *ast.Term) (test, bool) {
	o, ok := l.operand(x)
	if !ok || o.constant() {
		return test{}, false
	}
	c, ok := l.collection(of)
	return test{op: among, left: o, all: c}, ok
}

// An operand is a constant, a field of the fact, or the key it stands under.
type operand struct {
	key   bool
	field way
	value scalar
}

func (o *operand) constant() bool { return !o.key && o.field == nil }

func (o *operand) of(f *fact.Fact, key string) scalar {
	switch {
	case o.key:
		return scalar{rank: ofText, text: key}
	case o.field != nil:
		return o.field.of(f)
	}
	return o.value
}

// A test is one condition on a fact.
type test struct {
	op          operation
	left, right operand
	allowed     [3]bool
	all         collection
	negated     bool
}

type operation byte

const (
	truth operation = iota // left is there and not false
	order                  // left and right are in one of the allowed orders
	among                  // left is one of all
)

// holds reports whether a fact may pass; what cannot be told passes.
func (t *test) holds(f *fact.Fact, key string) bool {
	a, b := t.left.of(f, key), scalar{rank: ofNull}
	if t.op == order {
		b = t.right.of(f, key)
	}
	if a.rank == ofMore || b.rank == ofMore {
		return true
	}
	if a.rank == nothing || b.rank == nothing {
		return t.negated
	}
	var is bool
	switch t.op {
	case truth:
		is = a != boolOf(false)
	case order:
		is = t.allowed[1+a.compare(b)]
	case among:
		is = t.all.has[a]
	}
	return is != t.negated
}
