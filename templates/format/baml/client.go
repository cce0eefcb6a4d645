package baml

import (
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// runtime are the options that BAML's own runtime reads: nothing of them is
// sent (the pages of its providers; see the package comment).
var runtime = map[string]bool{
	"api_key": true, "base_url": true, "headers": true, "default_role": true, "allowed_roles": true, "allowed_role_metadata": true,
	"finish_reason_allow_list": true, "finish_reason_deny_list": true, "supports_streaming": true, "remap_roles": true,
	"resource_name": true, "deployment_id": true, "api_version": true, "project_id": true, "location": true, "credentials": true,
	"region": true, "profile": true, "access_key_id": true, "secret_access_key": true, "session_token": true, "strategy": true,
	"client_response_type": true, "http": true, "media_url_handler": true, "start": true, "query_params": true, "credentials_content": true,
}

// client reads a client into the prompt that is sent through it. Its nodes are
// made anew for each prompt: a node belongs to one tree.
func (r *reader) client(file *format.File, b *block) {
	if p := r.get(b.entries, "provider"); p.value.end > 0 {
		file.Provider = r.value(p)
	} else if !r.seen[b] {
		r.parser.wrong(b.name, "the client "+r.text(b.name)+" has no provider; expected a line such as `provider openai`")
	}
	params, set := &value.Node{Kind: value.Object}, map[string]bool{}
	var names map[string]string
	if file.Provider.IsString() {
		names = r.env.WordsOf("baml").Renames[file.Provider.Str]
	}
	for _, e := range r.get(b.entries, "options").block {
		v := r.value(e)
		if set[e.key] && !r.seen[b] {
			r.problem(value.CodeDuplicateKey, e.at.start, e.at.end, "the option "+e.key+" is set twice; a reader keeps one of them: remove one")
		}
		set[e.key] = true
		switch {
		case v == nil:
		case e.key == "model" || e.key == "model_id":
			file.Model = v
			file.Tree.Set("model", v)
		case runtime[e.key]:
			if v.IsString() || v.Kind == value.Hole {
				file.Vendor = append(file.Vendor, format.Word{Path: "options." + e.key, Node: v})
			}
		default:
			params.Set(renamed(e.key, names), inWords(v, names))
		}
	}
	r.seen[b] = true
	if len(params.Entries) > 0 {
		file.Params = params
		file.Tree.Set("options", params)
	}
}

// renamed is the name of an option on the wire.
func renamed(key string, names map[string]string) string {
	if name := names[key]; name != "" {
		return name
	}
	return key
}

// inWords gives the members of a group of options the names that they have on
// the wire, where the group has another one there itself.
func inWords(n *value.Node, names map[string]string) *value.Node {
	if names != nil && n.Kind == value.Object {
		for i := range n.Entries {
			n.Entries[i].Key = renamed(n.Entries[i].Key, names)
		}
	}
	return n
}

// value returns the value of an entry, nil where it has none.
func (r *reader) value(e entry) *value.Node {
	switch {
	case e.value.end > 0:
		return r.scalar(e.value)
	case e.list:
		list := &value.Node{Kind: value.Array, Span: r.view.Span(e.at.start, e.at.end)}
		for _, t := range e.items {
			list.Append(r.scalar(t))
		}
		if n := len(list.Entries); n > 0 {
			list.Span = list.Entries[0].Value.Span.Cover(list.Entries[n-1].Value.Span)
		}
		return list
	case e.nested:
		n := &value.Node{Kind: value.Object, Span: r.view.Span(e.at.start, e.at.end)}
		for _, inner := range e.block {
			if v := r.value(inner); v != nil {
				n.Set(inner.key, v)
				n.Span = n.Span.Cover(v.Span)
			}
		}
		return n
	}
	return nil
}

// scalar returns a word, a number or a text.
func (r *reader) scalar(t token) *value.Node {
	if v := r.said(t); v != nil {
		return &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}
	}
	n := r.node(t.start, t.end)
	switch {
	case value.IsJSONNumber(n.Str):
		n.Kind = value.Number
	case n.Str == "true" || n.Str == "false":
		n.Kind, n.Bool = value.Bool, n.Str == "true"
	case n.Str == "null":
		n.Kind = value.Null
	}
	return n
}
