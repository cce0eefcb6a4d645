// Package ollama is the dialect of Ollama's own API: POST /api/chat and, with
// one prompt in the place of a conversation, POST /api/generate.
package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Dialect reads and writes Ollama requests.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "ollama" }

// Spellings that a round trip must keep.
const (
	formGenerate = "generate" // Prompt.Form["api"]: a request of /api/generate
	formThink    = "think"    // Setting.Form: the switch and the level share a member
	formImages   = "images"   // Part.Form["at"]: stood in images
	formCalls    = "calls"    // Part.Form["at"]: stood in tool_calls
	formMany     = "yes"      // Part.Form["many"]: a variable that brings all of them
)

// Words of the vocabulary that come up in more than one place.
const (
	featureShape   = "message-shape"
	featurePairing = "tool-pairing"
	featureReplay  = "reasoning-replay"
	featureThink   = "thinking"
	featureImage   = "image-input"
)

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// present returns n, nil where it is null.
func present(n *value.Node) *value.Node {
	if n != nil && n.Kind == value.Null {
		return nil
	}
	return n
}

// whole returns the value of a list that is one variable, nil for any other
// list.
func whole(l prompt.List[prompt.Part]) *value.Node {
	if len(l) == 1 && l[0].Item != nil && l[0].Item.Form["many"] == formMany {
		return l[0].Item.Node
	}
	return nil
}
