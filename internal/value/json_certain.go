package value

import "github.com/promptglot/promptglot/internal/expr"

// silent reports whether e is a statement, which prints nothing and needs no
// comma.
func silent(e *Entry) bool {
	if e.Block != nil {
		return !anyPrintsBlock(e.Block)
	}
	return e.Spread && e.KeyNode == nil && e.Value != nil && e.Value.Kind == Hole && e.Value.Tag != nil && e.Value.Tag.Kind == expr.TagOther
}

// certain reports whether e prints something whatever the blocks decide.
func certain(e *Entry) bool {
	if e.Block == nil {
		return !silent(e)
	}
	hasElse := false
	for i := range e.Block.Arms {
		a := &e.Block.Arms[i]
		hasElse = hasElse || a.Tag.Kind == expr.TagElse
		if !certainList(a.Body) {
			return false
		}
	}
	return hasElse && !e.Block.IsLoop()
}

func certainList(es []Entry) bool {
	for i := range es {
		if certain(&es[i]) {
			return true
		}
	}
	return false
}

func anyPrints(es []Entry) bool {
	for i := range es {
		if !silent(&es[i]) {
			return true
		}
	}
	return false
}

func anyPrintsBlock(b *expr.Block[[]Entry]) bool {
	for i := range b.Arms {
		if anyPrints(b.Arms[i].Body) {
			return true
		}
	}
	return false
}

// conditionsOnly reports whether no loop is in es.
func conditionsOnly(es []Entry) bool {
	for i := range es {
		if b := es[i].Block; b != nil {
			if b.IsLoop() {
				return false
			}
			for j := range b.Arms {
				if !conditionsOnly(b.Arms[j].Body) {
					return false
				}
			}
		}
	}
	return true
}

// absent reports whether n prints nothing in some outcome: a choice with an
// arm without a value, or without an else.
func absent(n *Node) bool {
	if n == nil || n.Kind != Choice {
		return false
	}
	hasElse := false
	for i := range n.Choice.Arms {
		a := &n.Choice.Arms[i]
		hasElse = hasElse || a.Tag.Kind == expr.TagElse
		if a.Body == nil || absent(a.Body) {
			return true
		}
	}
	return !hasElse
}

func hasAbsent(es []Entry) bool {
	for i := range es {
		if es[i].Block == nil && absent(es[i].Value) {
			return true
		}
	}
	return false
}

// unfold turns entries whose value may be absent into blocks around entries.
func unfold(es []Entry) []Entry {
	out := make([]Entry, len(es))
	for i, e := range es {
		out[i] = e
		if e.Block != nil || !absent(e.Value) {
			continue
		}
		c := e.Value.Choice
		b := &expr.Block[[]Entry]{Close: c.Close}
		for j := range c.Arms {
			a := expr.Arm[[]Entry]{Tag: c.Arms[j].Tag}
			if v := c.Arms[j].Body; v != nil {
				inner := e
				inner.Value = v
				a.Body = unfold([]Entry{inner})
			}
			b.Arms = append(b.Arms, a)
		}
		out[i] = Entry{Block: b, Span: e.Span}
	}
	return out
}
