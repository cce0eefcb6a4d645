package gemini

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// The modes of function calling. VALIDATED leaves the model free to answer in
// text, as AUTO does, but holds its calls to the schemas and, unlike AUTO, to
// the allowed names.
const (
	modeAuto      = "AUTO"
	modeAny       = "ANY"
	modeNone      = "NONE"
	modeValidated = "VALIDATED"
)

func writeChoice(w *translate.Writer, out *value.Node, p *prompt.Prompt) {
	bound := foreign(w) && allStrict(p)
	list := p.ToolChoice
	if items, flat := list.Flat(); flat && len(items) > 1 {
		for _, c := range items[:len(items)-1] {
			w.Drop(c.Node, "tool-choice", "the request says its choice twice; the last one counts")
		}
		list = list[len(items)-1:]
	}
	entries := translate.WriteList(w, list, func(c *prompt.ToolChoice) []*value.Node { return one(choice(w, p, c, bound)) })
	if len(entries) == 0 && bound {
		entries = []value.Entry{{Value: value.NewObject("mode", value.NewString(modeValidated))}}
	}
	if len(entries) == 0 {
		return
	}
	tc := ensure(out, spelled(w, p.Form, "toolConfig"))
	translate.SetOne(tc, spelled(w, p.Form, "functionCallingConfig"), entries)
}

func choice(w *translate.Writer, p *prompt.Prompt, c *prompt.ToolChoice, bound bool) *value.Node {
	w.MarkAt(c.At)
	mode := ""
	switch c.Mode {
	case prompt.ChoiceAuto:
		if mode = modeAuto; bound {
			mode = modeValidated
		}
	case prompt.ChoiceNone:
		mode = modeNone
	case prompt.ChoiceRequired, prompt.ChoiceNamed:
		mode = modeAny
	case prompt.ChoiceAllowed:
		if mode = modeAny; !c.Must {
			mode = modeValidated
		}
	default:
		return opaqueChoice(w, c)
	}
	if !foreign(w) && c.Form != "" {
		mode = c.Form
	}
	if foreign(w) {
		w.MarkScalar(c.Node)
	}
	n := value.NewObject("mode", value.NewString(mode))
	if len(c.Names) > 0 {
		names := &value.Node{Kind: value.Array}
		for _, name := range c.Names {
			names.Append(w.Carry(name))
		}
		n.Set(spelled(w, p.Form, "allowedFunctionNames"), names)
		if foreign(w) && mode == modeValidated && !bound {
			w.Warn(c.Node, "tool-choice", translate.Emulated, "a free choice among some tools is the mode VALIDATED, which also holds calls to their schemas", translate.To(n), translate.By(w.Trait("tool_choice").Ref))
		}
	}
	w.WriteExt(n, c.Ext)
	return n
}

func opaqueChoice(w *translate.Writer, c *prompt.ToolChoice) *value.Node {
	if w.OursOrKin(c.At, true) {
		n := value.NewObject("mode", w.Carry(c.Node))
		w.WriteExt(n, c.Ext)
		return n
	}
	if c.Node.Kind == value.Hole {
		w.Note(c.Node, "tool-choice", translate.Dropped, "a variable tool choice has another shape here", translate.Maybe(translate.HoleText(c.Node)))
	} else {
		w.Drop(c.Node, "tool-choice", "this choice has no form here")
	}
	return nil
}

func writeOutput(w *translate.Writer, out *value.Node, p *prompt.Prompt) {
	entries := translate.WriteList(w, p.Output, func(o *prompt.Output) []*value.Node { return one(output(w, p, o)) })
	if len(entries) == 0 {
		return
	}
	gen := ensure(out, spelled(w, p.Form, "generationConfig"))
	gen.Entries = append(gen.Entries, membersOf(entries)...)
}

// membersOf turns objects, with the conditions around them, into members.
func membersOf(entries []value.Entry) []value.Entry {
	var out []value.Entry
	for _, e := range entries {
		if e.Block == nil {
			out = append(out, e.Value.Entries...)
			continue
		}
		b := &expr.Block[[]value.Entry]{Close: e.Block.Close, Whole: e.Block.Whole}
		for _, a := range e.Block.Arms {
			b.Arms = append(b.Arms, expr.Arm[[]value.Entry]{Tag: a.Tag, Body: membersOf(a.Body)})
		}
		out = append(out, value.Entry{Block: b})
	}
	return out
}

// output returns the members of generationConfig that say the contract.
func output(w *translate.Writer, p *prompt.Prompt, o *prompt.Output) *value.Node {
	w.MarkAt(o.At)
	n := &value.Node{Kind: value.Object}
	mime := func(s string) {
		if own := p.Form["mime"]; !foreign(w) {
			s = own
		}
		if s != "" {
			n.Set(spelled(w, p.Form, "responseMimeType"), value.NewString(s))
		}
	}
	switch o.Kind {
	case prompt.OutputText:
		mime("text/plain")
	case prompt.OutputJSON:
		mime("application/json")
	case prompt.OutputSchema:
		mime("application/json")
		if !foreign(w) {
			key, types, _ := strings.Cut(o.Form, " ")
			n.Set(spelled(w, p.Form, key), writeTypes(w, o.Schema, o.Node, types))
			break
		}
		schema := w.Schema(o.Schema, "schema_output", true)
		n.Set("responseJsonSchema", schema)
		titles(w, o, schema)
	default:
		if !w.OursOrKin(o.At, true) {
			w.NoForm(o.Node, w.OutputFeature(o), "this form of output has no equivalent here", "a variable output format has another shape here")
			return nil
		}
		n.Set(spelled(w, p.Form, "responseMimeType"), w.Carry(o.Node))
	}
	if foreign(w) {
		w.DropExt(o.Ext)
	}
	return n
}

// titles moves name and description of a schema into the schema itself.
func titles(w *translate.Writer, o *prompt.Output, schema *value.Node) {
	w.Titles(o, schema, "response-format-json-schema")
	if s := o.Strict; s != nil {
		switch {
		case s.Kind == value.Bool && s.Bool:
			w.Note(s, "strict-schema", translate.Exact, "a schema always binds the answer here")
		case s.Kind == value.Bool:
			w.Note(s, "strict-schema", translate.Approximate, "a schema always binds the answer here")
		default:
			w.Note(s, "strict-schema", translate.Approximate, "a schema always binds the answer here", translate.Maybe(translate.HoleText(s)))
		}
	}
}
