package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// An object finds the members of a request object by their camelCase names:
// the server takes snake_case as well. Members that are null count as absent.
type object struct {
	node    *value.Node
	reader  *translate.Reader
	members map[string]member // by canonical name
	form    map[string]string // canonical name → other spelling, for the round trip
}

type member struct {
	key   string
	value *value.Node
}

func openObject(r *translate.Reader, n *value.Node, form map[string]string) object {
	o := object{node: n, reader: r, members: map[string]member{}, form: form}
	for _, m := range n.Members() {
		if m.Spread || m.Value.Kind == value.Null {
			continue
		}
		name := r.Dialect.Canonical(m.Key)
		if _, twice := o.members[name]; !twice {
			o.members[name] = member{m.Key, m.Value}
		}
	}
	return o
}

// get returns the value of a member and remembers its spelling.
func (o object) get(name string) *value.Node {
	m, ok := o.members[name]
	if ok && m.key != name {
		o.form[name] = m.key
	}
	return m.value
}

// key returns the spelling of a member.
func (o object) key(name string) string {
	if m, ok := o.members[name]; ok {
		return m.key
	}
	return name
}

// container opens a member that is an object; the result has no node where it
// is something else, which Reader.Fields keeps whole.
func (o object) container(name string) object {
	n := o.get(name)
	if n == nil || n.Kind != value.Object {
		return object{}
	}
	return openObject(o.reader, n, o.form)
}

// rest returns the members that the caller does not know.
func (o object) rest(known ...string) []prompt.Ext {
	keys := make([]string, 0, len(known))
	for _, k := range known {
		if m, ok := o.members[k]; ok {
			keys = append(keys, m.key)
		}
	}
	exts := o.reader.Rest(o.node, "unknown-field", keys...)
	for i := range exts {
		if f, ok := featureOf[o.reader.Dialect.Canonical(exts[i].Key[1:])]; ok && exts[i].Feature == "unknown-field" {
			exts[i].Feature = f
		}
	}
	return exts
}

// featureOf names the feature of members that only this dialect has.
var featureOf = map[string]string{
	"thoughtSignature": "reasoning-replay", "thought": "reasoning-replay",
	"videoMetadata": "file-input", "mediaResolution": "image-input", "displayName": "file-input", "mediaProcessing": "file-input",
	"audioTranscription": "audio-input", "speechMetadata": "audio-input", "partMetadata": "metadata-param",
	"behavior": "tool-definition", "response": "tool-definition", "responseJsonSchema": "tool-definition",
	"scheduling": "tool-definition", "willContinue": "tool-definition", "partialArgs": "tool-definition",
	"parts": "file-input", "parameters": "tool-definition",
}

func under(prefix string, exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = value.Pointer("", prefix) + exts[i].Key
	}
	return exts
}

// blank returns n as a mark where it is an object without members: it has no
// leaves that could be carried.
func blank(n *value.Node) []*value.Node {
	if n != nil && n.Kind == value.Object && len(n.Entries) == 0 {
		return []*value.Node{n}
	}
	return nil
}

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

// spelled returns the name of a member as the source has it, when the source
// is of the target's dialect: the forms of other dialects mean other things.
func spelled(w *translate.Writer, form map[string]string, name string) string {
	if s := form[name]; s != "" && !w.Foreign() {
		return s
	}
	return name
}
