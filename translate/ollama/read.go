package ollama

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Read implements translate.Dialect.
func (Dialect) Read(r *translate.Reader, tree *value.Node) *prompt.Prompt {
	p := &prompt.Prompt{Form: map[string]string{}}
	if tree.Get("messages") == nil && tree.Get("prompt") != nil {
		p.Form["api"] = formGenerate
		readGenerate(r, p, tree)
	}
	for _, m := range tree.Members() {
		if m.Spread {
			continue // kept by Fields
		}
		v := m.Value
		switch m.Key {
		case "model":
			if v.Kind != value.Null {
				p.Model = &prompt.Setting{At: prompt.At{Node: v}, Param: prompt.ParamModel, Feature: "model-name", Value: v, Form: m.Key}
			}
		case "messages":
			p.Messages = translate.ReadObjects(v, func(n *value.Node) *prompt.Message { return readMessage(r, n) })
			translate.MarkPrefill(p.Messages)
		case "tools":
			p.Tools = translate.ReadObjects(v, r.Function)
		case "format":
			p.Output = translate.ReadOne(v, readFormat)
		case "think":
			readThink(r, p, v)
		case "prompt", "system", "images":
			if p.Form["api"] != formGenerate {
				keep(r, p, m.Key, "unknown-field", v)
			}
		}
	}
	r.Fields(p, tree)
	readIdle(r, p)
	return p
}

// keep makes a member of the request an extension.
func keep(r *translate.Reader, p *prompt.Prompt, key, feature string, n *value.Node) {
	p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Dialect: r.Dialect.ID, Key: value.Pointer("", key), Feature: feature, Value: n})
}

// readFormat reads the contract on the answer: the word json, or a schema as it
// stands.
func readFormat(n *value.Node) *prompt.Output {
	o := &prompt.Output{At: prompt.At{Node: n}, Kind: prompt.OutputOpaque}
	switch {
	case n.Is("json"):
		o.Kind = prompt.OutputJSON
	case n.Is(""):
		o.Kind = prompt.OutputText
	case n.Kind == value.Object:
		o.Kind, o.Schema = prompt.OutputSchema, n
	}
	return o
}

// readThink reads the member that is a switch or a level. What only the run
// knows could be either, and no other dialect has a place for both.
func readThink(r *translate.Reader, p *prompt.Prompt, n *value.Node) {
	s := prompt.Setting{At: prompt.At{Node: n}, Param: prompt.ParamThinkingMode, Feature: featureThink, Form: formThink}
	switch {
	case n.Kind == value.Bool:
		word := "disabled"
		if n.Bool {
			word = "enabled"
		}
		s.Value = r.StandFor(value.NewString(word), n)
	case n.Is("low"), n.Is("medium"), n.Is("high"):
		s.Param, s.Value = prompt.ParamEffort, n
	default:
		keep(r, p, "think", featureThink, n)
		return
	}
	p.Settings = append(p.Settings, s)
}

// idle holds the values of options that stand for "none": what they ask for is
// what other dialects do where nothing is said.
var idle = map[prompt.Param]string{
	prompt.ParamMaxTokens: "a negative number is no limit",
	prompt.ParamSeed:      "a negative number is another seed each time",
}

// readIdle takes the options out that ask for nothing: their numbers would mean
// something else elsewhere.
func readIdle(r *translate.Reader, p *prompt.Prompt) {
	kept := p.Settings[:0]
	for _, s := range p.Settings {
		why := idle[s.Param]
		if why == "" || s.Value.Kind != value.Number || !strings.HasPrefix(s.Value.Str, "-") {
			kept = append(kept, s)
			continue
		}
		p.Ext = append(p.Ext, prompt.Ext{
			At: s.At, Dialect: r.Dialect.ID, Key: "/" + strings.ReplaceAll(s.Form, ".", "/"), Feature: s.Feature, Value: s.Value, Idle: why,
		})
	}
	p.Settings = kept
}
