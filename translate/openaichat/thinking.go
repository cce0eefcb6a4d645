package openaichat

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// readSwitches gives thinking switches that are booleans (reasoning.enabled)
// the words that the option has everywhere. A switch that only the run knows
// stays the dialect's own: no other vendor's word can be made of it.
func readSwitches(r *translate.Reader, p *prompt.Prompt) {
	kept := p.Settings[:0]
	for _, s := range p.Settings {
		if f, ok := r.Dialect.InAnyVersion(s.Form); !ok || s.Param != prompt.ParamThinkingMode || f.Type != "boolean" {
			kept = append(kept, s)
			continue
		}
		if s.Value.Kind != value.Bool {
			p.Ext = append(p.Ext, prompt.Ext{At: s.At, Dialect: r.Dialect.ID, Key: "/" + strings.ReplaceAll(s.Form, ".", "/"), Feature: s.Feature, Value: s.Value})
			continue
		}
		v := r.Copy(s.Node)
		v.Kind, v.Bool, v.Str = value.String, false, "disabled"
		if s.Node.Bool {
			v.Str = "enabled"
		}
		s.Value = v
		kept = append(kept, s)
	}
	p.Settings = kept
}

// thinking writes the ways of saying how much a model shall think into those
// that the target has: a switch, an effort, or both.
type thinking struct {
	w   *translate.Writer
	out *value.Node
}

// mode writes a thinking switch. Without one of its own, off is the effort
// "none", and on is what reasoning models do anyway.
func (t thinking) mode(s *prompt.Setting) bool {
	f, has := t.field(prompt.ParamThinkingMode)
	switch {
	case has && f.Type == "boolean":
		t.toggle(s, f, s.Value)
		return true
	case has, t.w.Setting1(prompt.ParamEffort) != nil, !s.Value.IsString():
		return false
	case s.Value.Str != "disabled":
		t.w.Note(s.Node, s.Feature, translate.Approximate, "reasoning models think as they see fit; other models cannot")
		return true
	}
	return t.effort(s, "none", "thinking that is switched off is effort none")
}

// toggle writes a switch that is a boolean.
func (t thinking) toggle(s *prompt.Setting, f catalog.Field, mode *value.Node) {
	if s.Node.Kind == value.Bool && mode == s.Value {
		translate.SetPath(t.out, f.Path, t.w.Carry(s.Node))
		return
	}
	if !mode.IsString() {
		t.w.Drop(s.Node, s.Feature, f.Path+" is true or false here, and the word for it is known at run time only", translate.Maybe(translate.HoleText(mode)))
		return
	}
	v := value.NewBool(mode.Str != "disabled")
	switch mode.Str {
	case "enabled", "disabled":
		t.w.Mark(s.Node)
	case "adaptive":
		t.w.Note(s.Node, s.Feature, translate.Approximate, "thinking is on or off here", translate.To(v), translate.By(f.Ref))
	default:
		t.w.Drop(s.Node, s.Feature, f.Path+" is true or false here; "+mode.Str+" is neither", translate.By(f.Ref))
		return
	}
	translate.SetPath(t.out, f.Path, v)
}

// level writes an effort where it is no plain word of the table: "none" is the
// switch of those whose efforts have no such word, and what models that do not
// reason do anyway; "default" asks for nothing.
func (t thinking) level(s *prompt.Setting) bool {
	f, ok := t.field(prompt.ParamEffort)
	if t.w.Same || !s.Value.IsString() {
		return false
	}
	_, _, has := f.Wire(s.Value.Str)
	switch is, opts, _ := t.w.Gate("effort"); {
	case s.Value.Str == "default" && t.w.Kin() && (!ok || !has):
		t.w.Note(s.Value, s.Feature, translate.Exact, "left out: the model's own default holds without the word")
		return true
	case s.Value.Str != "none":
		return false
	case is == catalog.No:
		t.w.Note(s.Value, s.Feature, translate.Exact, "left out: "+t.w.Target.Model.ID+" does not reason", opts...)
		return true
	case ok && has:
		return false
	}
	g, ok := t.field(prompt.ParamThinkingMode)
	if !ok || t.w.Setting1(prompt.ParamThinkingMode) != nil {
		return false
	}
	off := value.NewString("disabled")
	if g.Type == "boolean" {
		off = value.NewBool(false)
	}
	translate.SetPath(t.out, g.Path, off)
	t.w.Note(s.Value, s.Feature, translate.Exact, "no effort is thinking that is switched off", translate.To(off), translate.By(g.Ref))
	return true
}

// budget writes a budget of tokens as the effort that comes closest.
func (t thinking) budget(s *prompt.Setting) bool {
	if _, has := t.field(prompt.ParamThinkingBudget); has || t.w.Setting1(prompt.ParamEffort) != nil || s.Value.Kind != value.Number {
		return false
	}
	return t.effort(s, translate.EffortForBudget(s.Value.Str), "a budget of tokens becomes the effort that comes closest")
}

func (t thinking) effort(s *prompt.Setting, effort, why string) bool {
	f, ok := t.field(prompt.ParamEffort)
	if !ok {
		return false
	}
	is, opts, g := t.w.Gate("effort")
	if is == catalog.No {
		t.w.Drop(s.Value, s.Feature, t.w.Target.Model.ID+" takes no reasoning effort", opts...)
		return true
	}
	allowed := g.Values
	if len(allowed) == 0 {
		allowed = f.Enum
	}
	if effort = nearestEffort(effort, allowed); effort == "" {
		t.w.Drop(s.Value, s.Feature, t.w.Target.Model.ID+" has no such effort", opts...)
		return true
	}
	v := value.NewString(effort)
	outcome := translate.Approximate
	if effort == "none" {
		outcome = translate.Emulated // no thinking is no thinking
	}
	t.w.Note(s.Value, s.Feature, outcome, why, translate.To(v))
	translate.SetPath(t.out, f.Path, v)
	return true
}

// nearestEffort is the allowed effort that comes closest. Who asks for thinking
// is never given none.
func nearestEffort(want string, allowed []string) string {
	if want == "none" || len(allowed) == 0 {
		return translate.AllowedEffort(want, allowed)
	}
	var some []string
	for _, e := range allowed {
		if e != "none" {
			some = append(some, e)
		}
	}
	switch {
	case len(some) == 0:
		return ""
	case slices.Equal(some, []string{"default"}):
		return "default"
	}
	return translate.AllowedEffort(want, some)
}

// field returns the option of the target that is written for a param.
func (t thinking) field(p prompt.Param) (catalog.Field, bool) {
	f, ok := t.w.Target.Dialect.Field(string(p), t.w.Target.Version)
	return f, ok && !f.Read
}
