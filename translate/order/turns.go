package order

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// A turn is one message, whatever its vendor calls it.
type turn struct {
	role    string // system, user, assistant, tool; "" where it is filled in
	wire    string // the role as the request says it; "" where it says none
	pointer string
	pieces  []piece
}

type kind uint8

const (
	text kind = iota + 1
	call
	result
	other
)

// A piece is a part of a turn.
type piece struct {
	kind    kind
	pointer string
	text    *value.Node // of text
	id      *value.Node // of calls and results; nil where absent
	name    *value.Node
}

// turnsOf returns the turns of a request form; known is false where some of
// them stand in conditions, or where nobody knows the form.
func turnsOf(family string, request *value.Node) (ts []turn, known bool) {
	switch family {
	case "openai-chat", "mistral", "cohere", "ollama":
		return messages(request, "messages", chatTurn)
	case "anthropic":
		return messages(request, "messages", blockTurn)
	case "gemini":
		return messages(request, "contents", partTurn)
	case "bedrock-converse":
		return messages(request, "messages", converseTurn)
	case "openai-responses":
		return items(request)
	}
	return nil, false
}

func messages(request *value.Node, key string, read func(*value.Node, string) turn) ([]turn, bool) {
	list := request.Get(key)
	if list == nil || list.Kind != value.Array {
		return nil, false
	}
	var out []turn
	for i, e := range list.Entries {
		if e.Block != nil || e.Spread || e.Value == nil || e.Value.Kind != value.Object {
			return nil, false
		}
		out = append(out, read(e.Value, value.IndexPointer(value.Pointer("", key), i)))
	}
	return out, true
}

func wireRole(n *value.Node) string {
	if r := n.Get("role"); r.IsString() {
		return r.Str
	}
	return ""
}

func roleOf(n *value.Node) string {
	r := n.Get("role")
	switch {
	case !r.IsString():
		return ""
	case r.Str == "model":
		return "assistant"
	case r.Str == "developer":
		return "system"
	case r.Str == "function":
		return "tool"
	}
	return r.Str
}

// content reads a content that is text or a list of parts.
func content(n *value.Node, pointer string, part func(*value.Node, string) []piece) []piece {
	if n == nil || n.Kind == value.Null {
		return nil
	}
	if n.Kind != value.Array {
		return []piece{{kind: text, pointer: pointer, text: n}}
	}
	var out []piece
	for i, e := range n.Entries {
		if e.Value != nil && !e.Spread {
			out = append(out, part(e.Value, value.IndexPointer(pointer, i))...)
		}
	}
	return out
}

func typedPart(n *value.Node, p string) []piece {
	if t := n.Get("text"); t != nil && (n.Get("type") == nil || strings.HasSuffix(n.Get("type").Str, "text")) {
		return []piece{{kind: text, pointer: p + "/text", text: t}}
	}
	return []piece{{kind: other, pointer: p}}
}

// chatTurn reads a message of the OpenAI chat family.
func chatTurn(n *value.Node, p string) turn {
	t := turn{role: roleOf(n), wire: wireRole(n), pointer: p}
	if t.role == "tool" {
		id := n.Get("tool_call_id")
		name := n.Get("name")
		if name == nil {
			name = n.Get("tool_name")
		}
		t.pieces = []piece{{kind: result, pointer: p, id: id, name: name}}
		return t
	}
	t.pieces = content(n.Get("content"), p+"/content", typedPart)
	if calls := n.Get("tool_calls"); calls != nil {
		for i, e := range calls.Entries {
			if e.Value == nil {
				continue
			}
			name := e.Value.Get("function").Get("name")
			if name == nil {
				name = e.Value.Get("custom").Get("name")
			}
			t.pieces = append(t.pieces, piece{kind: call, pointer: value.IndexPointer(p+"/tool_calls", i), id: e.Value.Get("id"), name: name})
		}
	}
	if f := n.Get("function_call"); f != nil && f.Kind == value.Object {
		t.pieces = append(t.pieces, piece{kind: call, pointer: p + "/function_call", name: f.Get("name")})
	}
	if n.Get("refusal") != nil || n.Get("audio") != nil || n.Get("images") != nil {
		t.pieces = append(t.pieces, piece{kind: other, pointer: p})
	}
	return t
}

