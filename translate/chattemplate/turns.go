package chattemplate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// list writes turns. Neighbours that the template wants in one frame (results,
// and turns of one role where roles must take turns) are written together.
func (w *writer) list(l prompt.List[turn], top bool) {
	for i := 0; i < len(l); {
		e := &l[i]
		switch {
		case e.Block != nil:
			w.block(e.Block, func(body prompt.List[turn]) { w.list(body, false) })
			i++
		case e.Item == nil:
			w.spread(e.Spread)
			i++
		default:
			n := w.run(l[i:])
			if top && i == 0 && w.t.Alternate && e.Item.role == prompt.RoleAssistant && w.t.System != "start" && w.b.endsWith(w.t.BOS) {
				f := w.t.Turns["user"]
				w.b.lit(f.Open + f.Close)
				w.Add(nil, "consecutive-roles", w.t.ID+" wants the user to begin: an empty turn stands first", w.by())
			}
			w.together(l[i:i+n], top && i >= w.lastAsk)
			i += n
		}
	}
}

// run is how many of the turns that l begins with share a frame.
func (w *writer) run(l prompt.List[turn]) int {
	role := w.roleOf(l[0].Item)
	shared := role == prompt.RoleTool || w.t.Alternate && (role == prompt.RoleUser || role == prompt.RoleAssistant)
	n := 1
	for shared && n < len(l) && l[n].Item != nil && w.roleOf(l[n].Item) == role {
		n++
	}
	return n
}

// roleOf is the role that a turn is written with.
func (w *writer) roleOf(t *turn) prompt.Role {
	if t.role == prompt.RoleSystem && w.t.System != "turn" {
		return prompt.RoleUser
	}
	return t.role
}

// together writes turns of one role in one frame.
func (w *writer) together(l prompt.List[turn], recent bool) {
	t := l[0].Item
	switch w.roleOf(t) {
	case prompt.RoleTool:
		w.results(l)
		return
	case prompt.RoleAssistant:
		w.assistant(l, recent)
		return
	}
	f, open, ok := w.frame(t)
	if !ok {
		return
	}
	var front expr.Text
	for i := range l {
		if l[i].Item == w.pendingAt && w.pending != nil {
			w.b.add(w.before)
			front, w.pending, w.before = w.pending, nil, nil
		}
	}
	w.b.add(open)
	w.b.add(front)
	framed := t.role == prompt.RoleSystem && w.t.System == "turn" && t.m.Form[formBare] == ""
	if framed {
		w.b.lit(w.t.SystemFrame.Open)
	}
	for i := range l {
		w.another(l, i)
		w.head(l[i].Item)
		w.texts(l[i].Item, l[i].Item.parts)
	}
	if framed {
		w.b.lit(w.t.SystemFrame.Close)
	}
	w.b.lit(f.Close)
	w.answered = false
}

// another separates and names a turn that joins the one before it.
func (w *writer) another(l prompt.List[turn], i int) {
	if t := l[i].Item; t.role == prompt.RoleSystem && w.t.System != "turn" {
		w.Warn(t.m.Node, "mid-conversation-system", translate.Approximate, w.t.ID+" has no system turn inside a conversation: it becomes the user's", w.by())
	}
	if i == 0 {
		return
	}
	w.b.lit("\n\n")
	w.Warn(l[i].Item.m.Node, "consecutive-roles", translate.Approximate, w.t.ID+" wants user and assistant to take turns: this turn joins the one before it", w.by())
}

// frame returns what stands around a turn; a role that only the run knows goes
// into the opening where all openings are alike.
func (w *writer) frame(t *turn) (catalog.Frame, expr.Text, bool) {
	role := w.roleOf(t)
	if role != prompt.RoleUnknown {
		f, ok := w.t.Turns[string(role)]
		if !ok {
			w.Refuse(t.m.Node, "message-shape", w.t.ID+" has no turn of the role "+string(role), w.by())
		}
		return f, literal(f.Open), ok
	}
	user, assistant := w.t.Turns["user"], w.t.Turns["assistant"]
	uniform := strings.Count(user.Open, "user") == 1 && strings.Replace(user.Open, "user", "assistant", 1) == assistant.Open && user.Close == assistant.Close
	if !uniform || t.m.RoleNode == nil || t.m.RoleNode.Kind == value.String {
		w.Refuse(t.m.Node, "message-shape", w.t.ID+" has no turn of this role", w.by())
		return user, nil, false
	}
	var open text
	before, after, _ := strings.Cut(user.Open, "user")
	open.lit(before)
	open.node(w.Carry(t.m.RoleNode))
	open.lit(after)
	w.Warn(t.m.RoleNode, "message-shape", translate.Approximate, "the role is a variable: it must be system, user or assistant", translate.Maybe(translate.HoleText(t.m.RoleNode)), w.by())
	return user, open.segs, true
}

// head accounts for what belongs to a message and not to its parts.
func (w *writer) head(t *turn) {
	if !t.first {
		return
	}
	w.MarkAt(t.m.At)
	if t.m.Name != nil {
		w.Drop(t.m.Name, "message-name", "turns have no names in raw text", w.by())
	}
	w.DropExt(t.m.Ext)
}

// spread refuses turns that nobody can see.
func (w *writer) spread(n *value.Node) {
	if n == nil {
		return
	}
	if n.Literal() {
		w.Drop(n, "message-shape", "this is no turn")
		return
	}
	w.Refuse(n, "message-shape", "raw text holds each turn: turns that a variable brings need a loop over them", translate.Maybe(translate.HoleText(n)))
}

// endsWith reports whether nothing but s has been written.
func (t *text) endsWith(s string) bool {
	return t.empty() && s == "" || len(t.segs) == 1 && t.segs[0].Lit == s
}
