package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// tuned states which settings stand beside a model in a document: an object that
// names a model and says how it is to answer is for whoever serves that model:
// vendor, or where that is "", the one who makes it.
func (r *reader) tuned(n *value.Node, vendor string) {
	by := r.namedBy(n)
	if by == "" || r.inSite[n.Span] || r.answered(n) {
		return
	}
	vendor = cmp.Or(vendor, by)
	asks := r.asks(n)
	r.tune(n, vendor, asks)
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Value != nil && e.Value.Kind == value.Object && holding[strings.ToLower(e.Key)] && r.namedBy(e.Value) == "" {
			r.tune(e.Value, vendor, asks || r.asks(e.Value))
		}
	}
	if r.out.Vendor == "" { // else the shapes of all documents were looked at
		r.out.Vendor = vendor
		r.shapesIn(n, map[*value.Node]bool{})
		r.out.Vendor = ""
	}
}

// answered reports whether an object is what a model has answered: it repeats much
// of what it was asked.
func (r *reader) answered(n *value.Node) bool {
	for _, key := range r.Wire.Settings.Answered {
		if v := n.Get(key); v != nil && v.Kind != value.Null {
			return true
		}
	}
	return false
}

// namedBy is who serves the model that an object names, "" where it is said to be
// somebody unknown.
func (r *reader) namedBy(n *value.Node) string {
	if by := n.Get("provider"); by.IsString() && r.provider(by.Str) == "" {
		return ""
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; modelKeys[strings.ReplaceAll(e.Key, "-", "_")] && e.Value.IsString() && idLike(e.Value.Str) {
			if v := r.modelVendor(e.Value.Str); v != "" && r.idOf(v, e.Value.Str) {
				return v
			}
		}
	}
	return ""
}

// asks reports whether an object is a request or a part of one, and no line of a
// table: turns stand in it, or a number that says how free an answer is to be.
func (r *reader) asks(n *value.Node) bool {
	for i := range n.Entries {
		switch e := &n.Entries[i]; {
		case e.Value == nil:
		case e.Key == "messages" || e.Key == "contents" || e.Key == "prompt":
			return e.Value.Kind != value.Null
		case r.Wire.Params[e.Key] == "sampling-param" && (e.Value.Kind == value.Number || e.Value.Kind == value.Hole):
			return true
		}
	}
	return false
}

// tune is params for an object that says nothing of itself: what may be a fact of a
// table (how many were asked, whether a model can think) counts in a request only.
func (r *reader) tune(n *value.Node, vendor string, asks bool) {
	own := value.Node{Kind: value.Object, Span: n.Span}
	for _, e := range n.Entries {
		if e.Value != nil && (asks || e.Value.Kind != value.Bool && !r.Wire.Settings.Tabled[e.Key]) {
			own.Entries = append(own.Entries, e)
		}
	}
	r.params(&own, vendor)
	if asks {
		r.jsonMode(n, vendor)
	}
	if system := n.Get("system"); asks && n.Get("messages") != nil && (system.IsString() || system != nil && system.Kind == value.Array) {
		for i := range n.Entries {
			if e := &n.Entries[i]; e.Key == "system" && !e.KeySpan.IsZero() {
				r.mark(Mark{Feature: "system-param", Vendor: vendor, Value: short(system), Span: e.KeySpan, Message: "gives the system text outside of the messages"})
			}
		}
	}
}

// jsonMode states that settings ask for JSON by a word: response-format: json_object,
// or the type in it.
func (r *reader) jsonMode(n *value.Node, vendor string) {
	for i := range n.Entries {
		e := &n.Entries[i]
		v, key := e.Value, strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(e.Key))
		if key == "responseformat" && v.Get("type").IsString() && e.Value.Kind == value.Object && !v.Get("type").Is("json_object") {
			v = v.Get("type")
		}
		if e.KeySpan.IsZero() || !v.IsString() {
			continue
		}
		if word := strings.ToLower(v.Str); key == "responseformat" && word == "json_object" || key == "format" && word == "json" {
			r.mark(Mark{Feature: "response-format-json-object", Vendor: vendor, Value: v.Str, Span: v.Span, Message: "asks for JSON"})
		}
	}
}

// heldJSON reads what a text of a configuration holds as JSON as if it stood in the
// file: OAI_CONFIG_LIST='[{"model": …}]'. What a model has answered is none of it.
func (r *reader) heldJSON(v *source.View) {
	if text := v.Text; len(text) < 2 || text[0] != '{' && (text[0] != '[' || text[1] != '{') || !strings.Contains(text, `"model`) && !strings.Contains(text, `"tools"`) {
		return
	}
	doc := request.JSON(v, nil)
	if doc == nil || r.answered(doc) || r.answered(first(doc)) {
		return
	}
	r.keys(doc, "", "", 0)
	if r.out.Vendor == "" { // what nothing but one vendor's request has
		r.shapesIn(doc, map[*value.Node]bool{})
	}
	var u lang.Unit
	request.Strings(&u, doc, "", "")
	for i := range u.Strings {
		if s := &u.Strings[i]; s.Node.IsString() && !r.taken[s.Node.Span] && !r.env(s.Node.Str, s.Node.Span) {
			r.text(s)
			r.model(s)
		}
	}
}

// pairOf returns the name and the value of an object that is a member written as
// two: {name: model, value: gpt-4o}.
func pairOf(n *value.Node) (name string, v *value.Node) {
	for _, key := range [...]string{"name", "key", "Name"} {
		if k := n.Get(key); k.IsString() {
			name = k.Str
			break
		}
	}
	for _, key := range [...]string{"value", "defaultValue", "default", "Value"} {
		if v = n.Get(key); v.IsString() {
			return name, v
		}
	}
	return "", nil
}
