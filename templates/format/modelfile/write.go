package modelfile

import (
	"errors"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// params are the words of PARAMETER for neutral options: the table of valid
// parameters in Ollama's documentation.
var params = []struct {
	name  string
	param prompt.Param
}{
	{"temperature", prompt.ParamTemperature},
	{"top_p", prompt.ParamTopP},
	{"top_k", prompt.ParamTopK},
	{"num_predict", prompt.ParamMaxTokens},
	{"seed", prompt.ParamSeed},
	{"stop", prompt.ParamStop},
	{"presence_penalty", prompt.ParamPresencePenalty},
	{"frequency_penalty", prompt.ParamFrequencyPenalty},
}

// Write implements format.Writer. A Modelfile fills nothing in: holes are
// losses. Other settings of Ollama's own are written as they stand.
func (Format) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	if p.Model == nil || !p.Model.Value.IsString() || p.Model.Value.Str == "" {
		return nil, errors.New("a Modelfile needs a model; expected one that is written out: name it")
	}
	var b strings.Builder
	line := func(words string, text string) {
		s, ok := quote(text)
		if !ok {
			w.Drop(p.Span(), "", "a Modelfile has no way to write text with triple quotes in it")
			return
		}
		b.WriteString(words + " " + s + "\n")
	}
	line("FROM", w.ModelID)
	can := format.Can{Model: true, Inputs: false}
	rest := *p
	rest.Settings = nil
	for i := range p.Settings {
		s := &p.Settings[i]
		if !parameter(s, line) {
			rest.Settings = append(rest.Settings, *s)
		}
	}
	rest.Ext = nil
	for _, x := range p.Ext {
		name := strings.TrimPrefix(x.Key, "/")
		if x.Dialect == "ollama" && words[name] && x.Value.IsString() {
			line(strings.ToUpper(name), x.Value.Str)
		} else if option, ok := strings.CutPrefix(name, "options/"); ok && x.Dialect == "ollama" && scalar(x.Value) != "" {
			line("PARAMETER "+option, scalar(x.Value))
		} else {
			rest.Ext = append(rest.Ext, x)
		}
	}
	w.Account(&rest, "a Modelfile", can)
	write(p, w, line)
	return []format.Out{{Name: "Modelfile", Data: []byte(b.String())}}, nil
}

// parameter writes a setting that has a name of its own.
func parameter(s *prompt.Setting, line func(words, text string)) bool {
	for _, known := range params {
		if known.param != s.Param {
			continue
		}
		values := []*value.Node{s.Value}
		if s.Param == prompt.ParamStop && s.Value.Kind == value.Array {
			values = nil
			for i := range s.Value.Entries {
				values = append(values, s.Value.Entries[i].Value)
			}
		}
		for _, v := range values {
			if scalar(v) == "" {
				return false
			}
		}
		for _, v := range values {
			line("PARAMETER "+known.name, scalar(v))
		}
		return true
	}
	return false
}

// scalar returns a value as an argument, "" where it is none.
func scalar(n *value.Node) string {
	switch {
	case n == nil:
	case n.Kind == value.String, n.Kind == value.Number:
		return n.Str
	case n.Kind == value.Bool && n.Bool:
		return "true"
	case n.Kind == value.Bool:
		return "false"
	}
	return ""
}

// write writes the turns: the first, where it is the system's, under SYSTEM.
func write(p *prompt.Prompt, w *format.Writing, line func(words, text string)) {
	for i, t := range w.Turns(p.Messages, "a Modelfile") {
		switch {
		case t.Spread != nil:
			w.Drop(t.Spread.Span, "", "a Modelfile has no place for a conversation that a variable brings")
		case i == 0 && t.Role == prompt.RoleSystem:
			line("SYSTEM", w.Text(nil, t.Text))
		case t.Role == prompt.RoleDeveloper:
			w.Weaken(t.From.Span(), "role-developer", "a developer's turn becomes the system's")
			line("MESSAGE system", w.Text(nil, t.Text))
		case t.Role == prompt.RoleSystem, t.Role == prompt.RoleUser, t.Role == prompt.RoleAssistant:
			line("MESSAGE "+string(t.Role), w.Text(nil, t.Text))
		default:
			w.Drop(t.From.Span(), "", "a Modelfile has no turns of the role "+string(t.Role))
		}
	}
}
