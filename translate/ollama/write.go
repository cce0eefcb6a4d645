package ollama

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer writes one request.
type writer struct {
	*translate.Writer
	p   *prompt.Prompt
	out *value.Node
	ids *pairs
}

// generateOnly are options that /api/chat has not.
var generateOnly = []prompt.Param{"suffix", "template", "raw", "token_context", "image_width", "image_height", "image_steps"}

// Write implements translate.Dialect. Prompts of other dialects become requests
// of /api/chat.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{Writer: w, p: p, out: &value.Node{Kind: value.Object}}
	w.MarkAt(p.At)
	w.SetModel(c.out, "model")
	if p.Form["api"] == formGenerate && !w.Foreign() {
		c.writeGenerate()
	} else {
		c.writeMessages()
	}
	c.writeTools()
	c.writeFormat()
	t := &think{w: w, out: c.out}
	special := map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   t.mode,
		prompt.ParamThinkingBudget: t.budget,
		prompt.ParamEffort:         t.effort,
		prompt.ParamParallelTools:  func(s *prompt.Setting) bool { return w.Foreign() && w.NoParallelSwitch(s) },
	}
	for _, param := range generateOnly {
		special[param] = c.generateOption
	}
	w.Settings(c.out, special)
	if w.Foreign() {
		c.stream()
		c.contextLimit()
		w.JSONWord(c.out.Get("messages"), c.out.Get("format"), "response-format-json-object")
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	w.Restore(c.out, p.Node, "model", "messages", "tools", "format", "system", "prompt", "images")
	return c.out
}

// generateOption carries an option of /api/generate to the same.
func (c *writer) generateOption(s *prompt.Setting) bool {
	if c.Foreign() || c.p.Form["api"] != formGenerate {
		return false
	}
	c.MarkAt(s.At)
	translate.SetPath(c.out, s.Form, c.Carry(s.Value))
	return true
}

// writeFormat writes the contract on the answer.
func (c *writer) writeFormat() {
	list := c.p.Output
	if !c.Same {
		list = translate.First(c.Writer, list, "response-schema", func(o *prompt.Output) prompt.At { return o.At })
	}
	translate.SetOne(c.out, "format", translate.WriteList(c.Writer, list, func(o *prompt.Output) []*value.Node { return one(c.format(o)) }))
}

func (c *writer) format(o *prompt.Output) *value.Node {
	if c.Ours(o.At) {
		return c.Carry(o.Node)
	}
	c.MarkAt(o.At)
	c.DropExt(o.Ext)
	feature := c.OutputFeature(o)
	switch o.Kind {
	case prompt.OutputText:
		c.Note(o.Node, feature, translate.Exact, "text is what the server answers anyway")
	case prompt.OutputJSON:
		c.MarkScalar(o.Node)
		return value.NewString("json")
	case prompt.OutputSchema:
		if o.Schema == nil {
			v := value.NewString("json")
			c.Note(o.Node, feature, translate.Approximate, "the source gives no schema: any JSON object", translate.To(v))
			return v
		}
		schema := c.Schema(o.Schema, "schema_output", true)
		c.Titles(o, schema, feature)
		c.SchemaBinds(o, schema)
		return schema
	default:
		c.NoForm(o.Node, feature, "this form of output has no equivalent here", "a variable output format has another shape here")
	}
	return nil
}

// stream says in every request whether the answer is to be streamed: here it is
// where nothing is said, elsewhere it is not.
func (c *writer) stream() {
	if c.p.Open || c.Setting1(prompt.ParamStream) != nil {
		return
	}
	v := value.NewBool(false)
	c.out.Set("stream", v)
	c.Take("stream")
	c.Add(v, "stream-options", "left unset, the answer would be streamed here", translate.By(c.Trait("default_stream").Ref))
}

// contextLimit says what becomes of conversations that are longer than the
// server's window.
func (c *writer) contextLimit() {
	if t := c.Trait("context_limit"); !c.p.Open && c.Setting1("num_ctx") == nil {
		c.Warn(nil, "context-management", translate.Approximate, t.Note, translate.By(t.Ref), translate.Maybe("the server's memory"))
	}
}
