package openairesponses

import (
	"regexp"
	"strconv"

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
	ids    *translate.Renamer // of tool calls
	names  *translate.Renamer // of tools
	sent   map[string]bool    // types of hosted tools that are sent
	custom map[string]bool    // ids of the calls of custom tools that are sent
	cached int                // cache marks written
}

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	c := &writer{
		Writer: w, p: p, out: &value.Node{Kind: value.Object}, sent: map[string]bool{}, custom: map[string]bool{},
		ids:   translate.NewRenamer(w, "tool_call_id_pattern", "call"),
		names: translate.NewRenamer(w, "tool_name_pattern", "tool"),
	}
	w.MarkAt(p.At)
	w.SetModel(c.out, "model")
	c.conversation()
	c.tools()
	c.choice()
	c.output()
	w.Settings(c.out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamLogprobs:        c.logprobs,
		"include":                   c.include,
		"web_search":                c.webSearch,
		prompt.ParamThinkingMode:    c.thinkingMode,
		prompt.ParamThinkingBudget:  c.thinkingBudget,
		prompt.ParamIncludeThoughts: c.showThoughts,
	})
	if !w.Same {
		asks := &value.Node{Kind: value.Array}
		asks.Append(c.out.Get("instructions"), c.out.Get("input"))
		if format := c.out.Get("text").Get("format"); format.Get("type").Is("json_object") {
			w.JSONWord(asks, format, "response-format-json-object")
		}
		c.keepNothing()
		c.limit()
		w.Defaults()
	}
	w.WriteExt(c.out, p.Ext)
	return c.out
}

// sisters reports whether the prompt comes from another API of the same host:
// ids of uploads mean the same there.
func (c *writer) sisters() bool {
	from, ok := catalog.Dialect(c.p.Dialect)
	return ok && from.Host == c.Target.Dialect.Host
}

// keepNothing switches off what the API does unasked and no other vendor does:
// it keeps every answer for later.
func (c *writer) keepNothing() {
	if !c.Foreign() || c.p.Dialect == "" || c.p.Open || c.FromTrait("default_store").Value == "true" || c.Setting1("store") != nil {
		return
	}
	if s := c.Setting1("background"); s != nil {
		return // such answers have to be kept
	}
	no := value.NewBool(false)
	c.out.Set("store", no)
	c.Take("store")
	c.Add(no, "store-state", "answers are kept at OpenAI unless a request says no; the source's vendor keeps none unasked", translate.By(c.Trait("default_store").Ref))
}

// marks reports whether the target's model takes explicit cache breakpoints.
func (c *writer) marks() bool {
	re, err := regexp.Compile(c.Trait("cache_mark_models").Value)
	return err == nil && re.MatchString(c.Target.Model.ID)
}

// setCache writes a cache mark as an explicit breakpoint.
func (c *writer) setCache(n *value.Node, m *prompt.CacheMark) {
	switch most := c.Trait("max_cache_marks"); {
	case m == nil:
	case !c.marks():
		c.DropCache(m)
	case strconv.Itoa(c.cached) == most.Value:
		c.Drop(m.Node, "cache-control", "a request writes at most "+most.Value+" explicit cache breakpoints", translate.By(most.Ref))
	default:
		c.cached++
		v := value.NewObject("mode", value.NewString("explicit"))
		n.Set("prompt_cache_breakpoint", v)
		c.MarkAt(m.At)
		if m.TTL != nil {
			ttls := c.Trait("cache_ttls")
			c.Note(m.TTL, "cache-control", translate.Approximate, "a cache lives "+ttls.Value+" here", translate.To(v), translate.By(ttls.Ref))
		}
		c.MarkScalar(m.Node)
	}
}
