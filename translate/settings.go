package translate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// Settings writes every option of p into out by the target's field table:
// renamed, clamped, wrapped, gated by the model, or named as dropped. A handler
// in special takes its param over; it returns false to leave it to the table.
func (w *Writer) Settings(out *value.Node, special map[prompt.Param]func(*prompt.Setting) bool) {
	for i := range w.p.Settings {
		s := &w.p.Settings[i]
		if f := special[s.Param]; f != nil && f(s) {
			continue
		}
		w.Setting(out, s)
	}
}

// Setting writes one option by the target's field table.
func (w *Writer) Setting(out *value.Node, s *prompt.Setting) {
	f, ok := w.fieldFor(s)
	if !ok {
		if w.idle(s) {
			w.leaveOut(s, "the value switches the option off")
			return
		}
		w.dropSetting(s)
		return
	}
	if w.Same {
		w.MarkAt(s.At)
		SetPath(out, s.Form, w.Carry(s.Value))
		return
	}
	if f.Gate != "" {
		if is, opts, g := w.Gate(f.Gate); is == catalog.No {
			if w.idle(s) {
				w.leaveOut(s, "the value switches the option off")
				return
			}
			if w.isDefault(f, s.Value) {
				w.leaveOut(s, "this is what "+w.Target.Model.ID+" does anyway", By(f.Ref))
				return
			}
			w.Drop(s.Node, s.Feature, gateMessage(w, f, g), append(opts, w.holeDeps(s.Value)...)...)
			return
		}
	}
	path := w.pathOf(s, f)
	other := alternative(out, path, s.Value)
	if w.taken[path] && other == nil {
		w.Drop(s.Node, s.Feature, "another spelling of "+path+" is set already")
		return
	}
	v := w.mapValue(s.Value, func(n *value.Node) *value.Node { return w.fit(s, f, n) })
	if v != nil {
		if w.taken[path] {
			v = together(other, v)
			withdraw(out, path)
		}
		w.MarkAt(s.At)
		w.Take(path)
		SetPath(out, path, v)
	}
}

// Take notes that the member at a dotted path of the output has been written,
// so that a second spelling of the same option is named rather than laid over
// it.
func (w *Writer) Take(path string) {
	if w.taken == nil {
		w.taken = map[string]bool{}
	}
	w.taken[path] = true
}

// pathOf keeps the source's own spelling where the dialect is the same and the
// spelling is still written.
func (w *Writer) pathOf(s *prompt.Setting, f catalog.Field) string {
	if w.Foreign() {
		return f.Path
	}
	if g, ok := w.from.InAnyVersion(s.Form); !ok || g.Path != f.Path {
		return f.Path
	}
	return s.Form
}

// idle holds the values that switch an option off by what the option means:
// no penalty, one answer, no cut of the probability mass. They count only where
// the target has no such option, or its model does not take it.
var idle = map[prompt.Param]float64{
	prompt.ParamFrequencyPenalty: 0,
	prompt.ParamPresencePenalty:  0,
	prompt.ParamChoices:          1,
	prompt.ParamTopP:             1,
}

// idle reports whether s is an option that is written and switched off.
func (w *Writer) idle(s *prompt.Setting) bool {
	off, ok := idle[s.Param]
	switch s.Value.Kind {
	case value.Number:
		v, err := strconv.ParseFloat(s.Value.Str, 64)
		return ok && err == nil && v == off
	case value.Bool:
		return !s.Value.Bool && (s.Param == prompt.ParamLogprobs || s.Param == paramStore && w.keepsNothing())
	}
	return false
}

// paramStore is the switch by which a server keeps an answer for later calls.
const paramStore prompt.Param = "store"

// keepsNothing reports whether the target has no switch for what its server
// keeps: there is nothing to switch off.
func (w *Writer) keepsNothing() bool {
	_, has := w.Target.Dialect.Field(string(paramStore), w.Target.Version)
	return !has
}

