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

// prediction writes a predicted output with the word for its kind, which some
// vendors do without, and as one text where the target takes no list of parts
// (trait prediction_form: string).
func (c *writer) prediction(s *prompt.Setting) bool {
	f, ok := c.Target.Dialect.Field(string(s.Param), c.Target.Version)
	kind, content := s.Value.Get("type"), s.Value.Get("content")
	if ok && !f.Read && c.Foreign() && content == nil && s.Value.Kind == value.Object && !s.Value.Open() && len(s.Value.Entries) < 2 {
		c.Drop(s.Node, s.Feature, "a prediction without content predicts nothing, and is refused here", translate.By(f.Ref))
		return true
	}
	if !ok || f.Read || !c.Foreign() || content == nil || kind != nil && !kind.Is("content") {
		return false
	}
	list := content.Kind == value.Array && c.Trait("prediction_form").Value == "string"
	if kind != nil && !list || len(s.Value.Entries) > 2 {
		return false
	}
	out := value.NewObject("type", value.NewString("content"))
	if kind == nil {
		c.Add(out.Get("type"), s.Feature, "a prediction says its kind, of which there is one", translate.By(f.Ref))
	}
	if list {
		text := oneOfTexts(content)
		if text == nil {
			c.Drop(s.Node, s.Feature, "a prediction is one text here", append(translate.ByHoles(s.Value), translate.By(f.Ref))...)
			return true
		}
		c.Mark(s.Node)
		out.Set("content", text)
	} else {
		c.Mark(kind)
		out.Set("content", c.Carry(content))
	}
	translate.SetPath(c.out, f.Path, out)
	return true
}

// oneOfTexts joins a list of text parts, nil where it holds anything else.
func oneOfTexts(list *value.Node) *value.Node {
	var texts []any
	for i := range list.Entries {
		part := list.Entries[i].Value
		text := part.Get("text")
		if !part.Get("type").Is("text") || !isText(text) || len(part.Entries) != 2 {
			return nil
		}
		texts = append(texts, text)
	}
	return translate.Joined(texts...)
}
