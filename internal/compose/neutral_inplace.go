package compose

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// neutralInPlace takes the vendor's words out of a Prompty file by edits: no
// byte of the body changes, and no line of the front matter that names none.
func (e *Engine) neutralInPlace(d *Doc) (*NeutralFile, error) {
	out := &NeutralFile{Data: d.File.Data, Doc: d}
	if d.Front == nil || !tied(d.Front) {
		return out, nil
	}
	r := &remover{e: e, path: d.File.Path, data: d.File.Data, taken: &value.Node{Kind: value.Object}}
	old := d.Front.Get("metadata").Get("promptglot").Get("dialects")
	if err := r.run(); err != nil {
		return nil, err
	}
	base, err := e.reopen(d.File.Path, r.data)
	if err != nil {
		return nil, err
	}
	p := e.neutral(d.Prompt)
	if added, err := r.fields(p, base.Prompt); err != nil {
		return nil, err
	} else if added {
		if base, err = e.reopen(d.File.Path, r.data); err != nil {
			return nil, err
		}
	}
	c := newEncoder(e.Langs.Get(neutralLang(d.Lang)))
	ext := e.extension(c, p, base.Prompt, said{
		messages: places(p.Messages, base.Prompt.Messages), tools: sameTools(p.Tools, base.Prompt.Tools),
	})
	if err := c.err(); err != nil {
		return nil, fmt.Errorf("%s cannot say all of it: %w", c.lang.ID(), err)
	}
	if dialects := r.dialects(d, old); dialects != nil {
		if ext == nil {
			ext = &value.Node{Kind: value.Object}
		}
		ext.Set("dialects", dialects)
	}
	if ext != nil {
		if err := r.insert(ext); err != nil {
			return nil, err
		}
	}
	out.Data, out.Notes = r.data, unique(append(c.notes, r.notes...))
	err = e.check(d, d.File.Path, out)
	return out, err
}

// tied reports whether the model block of a Prompty file has anything but
// neutral options.
func tied(root *value.Node) bool {
	m := root.Get("model")
	if m == nil || m.Kind == value.Null {
		return false
	}
	if m.Kind != value.Object {
		return true
	}
	for _, key := range vendorKeys {
		if m.Get(key) != nil {
			return true
		}
	}
	return m.Get("parameters") != nil || m.Get("options").Get("additionalProperties") != nil
}

// vendorKeys are the members of a model block that choose a vendor.
var vendorKeys = []string{"id", "provider", "apiType", "api", "connection", "configuration"}

// A remover takes the vendor's words out of the front matter, one edit after
// the other: each is made on what the one before has left.
type remover struct {
	e     *Engine
	path  string
	data  []byte
	taken *value.Node // members of the model block that were removed
	notes []string
}

// read returns the front matter and an editor for it.
func (r *remover) read() (*value.Node, value.Editor, error) {
	v := format.FrontMatter(source.NewFile(r.path, r.data).Whole()).Front
	if v == nil {
		return &value.Node{Kind: value.Object}, value.Editor{}, nil
	}
	docs, problems := value.ReadYAML(v, value.Options{})
	if len(problems) > 0 {
		return nil, value.Editor{}, fmt.Errorf("the front matter cannot be edited: %s", problems[0].Message)
	}
	if len(docs) == 0 {
		return &value.Node{Kind: value.Object}, value.Editor{View: v, YAML: true}, nil
	}
	return docs[0], value.Editor{View: v, YAML: true}, nil
}

// apply carries an edit out.
func (r *remover) apply(edit source.Edit, err error) error {
	if err == nil {
		r.data, err = source.Apply(r.data, []source.Edit{edit})
	}
	if err != nil {
		return fmt.Errorf("its front matter cannot be edited in place: %w", err)
	}
	return nil
}

// run removes until nothing is left to remove.
func (r *remover) run() error {
	const most = 1000 // every round removes or renames something
	for range most {
		root, ed, err := r.read()
		if err != nil {
			return err
		}
		done, err := r.round(root, ed)
		if done || err != nil {
			return err
		}
	}
	return fmt.Errorf("its model block has too many members to be edited")
}

