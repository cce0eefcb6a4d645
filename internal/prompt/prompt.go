// Package prompt is the neutral prompt: what a request to a language model
// says, without any vendor's word for it. Types only. Dialects read value
// trees into it and write value trees from it; every node knows where it came
// from, so that a loss can be shown in the source.
package prompt

import (
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// At is where a node came from.
type At struct {
	// Node is the value in the source tree that says it; nil for what was made.
	Node *value.Node
	// Marks are values that only say what the node is (its type, its role):
	// they are carried when the node is.
	Marks []*value.Node
	// Of is the dialect that Node is written in, where the prompt is of another
	// or of none: that one alone takes the node as it stands. "" is the prompt's
	// own.
	Of string
}

// Span returns the raw bytes of the node, the zero span where it was made.
func (a At) Span() source.Span {
	if a.Node == nil {
		return source.Span{}
	}
	return a.Node.Span
}

// A Prompt is one request, or what a prompt file says of one.
type Prompt struct {
	At
	// Dialect and Version name the dialect it was read from; "" when neutral.
	Dialect string
	Version string
	// Source numbers the tree that the prompt was read from; nil when made.
	Source *value.Index

	Name, Description string
	// Lang is the template language of the texts; "" where there are none.
	Lang string

	Model    *Setting // nil where the source names none
	Messages List[Message]
	Tools    List[Tool]
	// ToolChoice and Output hold at most one item per case: they are lists so
	// that a condition may stand around them.
	ToolChoice List[ToolChoice]
	Output     List[Output]
	Settings   []Setting
	Inputs     []Input
	Ext        []Ext
	// Form remembers spellings of the source dialect (origin notes), such as
	// system text given as a string or as blocks. Keys are the dialect's own.
	Form map[string]string
	// Open is true where a spread hides members: an absent setting is unknown,
	// not unset.
	Open bool
}

// A List is an ordered list whose elements may stand in conditions and loops.
type List[T any] []Entry[T]

// An Entry is an element, a block around elements, or a spread: an expression
// that stands for any number of elements (a history variable).
type Entry[T any] struct {
	Item   *T
	Block  *expr.Block[List[T]]
	Spread *value.Node
	// Many is true where Spread brings any number of elements (...history), and
	// false where it is one element that is kept as it stands.
	Many bool
	Span source.Span
}

// Walk calls f for every item in document order, inside blocks too.
func (l List[T]) Walk(f func(*T)) {
	for i := range l {
		if l[i].Item != nil {
			f(l[i].Item)
		}
		if b := l[i].Block; b != nil {
			for j := range b.Arms {
				b.Arms[j].Body.Walk(f)
			}
		}
	}
}

// Flat returns the items when the list has neither blocks nor spreads.
func (l List[T]) Flat() ([]*T, bool) {
	out := make([]*T, 0, len(l))
	for i := range l {
		if l[i].Item == nil {
			return nil, false
		}
		out = append(out, l[i].Item)
	}
	return out, true
}

// A Param is a neutral name for a request option.
type Param string

// The options that more than one vendor has. Options of one vendor only are
// params too; the catalogue's field tables name them.
const (
	ParamModel            Param = "model"
	ParamTemperature      Param = "temperature"
	ParamTopP             Param = "top_p"
	ParamTopK             Param = "top_k"
	ParamMaxTokens        Param = "max_output_tokens"
	ParamStop             Param = "stop"
	ParamSeed             Param = "seed"
	ParamFrequencyPenalty Param = "frequency_penalty"
	ParamPresencePenalty  Param = "presence_penalty"
	ParamChoices          Param = "n"
	ParamLogprobs         Param = "logprobs"
	ParamTopLogprobs      Param = "top_logprobs"
	ParamLogitBias        Param = "logit_bias"
	ParamUser             Param = "user"
	ParamMetadata         Param = "metadata"
	ParamParallelTools    Param = "parallel_tool_calls"
	ParamEffort           Param = "reasoning_effort"
	ParamThinkingBudget   Param = "thinking_budget"
	ParamThinkingMode     Param = "thinking_mode"
	ParamIncludeThoughts  Param = "include_thoughts"
	ParamStream           Param = "stream"
	ParamServiceTier      Param = "service_tier"
	ParamSafety           Param = "safety"
	ParamVerbosity        Param = "verbosity"
	ParamCacheKey         Param = "cache_key"
)

// A Setting is one option with its value as the source wrote it, in the
// neutral unit of its Param (tokens, seconds, probability mass …).
type Setting struct {
	At
	Param   Param
	Feature string // feature id of the source's field
	Value   *value.Node
	// Form remembers the spelling of the source dialect: the field name, or a
	// shape such as "string" for a stop that was no list.
	Form string
}

// An Ext is something of the source that has no neutral form: kept verbatim,
// written back to its own dialect, named in the ledger for every other one.
type Ext struct {
	At
	Dialect string
	Key     string // member name where it stood
	Feature string // feature id, "unknown-field" where no dialect knows it
	Value   *value.Node
	// Idle says why another dialect loses nothing without it; "" where it does.
	Idle string
}

// An Input is a variable that a prompt file declares.
type Input struct {
	At
	Name        string
	Kind        string // string, integer, number, boolean, array, object, image, audio, file, thread, any
	Description string
	Required    bool
	Default     *value.Node
	Sample      *value.Node
	Enum        []string
	Strict      bool
	Schema      *value.Node // JSON Schema where the file has one
}
