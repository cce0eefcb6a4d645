package translate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// What depends on the model alone is settled here, once for all dialects: a
// medium that the model cannot see, tools for one that calls none, more output
// than it can write. What a dialect has entered itself is left as it is.

// certain returns the options of an entry that follows from what is known of
// the target's model.
func (w *Writer) certain(ref catalog.Ref) []Option {
	opts := []Option{By(ref)}
	if w.modelDep != nil {
		opts = append(opts, Maybe(w.modelDep...))
	}
	return opts
}

// inputGates names the capability that each kind of media asks for.
var inputGates = map[prompt.MediaKind]string{prompt.Image: "vision", prompt.Audio: "audio_in", prompt.File: "pdf"}

// Sees reports whether the target's model takes media of a kind; where it does
// not, why says so. A document is given up only for a model that cannot see
// images either, for many servers read documents for their models.
func (w *Writer) Sees(m *prompt.Media) (ok bool, why string, opts []Option) {
	model := w.Target.Model
	g := model.Gate(inputGates[m.Kind])
	lacks := func(modality string) bool { return len(model.Input) > 0 && !slices.Contains(model.Input, modality) }
	no, what, ref := false, string(m.Kind), g.Ref
	switch m.Kind {
	case prompt.Image, prompt.Audio:
		if no = g.Is == catalog.No; g.Is == catalog.Unknown && g.Note == "" && lacks(what) {
			no, ref = true, model.Ref
		}
		if what = "audio"; m.Kind == prompt.Image {
			what = "images"
		}
	case prompt.Video:
		no, ref, what = lacks("video"), model.Ref, "films"
	case prompt.File:
		if m.Text != nil || m.MIME.IsString() && m.MIME.Str != "application/pdf" {
			return true, "", nil
		}
		no = g.Is == catalog.No && model.Gate("vision").Is == catalog.No && w.Trait("documents").Value != "server"
		what = "documents"
	}
	if !no {
		return true, "", nil
	}
	return false, model.ID + " takes no " + what, w.certain(ref)
}

// withoutMedia returns p with a text in the place of every medium that the
// model cannot see, where that is what the user asked for. The prompt itself is
// shared between targets and stays as it is.
func (w *Writer) withoutMedia(p *prompt.Prompt) *prompt.Prompt {
	if w.Media != MediaPlaceholder || w.Same || !w.blind(p) {
		return p
	}
	out := *p
	out.Messages = eachItem(p.Messages, func(m *prompt.Message) *prompt.Message {
		c := *m
		c.Parts = w.parts(m.Parts)
		return &c
	})
	return &out
}

func (w *Writer) parts(l prompt.List[prompt.Part]) prompt.List[prompt.Part] {
	return eachItem(l, func(p *prompt.Part) *prompt.Part {
		switch {
		case p.Kind == prompt.MediaPart && p.Media != nil:
			ok, why, opts := w.Sees(p.Media)
			if ok {
				return p
			}
			w.Drop(p.Node, MediaFeature(p.Media.Kind), why+"; a placeholder stands in its place", opts...)
			return &prompt.Part{Kind: prompt.TextPart, Text: value.NewString("[" + string(p.Media.Kind) + " omitted]")}
		case p.ToolResult != nil:
			c, r := *p, *p.ToolResult
			r.Content = w.parts(r.Content)
			c.ToolResult = &r
			return &c
		}
		return p
	})
}

// eachItem maps the items of a list; blocks and spreads stay.
func eachItem[T any](l prompt.List[T], f func(*T) *T) prompt.List[T] {
	out := slices.Clone(l)
	for i := range out {
		if out[i].Item != nil {
			out[i].Item = f(out[i].Item)
		}
		if out[i].Block != nil {
			b := *out[i].Block
			b.Arms = slices.Clone(b.Arms)
			for j := range b.Arms {
				b.Arms[j].Body = eachItem(b.Arms[j].Body, f)
			}
			out[i].Block = &b
		}
	}
	return out
}

// blind reports whether p has media that the model cannot see.
func (w *Writer) blind(p *prompt.Prompt) bool {
	found := false
	w.eachMedia(p, func(part *prompt.Part) {
		ok, _, _ := w.Sees(part.Media)
		found = found || !ok
	})
	return found
}

// eachMedia calls f for every medium of the conversation, those in tool results
// too.
func (w *Writer) eachMedia(p *prompt.Prompt, f func(*prompt.Part)) {
	var part func(*prompt.Part)
	part = func(x *prompt.Part) {
		if x.Kind == prompt.MediaPart && x.Media != nil {
			f(x)
		}
		if x.ToolResult != nil {
			x.ToolResult.Content.Walk(part)
		}
	}
	p.Messages.Walk(func(m *prompt.Message) { m.Parts.Walk(part) })
}

// checkModel enters what the written request asks of a model that cannot do it.
func (w *Writer) checkModel(out *value.Node) {
	if w.Same || out == nil || out.Kind != value.Object {
		return
	}
	w.eachMedia(w.p, func(p *prompt.Part) {
		ok, why, opts := w.Sees(p.Media)
		if ok || w.spokenOf(p.Node) {
			return
		}
		if w.Media == MediaKeep {
			w.Warn(p.Node, MediaFeature(p.Media.Kind), Approximate, why+"; kept as it stands", opts...)
			return
		}
		w.Refuse(p.Node, MediaFeature(p.Media.Kind), why, opts...)
	})
	if g := w.Target.Model.Gate("tools"); g.Is == catalog.No {
		w.noTools(g)
	}
	w.outputLimit(out)
}

// spokenOf reports whether an entry on n itself, or covering it, is there.
func (w *Writer) spokenOf(n *value.Node) bool {
	return w.Covered(n) || slices.ContainsFunc(w.entries, func(e pending) bool { return e.Node != nil && e.Node == n && e.Outcome != Exact })
}

// noTools refuses functions for a model that calls none.
func (w *Writer) noTools(g catalog.Gate) {
	first := true
	w.p.Tools.Walk(func(t *prompt.Tool) {
		if first && t.Kind == prompt.FunctionTool && !w.spokenOf(t.Node) {
			first = false
			msg := w.Target.Model.ID + " calls no tools"
			if g.Note != "" {
				msg += ": " + g.Note
			}
			w.Warn(t.Node, "tool-definition", Refused, msg, w.certain(g.Ref)...)
		}
	})
}

// outputLimit lowers an output limit that the model cannot reach.
func (w *Writer) outputLimit(out *value.Node) {
	most := w.Target.Model.MaxOutput
	if most == nil {
		return
	}
	d := w.Target.Dialect
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Param != string(prompt.ParamMaxTokens) || !f.In(w.Target.Version) {
			continue
		}
		at, key := holder(out, f.Path)
		n := at.Get(key)
		if n == nil || n.Kind != value.Number {
			continue
		}
		if x, err := strconv.ParseFloat(n.Str, 64); err != nil || x <= float64(*most) {
			continue
		}
		v := value.NewNumber(strconv.Itoa(*most))
		at.Set(key, v)
		if s := w.Setting1(prompt.ParamMaxTokens); s != nil {
			opts := append(w.certain(w.Target.Model.LimitsRef), To(v))
			w.Note(s.Value, s.Feature, Approximate, fmt.Sprintf("%s writes at most %s tokens", w.Target.Model.ID, v.Str), opts...)
		}
	}
}

// holder returns the object that holds the member at a dotted path, nil where
// there is none.
func holder(n *value.Node, path string) (*value.Node, string) {
	for {
		head, rest, more := strings.Cut(path, ".")
		if !more {
			return n, head
		}
		n, path = n.Get(head), rest
	}
}