// round makes the next edit; done is true where there is none to make.
func (r *remover) round(root *value.Node, ed value.Editor) (done bool, err error) {
	if meta := root.Get("metadata"); meta.Get("promptglot") != nil {
		return false, r.remove(ed, root, meta, "metadata", "promptglot")
	}
	if at, name, ok := oldWord(root.Get("inputs")); ok {
		return false, r.rename(at, name)
	}
	m := root.Get("model")
	switch {
	case m == nil:
		return true, nil
	case isAlias(ed, root, "model"):
		return false, fmt.Errorf("its model block is an alias of an anchor elsewhere: write its members out first")
	case m.Kind != value.Object:
		r.taken.Set("id", m.Clone())
		return false, r.apply(ed.Delete(root, index(root, "model")))
	}
	for _, key := range vendorKeys {
		if v := m.Get(key); v != nil {
			r.taken.Set(key, v.Clone())
			return false, r.remove(ed, root, m, "model", key)
		}
	}
	if params := m.Get("parameters"); params != nil {
		return false, r.parameters(ed, root, m, params)
	}
	if o := m.Get("options"); o.Get("additionalProperties") != nil {
		if len(o.Entries) == 1 {
			return false, r.remove(ed, root, m, "model", "options")
		}
		return false, r.apply(ed.Delete(o, index(o, "additionalProperties")))
	}
	if len(m.Entries) == 0 {
		return false, r.apply(ed.Delete(root, index(root, "model")))
	}
	return true, nil
}

// isAlias reports whether the value of a member is written as an alias.
func isAlias(ed value.Editor, root *value.Node, key string) bool {
	_, text, _ := strings.Cut(ed.View.File().Slice(root.Entries[index(root, key)].Span), ":")
	return strings.HasPrefix(strings.TrimLeft(text, " \t"), "*")
}

// inputWords are version 2's names for what version 1 says of an input.
var inputWords = []struct{ old, name string }{
	{"type", "kind"}, {"sample", "example"}, {"is_required", "required"}, {"enum", "enumValues"},
}

// oldWord finds a member of an input that stands under version 1's name for it.
func oldWord(inputs *value.Node) (at source.Span, name string, ok bool) {
	if inputs == nil {
		return source.Span{}, "", false
	}
	for i := range inputs.Entries {
		in := inputs.Entries[i].Value
		for _, w := range inputWords {
			if k := index(in, w.old); k >= 0 && in.Get(w.name) == nil && (w.old != "type" || in.Get("type").IsString()) {
				return in.Entries[k].KeySpan, w.name, true
			}
		}
	}
	return source.Span{}, "", false
}

// remove deletes a member of a block of the root, the block itself where that
// is all it has.
func (r *remover) remove(ed value.Editor, root, block *value.Node, name, key string) error {
	if len(block.Entries) == 1 {
		return r.apply(ed.Delete(root, index(root, name)))
	}
	return r.apply(ed.Delete(block, index(block, key)))
}

// parameters turns version 1's options into neutral ones: a name at a time,
// the block's own name last.
func (r *remover) parameters(ed value.Editor, root, m, params *value.Node) error {
	if params.Kind != value.Object || len(params.Entries) == 0 || m.Get("options") != nil {
		return r.remove(ed, root, m, "model", "parameters")
	}
	info, _ := r.e.Catalog.Dialect("openai-chat") // version 1's words
	for i := range params.Entries {
		entry := &params.Entries[i]
		name := ""
		if _, done := prompty.Options[entry.Key]; done {
			name = entry.Key
		} else if f, ok := info.InAnyVersion(entry.Key); ok {
			name = optionNames[prompt.Param(f.Param)]
		}
		switch {
		case name == "" || entry.Key != name && params.Get(name) != nil || entry.Value.Kind == value.Null:
			if len(params.Entries) == 1 {
				return r.remove(ed, root, m, "model", "parameters")
			}
			return r.apply(ed.Delete(params, i))
		case name == "stopSequences" && entry.Value.IsString() && !isReference(entry.Value.Str):
			return r.apply(ed.Replace(params, i, value.NewArray(value.NewString(entry.Value.Str))))
		case entry.Key != name:
			return r.rename(entry.KeySpan, name)
		}
	}
	return r.rename(m.Entries[index(m, "parameters")].KeySpan, "options")
}

