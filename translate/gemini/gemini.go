// Package gemini is the dialect of Google's generateContent as the Gemini
// Developer API serves it (POST /v1beta/models/{model}:generateContent).
package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads and writes generateContent requests. Its functions take
// everything that differs between hosts from the catalogue, so that a child
// dialect may embed it.
type Dialect struct{}

// ID implements translate.Dialect.
func (Dialect) ID() string { return "gemini" }

// Detect implements translate.Dialect. `contents` with parts is a shape that
// nobody else has.
func (Dialect) Detect(tree *value.Node) int {
	if tree == nil || tree.Kind != value.Object {
		return 0
	}
	keys := map[string]*value.Node{}
	for m := range tree.All() {
		keys[m.Key] = m.Value
	}
	contents := keys["contents"]
	if contents == nil {
		return 0
	}
	if hasParts(contents) {
		return 3
	}
	for i := range contents.Entries {
		if hasParts(contents.Entries[i].Value) {
			return 3
		}
	}
	for _, k := range []string{
		"generationConfig", "generation_config", "systemInstruction", "system_instruction", "safetySettings", "safety_settings",
		"toolConfig", "tool_config", "cachedContent", "cached_content",
	} {
		if keys[k] != nil {
			return 3
		}
	}
	return 1
}

func hasParts(n *value.Node) bool { return n.Get("parts") != nil }

// Read implements translate.Dialect.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	root := openObject(r, tree, p.Form)
	if m := root.get("model"); m != nil {
		p.Model = &prompt.Setting{At: prompt.At{Node: m}, Param: prompt.ParamModel, Feature: "model-name", Value: m, Form: "model"}
	}
	p.Messages = append(readSystem(r, root.get("systemInstruction")), readContents(r, p.Form, root.get("contents"))...)
	translate.MarkPrefill(p.Messages)
	p.Tools = readTools(r, p.Form, root.get("tools"))
	if tc := root.container("toolConfig"); tc.node != nil {
		readChoice(r, p, tc)
	}
	if gen := root.container("generationConfig"); gen.node != nil {
		readOutput(r, p, gen)
	}
	for _, k := range []string{"contents", "tools"} {
		if n := root.members[k].value; n != nil && n.Kind == value.Array && len(n.Entries) == 0 {
			p.Marks = append(p.Marks, n) // says nothing
		}
	}
	for m := range tree.All() {
		// Fields leaves structural members to this reader, nulls included.
		if !m.Spread && m.Value.Kind == value.Null && r.Dialect.Structural(m.Key) {
			p.Ext = append(p.Ext, nullExt(r, value.Pointer("", m.Key), m.Value))
		}
	}
	r.Fields(p, tree)
	return p
}

func nullExt(r *translate.Reader, pointer string, n *value.Node) prompt.Ext {
	return prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: pointer, Feature: "unknown-field", Value: n}
}

// Spellings that a round trip must keep, beside snake_case names.
const (
	formEmpty  = "empty"  // an empty list
	formText   = "text"   // text where an object belongs
	formObject = "object" // one object where a list belongs
	formPart   = "part"   // a part where a turn belongs
	formAbsent = "absent" // no role
)
