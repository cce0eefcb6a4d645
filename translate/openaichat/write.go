package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer is the shared writer and the request that is being written.
type writer struct {
	*translate.Writer
	out    *value.Node
	modern bool // tools and their choice cannot keep their old spelling
	// only holds the names of the tools that are sent, nil for all of them.
	only map[string]bool
	// lost holds the ids of calls that have no form here: their results have
	// nothing to answer.
	lost map[string]bool
	// single is true where the demand on the output stands in no condition.
	single bool
	// thinks is true where the model thinks unless told not to, and is not.
	thinks bool
	// shortIDs holds ids of calls that were made, with those they were made of.
	shortIDs map[string]string
}

// Write implements translate.Dialect.
func (Family) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{Writer: w, out: &value.Node{Kind: value.Object}}
	w.MarkAt(p.At)
	c.model(p)
	c.loseCalls(p)
	c.settleThinking(p)
	msgs := translate.WriteList(w, p.Messages, c.message)
	translate.SetList(c.out, "messages", msgs)
	if len(msgs) == 0 && len(p.Messages) > 0 && w.Foreign() {
		w.Warn(p.Node, "empty-content", translate.Refused, "nothing of the conversation is left to send")
	}
	if len(msgs) == 0 && p.Form["messages"] == "empty" {
		c.out.Set("messages", w.Carry(p.Node.Get("messages")))
	}
	c.tools(p)
	_, flat := p.Output.Flat()
	c.single = flat && len(p.Output) == 1
	translate.SetOne(c.out, outputKey, translate.WriteList(w, p.Output, func(o *prompt.Output) []*value.Node { return one(c.output(o)) }))
	think := thinking{w: w, out: c.out}
	w.Settings(c.out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   think.mode,
		prompt.ParamThinkingBudget: think.budget,
		prompt.ParamEffort:         think.level,
		prompt.ParamLogprobs:       c.logprobs,
		prompt.ParamLogitBias:      c.logitBias,
		prompt.ParamTopP:           c.topP,
		"prediction":               c.prediction,
	})
	if !w.Same {
		c.saysThinking()
		c.unknownGates(p)
		if rf := c.out.Get(outputKey); rf.Get("type").Is("json_object") {
			c.JSONWord(c.out.Get("messages"), rf, "response-format-json-object")
		}
		c.topLogprobs()
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	c.nulls(p)
	return c.out
}

// nulls puts back members that the source had without a value.
func (c *writer) nulls(p *prompt.Prompt) {
	if !c.Same {
		return
	}
	for _, key := range c.Trait("structural").List() {
		if p.Form[key] == formNull {
			c.out.Set(key, value.NewNull())
		}
	}
}

const outputKey = "response_format"

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}