// rename writes another key over one.
func (r *remover) rename(at source.Span, name string) error {
	return r.apply(source.Edit{Span: at, Text: name}, nil)
}

// insert puts the extension block into metadata.
func (r *remover) insert(ext *value.Node) error {
	root, ed, err := r.read()
	if err != nil {
		return err
	}
	if meta := root.Get("metadata"); meta != nil && meta.Kind == value.Object && len(meta.Entries) > 0 {
		return r.apply(ed.Insert(meta, len(meta.Entries), value.Entry{Key: "promptglot", Value: ext}))
	}
	block := value.NewObject("promptglot", ext)
	if i := index(root, "metadata"); i >= 0 {
		return r.apply(ed.Replace(root, i, block))
	}
	if ed.View == nil {
		return fmt.Errorf("its front matter is gone: nothing is left to edit")
	}
	return r.member(root, ed, len(root.Entries), "metadata", block)
}

// dialects keeps what was removed from the model block under the dialect of
// the file. Values that look like credentials are not copied.
func (r *remover) dialects(d *Doc, old *value.Node) *value.Node {
	out := &value.Node{Kind: value.Object}
	if old != nil {
		for i := range old.Entries {
			out.Set(old.Entries[i].Key, plainCopy(old.Entries[i].Value))
		}
	}
	if h := r.e.hints(d); h != nil {
		for i := range h.Entries {
			out.Set(h.Entries[i].Key, h.Entries[i].Value)
		}
	}
	if config := r.configuration(); len(config.Entries) > 0 {
		key := r.e.hintKey(d)
		entry := out.Get(key)
		if entry == nil {
			entry = &value.Node{Kind: value.Object}
			out.Set(key, entry)
		}
		entry.Set("configuration", config)
	}
	if len(out.Entries) == 0 {
		return nil
	}
	return out
}

// configuration returns what the model block has said of the connection, as
// one level: version 1 had most of it in a block of this name.
func (r *remover) configuration() *value.Node {
	out := &value.Node{Kind: value.Object}
	for i := range r.taken.Entries {
		m := &r.taken.Entries[i]
		v := r.withoutSecrets(m.Key, m.Value)
		switch {
		case m.Key == "id", v == nil, (m.Key == "api" || m.Key == "apiType") && v.Is("chat"): // chat is what it is without a word
		case m.Key == "configuration" && v.Kind == value.Object:
			for j := range v.Entries {
				out.Set(v.Entries[j].Key, v.Entries[j].Value)
			}
		default:
			out.Set(m.Key, v)
		}
	}
	return out
}

// withoutSecrets copies a value; literal credentials are left out.
func (r *remover) withoutSecrets(key string, n *value.Node) *value.Node {
	if n.IsString() {
		if line := key + `: "` + n.Str + `"`; !isReference(n.Str) && source.Redact(line) != line {
			r.notes = append(r.notes, "the literal credential under "+key+" is taken out and kept nowhere: name an environment variable instead, and replace the key")
			return nil
		}
		return value.NewString(n.Str)
	}
	out := &value.Node{Kind: n.Kind, Str: n.Str, Bool: n.Bool}
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Value == nil {
			continue
		}
		if v := r.withoutSecrets(e.Key, e.Value); v != nil {
			out.Entries = append(out.Entries, value.Entry{Key: e.Key, Value: v})
		}
	}
	return out
}

// plainCopy copies a part of the front matter as it was written: references
// that the reader has made holes of are text again.
func plainCopy(n *value.Node) *value.Node {
	if s, _ := written(n); s != "" {
		return value.NewString(s)
	}
	out := &value.Node{Kind: n.Kind, Str: n.Str, Bool: n.Bool}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Value != nil {
			out.Entries = append(out.Entries, value.Entry{Key: e.Key, Value: plainCopy(e.Value)})
		}
	}
	return out
}

// index returns the place of a member, -1 where there is none.
func index(n *value.Node, key string) int {
	if n == nil {
		return -1
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return i
		}
	}
	return -1
}
