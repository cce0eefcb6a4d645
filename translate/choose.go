package translate

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// OnlyTools returns the tools to send to a target that cannot be told which
// ones may be called: those that the choice names, the others are entered as
// not sent. only is false where all are sent: the choice names none, names some
// that are not there, or only the run will tell.
func (w *Writer) OnlyTools() (tools prompt.List[prompt.Tool], only bool) {
	all := w.p.Tools
	list, flat := w.p.ToolChoice.Flat()
	if !flat || len(list) == 0 || len(list[0].Names) == 0 {
		return all, false
	}
	wanted := map[string]bool{}
	for _, n := range list[0].Names {
		if !n.IsString() {
			return all, false
		}
		wanted[n.Str] = true
	}
	found := map[string]bool{}
	named := func(t *prompt.Tool) bool {
		if t.Kind != prompt.FunctionTool || !t.Name.IsString() || !wanted[t.Name.Str] {
			return false
		}
		found[t.Name.Str] = true
		return true
	}
	tools, rest := Partition(all, named)
	if len(found) < len(wanted) {
		return all, false
	}
	rest.Walk(func(t *prompt.Tool) {
		w.Note(t.Node, "tool-choice", Emulated, "not sent: the tool choice allows only other tools")
	})
	for _, n := range list[0].Names {
		w.Mark(n)
	}
	return tools, true
}

// Settled enters what became of a choice and of the names in it, wherever they
// stand.
func (w *Writer) Settled(c *prompt.ToolChoice, o Outcome, why string, opts ...Option) {
	w.Note(c.Node, "tool-choice", o, why, opts...)
	for _, n := range c.Names {
		if !w.Covered(n) {
			w.Note(n, "tool-choice", o, why, opts...)
		}
	}
}

// NoParallelSwitch says what becomes of the switch for parallel tool calls
// where the model may always call several tools at once.
func (w *Writer) NoParallelSwitch(s *prompt.Setting) bool {
	const why = "the model may always call several tools at once"
	w.MarkAt(s.At)
	if s.Value.Kind == value.Bool && s.Value.Bool {
		w.Note(s.Value, s.Feature, Exact, why)
		return true
	}
	opts := append(w.holeDeps(s.Value), By(w.Trait("parallel_tool_calls").Ref))
	w.Drop(s.Node, s.Feature, why+": there is no switch", opts...)
	return true
}

// Demands reports whether the model must call a tool.
func Demands(c *prompt.ToolChoice) bool {
	return c.Mode == prompt.ChoiceRequired || c.Mode == prompt.ChoiceNamed || c.Mode == prompt.ChoiceAllowed && c.Must
}

// OpaqueChoice says that a choice of another vendor's shape has no form here.
func (w *Writer) OpaqueChoice(c *prompt.ToolChoice) {
	w.NoForm(c.Node, "tool-choice", "this choice has no form here", "a variable tool choice has another shape here")
}

// NothingToChoose says what becomes of a choice that has no tools to choose from,
// where the API refuses one.
func (w *Writer) NothingToChoose(c *prompt.ToolChoice) {
	if Demands(c) {
		w.Settled(c, Dropped, "no tool is left that could be called")
	} else {
		w.Settled(c, Exact, "without tools there is no choice to make")
	}
}

// AllowedTools returns what tells the tools that the choice allows, for targets
// that are to be sent these alone; nil where all are allowed, or where only the
// run knows which.
func (w *Writer) AllowedTools() func(*prompt.Tool) bool {
	list, flat := w.p.ToolChoice.Flat()
	if !flat || len(list) != 1 || list[0].Mode != prompt.ChoiceAllowed {
		return nil
	}
	ok := map[string]bool{}
	for _, n := range list[0].Names {
		if !n.IsString() {
			return nil
		}
		ok[n.Str] = true
	}
	return func(t *prompt.Tool) bool {
		return t.Kind == prompt.FunctionTool && (!t.Name.IsString() || ok[t.Name.Str])
	}
}

// MarkAllowed enters the names of tools that alone are sent as carried; a name
// that no tool has says nothing here.
func (w *Writer) MarkAllowed(names []*value.Node) {
	sent := map[string]bool{}
	w.p.Tools.Walk(func(t *prompt.Tool) {
		if t.Name.IsString() {
			sent[t.Name.Str] = true
		}
	})
	for _, n := range names {
		switch {
		case !n.IsString():
			w.Note(n, "tool-choice", Approximate, "all tools are sent: which ones are allowed is known at run time only", Maybe(HoleText(n)))
		case !sent[n.Str]:
			w.Drop(n, "tool-choice", "no tool has this name")
		default:
			w.Mark(n)
		}
	}
}
