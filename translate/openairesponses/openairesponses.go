// Package openairesponses is the dialect of OpenAI's Responses API
// (POST /v1/responses). Its input is a list of items: messages, tool calls,
// their outputs, thoughts. What the assistant did between two turns of the user
// comes as several items; in the neutral prompt they are one turn.
package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads and writes Responses requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "openai-responses" }

// Spellings that a round trip must keep. The keys of Form:
//
//	at       of a message: the root member that it stood in
//	content  of a message, or of the parts of one in a turn of several items
//	typed    the same: "no" where the item does not say that it is a message
//	items    of a turn of several items: their number
//	item     of a part: the number of its item in a turn of several
const (
	atInstructions = "instructions"
	atInput        = "input" // the input is this text

	formString = "string"
	formParts  = "parts"
	formAbsent = "absent"
	formBare   = "bare" // the item is no message: its one part is the item
)

func item[T any](v T) prompt.Entry[T] { return prompt.Entry[T]{Item: &v} }

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// members reads an object's members by name. What nobody asks for, and what is
// null, comes back from rest: so nothing is passed over.
type members struct {
	r    *translate.Reader
	n    *value.Node
	seen []string
}

func membersOf(r *translate.Reader, n *value.Node, seen ...string) *members {
	return &members{r: r, n: n, seen: seen}
}

// get returns the member's value, nil where it is absent or null.
func (m *members) get(key string) *value.Node {
	v := m.n.Get(key)
	if v == nil || v.Kind == value.Null {
		return nil
	}
	m.seen = append(m.seen, key)
	return v
}

// rest returns the other members as extensions.
func (m *members) rest() []prompt.Ext {
	out := m.r.Rest(m.n, "unknown-field", m.seen...)
	for i := range out {
		x := &out[i]
		if f, ok := extFeatures[x.Key]; ok && x.Feature == "unknown-field" {
			x.Feature = f
			x.Idle = idle(x)
		}
	}
	return out
}

// extFeatures names members that only this dialect has.
var extFeatures = map[string]string{
	"/id": "store-state", "/status": "message-shape", "/phase": "message-shape", "/annotations": "citations",
	"/logprobs": "logprobs", "/caller": "builtin-tool", "/namespace": "tool-definition", "/name": "tool-pairing",
	"/prompt_cache_breakpoint": "cache-control", "/detail": "file-input", "/allowed_callers": "builtin-tool",
	"/defer_loading": "tool-definition", "/output_schema": "tool-definition", "/strict": "strict-schema",
	"/tools": "tool-choice", "/summary": "reasoning-replay", "/encrypted_content": "reasoning-replay", "/content": "message-shape", "/role": "message-shape", "/output": "message-shape",
}

// idle says why nothing is lost without a member that a server put on what it
// answered, "" where something is.
func idle(x *prompt.Ext) string {
	empty := x.Value.Kind == value.Array && len(x.Value.Entries) == 0
	switch {
	case x.Key == "/id" && x.Value.IsString():
		return "the id that OpenAI's servers gave to an item that stands here in full"
	case x.Key == "/status" && x.Value.Is("completed"):
		return "an item that came to its end is the normal case"
	case empty && (x.Key == "/annotations" || x.Key == "/logprobs"):
		return "an empty list says nothing"
	}
	return ""
}

// under moves the extensions of an inner object to their place in the outer one.
func under(pointer string, exts []prompt.Ext) []prompt.Ext {
	for i := range exts {
		exts[i].Key = pointer + exts[i].Key
	}
	return exts
}
