// Package githubprompt is the prompt-file format of GitHub Models: YAML files
// named .prompt.yml with messages, a model, its parameters, test data and
// evaluators. {{name}} is its only template syntax.
//
// The fields are those that GitHub documents
// (https://docs.github.com/github-models/use-github-models/storing-prompts-in-github-repositories)
// and that the gh-models extension reads
// (https://github.com/github/gh-models, pkg/prompt; both read 2026-11-22).
package githubprompt

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is GitHub's prompt format. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID is the format's name.
const ID = "github-prompt"

// ID implements format.Format.
func (Format) ID() string { return ID }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	name := strings.ToLower(f.Path)
	switch {
	case strings.HasSuffix(name, ".prompt.yml"), strings.HasSuffix(name, ".prompt.yaml"):
		return format.Sure, "its name ends in .prompt" + name[strings.LastIndexByte(name, '.'):]
	case !strings.HasSuffix(name, ".yml") && !strings.HasSuffix(name, ".yaml"), !hasKey(f.Data, "messages"):
		return format.No, ""
	case hasKey(f.Data, "modelParameters"), hasKey(f.Data, "testData"), hasKey(f.Data, "evaluators"), hasKey(f.Data, "responseFormat"):
		return format.Likely, "it has the keys of a GitHub Models prompt"
	}
	return format.No, ""
}

// hasKey reports whether a line of data begins with key and a colon.
func hasKey(data []byte, key string) bool {
	k := []byte(key + ":")
	return bytes.HasPrefix(data, k) || bytes.Contains(data, append([]byte{'\n'}, k...))
}

// params maps the names of modelParameters to params. gh-models has the first
// three; maxCompletionTokens is an input of the actions/ai-inference action.
var params = map[string]prompt.Param{
	"maxTokens":           prompt.ParamMaxTokens,
	"temperature":         prompt.ParamTemperature,
	"topP":                prompt.ParamTopP,
	"maxCompletionTokens": prompt.ParamMaxTokens,
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	docs, problems := format.ReadYAML(f.Whole())
	if len(docs) == 0 || docs[0].Kind != value.Object || docs[0].Get("messages") == nil {
		if len(problems) == 0 || !strings.Contains(strings.ToLower(f.Path), ".prompt.y") {
			return nil // another format of that name
		}
		return []*format.File{{Tree: &value.Node{Kind: value.Object}, Problems: problems}}
	}
	r := &reader{File: &format.File{Tree: &value.Node{Kind: value.Object, Span: docs[0].Span}, Front: docs[0], Problems: problems}}
	r.Provider = value.NewString("github") // the format is GitHub's: GitHub Models serves it
	r.read(docs[0])
	if len(problems) > 0 {
		r.Problems = r.Problems[:len(problems)] // what follows from broken YAML says nothing new
	}
	return []*format.File{r.File}
}

type reader struct {
	*format.File
	format *value.Node // responseFormat
	schema *value.Node // jsonSchema
}

func (r *reader) read(root *value.Node) {
	for _, m := range root.Members() {
		switch m.Key {
		case "name":
			r.Title = m.Value.Str
		case "description":
			r.About = m.Value.Str
		case "model":
			if m.Value.Kind != value.Null {
				r.Model = m.Value
				r.Tree.Set(m.Key, m.Value)
			}
		case "modelParameters":
			r.parameters(m.Value)
		case "messages":
			r.messages(m.Value)
		case "responseFormat":
			r.format = m.Value
		case "jsonSchema":
			r.schema = m.Value
		case "testData":
			r.inputs(m.Value)
			r.Keep(m.Key, m.Value)
		default:
			if !m.Spread {
				r.Keep(m.Key, m.Value) // evaluators, and whatever a program keeps here
			}
		}
	}
	r.output()
}

func (r *reader) parameters(n *value.Node) {
	if n.Kind != value.Object {
		if n.Kind != value.Null {
			r.Wrong(n, "modelParameters is no mapping; expected lines such as `temperature: 0.2`")
		}
		return
	}
	r.Tree.Set("modelParameters", n)
	for _, m := range n.Members() {
		if p, ok := params[m.Key]; ok {
			r.Options = append(r.Options, format.Option{Name: m.Key, Param: p, Value: m.Value})
			continue
		}
		r.Ext = append(r.Ext, prompt.Ext{
			At: prompt.At{Node: m.Value}, Dialect: ID, Key: value.Pointer("/modelParameters", m.Key),
			Feature: "unknown-field", Value: m.Value,
		})
	}
}

func (r *reader) messages(n *value.Node) {
	if n.Kind != value.Array {
		r.Wrong(n, "messages is no list; expected entries with role and content")
		return
	}
	r.Tree.Set("messages", n)
	for i := range n.Entries {
		v := n.Entries[i].Value
		if v == nil || v.Kind != value.Object {
			if v != nil {
				r.Wrong(v, "this message is no mapping; expected role and content")
			}
			continue
		}
		r.Messages = append(r.Messages, prompt.Entry[prompt.Message]{Item: r.message(v), Span: v.Span})
	}
}

func (r *reader) message(n *value.Node) *prompt.Message {
	m := &prompt.Message{At: prompt.At{Node: n}}
	for _, f := range n.Members() {
		switch f.Key {
		case "role":
			m.RoleNode = f.Value
			switch role := strings.ToLower(f.Value.Str); role {
			case "system", "user", "assistant":
				m.Role = prompt.Role(role)
				m.Marks = append(m.Marks, f.Value)
			default:
				r.Wrong(f.Value, "unknown role "+f.Value.Str+"; expected system, user or assistant")
			}
		case "content":
			if f.Value.Kind == value.Null {
				continue
			}
			if f.Value.IsString() {
				r.holes(f.Value)
			} else {
				r.Wrong(f.Value, "content is no text; expected a string: quote it")
			}
			m.Parts = append(m.Parts, prompt.Entry[prompt.Part]{
				Item: &prompt.Part{At: prompt.At{Node: f.Value}, Kind: prompt.TextPart, Text: f.Value}, Span: f.Value.Span,
			})
		default:
			m.Ext = append(m.Ext, prompt.Ext{
				At: prompt.At{Node: f.Value}, Dialect: ID, Key: value.Pointer("", f.Key), Feature: "unknown-field", Value: f.Value,
			})
		}
	}
	return m
}

// inputs reads the variables that the test data fill.
func (r *reader) inputs(n *value.Node) {
	if n.Kind != value.Array {
		return
	}
	seen := map[string]bool{}
	for i := range n.Entries {
		for _, m := range n.Entries[i].Value.Members() {
			if seen[m.Key] || m.Spread || m.Key == "expected" {
				continue // expected is what evaluators compare with
			}
			seen[m.Key] = true
			kind := "string"
			switch m.Value.Kind {
			case value.Number:
				kind = "number"
			case value.Bool:
				kind = "boolean"
			}
			r.Inputs = append(r.Inputs, prompt.Input{At: prompt.At{Node: m.Value}, Name: m.Key, Kind: kind, Sample: m.Value})
		}
	}
}
