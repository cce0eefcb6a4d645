package compose

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

func init() { applyExtension = (*Engine).applyExtension }

// hintPrefix marks the notes in Prompt.Form that name a model which the prompt
// was written for, by dialect. They are hints: the neutral file pins no model.
const hintPrefix = "model:"

// Hint returns the model that the prompt was written for in a dialect, "" for
// none.
func Hint(p *prompt.Prompt, dialect string) string { return p.Form[hintPrefix+dialect] }

// Hints returns all models that the prompt was written for, in the order of
// their dialects.
func Hints(p *prompt.Prompt) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(p.Form)) {
		if strings.HasPrefix(key, hintPrefix) {
			out = append(out, p.Form[key])
		}
	}
	return out
}

// applyExtension completes a prompt that was read from the fields of a neutral
// file with what its extension block metadata.promptglot says. The block speaks
// of the prompt as the difference to those fields: `ref: 2` is the third
// message (or tool) that the file itself has.
func (e *Engine) applyExtension(p *prompt.Prompt, ext *value.Node) []value.Problem {
	d := &decoder{
		lang:     e.Langs.Get(neutralLang(p.Lang)),
		kept:     &value.Node{Kind: value.Object, Span: ext.Span},
		places:   map[place]*value.Node{},
		replaced: map[*value.Node]bool{},
	}
	if ext.Kind != value.Object {
		d.wrong(ext, "this is no mapping; expected the members of the extension block")
		return d.problems
	}
	setString(ext, "name", &p.Name)
	setString(ext, "description", &p.Description)
	setList(d, ext, "messages", &p.Messages, items(p.Messages), d.message)
	setList(d, ext, "tools", &p.Tools, items(p.Tools), d.tool)
	setList(d, ext, "tool_choice", &p.ToolChoice, items(p.ToolChoice), d.toolChoice)
	setList(d, ext, "output", &p.Output, items(p.Output), d.output)
	e.applySettings(d, p, ext.Get("settings"))
	if inputs := ext.Get("inputs"); inputs != nil {
		p.Inputs = nil
		for i := range inputs.Entries {
			in := prompt.Input{}
			d.input(&in, inputs.Entries[i].Value)
			p.Inputs = append(p.Inputs, in)
		}
	}
	d.setBool(ext, "open", &p.Open)
	d.extensions(ext, &p.Ext)
	e.applyDialects(p, ext.Get("dialects"))
	if len(d.kept.Entries) > 0 && p.Node != nil {
		p.Node.Set("metadata", value.NewObject("promptglot", d.kept))
	}
	if len(d.replaced) > 0 && p.Node != nil {
		without(p.Node, d.replaced)
	}
	return d.problems
}

// without takes values out of the tree that accounts for a prompt: what
// replaced them is in it. Containers that end up empty go too.
func without(n *value.Node, gone map[*value.Node]bool) {
	kept := n.Entries[:0:0]
	for _, e := range n.Entries {
		if e.Value != nil {
			if gone[e.Value] {
				continue
			}
			had := len(e.Value.Entries) > 0
			without(e.Value, gone)
			if had && len(e.Value.Entries) == 0 {
				continue
			}
		}
		kept = append(kept, e)
	}
	n.Entries = kept
}

// applySettings reads options under their neutral names, or as a list where
// one is set twice.
func (e *Engine) applySettings(d *decoder, p *prompt.Prompt, n *value.Node) {
	if n == nil {
		return
	}
	add := func(param string, enc *value.Node, feature *value.Node) {
		s := prompt.Setting{Param: prompt.Param(param), Feature: e.optionFeature(prompt.Param(param)), Form: param}
		if feature.IsString() {
			s.Feature = feature.Str
		}
		d.in("settings", func() { d.in(param, func() { s.Value = d.value(enc) }) })
		s.Node = s.Value
		p.Settings = append(p.Settings, s)
	}
	drop := func(param string) {
		kept := p.Settings[:0]
		for _, s := range p.Settings {
			if string(s.Param) == param {
				d.replaced[s.Node] = true
				continue
			}
			kept = append(kept, s)
		}
		p.Settings = kept
	}
	named := map[string]bool{}
	for i := range n.Entries {
		entry := &n.Entries[i]
		if n.Kind == value.Array {
			param := entry.Value.Get("param")
			if !param.IsString() || entry.Value.Get("value") == nil {
				d.wrong(entry.Value, "settings["+strconv.Itoa(i)+"] lacks param or value; expected both")
				continue
			}
			if !named[param.Str] {
				named[param.Str] = true
				drop(param.Str)
			}
			add(param.Str, entry.Value.Get("value"), entry.Value.Get("feature"))
			continue
		}
		drop(entry.Key)
		if entry.Value.Kind != value.Null {
			add(entry.Key, entry.Value, nil)
		}
	}
}

// applyDialects keeps the hints of models.
func (e *Engine) applyDialects(p *prompt.Prompt, n *value.Node) {
	for _, m := range n.Members() {
		if hint := m.Value.Get("model_hint"); hint.IsString() {
			if p.Form == nil {
				p.Form = map[string]string{}
			}
			p.Form[hintPrefix+m.Key] = hint.Str
		}
	}
}

// neutralLang returns the template language of neutral files for a prompt in
// another one: Prompty has Jinja and Mustache.
func neutralLang(lang string) string {
	if strings.EqualFold(lang, "mustache") {
		return "mustache"
	}
	return "jinja"
}
