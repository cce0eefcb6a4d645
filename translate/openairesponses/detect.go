package openairesponses

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// Root members that no other request with an input has, and those that only
// requests of other APIs have (embeddings, speech, moderation, Gemini's
// interactions), or an answer of this one, which repeats its request.
var (
	tellingKeys = []string{
		"instructions", "max_output_tokens", "max_tool_calls", "previous_response_id", "conversation", "include", "text",
		"reasoning", "truncation", "background", "context_management", "store", "tools", "tool_choice", "parallel_tool_calls",
	}
	foreignKeys = []string{
		"messages", "contents", "encoding_format", "dimensions", "input_type", "embedding_types", "voice", "response_format",
		"system_instruction", "generation_config", "modelId", "max_tokens",
		"object", "output", "usage",
	}
)

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	keys := map[string]*value.Node{}
	for _, m := range tree.Members() {
		keys[m.Key] = m.Value
	}
	for _, k := range foreignKeys {
		if keys[k] != nil {
			return 0
		}
	}
	input := keys["input"]
	if input == nil {
		// A stored prompt, or a conversation on the server, needs no input.
		if keys["previous_response_id"] != nil || keys["prompt"].Get("id") != nil {
			return 3
		}
		return 0
	}
	if input.Kind == value.Object || input.Kind == value.Number || input.Kind == value.Bool {
		return 0
	}
	score := itemsTell(input)
	if m := keys["model"]; m.IsString() {
		score = modelTells(m.Str, score)
	} else if m == nil && input.Kind != value.Array {
		score = 0 // any record may have a text called input
	}
	for _, k := range tellingKeys {
		if keys[k] != nil && (score > 0 || keys["model"] == nil) {
			return 3
		}
	}
	return score
}

// itemsTell judges a list by the first of its elements that is an object.
func itemsTell(input *value.Node) int {
	if input.Kind != value.Array {
		return 1
	}
	for i := range input.Entries {
		n := input.Entries[i].Value
		switch {
		case n == nil || n.Kind == value.Hole || input.Entries[i].Spread:
			continue
		case n.Kind != value.Object:
			return 0 // texts to embed
		case n.Get("role") != nil, isItem(n.Get("type")):
			return 3
		}
		return 1
	}
	return 1
}

// modelTells breaks the tie between APIs whose requests have a model and an
// input: the model's name tells.
func modelTells(model string, score int) int {
	for _, other := range []string{"embed", "moderation", "tts", "whisper", "rerank"} {
		if strings.Contains(model, other) {
			return 0
		}
	}
	if score > 0 && catalog.HostOf(model) == "openai" {
		return 3
	}
	return score
}
