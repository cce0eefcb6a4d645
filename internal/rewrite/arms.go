package rewrite

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// withoutNulls returns a request in which no choice of a member's value may turn
// out to be nothing: max_tokens: long ? 4096 : null. Where the program calls now,
// nothing may mean the default; elsewhere null is refused. A member that has to
// be there gets a number, any other is there only in the arms that have one.
func (w *writer) withoutNulls(request *value.Node) *value.Node {
	if request == nil || request.Kind != value.Object {
		return request
	}
	if w.related() { // undefined is no null: the member is not sent
		out := *request
		out.Entries = slices.DeleteFunc(slices.Clone(request.Entries), func(e value.Entry) bool {
			return e.Block == nil && e.Value != nil && e.Value.Kind == value.Null && w.undefined(e.Value)
		})
		return &out
	}
	out := *request
	out.Entries = slices.Clone(request.Entries)
	for i := range out.Entries {
		e := &out.Entries[i]
		switch v := e.Value; {
		case e.Block != nil || e.Spread || v == nil:
		case v.Kind == value.Object && (e.Key == "generationConfig" || e.Key == "inferenceConfig" || e.Key == "options"):
			e.Value = w.withoutNulls(v)
		case v.Kind == value.Choice && nullable(v):
			*e = w.armed(*e)
		}
	}
	return &out
}

// undefined reports whether the program has undefined where a value is read as
// null.
func (w *writer) undefined(v *value.Node) bool {
	return !v.Span.IsZero() && !w.p.encoded && v.Span.End <= len(w.site.File.Data) && w.site.File.Slice(v.Span) == "undefined"
}

// nullable reports whether an arm of a choice holds nothing.
func nullable(v *value.Node) bool {
	if v.Choice == nil || v.Choice.IsLoop() {
		return false
	}
	return slices.ContainsFunc(v.Choice.Arms, func(a expr.Arm[*value.Node]) bool { return nothing(a.Body) })
}

func nothing(v *value.Node) bool { return v == nil || v.Kind == value.Null }

// armed writes a member with a choice that may be nothing.
func (w *writer) armed(e value.Entry) value.Entry {
	f, _ := w.target.Dialect.InAnyVersion(e.Key)
	if f.Required {
		most := 0
		if w.site.streams() != yes {
			most = w.emit.Unstreamed[e.Key]
		}
		if most == 0 && w.target.Model.MaxOutput != nil {
			most = *w.target.Model.MaxOutput
		}
		if most == 0 {
			w.out.note(fmt.Sprintf("%s may be nothing, which %s refuses: write a number there", e.Key, w.target.Dialect.ID))
			return e
		}
		c := *e.Value
		b := *c.Choice
		b.Arms = slices.Clone(b.Arms)
		for i := range b.Arms {
			if nothing(b.Arms[i].Body) {
				b.Arms[i].Body = &value.Node{Kind: value.Number, Str: strconv.Itoa(most)}
			}
		}
		c.Choice, c.Span, c.View = &b, e.Value.Span, nil
		e.Value = &c
		w.out.note(fmt.Sprintf("%s has to be a number: where the program has none, %d is written", e.Key, most))
		return e
	}
	if w.p.host.spreadMember == "" {
		w.out.note(fmt.Sprintf("%s may be nothing: leave it out then", e.Key))
		return e
	}
	b := &expr.Block[[]value.Entry]{}
	for _, a := range e.Value.Choice.Arms {
		arm := expr.Arm[[]value.Entry]{Tag: a.Tag}
		if !nothing(a.Body) {
			arm.Body = []value.Entry{{Key: e.Key, Value: a.Body, Span: e.Span}}
		}
		b.Arms = append(b.Arms, arm)
	}
	return value.Entry{Block: b, Span: e.Span}
}
