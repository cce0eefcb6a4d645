package evaluation

import (
	"encoding/json"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A contract is what a prompt asks of its answer, as far as it says so
// outright. What stands under a condition of the template is asked of no case.
type contract struct {
	JSON      bool
	Schema    *value.Node // nil: any JSON
	Tools     *value.Node // name → schema of the arguments; nil where there are none
	Call      *value.Node // names, one of which is called; empty: any; nil: nothing is asked
	NoCall    bool
	Stop      *value.Node // sequences; nil where there are none
	MaxTokens *value.Node
}

func contractOf(d *compose.Doc) contract {
	var c contract
	p := d.Prompt
	if outs, ok := p.Output.Flat(); ok && len(outs) == 1 {
		switch o := outs[0]; {
		case o.Kind == prompt.OutputJSON:
			c.JSON = true
		case o.Kind == prompt.OutputSchema && literal(o.Schema):
			c.JSON, c.Schema = true, o.Schema
		}
	}
	c.tools(p)
	for i := range p.Settings {
		s := &p.Settings[i]
		if !literal(s.Value) {
			continue
		}
		switch s.Param {
		case prompt.ParamStop:
			c.Stop = s.Value
			if s.Value.IsString() {
				c.Stop = value.NewArray(s.Value)
			}
			if c.Stop.Kind != value.Array || len(c.Stop.Entries) == 0 {
				c.Stop = nil
			}
		case prompt.ParamMaxTokens:
			if s.Value.Kind == value.Number {
				c.MaxTokens = s.Value
			}
		}
	}
	return c
}

func (c *contract) tools(p *prompt.Prompt) {
	all := true
	tools := value.NewObject()
	p.Tools.Walk(func(t *prompt.Tool) {
		switch {
		case t.Kind == prompt.BuiltinTool: // the vendor runs it
		case t.Kind != prompt.FunctionTool || !t.Name.IsString():
			all = false
		case literal(t.Schema):
			tools.Set(t.Name.Str, t.Schema)
		default:
			tools.Set(t.Name.Str, value.NewObject())
		}
	})
	for i := range p.Tools {
		all = all && p.Tools[i].Spread == nil
	}
	if all && len(tools.Entries) > 0 {
		c.Tools = tools
	}
	choices, ok := p.ToolChoice.Flat()
	if !ok || len(choices) != 1 {
		return
	}
	switch t := choices[0]; {
	case t.Mode == prompt.ChoiceNone:
		c.NoCall = true
	case t.Mode == prompt.ChoiceRequired, t.Mode == prompt.ChoiceNamed, t.Mode == prompt.ChoiceAllowed && t.Must:
		c.Call = value.NewArray()
		for _, n := range t.Names {
			if n.IsString() {
				c.Call.Append(value.NewString(n.Str))
			}
		}
	}
}

func literal(n *value.Node) bool { return n != nil && n.Literal() }

// files are the contract as the checks read it. They stand in files of their
// own, where promptfoo fills no templates.
func (c *contract) files(stem string) ([]File, error) {
	o := value.NewObject()
	for _, m := range []struct {
		key string
		v   *value.Node
	}{{"tools", c.Tools}, {"names", c.Call}, {"sequences", c.Stop}, {"max_tokens", c.MaxTokens}} {
		if m.v != nil {
			o.Set(m.key, m.v)
		}
	}
	data, err := o.Indented()
	if err != nil {
		return nil, err
	}
	out := []File{{"contracts/" + stem + ".json", data}}
	if c.Schema != nil {
		s := c.Schema.Clone()
		if s.Kind == value.Object { // the validator knows one draft, and wants to be told of no other
			var kept []value.Entry
			for _, e := range s.Entries {
				if e.Key != "$schema" && e.Key != "$id" {
					kept = append(kept, e)
				}
			}
			s.Entries = kept
		}
		data, err := s.Indented()
		if err != nil {
			return nil, err
		}
		out = append(out, File{"contracts/" + stem + ".schema.json", data})
	}
	return out, nil
}

// asserts are the contract as promptfoo checks it.
func (c *contract) asserts(stem string) *value.Node {
	out := value.NewArray()
	check := func(metric, function string) {
		out.Append(value.NewObject("type", value.NewString("javascript"), "metric", value.NewString(metric),
			"value", value.NewString("file://checks.cjs:"+function),
			"config", value.NewObject("contract", value.NewString("contracts/"+stem+".json"))))
	}
	check("no refusal", "noRefusal")
	check("complete", "complete")
	if c.JSON && c.Call == nil {
		a := value.NewObject("type", value.NewString("is-json"), "metric", value.NewString("JSON"))
		if c.Schema != nil {
			a.Set("metric", value.NewString("schema"))
			a.Set("value", value.NewString("file://contracts/"+stem+".schema.json"))
		}
		out.Append(a)
	}
	if c.Call != nil {
		check("tool called", "toolCalled")
	}
	if c.NoCall {
		check("no tool called", "noToolCalled")
	}
	if c.Tools != nil {
		check("valid calls", "validCalls")
	}
	if c.Stop != nil {
		check("stops", "stops")
	}
	return out
}

// node turns data into a tree.
func node(v any) (*value.Node, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return tree(b), nil
}
