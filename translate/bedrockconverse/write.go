package bedrockconverse

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A writer writes one request.
type writer struct {
	*translate.Writer
	p      *prompt.Prompt
	out    *value.Node
	own    bool          // the prompt is of this dialect
	forced bool          // what the source demands rules Claude's thinking out
	told   []value.Entry // instructions that stand in for what the API cannot say: blocks of the system text
	ids    *translate.Renamer
	names  *translate.Renamer
	docs   map[string]bool    // names of documents
	called []*prompt.ToolCall // calls written
	talks  bool               // the conversation has calls or results
	cached int                // cache points written
	done   map[*prompt.Setting]bool
	taken  map[*prompt.Ext]bool // extensions of a relative's that are written
}

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{
		Writer: w, p: p, own: !w.Foreign(), out: &value.Node{Kind: value.Object}, done: map[*prompt.Setting]bool{}, taken: map[*prompt.Ext]bool{},
		ids:   translate.NewRenamer(w, "tool_call_id_pattern", "call"),
		names: translate.NewRenamer(w, "tool_name_pattern", "tool"),
		docs:  map[string]bool{},
	}
	w.MarkAt(p.At)
	if c.own && p.Model != nil && p.Model.Form == formModel {
		w.SetModel(c.out, "modelId")
	} else {
		w.ModelInURL()
	}
	p.ToolChoice.Walk(func(t *prompt.ToolChoice) {
		c.forced = c.forced || translate.Demands(t)
	})
	c.forced = c.forced || c.continues()
	if !w.Same {
		c.reasoning()
	}
	c.settings()
	c.output()
	c.conversation()
	c.tools()
	if !w.Same {
		c.limits()
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	translate.Arrange(c.out, order)
	return c.out
}

func (c *writer) settings() {
	settled := func(s *prompt.Setting) bool { return c.done[s] }
	c.Settings(c.out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamThinkingMode:   settled,
		prompt.ParamThinkingBudget: settled,
		prompt.ParamEffort:         settled,
		prompt.ParamMaxTokens:      c.maxTokens,
		prompt.ParamStop:           c.stop,
		prompt.ParamTopP:           func(s *prompt.Setting) bool { return c.whileThinking(s) || c.topP(s) },
		prompt.ParamTemperature:    c.whileThinking,
		prompt.ParamTopK:           func(s *prompt.Setting) bool { return c.whileThinking(s) || c.topK(s) },
		prompt.ParamParallelTools:  func(*prompt.Setting) bool { return true }, // the choice of tools writes it
		prompt.ParamStream:         c.stream,
		prompt.ParamMetadata:       c.metadata,
		"beta_flags":               c.betas,
	})
}

// order is how the vendor's own examples order a request.
var order = []string{"modelId", "messages", "system", "inferenceConfig", "toolConfig", "outputConfig"}

// is reports whether the target's model is one of a maker's, as the trait
// model_NAME tells them.
func (c *writer) is(name string) bool { return c.matches("model_" + name) }

// matches reports whether the pattern that a trait holds finds the model.
func (c *writer) matches(trait string) bool {
	ok, err := regexp.MatchString(c.Trait(trait).Value, strings.ToLower(c.Target.Model.ID))
	return err == nil && ok && c.Trait(trait).Value != ""
}

func (c *writer) by(trait string) translate.Option { return translate.By(c.Trait(trait).Ref) }

// stream is a matter of the operation called, not of the body.
func (c *writer) stream(s *prompt.Setting) bool {
	t := c.Trait("stream")
	if s.Value.Kind == value.Bool && !s.Value.Bool {
		c.Note(s.Value, "stream-options", translate.Exact, "Converse does not stream", translate.By(t.Ref))
		return true
	}
	c.Note(s.Value, "stream-options", translate.Exact, t.Note, translate.By(t.Ref))
	return true
}

