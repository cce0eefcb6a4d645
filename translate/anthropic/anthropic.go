// Package anthropic is the dialect of Anthropic's Messages API
// (POST /v1/messages), versions 2023-06-01 and 2026-10-21.
package anthropic

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads and writes Messages API requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "anthropic" }

// version2026 is the API version that refuses some of what 2023-06-01 took.
const version2026 = "2026-10-21"

// Spellings that a round trip must keep.
const (
	formString = "string" // content given as text
	formParts  = "parts"  // content given as a list of blocks
	formAbsent = "absent" // no content
	formTop    = "system" // key "at": text of the top-level system member
	formLegacy = "output_format"
	formFormat = "output_config.format"
)

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

func blank(n *value.Node) bool {
	if !n.IsString() {
		return false
	}
	for _, r := range n.Str {
		switch r {
		case ' ', '\t', '\n', '\r', '\f', '\v':
		default:
			return false
		}
	}
	return true
}

// members reads an object's members by name. What nobody asks for, and what is
// null, comes back from rest: so nothing is passed over.
type members struct {
	r    *translate.Reader
	n    *value.Node
	list []value.Member
	seen []string
}

func membersOf(r *translate.Reader, n *value.Node) *members {
	return &members{r: r, n: n, list: n.Members()}
}

// get returns the member's value, nil where it is absent or null.
func (m *members) get(key string) *value.Node {
	for i := range m.list {
		if e := &m.list[i]; e.Key == key && !e.Spread && e.Value.Kind != value.Null {
			m.seen = append(m.seen, key)
			return e.Value
		}
	}
	return nil
}

// object returns the member's value where it is an object.
func (m *members) object(key string) *value.Node {
	if v := m.n.Get(key); v != nil && v.Kind == value.Object {
		m.seen = append(m.seen, key)
		return v
	}
	return nil
}

// rest returns the other members as extensions.
func (m *members) rest() []prompt.Ext {
	out := m.r.Rest(m.n, "unknown-field", m.seen...)
	for i := range out {
		if f, ok := extFeatures[out[i].Key]; ok && out[i].Feature == "unknown-field" {
			out[i].Feature = f
		}
	}
	return out
}

// extFeatures names members that only this dialect has.
var extFeatures = map[string]string{
	"/cache_control": "cache-control", "/citations": "citations", "/context": "file-input", "/title": "file-input",
	"/transformations": "image-input", "/caller": "builtin-tool", "/toolset_name": "builtin-tool",
	"/allowed_callers": "builtin-tool", "/input_examples": "tool-definition", "/defer_loading": "tool-definition",
	"/eager_input_streaming": "tool-definition", "/strict": "strict-schema", "/description": "tool-definition",
	"/input_schema": "tool-definition", "/is_error": "message-shape", "/content": "message-shape",
	"/disable_parallel_tool_use": "parallel-tool-calls",
}

// under moves the extensions of an inner object to their place in the outer one.
func under(pointer string, exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = pointer + exts[i].Key
	}
	return exts
}

// cacheMark takes cache_control out of the members; a form that is not known
// stays an extension.
func cacheMark(m *members) *prompt.CacheMark {
	n := m.n.Get("cache_control")
	t, ttl := n.Get("type"), n.Get("ttl")
	if !t.Is("ephemeral") {
		return nil
	}
	for _, e := range n.Members() {
		if e.Key != "type" && e.Key != "ttl" || e.Spread {
			return nil
		}
	}
	if ttl == nil && len(n.Entries) > 1 || ttl != nil && ttl.Kind == value.Null {
		return nil
	}
	m.seen = append(m.seen, "cache_control")
	return &prompt.CacheMark{At: prompt.At{Node: n, Marks: []*value.Node{t}}, TTL: ttl}
}

// Blocks of the lists that the writer takes apart.
type (
	armOf    = expr.Arm[prompt.List[prompt.Message]]
	blockOf  = expr.Block[[]value.Entry]
	entryArm = expr.Arm[[]value.Entry]
)
