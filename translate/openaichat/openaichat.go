// Package openaichat is the dialect of OpenAI's chat completions
// (POST /v1/chat/completions), and the parent of those that copied its shape.
//
// A child is a catalogue file with "parent": "openai-chat" and a folder whose
// Dialect embeds Family and says ID and Detect (Tells does the latter). All
// else is data. The file's fields add, amend or, by the type none, remove
// options; Family reads and writes by these traits:
//
//	tells_keys, tells_models  root members, and patterns of model names, that only this dialect has
//	roles (of the file)       function: role of legacy results; others are written as the nearest one
//	developer_role            no: developer text is system text
//	list_content              roles whose content may be a list of parts; others get one text
//	message_name              members `name`; tool_result_name the same for role tool
//	refusal_part              refusals of an assistant turn, no: plain text
//	members                   members of messages, parts and tools beyond the common ones
//	legacy                    which of functions, function_call, role are still taken
//	image_url, image_base64, image_roles, pdf, audio, audio_formats, video
//	                          media; url of audio and video: parts audio_url and video_url
//	tool_result_content       image: a tool's result may hold images
//	tool_result_error         no: a result cannot say that the tool failed
//	tool_choice, tool_kinds, builtin_tools (name=neutral name), strict_tools, strict_output
//	tool_call_index           required: calls carry their position
//	output, json_word         kinds of output; whether JSON mode wants the word in a message
//	prefill, prefill_form     how a last assistant turn is continued: turn (as it stands),
//	                          prefix (prefix: true), continue (continue_final_message)
//	reasoning_replay, reasoning_member
//	                          member of an assistant turn that takes its thoughts back
//	tool_call_id_pattern      nine letters and digits: other ids are replaced
//	tool_parameters, output_schema
//	                          required: not left out
//	part_form                 flat: parts hold their URL or data themselves
//	reasoning_form            part: thoughts are parts of the content
//	default_thinking_mode, thinking_tool_choice, thinking_ignores, reasoning_with_calls
//	                          what holds while a model thinks that does so unasked
//	greedy_top_p, prediction_form
//	                          what two options look like in some tables
//	model_name                deployment: model names are the user's own
//
// Relatives share the spelling of everything structural: what the target's
// table has crosses between them as it stands (Writer.Kin).
package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Dialect reads and writes chat completion requests.
type Dialect struct{ Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "openai-chat" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return detect(tree) }

// Family reads and writes the request form that dialects share with OpenAI's;
// the catalogue's tables of source and target tell them apart.
type Family struct{}

// Read implements translate.Dialect.
func (Family) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	for m := range tree.All() {
		if m.Spread || !r.Dialect.Structural(m.Key) {
			continue // an option, or nothing that this one of the family knows
		}
		if m.Value.Kind == value.Null {
			p.Form[m.Key] = formNull
			continue
		}
		switch m.Key {
		case "model":
			p.Model = &prompt.Setting{At: prompt.At{Node: m.Value}, Param: prompt.ParamModel, Feature: "model-name", Value: m.Value, Form: m.Key}
		case "messages":
			p.Messages = translate.ReadObjects(m.Value, func(n *value.Node) *prompt.Message { return readMessage(r, n) })
			p.Form["messages"] = emptyForm(m.Value)
			markPrefill(p.Messages)
		case "tools":
			p.Tools = append(p.Tools, translate.ReadObjects(m.Value, func(n *value.Node) *prompt.Tool { return readTool(r, n) })...)
			p.Form["tools"] = emptyForm(m.Value)
		case "functions":
			if m.Value.Kind != value.Array && m.Value.Kind != value.Choice {
				p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: r.Dialect.ID, Key: "/functions", Feature: "functions-legacy", Value: m.Value})
				continue
			}
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
	readSwitches(r, p)
	readContinue(r, p, tree)
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
	formAny    = "any"    // tool_choice required, in another word
	formObject = "object" // arguments that are no text
	formFlat   = "flat"   // a part that is a text where most have an object
)
