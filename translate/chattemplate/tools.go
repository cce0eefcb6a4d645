package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// tools returns the definitions of the tools as the template has them.
func (w *writer) tools() expr.Text {
	if len(w.p.Tools) == 0 {
		return nil
	}
	d := w.t.Tools
	if d == nil || d.Place == "" {
		for i := range w.p.Tools {
			w.noTools(w.p.Tools[i : i+1])
		}
		return nil
	}
	t := &text{}
	n := 0
	w.into(t, func() {
		t.lit(d.Open)
		// What stands between tools does in a condition, too, as far as a tool
		// stands before it.
		pieces(w, w.p.Tools, func(t *prompt.Tool) { w.tool(t, &n) })
		t.lit(d.Close)
	})
	if n == 0 {
		return nil
	}
	return t.segs
}

func (w *writer) noTools(l prompt.List[prompt.Tool]) {
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			w.Drop(e.Item.Node, "tool-definition", w.t.ID+" has no place for definitions of tools", w.by())
		case e.Spread != nil:
			w.Drop(e.Spread, "tool-definition", w.t.ID+" has no place for definitions of tools", translate.Maybe(translate.HoleText(e.Spread)), w.by())
		default:
			for _, a := range e.Block.Arms {
				w.When(translate.CondText(a.Tag), func() { w.noTools(a.Body) })
			}
		}
	}
}

func (w *writer) tool(t *prompt.Tool, n *int) {
	if t.Kind != prompt.FunctionTool || t.Name == nil {
		w.Drop(t.Node, "builtin-tool", translate.NoTool(t), w.by())
		return
	}
	d := w.t.Tools
	var body text
	var lost []*value.Node
	ok := false
	if d.Shape == "typescript" {
		lost, ok = body.function(t)
	} else {
		fn := value.NewObject("name", t.Name.Clone(), "description", t.Description.Clone(), "parameters", t.Schema.Clone())
		def := fn
		if d.Shape == "tool" {
			def = value.NewObject("type", value.NewString("function"), "function", fn)
		}
		ok = body.writeJSON(def, d.Indent, 0)
	}
	if !ok {
		w.Refuse(t.Node, "tool-definition", "the definition is text here, which cannot hold conditions around members", translate.ByHoles(t.Schema)...)
		return
	}
	w.Mark(t.Name, t.Description, t.Schema)
	for _, n := range lost {
		w.Drop(n, "schema-keyword", "the types that "+w.t.ID+" defines tools with have no form for this", w.by())
	}
	w.MarkAt(t.At)
	w.DropCache(t.Cache)
	w.DropExt(t.Ext)
	if t.Strict != nil {
		w.Drop(t.Strict, "strict-schema", "nothing holds a model to a schema in raw text", w.by())
	}
	for _, x := range []*value.Node{t.Name, t.Description, t.Schema} {
		if x != nil && !x.Literal() {
			w.holesInJSON(x, body)
			break
		}
	}
	if *n > 0 {
		w.b.lit(d.Between)
	}
	*n++
	w.b.fill(d.Item, map[string]expr.Text{"tool": body.segs})
}

// choice accounts for the demand on tool calls, which text cannot make.
func (w *writer) choice() {
	w.p.ToolChoice.Walk(func(c *prompt.ToolChoice) {
		w.DropExt(c.Ext)
		if c.Mode == prompt.ChoiceAuto {
			w.Mark(c.Node)
			w.Warn(c.Node, "tool-choice", translate.Exact, "the model decides for itself in raw text")
			return
		}
		w.Drop(c.Node, "tool-choice", "nothing in raw text makes or keeps the model from calling a tool", w.by())
	})
}

// output accounts for the demand on the answer: a schema is written where the
// template has a place for one, and is a wish only.
func (w *writer) output() {
	w.p.Output.Walk(func(o *prompt.Output) {
		switch {
		case o.Kind == prompt.OutputText:
			w.MarkAt(o.At)
			w.DropExt(o.Ext)
		case o.Kind == prompt.OutputSchema && w.t.Output != nil && o.Schema != nil && len(w.p.Output) == 1 && w.p.Output[0].Item == o:
			w.schema(o)
		default:
			w.Drop(o.Node, w.OutputFeature(o), "nothing in raw text holds the answer to a form: the server must", w.by())
		}
	})
}

func (w *writer) schema(o *prompt.Output) {
	var t, body text
	if !body.writeJSON(o.Schema, 0, 0) {
		w.Refuse(o.Node, w.OutputFeature(o), "the schema is text here, which cannot hold conditions around members")
		return
	}
	f := w.t.Output
	name := o.Name
	if name == nil {
		name = value.NewString("response")
	}
	t.fill(f.Open, map[string]expr.Text{"name": translate.AsText(name)})
	if o.Description != nil {
		t.fill(f.Describe, map[string]expr.Text{"description": translate.AsText(o.Description)})
	}
	t.fill(f.Item, map[string]expr.Text{"schema": body.segs})
	w.Mark(o.Name, o.Description, o.Schema)
	w.MarkAt(o.At)
	w.DropExt(o.Ext)
	if o.Strict != nil {
		w.Drop(o.Strict, "strict-schema", "nothing holds a model to a schema in raw text", w.by())
	}
	w.Warn(o.Node, w.OutputFeature(o), translate.Approximate, "the schema is part of the prompt and a wish: the server must hold the answer to it", w.by())
	w.outputText = t.segs
}

func hasPiece(pattern, name string) bool { return strings.Contains(pattern, "$"+name) }
