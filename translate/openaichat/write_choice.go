package openaichat

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func (c *writer) choice(t *prompt.ToolChoice, legacy bool) *value.Node {
	if t.Mode == prompt.ChoiceOpaque {
		return c.opaqueChoice(t)
	}
	c.MarkAt(t.At)
	n := c.choiceOf(t, legacy)
	if n == nil {
		return nil
	}
	if n.Kind == value.Object {
		c.WriteExt(n, t.Ext)
	} else {
		c.DropExt(t.Ext)
	}
	return n
}

func (c *writer) opaqueChoice(t *prompt.ToolChoice) *value.Node {
	if c.OursOrKin(t.At, c.takesKind(t.Node) || t.Node.Kind == value.Hole && c.sameChoices()) {
		c.MarkAt(t.At)
		return c.Carry(t.Node)
	}
	c.MarkAt(t.At)
	if t.Node.Kind == value.Hole {
		c.Note(t.Node, "tool-choice", translate.Dropped, "a variable tool choice has another shape here", translate.Maybe(translate.HoleText(t.Node)))
	} else {
		c.Drop(t.Node, "tool-choice", "this choice has no form here")
	}
	return nil
}

// sameChoices reports whether the target takes every choice that the source's
// dialect takes.
func (c *writer) sameChoices() bool {
	own := c.Trait("tool_choice")
	for _, mode := range c.FromTrait("tool_choice").List() {
		if !own.Has(mode) {
			return false
		}
	}
	return true
}

func (c *writer) choiceOf(t *prompt.ToolChoice, legacy bool) *value.Node {
	modes := c.choiceModes()
	has := func(m prompt.ChoiceMode) bool { return !c.Foreign() || modes.Has(string(m)) }
	by := translate.By(modes.Ref)
	switch t.Mode {
	case prompt.ChoiceAuto, prompt.ChoiceNone, prompt.ChoiceRequired:
		if !has(t.Mode) {
			why := "a request cannot ask for the choice " + string(t.Mode) + " here"
			if c.thinks {
				why += " while the model thinks"
			}
			c.Drop(t.Node, "tool-choice", why, by)
			return nil
		}
		c.MarkScalar(t.Node)
		if t.Form == formAny && !c.Foreign() {
			return value.NewString(formAny)
		}
		return value.NewString(string(t.Mode))
	case prompt.ChoiceNamed:
		switch {
		case legacy:
			return value.NewObject("name", c.Carry(t.Names[0]))
		case has(prompt.ChoiceNamed):
			return c.named(c.Carry(t.Names[0]), true)
		case has(prompt.ChoiceRequired):
			v := value.NewString(string(prompt.ChoiceRequired))
			if c.only != nil {
				c.Note(t.Node, "tool-choice", translate.Emulated, "some call is demanded, and only this tool is sent", translate.To(v), by)
				return v
			}
			c.Note(t.Node, "tool-choice", translate.Approximate, "a call can be demanded here, not one of this tool", translate.To(v), by)
			return v
		}
		c.Drop(t.Node, "tool-choice", "a call of one tool cannot be demanded here", by)
		return nil
	}
	if has(prompt.ChoiceAllowed) {
		return c.allowed(t)
	}
	if name := c.oneOf(t); name != nil {
		return c.named(c.Carry(name), true)
	}
	mode := prompt.ChoiceAuto
	if t.Must && has(prompt.ChoiceRequired) {
		mode = prompt.ChoiceRequired
	}
	v := value.NewString(string(mode))
	if c.only == nil {
		c.Note(t.Node, "tool-choice", translate.Approximate, "which of the tools are allowed cannot be said here: all that are sent are", translate.To(v), by)
		return v
	}
	c.Note(t.Node, "tool-choice", translate.Emulated, "only the allowed tools are sent", translate.To(v), by)
	return v
}

// oneOf returns the name of the one tool that a choice among tools demands: to
// name it says the same.
func (c *writer) oneOf(t *prompt.ToolChoice) *value.Node {
	if t.Must && len(t.Names) == 1 && c.Trait("tool_choice").Has(string(prompt.ChoiceNamed)) {
		return t.Names[0]
	}
	return nil
}

// named is the choice of one tool. Some vendors' schemas make a whole call of
// it.
func (c *writer) named(name *value.Node, alone bool) *value.Node {
	fn := value.NewObject("name", name)
	n := value.NewObject("type", value.NewString("function"), "function", fn)
	if t := c.Trait("tool_call_index"); alone && t.Value == "required" && c.Foreign() {
		at := value.NewNumber("0")
		n.Set("index", at)
		n.Set("id", value.NewString(""))
		fn.Set("arguments", value.NewString(""))
		c.Add(at, "tool-choice", "the choice of a tool has the shape of a call here: index, id and arguments belong to it", translate.By(t.Ref))
	}
	return n
}

func (c *writer) allowed(t *prompt.ToolChoice) *value.Node {
	tools := &value.Node{Kind: value.Array}
	for _, name := range t.Names {
		tools.Append(c.named(c.Carry(name), false))
	}
	mode := "auto"
	if t.Must {
		mode = "required"
	}
	return value.NewObject("type", value.NewString("allowed_tools"), "allowed_tools", value.NewObject("mode", value.NewString(mode), "tools", tools))
}
