package ollama

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// Detect implements translate.Dialect. Options in an object of their own, a
// format and images beside the text are shapes that nobody else has.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	msgs, text := tree.Get("messages"), tree.Get("prompt")
	if msgs == nil && text == nil {
		return 0
	}
	for _, k := range []string{"max_tokens", "max_completion_tokens", "response_format", "anthropic_version", "temperature", "tool_choice"} {
		if tree.Get(k) != nil {
			return 0
		}
	}
	for _, k := range []string{"options", "keep_alive", "think", "format"} {
		if tree.Get(k) != nil {
			return 3
		}
	}
	if msgs == nil {
		return detectGenerate(tree)
	}
	if tree.Get("system") != nil {
		return 0
	}
	for i := range msgs.Entries {
		if ownMessage(msgs.Entries[i].Value) {
			return 3
		}
	}
	if tagged(tree.Get("model")) {
		return 2
	}
	return 1
}

func detectGenerate(tree *value.Node) int {
	for _, k := range []string{"raw", "template", "context", "system", "images"} {
		if tree.Get(k) != nil {
			return 3
		}
	}
	if tagged(tree.Get("model")) {
		return 2
	}
	return 1
}

// ownMessage reports whether a message has what only this dialect has.
func ownMessage(m *value.Node) bool {
	if m.Get("tool_name") != nil || m.Get("images") != nil || m.Get("thinking") != nil {
		return true
	}
	calls := m.Get("tool_calls")
	if calls == nil {
		return false
	}
	for i := range calls.Entries {
		if args := calls.Entries[i].Value.Get("function").Get("arguments"); args != nil && args.Kind == value.Object {
			return true
		}
	}
	return false
}

// tagged reports whether a model's name has a tag (llama3.2:1b), as names of
// the library have. A fine-tuned model of OpenAI's has colons too.
func tagged(model *value.Node) bool {
	if !model.IsString() || strings.HasPrefix(model.Str, "ft:") {
		return false
	}
	name, tag, ok := strings.Cut(model.Str, ":")
	return ok && name != "" && tag != "" && !strings.Contains(tag, ":")
}
