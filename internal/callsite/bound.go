package callsite

import (
	"cmp"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// bound states which settings of a model a framework's method is given by name:
// llm.bind(stop=["\n"]), llm.invoke(question, functions=[…]).
func (r *reader) bound() {
	if r.lang != "python" {
		return
	}
	for _, k := range r.u.Calls {
		m := r.Wire.Settings.Method(k.Callee.Last())
		if m == nil || k.Named == nil || r.inSite[k.Span] {
			continue
		}
		p := r.places[k]
		vendor, known := "", false
		switch {
		case p.obj != nil && p.obj.spec != nil && p.obj.spec.Request:
			vendor, known = cmp.Or(p.obj.host, p.obj.vendor, r.out.Vendor), true
		case p.obj == nil && p.sym.sdk == nil && k.Callee.Last() == "bind":
			vendor = r.out.Vendor
		}
		if vendor != "" {
			r.boundTo(k, vendor, !m.Given, known)
		}
	}
}

func (r *reader) boundTo(k *lang.Call, vendor string, all, known bool) {
	for i := range k.Named.Entries {
		e := &k.Named.Entries[i]
		feature := r.Wire.Params[e.Key]
		switch {
		case e.Value == nil || e.Value.Kind == value.Null || e.KeySpan.IsZero() || !known && !r.Wire.Settings.Bound[e.Key]:
			continue
		case e.Key == "strict" && e.Value.Kind == value.Bool && e.Value.Bool:
			feature = "strict-schema"
		case !all && e.Key != "parallel_tool_calls", feature == "sampling-param", feature == "max-tokens-param", feature == "extra-body", feature == "api-version":
			continue
		case e.Value.Kind == value.Hole && e.Key != "functions" && e.Key != "function_call":
			continue // what the program hands on
		}
		if feature != "" && (feature != "functions-legacy" || r.speaks(r.inventorOf(feature), vendor)) {
			r.mark(Mark{Feature: feature, Vendor: vendor, Value: short(e.Value), Span: e.KeySpan, Message: "sets " + e.Key + " of a model"})
		}
	}
}