// blockTurn reads a message of content blocks (Anthropic).
func blockTurn(n *value.Node, p string) turn {
	return turn{role: roleOf(n), wire: wireRole(n), pointer: p, pieces: content(n.Get("content"), p+"/content", func(b *value.Node, p string) []piece {
		switch b.Get("type") {
		case nil:
			return []piece{{kind: other, pointer: p}}
		}
		switch b.Get("type").Str {
		case "tool_use":
			return []piece{{kind: call, pointer: p, id: b.Get("id"), name: b.Get("name")}}
		case "tool_result":
			return []piece{{kind: result, pointer: p, id: b.Get("tool_use_id")}}
		}
		return typedPart(b, p)
	})}
}

// partTurn reads a content of parts (Gemini).
func partTurn(n *value.Node, p string) turn {
	return turn{role: roleOf(n), wire: wireRole(n), pointer: p, pieces: content(n.Get("parts"), p+"/parts", func(b *value.Node, p string) []piece {
		if f := either(b, "functionCall", "function_call"); f != nil {
			return []piece{{kind: call, pointer: p, id: f.Get("id"), name: f.Get("name")}}
		}
		if f := either(b, "functionResponse", "function_response"); f != nil {
			return []piece{{kind: result, pointer: p, id: f.Get("id"), name: f.Get("name")}}
		}
		return typedPart(b, p)
	})}
}

// converseTurn reads a message of content blocks that are told apart by their
// only key (Bedrock).
func converseTurn(n *value.Node, p string) turn {
	return turn{role: roleOf(n), wire: wireRole(n), pointer: p, pieces: content(n.Get("content"), p+"/content", func(b *value.Node, p string) []piece {
		if f := b.Get("toolUse"); f != nil {
			return []piece{{kind: call, pointer: p, id: f.Get("toolUseId"), name: f.Get("name")}}
		}
		if f := b.Get("toolResult"); f != nil {
			return []piece{{kind: result, pointer: p, id: f.Get("toolUseId")}}
		}
		if b.Get("cachePoint") != nil {
			return nil
		}
		return typedPart(b, p)
	})}
}

func either(n *value.Node, keys ...string) *value.Node {
	for _, k := range keys {
		if v := n.Get(k); v != nil {
			return v
		}
	}
	return nil
}

// items reads the input of the Responses API: calls and results are items of
// their own; those that follow each other are one turn.
func items(request *value.Node) ([]turn, bool) {
	list := request.Get("input")
	if list == nil || list.Kind != value.Array {
		return nil, false
	}
	var out []turn
	join := func(role, p string, x piece) {
		if n := len(out); n > 0 && out[n-1].role == role && role != "user" {
			out[n-1].pieces = append(out[n-1].pieces, x)
			return
		}
		out = append(out, turn{role: role, pointer: p, pieces: []piece{x}})
	}
	for i, e := range list.Entries {
		if e.Block != nil || e.Spread || e.Value == nil || e.Value.Kind != value.Object {
			return nil, false
		}
		n, p := e.Value, value.IndexPointer("/input", i)
		kindOf := ""
		if t := n.Get("type"); t.IsString() {
			kindOf = t.Str
		}
		switch kindOf {
		case "function_call", "custom_tool_call":
			join("assistant", p, piece{kind: call, pointer: p, id: n.Get("call_id"), name: n.Get("name")})
		case "function_call_output", "custom_tool_call_output":
			join("tool", p, piece{kind: result, pointer: p, id: n.Get("call_id")})
		case "", "message":
			out = append(out, turn{role: roleOf(n), wire: wireRole(n), pointer: p, pieces: content(n.Get("content"), p+"/content", typedPart)})
		default:
			join("assistant", p, piece{kind: other, pointer: p})
		}
	}
	return out, true
}
