package dotprompt

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// A bodyWriter makes one text of messages, with the helpers that cut it.
type bodyWriter struct {
	w *format.Writing
	// loose is true where the text so far ends without white space that is
	// said, so that line ends before a {{~ tag go.
	loose bool
}

// all returns the whole body. One turn of the user's needs no marker where its
// text does not begin with white space, which would be taken away.
func (b *bodyWriter) all(l prompt.List[prompt.Message]) expr.Text {
	if len(l) == 1 && l[0].Item != nil && l[0].Item.Role == prompt.RoleUser {
		alone := bodyWriter{w: &format.Writing{}}
		if parts := alone.parts(l[0].Item.Parts); len(parts) > 0 && tight(parts, false) {
			b.lost(l[0].Item)
			return b.parts(l[0].Item.Parts)
		}
	}
	return b.list(l)
}

func (b *bodyWriter) list(l prompt.List[prompt.Message]) expr.Text {
	var out expr.Text
	for i := range l {
		switch e := &l[i]; {
		case e.Block != nil:
			block := &expr.Block[expr.Text]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				b.loose = false
				block.Arms = append(block.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: b.list(a.Body)})
			}
			b.loose = false
			out = append(out, expr.Seg{Block: block, Span: e.Span})
		case e.Spread != nil:
			if t := e.Spread.Tag; t == nil || t.Lang != handlebars.ID {
				b.w.Weaken(e.Span, "", "a variable that stands for messages becomes {{history}}: the program must give them as the history")
			}
			out = append(out, own("{{history}}"))
			b.loose = false
		case e.Item != nil:
			out = append(out, b.message(e.Item)...)
		}
	}
	return out
}

// words are dotprompt's words for roles.
var words = map[prompt.Role]string{
	prompt.RoleSystem: "system", prompt.RoleUser: "user", prompt.RoleAssistant: "model", prompt.RoleTool: "tool", prompt.RoleDeveloper: "system",
}

// message writes a turn behind its marker. Where neither side of the marker has
// white space that is said, the marker stands on a line of its own and takes
// the line ends away.
func (b *bodyWriter) message(m *prompt.Message) expr.Text {
	b.lost(m)
	role := `"` + words[m.Role] + `"`
	if m.Role == prompt.RoleUnknown {
		role = b.roleWord(m)
	}
	was := b.loose
	parts := b.parts(m.Parts)
	open, before, after, end := "{{", "", "", "}}"
	if was {
		open, before = "{{~", "\n\n"
	}
	if tight(parts, false) {
		after, end = "\n", "~}}"
	}
	b.loose = tight(parts, true)
	out := expr.Text{own(before), own(open + "role " + role + end), own(after)}
	return append(out, parts...)
}

// roleWord returns the argument of a role that only the run knows.
func (b *bodyWriter) roleWord(m *prompt.Message) string {
	if n := m.RoleNode; n.IsString() {
		return `"` + n.Str + `"`
	} else if n != nil && n.Kind == value.Hole {
		t := expr.Tag{Kind: expr.TagRole, Expr: n.Tag.Expr}
		if s, err := handlebars.Dotprompt().Print(t); err == nil {
			return strings.TrimSuffix(strings.TrimPrefix(s, "{{role "), "}}")
		}
	}
	b.w.Weaken(m.Span(), "", "the role of this turn cannot be written; it becomes the user's")
	return `"user"`
}

// lost notes what a turn has and dotprompt does not.
func (b *bodyWriter) lost(m *prompt.Message) {
	if m.Role == prompt.RoleDeveloper {
		b.w.Weaken(m.Span(), "role-developer", name+" has no turns of the developer's; it becomes one of the system's")
	}
	if m.Name != nil {
		b.w.Drop(m.Name.Span, "message-name", name+" has no names of speakers")
	}
	for _, x := range m.Ext {
		b.w.Drop(x.Span(), x.Feature, name+" has no place for "+x.Key)
	}
}

// own is source of the language as it stands.
func own(src string) expr.Seg { return expr.Seg{Src: src, Lang: handlebars.ID} }

