package bedrockconverse

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect. The system text becomes a leading system
// message; its Form says that it stood at the top.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	if m := tree.Get("modelId"); m != nil && m.Kind != value.Null {
		p.Model = &prompt.Setting{At: prompt.At{Node: m}, Param: prompt.ParamModel, Feature: "model-name", Value: m, Form: formModel}
	}
	p.Messages = append(readSystem(r, tree.Get("system")), translate.ReadObjects(tree.Get("messages"), func(n *value.Node) *prompt.Message { return readMessage(r, n) })...)
	translate.MarkPrefill(p.Messages)
	tools := tree.Get("toolConfig")
	if tools != nil && tools.Kind == value.Object {
		p.Tools = attachCache(translate.ReadObjects(tools.Get("tools"), func(n *value.Node) *prompt.Tool { return readTool(r, n) }),
			func(t *prompt.Tool) **prompt.CacheMark { return &t.Cache }, isPoint)
		p.ToolChoice = translate.ReadOne(tools.Get("toolChoice"), func(n *value.Node) *prompt.ToolChoice { return readChoice(r, n) })
	}
	readExtraChoice(r, p, tree.Get(keyExtra))
	if out := tree.Get("outputConfig"); out != nil && out.Kind == value.Object {
		p.Output = translate.ReadOne(out.Get("textFormat"), func(n *value.Node) *prompt.Output { return readOutput(r, n) })
	}
	readNulls(r, p, tree, "", "")
	for _, k := range []string{"toolConfig", "outputConfig", keyExtra} {
		if v := tree.Get(k); v != nil && v.Kind == value.Object {
			readNulls(r, p, v, k+".", value.Pointer("", k))
		}
	}
	r.Fields(p, tree)
	for i := range p.Ext {
		x := &p.Ext[i]
		if x.Feature == "unknown-field" && strings.HasPrefix(x.Key, "/"+keyExtra+"/") && x.Value.Kind != value.Hole {
			x.Feature = "extra-body"
		}
	}
	return p
}

// readNulls keeps structural members that are null: the field table leaves them
// to this reader.
func readNulls(r *translate.Reader, p *prompt.Prompt, n *value.Node, path, pointer string) {
	for _, m := range n.Members() {
		if !m.Spread && m.Value.Kind == value.Null && r.Dialect.Structural(path+m.Key) {
			p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: r.Dialect.ID, Key: value.Pointer(pointer, m.Key), Feature: "unknown-field", Value: m.Value})
		}
	}
}

func readSystem(r *translate.Reader, n *value.Node) prompt.List[prompt.Message] {
	return translate.ReadOne(n, func(n *value.Node) *prompt.Message {
		m := &prompt.Message{At: prompt.At{Node: n}, Role: prompt.RoleSystem, Form: map[string]string{"at": formTop}}
		m.Parts = readBlocks(r, n)
		if n.Kind == value.Array && len(n.Entries) == 0 {
			m.Marks = append(m.Marks, n)
		}
		return m
	})
}

var roles = map[string]prompt.Role{
	"user": prompt.RoleUser, "assistant": prompt.RoleAssistant, "system": prompt.RoleSystem,
}

func readMessage(r *translate.Reader, n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}, Form: map[string]string{}}
	known := []string{"role"}
	if role := n.Get("role"); role != nil && role.Kind != value.Null {
		m.RoleNode = role
		is, ok := roles[role.Str]
		switch {
		case role.IsString() && ok:
			m.Role, m.Marks = is, append(m.Marks, role)
		case role.IsString():
			r.Problem(role, "role", "unknown role "+role.Str+"; expected user, assistant or system")
		}
	} else {
		known = nil
	}
	if c := n.Get(keyContent); c != nil && c.Kind != value.Null {
		known = append(known, keyContent)
		m.Parts = readBlocks(r, c)
	}
	m.Ext = r.Rest(n, "unknown-field", known...)
	if len(n.Entries) == 0 {
		m.Marks = append(m.Marks, n) // says nothing
	}
	return m
}

// readBlocks reads a list of content blocks. A cache point belongs to the block
// before it.
func readBlocks(r *translate.Reader, n *value.Node) prompt.List[prompt.Part] {
	l := translate.ReadObjects(n, func(b *value.Node) *prompt.Part { return readBlock(r, b) })
	return attachCache(l, func(p *prompt.Part) **prompt.CacheMark { return &p.Cache }, func(p *prompt.Part) bool {
		return p.Kind == prompt.OpaquePart && p.Cache != nil
	})
}

// attachCache gives the marks of cache points to the items before them; a point
// without such an item stays where it is, an item of its own.
func attachCache[T any](l prompt.List[T], cache func(*T) **prompt.CacheMark, point func(*T) bool) prompt.List[T] {
	var out prompt.List[T]
	for _, e := range l {
		if b := e.Block; b != nil {
			for j := range b.Arms {
				b.Arms[j].Body = attachCache(b.Arms[j].Body, cache, point)
			}
		}
		if e.Item != nil && point(e.Item) {
			if last := len(out) - 1; last >= 0 && out[last].Item != nil && !point(out[last].Item) && *cache(out[last].Item) == nil {
				*cache(out[last].Item) = *cache(e.Item)
				continue
			}
			*cache(e.Item) = nil
		}
		out = append(out, e)
	}
	return out
}

// readPoint reads a block that is a cache point of the known form.
func readPoint(n *value.Node) *prompt.CacheMark {
	key, body := only(n)
	if key != keyPoint || body.Kind != value.Object {
		return nil
	}
	t, ttl, known := body.Get("type"), body.Get("ttl"), 1
	if ttl != nil {
		known++
	}
	if !t.Is("default") || len(body.Entries) != known || ttl != nil && ttl.Kind == value.Null {
		return nil
	}
	return &prompt.CacheMark{At: prompt.At{Node: n, Marks: []*value.Node{t}}, TTL: ttl}
}
