package cohere

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// ownKeys are members of a request that no other dialect with messages has.
var ownKeys = []string{"strict_tools", "safety_mode", "citation_options", "k", "p"}

// Detect implements translate.Dialect. Much of the shape is OpenAI's; the
// names of the sampling options, upper-case tool choices and the blocks of
// assistant and tool turns are not.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	msgs := tree.Get("messages")
	if msgs == nil {
		return 0
	}
	for _, k := range []string{"system", "max_completion_tokens", "stop", "n", "top_p", "anthropic_version", "options", "keep_alive", "toolConfig"} {
		if tree.Get(k) != nil {
			return 0
		}
	}
	for _, k := range ownKeys {
		if tree.Get(k) != nil {
			return 3
		}
	}
	choice, format, think := tree.Get("tool_choice"), tree.Get("response_format"), tree.Get("thinking")
	if choice.Is("REQUIRED") || choice.Is("NONE") || think.Get("token_budget") != nil ||
		format.Get("type").Is("json_object") && format.Get("json_schema") != nil {
		return 3
	}
	for i := range msgs.Entries {
		if ownMessage(msgs.Entries[i].Value) {
			return 3
		}
	}
	if m := tree.Get("model"); m.IsString() && !strings.Contains(m.Str, "/") && catalog.HostOf(m.Str) == "cohere" {
		return 3
	}
	return 1
}

// ownMessage reports whether a message has what only this dialect has.
func ownMessage(m *value.Node) bool {
	if m.Get("tool_plan") != nil {
		return true
	}
	content := m.Get("content")
	if content == nil {
		return false
	}
	for i := range content.Entries {
		b := content.Entries[i].Value
		if isObject(b.Get("document")) || b.Get("type").Is("thinking") && m.Get("tool_calls") != nil {
			return true
		}
	}
	return false
}
