package openaichat

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
)

// Certainties of the children, above what their parent gives: a body that
// tells the child apart is the parent's shape as well.
const (
	toldByModel  = 4
	toldByMember = 5
)

// Tells is the Detect of a child: how sure it is that tree is a request of the
// dialect rather than of its parent. A body without a mark of the dialect's own
// is the parent's.
func Tells(id string, tree *value.Node) int {
	d, ok := catalog.Dialect(id)
	if !ok || tree == nil || tree.Kind != value.Object {
		return 0
	}
	sure := 0
	for m := range tree.All() {
		switch {
		case m.Key != "" && d.Trait("tells_keys").Has(m.Key):
			sure = toldByMember
		case m.Key == "model" && m.Value.IsString() && ownModel(d, m.Value.Str):
			sure = max(sure, toldByModel)
		}
	}
	if sure > 0 && detect(tree) == 0 {
		return 0
	}
	return sure
}

func ownModel(d *catalog.DialectInfo, model string) bool {
	model = strings.ToLower(model)
	for _, pattern := range d.Trait("tells_models").List() {
		if ok, err := path.Match(pattern, model); ok && err == nil {
			return true
		}
	}
	return false
}

// detect knows the shape that the family shares. `messages` alone says little;
// the other keys tell it from Anthropic's.
func detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	keys := map[string]*value.Node{}
	for m := range tree.All() {
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
		score = max(score, detectMessage(msgs.Entries[i].Value))
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

func detectMessage(m *value.Node) int {
	switch {
	case m == nil || m.Kind != value.Object:
	case m.Get("tool_calls") != nil, m.Get("tool_call_id") != nil, m.Get("role").Is("developer"), m.Get("function_call") != nil, m.Get("refusal") != nil:
		return 3
	case m.Get("role").Is("system"):
		return 2
	default:
		if c := m.Get("content"); c != nil {
			for j := range c.Entries {
				if t := c.Entries[j].Value.Get("type"); t.Is("image_url") || t.Is("input_audio") || t.Is("file") {
					return 3
				}
			}
		}
	}
	return 0
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