// tight reports whether a text begins, or ends, with something else than white
// space of the template's.
func tight(t expr.Text, end bool) bool {
	if len(t) == 0 {
		return true
	}
	s := &t[0]
	if end {
		s = &t[len(t)-1]
	}
	switch {
	case s.Block != nil:
		return false // its white space is its own
	case s.Tag != nil:
		return true
	case s.Lit == "":
		return false // a gap, or text of another kind
	case end:
		return strings.TrimRight(s.Lit, space) == s.Lit
	}
	return strings.TrimLeft(s.Lit, space) == s.Lit
}

// parts writes the parts of a turn.
func (b *bodyWriter) parts(l prompt.List[prompt.Part]) expr.Text {
	var out expr.Text
	for i := range l {
		e := &l[i]
		switch {
		case e.Block != nil:
			block := &expr.Block[expr.Text]{Close: e.Block.Close}
			for _, a := range e.Block.Arms {
				block.Arms = append(block.Arms, expr.Arm[expr.Text]{Tag: a.Tag, Body: b.parts(a.Body)})
			}
			out = append(out, expr.Seg{Block: block, Span: e.Span})
		case e.Item == nil:
			b.w.Drop(e.Span, "", name+" has no place for a variable that stands for parts of a message")
		case e.Item.Kind == prompt.TextPart && e.Item.Text != nil:
			out = append(out, textOf(e.Item.Text)...)
		case e.Item.Kind == prompt.MediaPart:
			if s, ok := b.media(e.Item); ok {
				out = append(out, s)
			}
		case e.Item.Of == ID && e.Item.Node.Get("section") != nil:
			out = append(out, b.section(e.Item))
		default:
			b.w.Drop(e.Item.Span(), e.Item.Feature, name+" has no place for tool calls, tool results and reasoning")
		}
	}
	return out
}

// section writes {{section "x"}}.
func (b *bodyWriter) section(p *prompt.Part) expr.Seg {
	arg, _ := argument(p.Node.Get("section"))
	t := &expr.Tag{Kind: expr.TagMedia, Expr: expr.Call{Name: "section", Args: []expr.Expr{arg}}, Span: p.Span()}
	return expr.Seg{Tag: t}
}

func textOf(n *value.Node) expr.Text {
	switch n.Kind {
	case value.Text:
		return n.Text
	case value.Hole:
		return expr.Text{{Tag: n.Tag, Span: n.Span}}
	}
	return expr.Text{{Lit: n.Str, Span: n.Span}}
}

// media writes {{media url=…}}.
func (b *bodyWriter) media(p *prompt.Part) (expr.Seg, bool) {
	if n := p.Node; n != nil && n.Tag != nil && n.Tag.Kind == expr.TagMedia {
		return expr.Seg{Tag: n.Tag}, true
	}
	m := p.Media
	url, ok := argument(m.URL)
	if !ok && m.Data.IsString() && m.MIME.IsString() {
		url, ok = expr.Lit{Kind: expr.Str, Text: "data:" + m.MIME.Str + ";base64," + m.Data.Str}, true
	}
	if !ok {
		b.w.Drop(p.Span(), "media-input", name+" has media by their URL only; this one has none that is a text or one variable")
		return expr.Seg{}, false
	}
	call := expr.Call{Name: "media", Named: []expr.Named{{Name: "url", Value: url}}}
	if mime, ok := argument(m.MIME); ok {
		call.Named = append(call.Named, expr.Named{Name: "contentType", Value: mime})
	}
	if m.Detail != nil {
		b.w.Drop(m.Detail.Span, "media-input", name+" has no word for how closely an image is looked at")
	}
	return expr.Seg{Tag: &expr.Tag{Kind: expr.TagMedia, Expr: call, Span: p.Span()}}, true
}

// argument returns a value as an argument of a helper: a text, or one variable.
func argument(n *value.Node) (expr.Expr, bool) {
	switch {
	case n == nil:
		return nil, false
	case n.IsString():
		return expr.Lit{Kind: expr.Str, Text: n.Str}, true
	case n.Kind == value.Hole:
		return n.Tag.Expr, true
	case n.Kind == value.Text && len(n.Text) == 1 && n.Text[0].Tag != nil && n.Text[0].Tag.Kind == expr.TagHole:
		return n.Text[0].Tag.Expr, true
	}
	return nil, false
}
