package bedrockconverse

import (
	"math"
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// topP leaves topP out beside a temperature where the model takes one of them.
func (c *writer) topP(s *prompt.Setting) bool {
	if c.Same || c.Setting1(prompt.ParamTemperature) == nil {
		return false
	}
	is, opts, _ := c.Gate("top_p_with_temperature")
	if is != catalog.No {
		return false
	}
	if n := s.Value; n.Kind == value.Number && number(n) == 1 {
		c.Note(s.Node, s.Feature, translate.Exact, "left out beside a temperature: 1 cuts nothing", opts...)
		return true
	}
	c.Drop(s.Node, s.Feature, c.Target.Model.ID+" takes temperature or topP, not both", opts...)
	return true
}

// topK goes where the model's maker has it: beside the request's own options.
func (c *writer) topK(s *prompt.Setting) bool {
	switch {
	case c.Same || c.is("claude"):
		return false
	case !c.is("nova"):
		c.Drop(s.Node, s.Feature, c.Trait("no_top_k").Value, c.by("no_top_k"))
		return true
	}
	f, ok := c.Target.Dialect.FieldAt(novaTopK, c.Target.Version)
	v := s.Value
	switch {
	case !ok || v.Kind != value.Number:
		v = c.Carry(v)
	case f.Max != nil && number(v) > *f.Max, f.Min != nil && number(v) < *f.Min:
		v = value.NewNumber("128")
		if f.Min != nil && number(s.Value) < *f.Min {
			v = value.NewNumber("1")
		}
		c.Note(s.Value, s.Feature, translate.Approximate, "topK is 1 to 128 for Nova: "+s.Value.Str+" becomes "+v.Str, translate.To(v), translate.By(f.Ref))
	case number(v) != math.Trunc(number(v)):
		v = value.NewNumber(strconv.Itoa(int(number(v))))
		c.Note(s.Value, s.Feature, translate.Approximate, "topK is a whole number: "+s.Value.Str+" becomes "+v.Str, translate.To(v), translate.By(f.Ref))
	default:
		v = c.Carry(v)
	}
	c.MarkAt(s.At)
	translate.SetPath(c.out, novaTopK, v)
	return true
}

const novaTopK = keyExtra + ".inferenceConfig.topK"

// whileThinking leaves sampling options out beside Claude's thinking, which
// takes only the defaults and a top_p close to them.
func (c *writer) whileThinking(s *prompt.Setting) bool {
	if c.Same || !c.is("claude") || !c.thinks() {
		return false
	}
	if x := number(s.Value); s.Value.Kind == value.Number {
		if s.Param == prompt.ParamTemperature && x == 1 || s.Param == prompt.ParamTopP && x >= 0.95 && x <= 1 {
			return false
		}
	}
	f, _ := c.Target.Dialect.FieldAt(thinkType, c.Target.Version)
	c.Drop(s.Node, s.Feature, "sampling cannot be set while thinking is on", translate.By(f.Ref))
	return true
}