// stop leaves out sequences that the API refuses: empty ones, and for Claude
// those of white space only.
func (c *writer) stop(s *prompt.Setting) bool {
	refused := func(n *value.Node) bool { return n.Is("") || c.is("claude") && blank(n) }
	ref := c.by("stop_blank")
	switch {
	case c.Same:
		return false
	case refused(s.Value):
		c.Drop(s.Node, s.Feature, "a blank stop sequence is refused", ref)
		return true
	case s.Value.Kind != value.Array || !slices.ContainsFunc(s.Value.Entries, func(e value.Entry) bool { return refused(e.Value) }):
		return false
	}
	list := &value.Node{Kind: value.Array}
	for _, e := range s.Value.Entries {
		if refused(e.Value) {
			c.Drop(e.Value, s.Feature, "a blank stop sequence is refused", ref)
			continue
		}
		if e.Value != nil {
			e.Value = c.Carry(e.Value)
		}
		list.Entries = append(list.Entries, e)
	}
	if len(list.Entries) > 0 {
		translate.SetPath(c.out, "inferenceConfig.stopSequences", list)
	}
	return true
}

func blank(n *value.Node) bool { return n.IsString() && strings.TrimSpace(n.Str) == "" }

// metadata keeps the pairs that the API takes: text of certain characters.
func (c *writer) metadata(s *prompt.Setting) bool {
	if c.Same || c.own || s.Value.Kind != value.Object {
		return false
	}
	t := c.Trait("metadata_pattern")
	fits, err := regexp.Compile(t.Value)
	if err != nil {
		return false
	}
	out := &value.Node{Kind: value.Object}
	c.MarkAt(s.At)
	for _, e := range s.Value.Entries {
		v := e.Value
		switch {
		case e.Block != nil || e.Spread:
			if v != nil {
				e.Value = c.Carry(v)
			}
			out.Entries = append(out.Entries, e)
		case len(out.Entries) >= 16 || !fits.MatchString(e.Key) || e.Key == "" || v.IsString() && !fits.MatchString(v.Str):
			c.Drop(v, s.Feature, "metadata is "+t.Note, translate.By(t.Ref))
		case v.Kind == value.Number || v.Kind == value.Bool:
			text := translate.QuoteJSON(v)
			c.Note(v, s.Feature, translate.Exact, "metadata is text here", translate.To(text))
			out.Set(e.Key, text)
		case v.Kind == value.Object || v.Kind == value.Array || v.Kind == value.Null:
			c.Drop(v, s.Feature, "metadata is "+t.Note, translate.By(t.Ref))
		default:
			out.Set(e.Key, c.Carry(v))
		}
	}
	if len(out.Entries) > 0 {
		c.out.Set("requestMetadata", out)
	}
	return true
}

// maxTokens is left out where Nova reasons with all its effort: it takes no
// limit then.
func (c *writer) maxTokens(s *prompt.Setting) bool {
	if c.Same || !c.is("nova2") || !c.out.Get(keyExtra).Get("reasoningConfig").Get("maxReasoningEffort").Is("high") {
		return false
	}
	t := c.Trait("nova_high_effort")
	c.Drop(s.Node, s.Feature, t.Note, translate.By(t.Ref))
	return true
}

// betas are flags of Claude's API.
func (c *writer) betas(s *prompt.Setting) bool {
	if c.Same || c.is("claude") {
		return false
	}
	c.Drop(s.Node, s.Feature, c.Target.Model.ID+" knows no beta flags of Claude's")
	return true
}

// limits keeps the output within what the model can write, and the thinking
// budget below it.
func (c *writer) limits() {
	n, most := c.out.Get("inferenceConfig").Get("maxTokens"), c.Target.Model.MaxOutput
	if n != nil && n.Kind == value.Number && most != nil && number(n) > float64(*most) {
		v := value.NewNumber(strconv.Itoa(*most))
		translate.SetPath(c.out, "inferenceConfig.maxTokens", v)
		if s := c.Setting1(prompt.ParamMaxTokens); s != nil {
			_, opts, _ := c.Gate("max_output")
			ref := c.Target.Model.LimitsRef
			if ref == (catalog.Ref{}) {
				ref = c.Target.Model.Ref
			}
			c.Note(s.Value, s.Feature, translate.Approximate, c.Target.Model.ID+" writes at most "+v.Str+" tokens", append(opts, translate.To(v), translate.By(ref))...)
		}
	}
	c.fitBudget()
}

func number(n *value.Node) float64 {
	x, err := strconv.ParseFloat(n.Str, 64)
	if err != nil {
		return 0
	}
	return x
}
