package anthropic

import (
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// Detect implements translate.Dialect. Many vendors have `messages`; what sets
// this dialect apart is the system text beside them, typed content blocks with
// a source, and tools with an input_schema.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	keys := map[string]*value.Node{}
	for m := range tree.All() {
		keys[m.Key] = m.Value
	}
	msgs := keys["messages"]
	if msgs == nil || keys["modelId"] != nil || keys["inferenceConfig"] != nil || keys["toolConfig"] != nil {
		return 0
	}
	score := detectKeys(keys)
	first := true
	for i := range msgs.Entries {
		n := detectMessage(msgs.Entries[i].Value, first)
		if first = false; n < 0 {
			return 0
		}
		score = max(score, n)
	}
	if tools := keys["tools"]; tools != nil {
		for i := range tools.Entries {
			t := tools.Entries[i].Value
			if t.Get("function") != nil || t.Get("toolSpec") != nil {
				return 0
			}
			if t.Get("input_schema") != nil || builtinName(t.Get("type")) != "" {
				score = 3
			}
		}
	}
	if m := keys["model"]; score > 0 && score < 3 && m.IsString() && strings.HasPrefix(m.Str, "claude") {
		score++
		if keys["max_tokens"] != nil && score < 3 {
			score++
		}
	}
	return score
}

func detectKeys(keys map[string]*value.Node) int {
	for _, k := range []string{"response_format", "max_completion_tokens", "functions", "stream_options", "logit_bias"} {
		if keys[k] != nil {
			return 0
		}
	}
	for _, k := range []string{"anthropic_version", "output_config", "betas", "mcp_servers"} {
		if keys[k] != nil {
			return 3
		}
	}
	if sys := keys["system"]; sys != nil {
		if sys.Kind != value.Array || len(sys.Entries) == 0 {
			return 3
		}
		if v := sys.Entries[0].Value; v == nil || v.Get("type") != nil {
			return 3
		}
		return 0 // {text} without a type: Bedrock Converse
	}
	if t := keys["thinking"]; t.Get("budget_tokens") != nil || t.Get("type").Is("adaptive") {
		return 3
	}
	if t := keys["tool_choice"].Get("type"); t.Is("any") || t.Is("tool") || t.Is("auto") {
		return 3
	}
	if keys["stop_sequences"] != nil {
		return 2
	}
	return 1
}

// detectMessage says what a message tells; -1 that it is another dialect's.
func detectMessage(m *value.Node, first bool) int {
	role := m.Get("role")
	switch {
	case m == nil || m.Kind != value.Object:
		return 0
	case role.Is("tool"), role.Is("developer"), role.Is("function"), m.Get("tool_calls") != nil, role.Is("system") && first:
		return -1
	}
	c := m.Get("content")
	if c == nil {
		return 0
	}
	score := 0
	for i := range c.Entries {
		b := c.Entries[i].Value
		switch t := b.Get("type"); {
		case t.Is("image_url"), t.Is("input_audio"), t.Is("file"), t.Is("input_text"):
			return -1
		case t.Is("tool_use"), t.Is("tool_result"), t.Is("thinking"), t.Is("redacted_thinking"), t.Is("server_tool_use"),
			b.Get("source").Get("type") != nil, b.Get("cache_control") != nil:
			score = 3
		}
	}
	return score
}
