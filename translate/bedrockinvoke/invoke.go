// Package bedrockinvoke reads the bodies of Amazon Bedrock's InvokeModel
// (POST /model/{model}/invoke), which are those of each model's maker. It is
// read, never written: Converse says the same for every model.
package bedrockinvoke

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads InvokeModel bodies.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "bedrock-invoke" }

// A body is whose form a request has.
type body int

// The forms that are known.
const (
	unknown body = iota
	claude       // Anthropic's Messages, without model and stream
	nova         // Converse's shape, with its own inferenceConfig
	titan        // inputText
	llama        // a prompt in the model's own template
	mistral      // the same, with other options
	legacy       // Claude 2: a prompt with Human: and Assistant:
	command      // Cohere's v1: message and chat_history
	other        // of calls that ask for no words: texts to embed, documents to rank, images
)

// formOf tells whose form a body has, by members that nobody else has.
func formOf(tree *value.Node) body {
	has := func(key string) bool { return tree.Get(key) != nil }
	gen := tree.Get("inferenceConfig")
	switch {
	case has("anthropic_version"):
		return claude
	case has("schemaVersion") && has("messages"), gen.Get("max_new_tokens") != nil, gen.Get("topK") != nil, gen.Get("top_k") != nil:
		return nova
	case has("inputText"):
		return titan
	case has("prompt") && has("max_gen_len"):
		return llama
	case has("prompt") && has("max_tokens_to_sample"):
		return legacy
	case has("prompt"):
		return mistral
	case has("message"):
		return command
	case has("documents") && has("query"), has("texts") && !has("messages"), has("taskType"), has("text_prompts"):
		return other
	}
	return unknown
}

// formSent is formOf for a body that is known to go to Bedrock: system text beside
// turns is Claude's there, or Nova's where it is a list of bare texts.
func formSent(tree *value.Node) body {
	f := formOf(tree)
	system := tree.Get("system")
	if f != unknown || system == nil || tree.Get("messages") == nil || tree.Get("inferenceConfig") != nil {
		return f
	}
	if system.Kind == value.Array && len(system.Entries) > 0 && system.Entries[0].Value.Get("type") == nil {
		return nova
	}
	return claude
}

// told is above what the dialects are sure of whose shape a body shares.
const told = 4

// Detect implements translate.Dialect. Claude's version names Bedrock; a prompt
// with general options may be any server's.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	switch formOf(tree) {
	case claude:
		if v := tree.Get("anthropic_version"); v.IsString() && !strings.HasPrefix(v.Str, "bedrock-") {
			return 0 // Claude on Vertex AI
		}
		return told
	case nova, titan, llama:
		return told
	case legacy, mistral:
		if p := tree.Get("prompt"); tree.Get("model") == nil && p.IsString() && (strings.Contains(p.Str, "[INST]") || strings.Contains(p.Str, "Human:")) {
			return 2
		}
	}
	return 0
}

// Read implements translate.Dialect.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	switch formSent(tree) {
	case claude:
		return readClaude(r, tree)
	case nova:
		return readNova(r, tree)
	case command:
		return readCommand(r, tree)
	case other:
		return readOther(r, tree)
	}
	return readPrompt(r, tree)
}

// Write implements translate.Dialect: nothing is written in this one.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	w.Refuse(p.Node, "native-body", "InvokeModel bodies are read, never written: write bedrock-converse")
	return &value.Node{Kind: value.Object}
}
