package callsite

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// maxNesting bounds how deep configuration is looked at.
const maxNesting = 60

// keys finds vendors in the documents of a configuration file: variables that it
// sets, and words that choose a provider beside a model.
func (r *reader) keys(n *value.Node, path, vendor string, depth int) {
	if n == nil || depth > maxNesting {
		return
	}
	own := false // the object itself says who serves
	if n.Kind == value.Object {
		if v := r.chosen(n, path); v != "" {
			vendor, own = v, true
		} else if v := r.purposes(n); v != "" {
			vendor = v
		} else if v := r.addressee(n, path); v != "" {
			vendor = v
		}
		if name := n.Get("key"); name.IsString() && n.Get("value") != nil { // of a collection of requests
			r.header(&lang.Str{Node: name, Use: lang.Key})
		}
		if name, v := pairOf(n); v != nil && modelWord(name) && idLike(v.Str) && !r.inSite[v.Span] {
			if by := cmp.Or(vendor, r.modelVendor(v.Str), openWeight); r.idOf(by, v.Str) {
				r.modelMark(v, by)
			}
		}
		switch {
		case own:
		case vendor != "" && (holding[strings.ToLower(lastName(path))] || modelWord(lastName(path))):
			r.tune(n, vendor, true)
		default:
			r.tuned(n, vendor)
		}
		r.sectioned(n)
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		below, host := path, vendor
		if e.Key != "" && !e.KeySpan.IsZero() {
			if !r.env(e.Key, e.KeySpan) {
				r.keyModel(e)
			}
			if e.Value.IsString() && (strings.HasSuffix(e.Key, versionName) || strings.HasSuffix(e.Key, "API_TYPE")) {
				r.pinned(e.Key, e.Value)
			}
			below = path + "." + e.Key
			v := r.block(below[1:], e)
			if v == "" && vendor == "" {
				v = r.ownBlock(e, path)
			}
			if v == "" && vendor != "" && e.Value != nil && e.Value.Kind == value.Object && r.provider(sectionWord(e.Key)) == vendor {
				r.tune(e.Value, vendor, true)
			}
			host = cmp.Or(v, host)
			if vendor != "" && e.Value.IsString() && modelWord(e.Key) && !r.inSite[e.Value.Span] && (r.idOf(vendor, e.Value.Str) || own && modelKeys[e.Key] && idLike(e.Value.Str)) {
				r.modelMark(e.Value, vendor)
			}
		}
		if len(below) > maxURL {
			below = path
		}
		if e.Value != nil && e.Value.Kind == value.Array && (modelWord(e.Key) || modelWord(lastName(path))) {
			r.modelsIn(e.Value, host)
		}
		r.keys(e.Value, below, host, depth+1)
		if b := e.Block; b != nil {
			for j := range b.Arms {
				r.keys(&value.Node{Kind: n.Kind, Entries: b.Arms[j].Body}, path, host, depth+1)
			}
		}
	}
}

// keyModel states that a member is of a table of models: its key is the id of one
// that a table of the catalogue has.
func (r *reader) keyModel(e *value.Entry) {
	if id := e.Key; e.Value != nil && e.Value.Kind == value.Object && strings.IndexByte(id, '-') >= 0 && strings.ContainsAny(id, "0123456789") && idLike(id) {
		if vendor := r.modelVendor(id); vendor != "" && r.isListed(vendor, id) {
			r.modelMark(&value.Node{Kind: value.String, Str: id, Span: e.KeySpan}, vendor)
		}
	}
}

// addressee is the vendor that an object speaks of without a word for it: by an
// address, or by the prefix of LiteLLM's models, whose settings stand beside them.
func (r *reader) addressee(n *value.Node, path string) string {
	if lastName(path) == "litellm_params" {
		if vendor := r.modelVendorOf(n.Get("model")); vendor != "" {
			r.params(n, vendor)
			return vendor
		}
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if key := strings.ToLower(e.Key); e.Value != nil && (strings.HasSuffix(key, "url") || strings.HasSuffix(key, "_base")) {
			if v := r.vendorOfURL(address(e.Value)); v != "" && v != openWeight {
				return v
			}
		}
	}
	return ""
}

// modelsIn states which models a list under a key for them names.
func (r *reader) modelsIn(n *value.Node, vendor string) {
	for i := range n.Entries {
		m := n.Entries[i].Value
		if !m.IsString() || !idLike(m.Str) || r.inSite[m.Span] {
			continue
		}
		if by := cmp.Or(vendor, r.modelVendor(m.Str)); by != "" && r.idOf(by, m.Str) {
			r.modelMark(m, by)
		}
	}
}

// modelKeys are the keys under which nothing but a model's id stands.
var modelKeys = map[string]bool{"model": true, "model_name": true, "model_id": true, "modelName": true, "modelId": true, "deployment_name": true}

// idLike reports whether a text can be an id, and is no reference to one.
func idLike(text string) bool {
	return len(text) > 1 && len(text) < 100 && !strings.ContainsAny(text, " \t\n${}<>")
}

