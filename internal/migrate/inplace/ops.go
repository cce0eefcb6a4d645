package inplace

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
)

// What an op does. They are carried out in this order: pointers stay right while
// members come and go, and keys change last.
const (
	set    = iota // another value
	put           // a member that is not there yet, with the objects that lead to it
	del           // remove the member, and its object where that becomes empty
	rename        // another key
)

// An op is one change of a member of the file's configuration.
type op struct {
	do    int
	at    string // JSON pointer of the member
	value *value.Node
	key   string // of rename
	keep  bool   // of del: the object stays, empty
}

func (o op) same(p op) bool {
	if o.key != p.key || (o.value == nil) != (p.value == nil) {
		return false
	}
	return o.value == nil || equal(o.value, p.value)
}

// equal compares literal values; a list of one text is that text.
func equal(a, b *value.Node) bool {
	if a.Kind == value.Array && b.Kind == value.String {
		a, b = b, a
	}
	if a.Kind == value.String && b.Kind == value.Array && len(b.Entries) == 1 && b.Entries[0].Value.IsString() {
		b = b.Entries[0].Value
	}
	x, err1 := a.Canonical()
	y, err2 := b.Canonical()
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// apply carries the ops out one after the other: each is an edit of what the one
// before has left.
func (s *session) apply() (*Edited, error) {
	slices.SortStableFunc(s.ops, func(a, b op) int { return a.do - b.do })
	out := &Edited{Path: s.holder.Path, Data: s.holder.Data}
	for _, o := range s.ops {
		c, err := configuration(source.NewFile(out.Path, out.Data))
		if err != nil {
			return nil, err
		}
		edit, err := c.edit(o)
		if err == nil {
			out.Data, err = source.Apply(out.Data, []source.Edit{edit})
		}
		if err != nil {
			if errors.Is(err, source.ErrDisplayOnly) {
				err = errors.New("it comes from an anchor, a merge or a template block: write it out first")
			}
			return nil, fmt.Errorf("%s cannot be edited where it stands: %w", o.at, err)
		}
	}
	return out, nil
}

// A config is the tree that holds a file's settings, and what edits it.
type config struct {
	root *value.Node
	ed   value.Editor
}

// configuration reads the settings of a file: its front matter, or all of it.
func configuration(f *source.File) (*config, error) {
	v, yaml := f.Whole(), true
	switch path.Ext(strings.ToLower(f.Path)) {
	case ".json":
		yaml = false
	case ".prompty":
		v = format.FrontMatter(v).Front
	case ".prompt":
		v = dotprompt.Split(v).Front
	}
	switch {
	case v == nil:
		return nil, errors.New("the file has no configuration")
	case !yaml:
		root, problems := value.ReadJSON(v, value.Options{})
		if root == nil || len(problems) > 0 {
			return nil, errors.New("the file is no plain JSON")
		}
		return &config{root, value.Editor{View: v}}, nil
	}
	docs, problems := value.ReadYAML(v, value.Options{})
	if len(docs) != 1 || len(problems) > 0 {
		return nil, errors.New("its configuration is no single YAML document without mistakes")
	}
	return &config{docs[0], value.Editor{View: v, YAML: true}}, nil
}

// edit makes the edit of an op.
func (c *config) edit(o op) (source.Edit, error) {
	if o.do == put {
		return c.put(o.at, o.value)
	}
	parents, i, ok := c.find(o.at)
	if !ok {
		return source.Edit{}, fmt.Errorf("%s is gone", o.at)
	}
	parent := parents[len(parents)-1]
	switch o.do {
	case set:
		return c.ed.Replace(parent, i, o.value)
	case rename:
		return c.key(parent.Entries[i], o.key)
	}
	if o.keep && len(parent.Entries) == 1 && len(parents) > 1 {
		o.at = o.at[:strings.LastIndexByte(o.at, '/')]
		_, i, _ = c.find(o.at)
		return c.ed.Replace(parents[len(parents)-2], i, &value.Node{Kind: value.Object})
	}
	// An object without members would read as one that says nothing.
	for n := len(parents) - 1; n > 0 && len(parents[n].Entries) == 1 && parents[n].Kind == value.Object && parents[n-1].Kind == value.Object; n-- {
		o.at = o.at[:strings.LastIndexByte(o.at, '/')]
		parent = parents[n-1]
		_, i, _ = c.find(o.at)
	}
	return c.ed.Delete(parent, i)
}

// key writes another key over one, in the quotes that it has.
func (c *config) key(e value.Entry, name string) (source.Edit, error) {
	old := c.ed.View.File().Slice(e.KeySpan)
	if len(old) > 1 && (old[0] == '"' || old[0] == '\'') {
		name = old[:1] + name + old[:1]
	}
	return source.Edit{Span: e.KeySpan, Text: name}, nil
}

// put inserts a member; objects on the way to it are made.
func (c *config) put(at string, v *value.Node) (source.Edit, error) {
	for {
		i := strings.LastIndexByte(at, '/')
		if i < 0 {
			return source.Edit{}, errors.New("its configuration is no mapping")
		}
		key := unescape(at[i+1:])
		parent := c.root
		if i > 0 {
			parents, k, ok := c.find(at[:i])
			if !ok {
				at, v = at[:i], value.NewObject(key, v)
				continue
			}
			parent = parents[len(parents)-1].Entries[k].Value
		}
		if parent == nil || parent.Kind != value.Object {
			return source.Edit{}, errors.New("its configuration is no mapping")
		}
		return c.ed.Insert(parent, len(parent.Entries), value.Entry{Key: key, Value: v})
	}
}

// find returns the objects and lists that lead to a member, the innermost last,
// and its place there.
func (c *config) find(at string) (parents []*value.Node, i int, ok bool) {
	n := c.root
	for _, token := range strings.Split(strings.TrimPrefix(at, "/"), "/") {
		if n == nil {
			return nil, 0, false
		}
		parents = append(parents, n)
		switch n.Kind {
		case value.Object:
			i = slices.IndexFunc(n.Entries, func(e value.Entry) bool { return e.Block == nil && !e.Spread && e.Key == unescape(token) })
		case value.Array:
			if k, err := strconv.Atoi(token); err == nil && k < len(n.Entries) && n.Entries[k].Block == nil {
				i = k
				break
			}
			i = -1
		default:
			return nil, 0, false
		}
		if i < 0 {
			return nil, 0, false
		}
		n = n.Entries[i].Value
	}
	return parents, i, true
}

func unescape(token string) string {
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

// difference shows the first line in which two requests differ.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) {
			return "without " + strings.TrimSpace(x[i])
		}
		if x[i] != y[i] {
			return strings.TrimSuffix(strings.TrimSpace(y[i]), ",") + " instead of " + strings.TrimSuffix(strings.TrimSpace(x[i]), ",")
		}
	}
	return "more than before"
}
