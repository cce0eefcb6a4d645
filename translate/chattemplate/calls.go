package chattemplate

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// calls writes the calls of one turn.
func (w *writer) calls(l prompt.List[prompt.Part]) {
	if w.t.Tools == nil {
		pieces(w, l, func(p *prompt.Part) {
			w.Refuse(p.Node, "tool-pairing", w.t.ID+" has no form for calls of tools", w.by())
		})
		return
	}
	c := &w.t.Tools.Calls
	w.b.lit(c.Open)
	n := 0
	pieces(w, l, func(p *prompt.Part) {
		if c.Single && n > 0 {
			w.Warn(p.Node, "parallel-tool-calls", translate.Approximate, "the model of "+w.t.ID+" makes one call a turn", w.by())
		}
		if n > 0 {
			w.b.lit(c.Between)
			if c.Single {
				w.b.lit("\n")
			}
		}
		n++
		w.MarkAt(p.At)
		w.DropCache(p.Cache)
		w.DropExt(p.Ext)
		var id *value.Node
		if w.t.Tools.IDs != "" {
			id = w.callID(p.ToolCall)
		} else if p.ToolCall.ID != nil {
			w.Drop(p.ToolCall.ID, "tool-pairing", "calls and results pair by their order here", w.by())
		}
		w.b.fill(c.Item, map[string]expr.Text{
			"name": translate.AsText(w.Carry(p.ToolCall.Name)), "args": w.arguments(p.ToolCall), "id": translate.AsText(id),
		})
	})
	w.b.lit(c.Close)
}

// arguments returns the arguments as JSON text.
func (w *writer) arguments(c *prompt.ToolCall) expr.Text {
	if c.Args == nil || c.Args.Kind == value.Hole {
		return translate.AsText(w.ArgsText(c))
	}
	var t text
	if !t.writeJSON(c.Args, 0, 0) {
		w.Refuse(c.Args, "tool-pairing", "arguments are JSON text here, which cannot hold conditions around members")
		return nil
	}
	w.Mark(c.Args, c.ArgsNode)
	w.holesInJSON(c.Args, t)
	return t.segs
}

// holesInJSON says that what is filled in must be escaped.
func (w *writer) holesInJSON(n *value.Node, t text) {
	if n.Literal() {
		return
	}
	w.Warn(n, "tool-definition", translate.Approximate, "this becomes JSON text: values filled in must be JSON-escaped", translate.Maybe("the values filled in"))
}

// callID returns the id of a call in the form that the template asks for. The
// ids of results are those of their calls.
func (w *writer) callID(c *prompt.ToolCall) *value.Node {
	named := w.t.Tools.NewID != "" // the id holds the name
	if c.ID != nil && (!named || c.ID.IsString() && c.Name.IsString() && strings.Contains(c.ID.Str, "."+c.Name.Str+":")) {
		return w.fitID(c.ID)
	}
	v := w.newID(c)
	w.Mark(c.Name)
	if c.ID == nil {
		w.Add(nil, "tool-pairing", w.t.ID+" pairs calls and results by id, the source has none", w.by())
		w.ids[keyOf(c)] = v
		return v
	}
	w.ids[translate.HoleText(c.ID)+c.ID.Str] = v
	w.Note(c.ID, "tool-pairing", translate.Approximate, w.t.ID+" names the tool in the id of a call: this one is made anew", w.by())
	return v
}

// newID makes an id in the form of the template.
func (w *writer) newID(c *prompt.ToolCall) *value.Node {
	n := len(w.ids)
	if w.t.Tools.NewID == "" {
		return value.NewString(fmt.Sprintf("call%05d", n+1))
	}
	var t text
	t.fill(w.t.Tools.NewID, map[string]expr.Text{"name": translate.AsText(c.Name), "n": literal(strconv.Itoa(n))})
	return value.NewText(t.segs)
}

func keyOf(c *prompt.ToolCall) string { return fmt.Sprintf("%p", c) }