// leaveOut enters an option whose value asks for nothing: nothing is lost
// without it.
func (w *Writer) leaveOut(s *prompt.Setting, why string, opts ...Option) {
	w.Note(s.Node, s.Feature, Exact, "left out: "+why, opts...)
	w.MarkAt(s.At)
}

// isDefault reports whether v says what the target does anyway.
func (w *Writer) isDefault(f catalog.Field, v *value.Node) bool {
	switch v.Kind {
	case value.Number:
		a, err1 := strconv.ParseFloat(v.Str, 64)
		b, err2 := strconv.ParseFloat(f.Default, 64)
		return err1 == nil && err2 == nil && a == b
	case value.Bool:
		return f.Default == strconv.FormatBool(v.Bool)
	case value.String:
		return f.Default == strconv.Quote(v.Str)
	}
	return false
}

func gateMessage(w *Writer, f catalog.Field, g catalog.Gate) string {
	msg := fmt.Sprintf("%s does not take %s", w.Target.Model.ID, f.Path)
	if g.Note != "" {
		msg += ": " + g.Note
	}
	return msg
}

// fieldFor finds the target's field for a setting: the same spelling where the
// dialect is the source's own, else the field of the param.
func (w *Writer) fieldFor(s *prompt.Setting) (catalog.Field, bool) {
	d := w.Target.Dialect
	if w.p.Dialect == d.ID {
		f, ok := d.FieldAt(s.Form, w.Target.Version)
		if ok && (w.Same || !f.Read) {
			return f, true
		}
	}
	f, ok := d.Field(string(s.Param), w.Target.Version)
	if ok && f.Read && !w.Same {
		return catalog.Field{}, false
	}
	return f, ok
}

// dropSetting names an option that the target has no field for.
func (w *Writer) dropSetting(s *prompt.Setting) {
	d := w.Target.Dialect
	msg, ref := fmt.Sprintf("%s has no such option", d.ID), d.Ref
	for _, v := range d.Versions {
		if f, ok := d.Field(string(s.Param), v); ok && v != w.Target.Version {
			msg = fmt.Sprintf("API version %s has no %s; %s had", w.Target.Version, f.Path, v)
			if f.Source != "" {
				ref = f.Ref
			}
		}
	}
	if f, ok := d.Field(string(s.Param), w.Target.Version); ok && f.Read && f.Note != "" {
		msg = f.Note
	}
	// What the source's vendor keeps has a reason of its own, whoever the target.
	for _, t := range []catalog.Fact{w.FromTrait("stays_" + string(s.Param)), d.Trait("no_" + string(s.Param))} {
		if t.Value != "" {
			msg = t.Value
			if t.Source != "" {
				ref = t.Ref
			}
		}
	}
	if s.Param == paramStore && s.Value.Kind == value.Bool && !s.Value.Bool {
		// Nothing is asked to be kept, and unasked the target keeps what its owner
		// has set.
		w.Note(s.Node, s.Feature, Approximate, msg, By(ref), Maybe("what the target's owner keeps"))
		w.MarkAt(s.At)
		return
	}
	w.Drop(s.Node, s.Feature, msg, append(w.holeDeps(s.Value), By(ref))...)
}

// holeDeps makes a loss possible where only the run knows the value: it may
// well be the default.
func (w *Writer) holeDeps(n *value.Node) []Option {
	if n.Kind == value.Hole {
		return []Option{Maybe(HoleText(n))}
	}
	return nil
}

// SetPath sets a member at a dotted path, making the objects on the way. A
// choice with an absent arm becomes a block around the member.
func SetPath(out *value.Node, path string, v *value.Node) {
	if v == nil {
		return
	}
	for {
		head, rest, more := strings.Cut(path, ".")
		if !more {
			SetMember(out, head, v)
			return
		}
		next := out.Get(head)
		if next == nil || next.Kind != value.Object {
			next = &value.Node{Kind: value.Object}
			out.Set(head, next)
		}
		out, path = next, rest
	}
}
