package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// settingObjects states which settings of a model stand in objects that no call
// shows: the defaults of a class, the options that a function of the program is
// given.
func (r *reader) settingObjects() {
	if settingLanguages[r.lang] || len(r.u.Docs) > 0 {
		return
	}
	seen := map[*value.Node]bool{}
	for i := range r.u.Assigns {
		r.settingsIn(r.u.Assigns[i].Value, seen)
	}
	for _, k := range r.u.Calls {
		if s, c := r.called(k, r.places[k], true); s != nil && (!s.General || c != nil && c.HTTP == nil) || r.choosesFor(k) {
			continue // its arguments are what its signature says
		}
		for i := range k.Args {
			r.settingsIn(k.Args[i].Value, seen)
		}
		if k.Named == nil || r.made[k] != nil || r.inSite[k.Span] {
			continue
		}
		if k.New || capital(k.Callee.Last()) { // LLMConfig(model="…", stop=[…])
			r.settingsOf(k.Named, seen, true)
		}
		r.eachSettings(k.Named.Entries, seen)
	}
}

// choosesFor reports whether a call gives a framework's model tools or a schema: what
// it is told beside those is the framework's own.
func (r *reader) choosesFor(k *lang.Call) bool {
	m := r.Wire.Settings.Method(k.Callee.Last())
	return m != nil && m.Given
}

func (r *reader) settingsIn(n *value.Node, seen map[*value.Node]bool) {
	if n == nil || seen[n] {
		return
	}
	switch n.Kind {
	case value.Object, value.Array:
		seen[n] = true
		if r.inSite[n.Span] {
			return
		}
		if n.Kind == value.Object {
			r.settingsOf(n, seen, false)
		}
		r.eachSettings(n.Entries, seen)
	case value.Choice:
		for i := range n.Choice.Arms {
			r.settingsIn(n.Choice.Arms[i].Body, seen)
		}
	}
}

func (r *reader) eachSettings(es []value.Entry, seen map[*value.Node]bool) {
	for i := range es {
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				r.eachSettings(b.Arms[j].Body, seen)
			}
			continue
		}
		r.settingsIn(es[i].Value, seen)
	}
}

// settingsOf states which members of an object are settings of a model: in a
// program that speaks to a vendor those that nothing else has, beside other
// settings those that are words of everyday life, beside a model all. Those of an
// object of a type are the type's own words, unless a model is named there.
func (r *reader) settingsOf(n *value.Node, seen map[*value.Node]bool, typed bool) {
	of, beside := r.out.Vendor, false
	model := ""
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Value.IsString() && modelWord(e.Key) {
			if v := r.modelVendor(e.Value.Str); v != "" && r.isListed(v, e.Value.Str) {
				model = v
			}
		}
		beside = beside || r.Wire.Settings.Sampled[e.Key]
	}
	if of == "" {
		of = model
	}
	if of == "" || typed && model == "" {
		return
	}
	words := &r.Wire.Settings
	r.eachMember(n, func(e *value.Entry) {
		feature := r.Wire.Params[e.Key]
		switch {
		case feature == "" || feature == "api-version" || feature == "sampling-param" || feature == "max-tokens-param" || feature == "extra-body":
			return
		case feature == "functions-legacy" && !r.speaks(r.inventorOf(feature), of):
			return // Gemini's parts are called so
		case words.Neutral[e.Key] && !r.native():
			return
		case model != "":
		case e.Value != nil && e.KeySpan == e.Value.Span && !beside: // { toolChoice }: a variable that only holds it
			return
		case words.Everyday[e.Key] || !beside && (words.Doubtful[e.Key] || !ofSeveralWords(e.Key)):
			return
		}
		if v := e.Value; e.KeySpan.IsZero() || v == nil || v.Kind == value.Null || v.Is("") || r.inSite[v.Span] || r.declares(v) || tells(v, e.Key, feature) {
			return
		}
		r.mark(Mark{Feature: feature, Vendor: of, Value: short(e.Value), Span: e.KeySpan, Message: "sets " + e.Key + " of a model"})
		seen[e.Value] = true // what stands in it is the same setting
	})
}

// inventorOf is the vendor whose own a feature is: the first that the vocabulary names.
func (r *reader) inventorOf(feature string) string {
	f, _ := r.Catalog.FeatureByID(feature)
	first, _, _ := strings.Cut(f.Vendors, ",")
	return first
}

// eachMember calls f for the members of an object, those under a condition too.
func (r *reader) eachMember(n *value.Node, f func(*value.Entry)) { eachEntry(n.Entries, f) }

func eachEntry(es []value.Entry, f func(*value.Entry)) {
	for i := range es {
		e := &es[i]
		if e.Block == nil {
			f(e)
			continue
		}
		for j := range e.Block.Arms {
			eachEntry(e.Block.Arms[j].Body, f)
		}
	}
}

// numbers are the features whose settings are numbers.
var numbers = map[string]bool{"penalty-param": true, "top-k": true, "seed": true, "n-choices": true, "best-of": true, "sampler-extra": true, "logprobs": true}

// flags are the features whose settings are yes or no.
var flags = map[string]bool{"parallel-tool-calls": true, "logprobs": true, "web-search-options": true, "thinking": true, "completion-param": true}

// tells reports whether a value speaks of a setting and is not one: its name
// elsewhere, its documentation, whether there is such a setting.
func tells(v *value.Node, key, feature string) bool {
	return v.Kind == value.Bool && !flags[feature] || v.Kind == value.Array && numbers[feature] || v.Kind == value.String && (numbers[feature] || sameLetters(key, v.Str) || strings.Contains(v.Str, "://"))
}

// declares reports whether a value says of what kind a setting is and not what it
// is: z.number().optional().
func (r *reader) declares(n *value.Node) bool {
	k := r.u.CallOf(n)
	for k != nil && k.Callee.Recv != nil {
		k = k.Callee.Recv
	}
	return k != nil && len(k.Callee.Steps) > 1 && r.Wire.Settings.Makes(k.Callee.Steps[0].Name)
}
