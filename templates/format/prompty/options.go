package prompty

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Options maps the neutral names of model.options to params: the
// specification, §2.6 ModelOptions.
var Options = map[string]prompt.Param{
	"temperature":            prompt.ParamTemperature,
	"maxOutputTokens":        prompt.ParamMaxTokens,
	"topP":                   prompt.ParamTopP,
	"topK":                   prompt.ParamTopK,
	"frequencyPenalty":       prompt.ParamFrequencyPenalty,
	"presencePenalty":        prompt.ParamPresencePenalty,
	"seed":                   prompt.ParamSeed,
	"stopSequences":          prompt.ParamStop,
	"allowMultipleToolCalls": prompt.ParamParallelTools,
}

// model reads the model block of both versions.
func (r *reader) model(n *value.Node) {
	if n.Kind != value.Object {
		r.setModel(&value.Node{Kind: value.Object, Span: n.Span}, n)
		return
	}
	sent := &value.Node{Kind: value.Object, Span: n.Span}
	for _, m := range n.Members() {
		path := "model." + m.Key
		switch m.Key {
		case "id":
			r.setModel(sent, m.Value)
		case "provider":
			r.Provider = m.Value
		case "api", "apiType":
			r.apiType(sent, m)
		case "connection":
			r.words(path, m.Value)
		case "configuration":
			r.configuration(sent, m.Value)
		case "options":
			r.options(sent, m.Value)
		case "parameters":
			r.Params, r.Words = m.Value, "openai-chat"
			sent.Set(m.Key, m.Value)
		}
	}
	r.Tree.Set("model", sent)
}

func (r *reader) setModel(sent, n *value.Node) {
	if n.Kind == value.Null {
		return
	}
	r.Model = n
	sent.Set("id", n)
	r.Tree.Set("model", sent)
}

// apiType notes the calls that are no chat: their requests are not ours.
func (r *reader) apiType(sent *value.Node, m value.Member) {
	feature := map[string]string{"embedding": "embedding-param", "image": "image-gen-param", "completion": "completion-param"}[text(m.Value)]
	if feature == "" {
		return
	}
	sent.Set(m.Key, m.Value)
	r.Ext = append(r.Ext, prompt.Ext{At: prompt.At{Node: m.Value}, Dialect: "prompty", Key: "/model/" + m.Key, Feature: feature, Value: m.Value})
}

// configuration reads version 1's connection block.
func (r *reader) configuration(sent, n *value.Node) {
	if _, _, _, ok := Reference(n); ok {
		return // a file or a variable holds the connection: it is read when the prompt runs
	}
	if n.Kind != value.Object {
		r.Wrong(n, "model.configuration is no mapping; expected type and its keys")
		return
	}
	if t := n.Get("type"); t != nil {
		r.Provider = t
	} else if n.Get("azure_deployment") != nil || n.Get("azure_endpoint") != nil {
		// Version 1 took Azure OpenAI for granted where these keys stand.
		r.Provider = &value.Node{Kind: value.String, Str: "azure_openai"}
	}
	for _, key := range []string{"model", "name", "azure_deployment"} {
		if v := n.Get(key); v != nil && r.Model == nil {
			r.setModel(sent, v)
		}
	}
	r.words("model.configuration", n)
}

// words keeps the values of a connection block that may name a vendor.
func (r *reader) words(path string, n *value.Node) {
	for _, m := range n.Members() {
		if m.Value != r.Model && m.Value != r.Provider {
			r.Vendor = append(r.Vendor, format.Word{Path: path + "." + m.Key, Node: m.Value})
		}
	}
}

// options reads version 2's neutral options. What is below
// additionalProperties goes to the vendor as it stands.
func (r *reader) options(sent, n *value.Node) {
	if n.Kind != value.Object {
		r.Wrong(n, "model.options is no mapping; expected lines such as `temperature: 0.2`")
		return
	}
	sent.Set("options", n)
	for _, m := range n.Members() {
		if p, ok := Options[m.Key]; ok {
			r.Options = append(r.Options, format.Option{Name: m.Key, Param: p, Value: m.Value})
			continue
		}
		if m.Key == "additionalProperties" && m.Value.Kind == value.Object {
			r.Params = m.Value
			continue
		}
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: m.Value}, Dialect: "prompty", Key: value.Pointer("/model/options", m.Key),
			Feature: "unknown-field", Value: m.Value,
		})
	}
}
