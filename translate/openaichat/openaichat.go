// Package openaichat is the dialect of OpenAI's chat completions
// (POST /v1/chat/completions), the shape that most other vendors copied.
package openaichat

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads and writes chat completion requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "openai-chat" }

// Detect implements translate.Dialect. `messages` alone says little; the other
// keys tell OpenAI's shape from Anthropic's.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	keys := map[string]*value.Node{}
	for _, m := range tree.Members() {
		keys[m.Key] = m.Value
	}
	msgs := keys["messages"]
	if msgs == nil || keys["system"] != nil || keys["anthropic_version"] != nil || keys["stop_sequences"] != nil {
		return 0
	}
	score := 1
	for _, k := range []string{
		"response_format", "max_completion_tokens", "logit_bias", "frequency_penalty", "presence_penalty", "functions",
		"function_call", "parallel_tool_calls", "stream_options", "reasoning_effort", "store", "seed", "n", "stop", "logprobs",
	} {
		if keys[k] != nil {
			score = 3
		}
	}
	for i := range msgs.Entries {
		switch m := msgs.Entries[i].Value; {
		case m == nil || m.Kind != value.Object:
		case m.Get("tool_calls") != nil, m.Get("tool_call_id") != nil, m.Get("role").Is("developer"), m.Get("function_call") != nil, m.Get("refusal") != nil:
			score = 3
		case m.Get("role").Is("system"):
			score = max(score, 2)
		default:
			if c := m.Get("content"); c != nil {
				for j := range c.Entries {
					if t := c.Entries[j].Value.Get("type"); t.Is("image_url") || t.Is("input_audio") || t.Is("file") {
						score = 3
					}
				}
			}
		}
	}
	if tools := keys["tools"]; tools != nil {
		for i := range tools.Entries {
			if tools.Entries[i].Value.Get("function") != nil {
				score = 3
			}
		}
	}
	if m := keys["model"]; m.IsString() && score == 1 {
		score = modelHint(m.Str)
	}
	return score
}

// modelHint breaks the tie between bodies that two dialects could have
// written: the model's name tells.
func modelHint(model string) int {
	// A publisher before a slash is a gateway's spelling, and gateways have
	// request forms of their own.
	if !strings.Contains(model, "/") && catalog.HostOf(model) == "openai" {
		return 3
	}
	return 1
}

// Read implements translate.Dialect.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	for _, m := range tree.Members() {
		switch m.Key {
		case "model":
			if m.Value.Kind != value.Null {
				p.Model = &prompt.Setting{At: prompt.At{Node: m.Value}, Param: prompt.ParamModel, Feature: "model-name", Value: m.Value, Form: m.Key}
			}
		case "messages":
			p.Messages = translate.ReadObjects(m.Value, func(n *value.Node) *prompt.Message { return readMessage(r, n) })
			p.Form["messages"] = emptyForm(m.Value)
			translate.MarkPrefill(p.Messages)
		case "tools":
			p.Tools = append(p.Tools, translate.ReadObjects(m.Value, func(n *value.Node) *prompt.Tool { return readTool(r, n) })...)
			p.Form["tools"] = emptyForm(m.Value)
		case "functions":
			p.Tools = append(p.Tools, translate.ReadObjects(m.Value, func(n *value.Node) *prompt.Tool { return readFunction(r, n, formLegacy) })...)
		case "tool_choice":
			p.ToolChoice = append(p.ToolChoice, translate.ReadOne(m.Value, func(n *value.Node) *prompt.ToolChoice { return readChoice(r, n, "") })...)
		case "function_call":
			p.ToolChoice = append(p.ToolChoice, translate.ReadOne(m.Value, func(n *value.Node) *prompt.ToolChoice { return readChoice(r, n, formLegacy) })...)
		case "response_format":
			p.Output = translate.ReadOne(m.Value, func(n *value.Node) *prompt.Output { return readOutput(r, n) })
		}
	}
	r.Fields(p, tree)
	return p
}

// emptyForm remembers an empty list, which an absent one is not.
func emptyForm(n *value.Node) string {
	if n.Kind == value.Array && len(n.Entries) == 0 {
		return "empty"
	}
	return ""
}

// Spellings that a round trip must keep.
const (
	formLegacy = "legacy" // functions, function_call, role function
	formString = "string" // content given as text
	formParts  = "parts"  // content given as a list
	formNull   = "null"   // content: null
	formAbsent = "absent" // no content
)
