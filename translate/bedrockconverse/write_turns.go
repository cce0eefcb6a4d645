package bedrockconverse

import (
	"slices"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A turn is one message as it is written: a message of the source, or several
// of one role that follow each other.
type turn struct {
	role  prompt.Role
	parts prompt.List[piece]
	first *prompt.Message
}

// A piece is a part and the message that it is of; part is nil for a message
// without parts.
type piece struct {
	message *prompt.Message
	part    *prompt.Part
	first   bool // of its message
	joined  bool // the message joins a turn before it
}

// speaker is the role that a message has on the wire: results are the user's.
func speaker(m *prompt.Message) prompt.Role {
	if m.Role == prompt.RoleTool {
		return prompt.RoleUser
	}
	return m.Role
}

// alternate joins what one side says in several messages: the API refuses two
// turns of one role in a row. Messages in a condition join when all of them are
// of the role; others end the turn.
func (c *writer) alternate(l prompt.List[prompt.Message]) prompt.List[turn] {
	var out prompt.List[turn]
	var open *turn
	for _, e := range l {
		switch {
		case e.Item != nil:
			m := e.Item
			role := speaker(m)
			if open != nil && open.role == role && (role == prompt.RoleUser || role == prompt.RoleAssistant) {
				open.parts = append(open.parts, c.pieces(m, true)...)
				continue
			}
			out = append(out, item(turn{role: role, first: m, parts: c.pieces(m, false)}))
			open = out[len(out)-1].Item
		case e.Block != nil && open != nil && !e.Block.IsLoop() && onlySpeaker(e, open.role):
			b := mapBlock(e.Block, func(l prompt.List[prompt.Message]) prompt.List[piece] {
				var ps prompt.List[piece]
				for i := range l {
					ps = append(ps, c.blockPieces(l[i:i+1])...)
				}
				return ps
			})
			open.parts = append(open.parts, prompt.Entry[piece]{Block: b, Span: e.Span})
		case e.Block != nil:
			open = nil
			out = append(out, prompt.Entry[turn]{Block: mapBlock(e.Block, c.alternate), Span: e.Span})
		default:
			open = nil
			out = append(out, prompt.Entry[turn]{Spread: e.Spread, Many: e.Many, Span: e.Span})
		}
	}
	return out
}

// blockPieces are the pieces of messages that join a turn, in the conditions
// that they stand in.
func (c *writer) blockPieces(l prompt.List[prompt.Message]) prompt.List[piece] {
	var out prompt.List[piece]
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			out = append(out, c.pieces(e.Item, true)...)
		case e.Block != nil:
			out = append(out, prompt.Entry[piece]{Block: mapBlock(e.Block, c.blockPieces), Span: e.Span})
		}
	}
	return out
}

func mapBlock[A, B any](b *expr.Block[A], f func(A) B) *expr.Block[B] {
	out := &expr.Block[B]{Close: b.Close, Whole: b.Whole}
	for _, a := range b.Arms {
		out.Arms = append(out.Arms, expr.Arm[B]{Tag: a.Tag, Body: f(a.Body)})
	}
	return out
}

func onlySpeaker(e prompt.Entry[prompt.Message], role prompt.Role) bool {
	some, all := false, role == prompt.RoleUser || role == prompt.RoleAssistant
	prompt.List[prompt.Message]{e}.Walk(func(m *prompt.Message) { some, all = true, all && speaker(m) == role })
	return some && all && !hasSpread(e)
}

func hasSpread(e prompt.Entry[prompt.Message]) bool {
	if e.Block == nil {
		return e.Spread != nil
	}
	return slices.ContainsFunc(e.Block.Arms, func(a expr.Arm[prompt.List[prompt.Message]]) bool { return slices.ContainsFunc(a.Body, hasSpread) })
}

// pieces spreads a message out into its parts. Results come first in it.
func (c *writer) pieces(m *prompt.Message, joined bool) prompt.List[piece] {
	parts := m.Parts
	if !c.own {
		results, rest := translate.Partition(parts, func(p *prompt.Part) bool { return p.Kind == prompt.ToolResultPart })
		parts = append(results, rest...)
	}
	out := piecesOf(m, parts)
	head := piece{message: m, first: true, joined: joined}
	return append(prompt.List[piece]{item(head)}, out...)
}

func piecesOf(m *prompt.Message, l prompt.List[prompt.Part]) prompt.List[piece] {
	var out prompt.List[piece]
	for i := range l {
		switch e := &l[i]; {
		case e.Item != nil:
			out = append(out, item(piece{message: m, part: e.Item}))
		case e.Block != nil:
			out = append(out, prompt.Entry[piece]{Block: mapBlock(e.Block, func(b prompt.List[prompt.Part]) prompt.List[piece] { return piecesOf(m, b) }), Span: e.Span})
		case e.Spread != nil:
			out = append(out, prompt.Entry[piece]{Spread: e.Spread, Many: e.Many, Span: e.Span})
		}
	}
	return out
}

// firstTurn puts a user turn before a conversation that does not begin with
// one.
func (c *writer) firstTurn(entries []value.Entry) []value.Entry {
	why := "a conversation begins with a user turn; the source's begins with the assistant's"
	switch {
	case len(entries) == 0 && (c.own || c.p.Open):
		return entries
	case len(entries) == 0:
		why = "a conversation needs a user turn; beside system text the source has none"
	case entries[0].Value.Get("role").Is("system") && !c.own:
		why = "a conversation begins with a user turn"
	case !entries[0].Value.Get("role").Is("assistant"):
		return entries
	}
	n := value.NewObject("role", value.NewString("user"), keyContent, value.NewArray(union("text", value.NewString("Begin."))))
	c.Add(n, "consecutive-roles", why, c.by("first_turn"))
	return append([]value.Entry{{Value: n}}, entries...)
}

// prefill takes a last assistant turn out where the model does not continue
// it: an instruction in the system text asks for the same beginning.
func (c *writer) prefill(turns prompt.List[prompt.Message]) prompt.List[prompt.Message] {
	if len(turns) == 0 || turns[len(turns)-1].Item == nil || !turns[len(turns)-1].Item.Prefill {
		return turns
	}
	m := turns[len(turns)-1].Item
	is, opts, g := c.Gate("prefill")
	switch {
	case is == catalog.No || c.thinks() || !c.is("claude"):
		if m.Name != nil {
			c.name(m)
		}
		if !c.is("claude") {
			opts = []translate.Option{c.by("prefill")}
		}
		c.told = append(c.told, value.Entry{Value: union("text", c.PrefillText(m, opts...))})
		return turns[:len(turns)-1]
	case is == catalog.Unknown:
		c.Warn(m.Node, "prefill", translate.Approximate, c.Target.Model.ID+" may refuse a last assistant turn: "+g.Note, opts...)
	}
	return turns
}

// continues reports whether a last assistant turn will be continued.
func (c *writer) continues() bool {
	l := c.p.Messages
	if len(l) == 0 || l[len(l)-1].Item == nil || !l[len(l)-1].Item.Prefill || !c.is("claude") {
		return false
	}
	is, _, _ := c.Gate("prefill")
	return is != catalog.No
}
