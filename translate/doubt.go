package translate

import (
	"slices"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// doubt makes those losses possible that rest on what only the run will tell:
// on the value that is lost, on the word that says what a piece is, or, where
// more than the piece decides, on what of the request cannot be seen. A writer
// that knows better what a loss depends on has said so before.
func (w *Writer) doubt() {
	named := w.namedTools()
	if len(w.entries) == 0 || w.p.Node.Literal() && len(named) == 0 {
		return
	}
	again := w.ModelIsHole() && !w.Foreign() // it may be the same model
	kept, media := w.keptWhole(), w.mediaNodes()
	unseen := map[string]*value.Node{}
	for i := range w.entries {
		p := &w.entries[i]
		if p.Certainty != Certain || p.Outcome != Dropped && p.Outcome != Refused || p.num < 0 {
			continue
		}
		if p.Feature == "model-name" { // it has no place there, whichever it is
			continue
		}
		by := w.restsOn(p.num, p.Feature, media)
		if by == nil && kept[p.Node] {
			if by = hole(p.Node); unknown(p.Node) {
				by = p.Node
			}
		}
		if named[p.Node] {
			// The program that loads the file has a function of that name, as a rule,
			// and every target takes functions.
			p.Outcome, p.Message = Approximate, "the tool is only named here: what defines it must come along"
			Maybe("the tool's definition")(p)
			continue
		}
		if by == nil {
			by = w.hiddenInTurn(p.num, p.Feature)
		}
		if scope := scopes[p.Feature]; by == nil && (scope != "" || p.left) {
			v, looked := unseen[scope]
			if !looked {
				v = w.unseenIn(scope)
				unseen[scope] = v
			}
			by = v
		}
		switch {
		case by != nil:
			Maybe(unknownText(by))(p)
		case again:
			Maybe("model")(p)
		}
	}
	w.doubtEmptiness()
}

// doubtEmptiness makes it possible only that nothing is left of a turn, or of all
// turns, where what was in them may be lost and need not.
func (w *Writer) doubtEmptiness() {
	var may []string
	for i := range w.entries {
		if p := &w.entries[i]; p.Certainty == Possible && (p.Outcome == Dropped || p.Outcome == Refused) && scopes[p.Feature] == ofTurns {
			may = append(may, p.DependsOn...)
		}
	}
	if len(may) == 0 {
		return
	}
	for i := range w.entries {
		if p := &w.entries[i]; p.Feature == "empty-content" && p.Certainty == Certain {
			Maybe(may...)(p)
		}
	}
}

// The parts of a request that decide together on a loss.
const (
	ofTurns    = "turns"    // how the turns of a conversation fit together
	ofTools    = "tools"    // which tools there are, and which of them may be called
	ofThinking = "thinking" // whether the model thinks, and how much
)

// scopes say which part decides on the losses of a feature.
var scopes = map[string]string{
	"tool-pairing": ofTurns, "message-shape": ofTurns, "role-tool": ofTurns, "prefill": ofTurns, "reasoning-replay": ofTurns,
	"tool-choice": ofTools, "builtin-tool": ofTools, "tool-definition": ofTools, "strict-schema": ofTools,
	"sampling-param": ofThinking, "top-k": ofThinking, "logprobs": ofThinking, "thinking": ofThinking, "reasoning-effort": ofThinking,
}

// tells lists the members that tell what the object they stand in is, and the
// features they tell it for: all of them where none are named.
var tells = map[string][]string{
	"type": nil, "role": nil,
	"responseMimeType": {"response-schema"}, "response_mime_type": {"response-schema"},
	"mode": {"tool-choice"},
}

// restsOn returns the value that decides, by its own place, whether node i of
// the source is lost: i itself, or the word that says what a piece around it
// is; nil where these are known. known holds nodes of which all is known that
// can decide.
func (w *Writer) restsOn(i int, feature string, known map[*value.Node]bool) *value.Node {
	if n := w.ix.Node(i); unknown(n) && n.Kind != value.Text && !known[n] {
		return n
	}
	for ; i >= 0; i = w.ix.Parent(i) {
		n := w.ix.Node(i)
		if n.Kind != value.Object {
			continue
		}
		for m := range n.All() {
			if of, ok := tells[m.Key]; ok && unknown(m.Value) && (of == nil || slices.Contains(of, feature)) {
				return m.Value
			}
		}
	}
	return nil
}

// hiddenInTurn returns what hides a part of the turn that node i of the source
// is a member of, where the rest of the turn decides on the loss.
func (w *Writer) hiddenInTurn(i int, feature string) *value.Node {
	var by *value.Node
	up := w.ix.Parent(i)
	w.p.Messages.Walk(func(m *prompt.Message) {
		at := w.ix.Num(m.Node)
		if by != nil || at < 0 || at != up && (at > i || i > w.ix.Last(at)) {
			return
		}
		if feature == "empty-content" {
			by = hole(m.Node)
			m.Parts.Walk(func(p *prompt.Part) {
				if by == nil && p.ToolResult != nil { // it may have had no call to answer
					by = w.unseenIn(ofTurns)
				}
			})
			return
		}
		m.Parts.Walk(func(p *prompt.Part) {
			if by == nil && at == up && kindUnknown(p.Node) {
				by = p.Node.Get("type")
			}
		})
	})
	return by
}

// keptWhole are the pieces that the reader could make nothing of: a hole in one
// may be why.
func (w *Writer) keptWhole() map[*value.Node]bool {
	kept := map[*value.Node]bool{}
	ext := func(l []prompt.Ext) {
		for i := range l {
			kept[l[i].Value] = kept[l[i].Value] || l[i].Feature != "unknown-field"
		}
	}
	ext(w.p.Ext)
	w.p.Tools.Walk(func(t *prompt.Tool) { kept[t.Node] = t.Kind != prompt.FunctionTool })
	w.p.ToolChoice.Walk(func(c *prompt.ToolChoice) { kept[c.Node] = c.Mode == prompt.ChoiceOpaque })
	w.p.Output.Walk(func(o *prompt.Output) { kept[o.Node] = o.Kind == prompt.OutputOpaque })
	w.eachPart(func(p *prompt.Part) {
		kept[p.Node] = kept[p.Node] || p.Kind == prompt.OpaquePart
		ext(p.Ext)
	})
	return kept
}

// namedTools are the tools that a prompt file calls by their names alone: the
// program that loads it has their definitions.
func (w *Writer) namedTools() map[*value.Node]bool {
	out := map[*value.Node]bool{}
	w.p.Tools.Walk(func(t *prompt.Tool) {
		if t.Node.IsString() && t.Schema == nil {
			out[t.Node] = true
		}
	})
	return out
}

// mediaNodes are the variables that a prompt file declares as media: what they
// are is known, and of where they lie the writers speak.
func (w *Writer) mediaNodes() map[*value.Node]bool {
	out := map[*value.Node]bool{}
	w.eachPart(func(p *prompt.Part) {
		if p.Kind == prompt.MediaPart {
			out[p.Node] = true
		}
	})
	return out
}

// eachPart calls f for every part of the conversation, those in tool results
// too.
func (w *Writer) eachPart(f func(*prompt.Part)) {
	var part func(*prompt.Part)
	part = func(p *prompt.Part) {
		f(p)
		if p.ToolResult != nil {
			p.ToolResult.Content.Walk(part)
		}
	}
	w.p.Messages.Walk(func(m *prompt.Message) { m.Parts.Walk(part) })
}

// unseenIn returns the first thing that hides a piece of that part of the
// request, of any part for "": nil where all can be seen.
func (w *Writer) unseenIn(scope string) *value.Node {
	var by *value.Node
	see := func(ns ...*value.Node) {
		for _, n := range ns {
			if by == nil && n != nil && (unknown(n) || kindUnknown(n)) {
				by = n
				if k := n.Get("type"); !unknown(n) {
					by = k
				}
			}
		}
	}
	if scope == ofTurns || scope == "" {
		spreads(w.p.Messages, see)
		w.p.Messages.Walk(func(m *prompt.Message) {
			see(m.RoleNode)
			spreads(m.Parts, see)
		})
		w.eachPart(func(p *prompt.Part) {
			see(p.Node)
			if c := p.ToolCall; c != nil {
				see(c.ID, c.Name, c.Args, c.ArgsNode)
			}
			if r := p.ToolResult; r != nil {
				see(r.CallID, r.Name)
				spreads(r.Content, see)
			}
		})
	}
	if scope == ofTurns {
		for i := range w.p.Settings {
			if s := &w.p.Settings[i]; s.Feature == "prefill" {
				see(s.Value)
			}
		}
	}
	if scope == ofTools || scope == "" {
		spreads(w.p.Tools, see)
		w.p.Tools.Walk(func(t *prompt.Tool) { see(t.Node, t.Name) })
	}
	if scope != ofTurns {
		for _, param := range []prompt.Param{prompt.ParamThinkingMode, prompt.ParamThinkingBudget, prompt.ParamEffort} {
			if s := w.Setting1(param); s != nil {
				see(s.Value)
			}
		}
		for i := range w.p.Ext { // a switch that could not be read
			if x := &w.p.Ext[i]; scopes[x.Feature] == ofThinking {
				see(x.Value)
			}
		}
		w.p.ToolChoice.Walk(func(c *prompt.ToolChoice) {
			see(c.Node, hole(c.Node))
			see(c.Names...)
		})
	}
	return by
}