// block states that a part of a framework's configuration is for a vendor, and
// returns which.
func (r *reader) block(path string, e *value.Entry) (vendor string) {
	for i := range r.Wire.Blocks {
		b := &r.Wire.Blocks[i]
		if b.Path[0] != path[0] && b.Path[0] != '*' || b.Path != path && !fitsBlock(b.Path, path) {
			continue
		}
		by, at := b.Vendor, e.KeySpan
		if by == "" { // the value says it
			if !e.Value.IsString() {
				continue
			}
			by, at = r.provider(e.Value.Str), e.Value.Span
		}
		if by == "" {
			continue
		}
		r.say(by, 2)
		r.mark(Mark{Feature: "provider-config", Vendor: by, Value: path, Span: at, Message: "configures the vendor " + by})
		vendor = by
	}
	return vendor
}

// fitsBlock reports whether a path is that of a block which the user names: the *
// stands for one name.
func fitsBlock(block, path string) bool {
	head, tail, ok := strings.Cut(block, "*")
	if !ok || !strings.HasPrefix(path, head) || !strings.HasSuffix(path, tail) || len(path) < len(block) {
		return false
	}
	return !strings.Contains(path[len(head):len(path)-len(tail)], ".")
}

// idOf reports whether a text is likely a model's id at a vendor: a name that the
// tables or the families know.
func (r *reader) idOf(vendor, id string) bool {
	m := r.Catalog.Lookup(r.Catalog.HostKey(vendor), id)
	return m.Known || m.Family != "" && !strings.ContainsAny(id, " \t\n")
}

// settingLanguages are those whose names are variables of the environment.
var settingLanguages = map[string]bool{
	"dotenv": true, "properties": true, "shell": true, "yaml": true, "dockerfile": true, "makefile": true, "json": true, "toml": true, "http": true,
}

// environ is what LiteLLM's configuration has before the name of a variable.
const environ = "os.environ/"

// configured finds variables of the environment that a script or a configuration
// file sets, or refers to by ${NAME}.
func (r *reader) configured() {
	if !settingLanguages[r.u.Lang] {
		return
	}
	for i := range r.u.Assigns {
		a := &r.u.Assigns[i]
		r.env(a.Name, a.Span)
		r.pinned(a.Name, a.Value)
		r.envHoles(a.Value)
	}
	for _, k := range r.u.Calls {
		for i := range k.Args {
			r.envHoles(k.Args[i].Value)
		}
	}
	r.variables()
	recorded := slices.ContainsFunc(r.u.Docs, func(d *value.Node) bool { return d.Get("http_interactions") != nil || d.Get("interactions") != nil })
	for i := range r.u.Strings {
		s := &r.u.Strings[i]
		if s.Use == lang.Bare || s.Node == nil || s.Node.View == nil {
			continue
		}
		r.otherwiseIn(s.Node)
		if !recorded {
			r.heldJSON(s.Node.View)
		}
		text := s.Node.View.Text
		r.checked(s)
		for at := 0; at < len(text); {
			j := at
			for j < len(text) && (text[j] == '_' || 'A' <= text[j] && text[j] <= 'Z' || '0' <= text[j] && text[j] <= '9') {
				j++
			}
			if j-at > 4 && at > 0 && (at == len(environ) && strings.HasPrefix(text, environ) || text[at-1] == '$' || text[at-1] == '{' || text[at-1] == '.' || asArgument(text[:at]) || r.u.Lang == "http" && asked(text[:at])) {
				r.env(text[at:j], s.Node.View.Span(at, j))
				if text[at-1] == '{' {
					r.otherwise(s.Node.View, at, j)
				}
			}
			at = max(j, at+1)
		}
	}
}

// checked states whose address a command of one line asks: the health check of a
// container, ["CMD-SHELL", "curl -f http://localhost:11434/"].
func (r *reader) checked(s *lang.Str) {
	text := s.Node.View.Text
	if !strings.HasPrefix(text, "curl ") && !strings.HasPrefix(text, "wget ") {
		return
	}
	from := strings.Index(text, "http")
	if from < 0 || strings.Contains(text, "\n") {
		return
	}
	to := len(text)
	if i := strings.IndexAny(text[from:], " \"'|"); i >= 0 {
		to = from + i
	}
	v := s.Node.View.Slice(from, to)
	r.text(&lang.Str{Node: &value.Node{Kind: value.String, Str: v.Text, Span: s.Node.View.Span(from, to), View: v}, Use: lang.Argument, Func: s.Func})
}

// asArgument reports whether a text ends where the first argument of a function
// begins that is a text: {{ secret('NAME') }}, {{ env_var("NAME") }}.
func asArgument(text string) bool {
	n := len(text)
	return n > 2 && (text[n-1] == '\'' || text[n-1] == '"') && text[n-2] == '(' && strings.IndexByte(nameLetters, text[n-3]) >= 0
}

// otherwise states what the variable whose name is text[at:j] of a view is taken
// for where it is not set.
func (r *reader) otherwise(v *source.View, at, j int) {
	text, ok := otherwise(v.Text[j:])
	if !ok {
		return
	}
	from := j + strings.Index(v.Text[j:], text)
	r.defaulted(v.Text[at:j], &value.Node{Kind: value.String, Str: text, Span: v.Span(from, from+len(text)), View: v.Slice(from, from+len(text))})
}

// asked reports whether a text ends in what reads a variable in an HTTP file:
// {{$dotenv NAME}}, {{$processEnv NAME}}.
func asked(text string) bool {
	text, blank := strings.CutSuffix(text, " ")
	return blank && (strings.HasSuffix(text, "$dotenv") || strings.HasSuffix(text, "$processEnv"))
}
