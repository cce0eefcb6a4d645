package compose

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// A Scenario is one filling of a rendering.
type Scenario struct {
	Name string // what it tries: "the second condition is false"
	Data map[string]any
}

// maxScenarios bounds the fillings of one rendering.
const maxScenarios = 200

// awkward is the sample of a text: everything that breaks JSON and templates
// when it is not escaped.
const awkward = "He said \"no\" \\ it's {{ 1 }}\n\t</script> \u2028 é"

// Scenarios returns data for t: one filling in which every condition holds and
// every loop has two rounds, and then each condition both ways and each loop
// with no, one and two rounds, with what leads to it made true. Known are the
// values of variables that a declaration or a setting gives.
func Scenarios(t expr.Text, known map[string]any) []Scenario {
	s := survey(t)
	for name, v := range known {
		if f := s.root.fields[name]; f != nil {
			f.sample = v
		}
	}
	out := []Scenario{{Name: "every condition true", Data: s.data(nil, known, true)}}
	for i, f := range s.forks {
		if len(out) >= maxScenarios {
			break
		}
		if f.cond != nil {
			for _, want := range []bool{true, false} {
				out = append(out, Scenario{fmt.Sprintf("condition %d is %v", i+1, want), s.data(func(c *choices) { c.reach(f, want, 0) }, known, true)})
			}
			continue
		}
		for n := range 3 {
			out = append(out, Scenario{fmt.Sprintf("loop %d has %d rounds", i+1, n), s.data(func(c *choices) { c.reach(f, n > 0, n) }, known, true)})
		}
	}
	return append(out, Scenario{Name: "every condition false", Data: s.data(nil, known, false)})
}

// data builds the values; decide makes the forks of a scenario go its way.
func (s *surveyor) data(decide func(*choices), known map[string]any, yes bool) map[string]any {
	c := &choices{s: s, set: map[*shape]any{}, rounds: map[*shape]int{}, yes: yes}
	for _, f := range s.forks {
		if f.cond != nil {
			c.solve(f.cond, f.scope, yes)
		}
	}
	if decide != nil {
		decide(c)
	}
	out := map[string]any{}
	for name, v := range known {
		out[name] = v
	}
	for _, name := range s.root.names() {
		if v := c.build(s.root.fields[name]); v != absent {
			out[name] = v
		} else {
			delete(out, name)
		}
	}
	return out
}

// build makes the value of a shape.
func (c *choices) build(s *shape) any {
	if v, ok := c.set[s]; ok {
		return v
	}
	n, decided := c.rounds[s]
	switch {
	case s.elem != nil:
		if list, ok := s.sample.([]any); ok && !decided && len(list) > 0 {
			return list
		}
		if !decided {
			n = 2
		}
		if s.section && s.elem.fields == nil && n == 0 {
			return false
		}
		return c.list(s, n)
	case s.sample != nil:
		return s.sample
	case s.fields != nil:
		out := map[string]any{}
		for _, name := range s.names() {
			if v := c.build(s.fields[name]); v != absent {
				out[name] = v
			}
		}
		return out
	}
	return byName(s.name)
}

func (c *choices) list(s *shape, n int) any {
	if s.pairs {
		out := map[string]any{}
		for i := range n {
			out[fmt.Sprintf("key%d", i+1)] = c.build(s.elem)
		}
		return out
	}
	out := make([]any, 0, n)
	for range n {
		out = append(out, c.build(s.elem))
	}
	return out
}

// byName is the sample of a value that nothing else is known of.
func byName(name string) any {
	switch n := strings.ToLower(name); {
	case n == "role" || strings.HasSuffix(n, "_role"):
		return "user"
	case strings.Contains(n, "url") || n == "photo" || n == "image":
		return "https://example.com/picture.png"
	case isFlag(n):
		return true
	}
	return awkward
}

// samples returns the values that a prompt tells of its variables: declared
// ones, and those that stand for an option.
func samples(p *prompt.Prompt) map[string]any {
	out := map[string]any{}
	for i := range p.Settings {
		s := &p.Settings[i]
		s.Value.Walk("", func(_ string, n *value.Node) {
			if name := filtered(n); name != "" {
				out[name] = ofParam(s.Param)
			}
		})
	}
	for i := range p.Inputs {
		in := &p.Inputs[i]
		v := declared(in)
		if v == nil {
			continue
		}
		out[in.Name] = v
	}
	return out
}

// filtered is variable for a hole that puts its variable through filters:
// {{ limit | tojson }}.
func filtered(n *value.Node) string {
	if n.Kind != value.Hole || n.Tag == nil {
		return ""
	}
	if p, ok := firstPath(n.Tag.Expr).(expr.Path); ok && len(p.Steps) == 1 {
		return p.Steps[0].Name
	}
	return ""
}

// declared returns a value of a declared variable, nil where only its use can
// tell.
func declared(in *prompt.Input) any {
	for _, n := range []*value.Node{in.Sample, in.Default} {
		if n != nil && n.Literal() && n.Kind != value.Null {
			return goValue(n)
		}
	}
	if len(in.Enum) > 0 {
		return in.Enum[0]
	}
	switch in.Kind {
	case "integer":
		return json.Number("3")
	case "number":
		return json.Number("0.5")
	case "boolean":
		return true
	case "string":
		return awkward
	case "image", "audio", "file", "video":
		return "https://example.com/picture.png"
	}
	return nil
}

// ofParam is a value that every vendor takes for an option.
func ofParam(p prompt.Param) any {
	switch p {
	case prompt.ParamMaxTokens, prompt.ParamTopK, prompt.ParamSeed, prompt.ParamChoices, prompt.ParamTopLogprobs:
		return json.Number("1")
	case prompt.ParamThinkingBudget:
		return json.Number("1024")
	case prompt.ParamTemperature, prompt.ParamTopP, prompt.ParamFrequencyPenalty, prompt.ParamPresencePenalty:
		return json.Number("0.5")
	case prompt.ParamStop:
		return []any{"END"}
	case prompt.ParamStream, prompt.ParamLogprobs, prompt.ParamParallelTools, prompt.ParamIncludeThoughts:
		return false
	case prompt.ParamEffort, prompt.ParamVerbosity:
		return "low"
	}
	return "auto"
}

// goValue turns a literal tree into the values of templates.Fill.
func goValue(n *value.Node) any {
	switch n.Kind {
	case value.Bool:
		return n.Bool
	case value.Number:
		return json.Number(n.Str)
	case value.String:
		return n.Str
	case value.Array:
		out := make([]any, 0, len(n.Entries))
		for i := range n.Entries {
			out = append(out, goValue(n.Entries[i].Value))
		}
		return out
	case value.Object:
		out := map[string]any{}
		for i := range n.Entries {
			out[n.Entries[i].Key] = goValue(n.Entries[i].Value)
		}
		return out
	}
	return nil
}