// fitID returns an id of the source, or the one that was made in its place.
func (w *writer) fitID(id *value.Node) *value.Node {
	key := translate.HoleText(id) + id.Str
	made, again := w.ids[key]
	fits := true
	if id.IsString() {
		fits, _ = regexp.MatchString(w.t.Tools.IDs, id.Str)
	}
	if !again && fits {
		return w.Carry(id)
	}
	if !again {
		made = value.NewString(fmt.Sprintf("call%05d", len(w.ids)+1))
		w.ids[key] = made
	}
	w.Note(id, "tool-pairing", translate.Approximate, w.t.ID+" takes ids that match "+w.t.Tools.IDs+": this one is replaced", w.by())
	return made
}

// results writes the results of one or more turns together.
func (w *writer) results(l prompt.List[turn]) {
	if w.t.Tools == nil {
		for i := range l {
			w.head(l[i].Item)
			w.Refuse(l[i].Item.m.Node, "role-tool", w.t.ID+" has no form for results of tools", w.by())
		}
		return
	}
	c := &w.t.Tools.Results
	w.b.lit(c.Open)
	n := 0
	for i := range l {
		t := l[i].Item
		w.head(t)
		pieces(w, t.parts, func(p *prompt.Part) {
			if p.ToolResult == nil {
				w.part(p)
				return
			}
			if n > 0 {
				w.b.lit(c.Between)
			}
			n++
			w.result(p)
		})
	}
	w.b.lit(c.Close)
	w.answered = c.Answered
}

func (w *writer) result(p *prompt.Part) {
	r := p.ToolResult
	w.MarkAt(p.At)
	w.DropCache(p.Cache)
	w.DropExt(p.Ext)
	if r.IsError != nil {
		w.Drop(r.IsError, "tool-pairing", "results do not say that they are errors here", w.by())
	}
	c := w.t.Tools.Results
	w.b.fill(c.Item, map[string]expr.Text{
		"content": w.resultText(r, c.Content), "id": w.resultID(r), "name": w.resultName(r, c.Item),
	})
}

func (w *writer) resultID(r *prompt.ToolResult) expr.Text {
	if w.t.Tools.IDs == "" {
		if r.CallID != nil {
			w.Drop(r.CallID, "tool-pairing", "calls and results pair by their order here", w.by())
		}
		return nil
	}
	if r.CallID != nil {
		return translate.AsText(w.fitID(r.CallID))
	}
	if c := w.Calls(r); c != nil {
		if c.ID != nil {
			if made := w.ids[translate.HoleText(c.ID)+c.ID.Str]; made != nil {
				return translate.AsText(made)
			}
			return translate.AsText(c.ID.Clone())
		}
		return translate.AsText(w.ids[keyOf(c)])
	}
	return nil
}

// resultName returns the name of the tool where the template writes it.
func (w *writer) resultName(r *prompt.ToolResult, item string) expr.Text {
	if !hasPiece(item, "name") {
		w.NameByCall(r)
		return nil
	}
	n := w.ResultName(r)
	if n == nil {
		n = value.NewString("unknown")
		w.Add(nil, "tool-pairing", w.t.ID+" names the tool of a result, which nothing says here", w.by())
	}
	return translate.AsText(n)
}

func (w *writer) resultText(r *prompt.ToolResult, form string) expr.Text {
	var plain text
	if r.Structured != nil {
		if !plain.writeJSON(r.Structured, 0, 0) {
			w.Refuse(r.Structured, "tool-pairing", "a result is text here, which cannot hold conditions around members")
			return nil
		}
		w.Mark(r.Structured)
		if form != "json" {
			return plain.segs
		}
	} else {
		w.into(&plain, func() { w.lines(r.Content, w.part) })
	}
	s, known := plain.segs.Literal()
	switch {
	case form == "" || form == "value" && known && json.Valid([]byte(s)):
		return plain.segs
	case known:
		return literal(quoted(s))
	}
	var t text
	if !t.writeJSON(value.NewText(plain.segs), 0, 0) {
		t = text{}
		t.lit(`"`)
		t.add(plain.segs)
		t.lit(`"`)
	}
	return t.segs
}
