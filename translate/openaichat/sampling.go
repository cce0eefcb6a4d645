package openaichat

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// topP leaves top_p out beside temperature 0 where both together are an error
// (trait greedy_top_p: 1): the likeliest token is taken anyway.
func (c *writer) topP(s *prompt.Setting) bool {
	t := c.Trait("greedy_top_p")
	temp := c.Setting1(prompt.ParamTemperature)
	if c.Same || t.Value == "" || temp == nil || !isZero(temp.Value) || s.Value.Kind != value.Number || s.Value.Str == t.Value {
		return false
	}
	c.Note(s.Node, s.Feature, translate.Exact, "left out: it must be "+t.Value+" beside temperature 0, which takes the likeliest token anyway", translate.By(t.Ref))
	return true
}

func isZero(n *value.Node) bool {
	x, err := strconv.ParseFloat(n.Str, 64)
	return n.Kind == value.Number && err == nil && x == 0
}

// prediction writes a predicted output as one text where the target takes no
// list of parts (trait prediction_form: string).
func (c *writer) prediction(s *prompt.Setting) bool {
	f, ok := c.Target.Dialect.Field(string(s.Param), c.Target.Version)
	list := s.Value.Get("content")
	if !ok || f.Read || !c.Foreign() || c.Trait("prediction_form").Value != "string" || list == nil || list.Kind != value.Array || !s.Value.Get("type").Is("content") {
		return false
	}
	var texts []any
	for i := range list.Entries {
		part := list.Entries[i].Value
		text := part.Get("text")
		if !part.Get("type").Is("text") || !isText(text) || len(part.Entries) != 2 {
			c.Drop(s.Node, s.Feature, "a prediction is one text here", translate.By(f.Ref))
			return true
		}
		texts = append(texts, text)
	}
	c.Mark(s.Node)
	translate.SetPath(c.out, f.Path, value.NewObject("type", value.NewString("content"), "content", translate.Joined(texts...)))
	return true
}
