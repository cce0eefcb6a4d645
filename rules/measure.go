package rules

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A measure adds up what a request has in tokens, with the limits of what is
// not known exactly.
type measure struct {
	prompt  *prompt.Prompt
	target  translate.Target
	model   string // what the target's model is known as: a name of the user's own stands for another
	cat     *catalog.Catalog
	counter tokens.Counter
	framing catalog.Framing
	inputs  map[string]filling // by variable, where something is known of it
	uses    map[string]int     // places of each variable
	names   []string           // variables in the order of their first place

	low, mid, high int
	guess          bool     // something was not counted exactly
	exact          bool     // not even the framing was taken from a table
	uncounted      []string // kinds of media without a rule, sorted
	calibration    string   // what estimates rest on

	itemise bool
	shares  []Share
	places  map[string]source.Span // of the parts in the source

	// What is left to estimate. Estimates are made of a whole: the shorter the
	// text, the wider the band.
	sure, perhaps strings.Builder
}

func newMeasure(o *Options, p *prompt.Prompt, t translate.Target) *measure {
	model := t.Model
	id := cmp.Or(o.Models[model.ID], model.ID)
	if model.Tokenizer == "" && t.Dialect.ID == templateDialect {
		if tpl, ok := o.Catalog.ChatTemplate(id); ok {
			model.Tokenizer = o.Catalog.TemplateTokenizer(tpl.ID)
		}
	}
	m := &measure{
		prompt: p, target: t, model: id, cat: o.Catalog, counter: o.counter(model),
		framing: o.Catalog.Framing(t.Dialect.Host, id), uses: map[string]int{},
	}
	m.guess = !m.counter.Exact()
	m.inputs = m.fillings(p.Inputs)
	return m
}

// part counts a part of the request, and notes what it came to where parts are
// asked for.
func (m *measure) part(name string, at source.Span, count func()) {
	if !m.itemise {
		count()
		return
	}
	s := Share{Part: name, Span: at, Low: -m.low, Tokens: -m.mid, High: -m.high}
	sure, perhaps := m.sure.Len(), m.perhaps.Len()
	count()
	e, _ := countOrSample(m.counter, strings.TrimSuffix(m.sure.String()[sure:], "\n"))
	x, _ := countOrSample(m.counter, strings.TrimSuffix(m.perhaps.String()[perhaps:], "\n"))
	s.Low += m.low + e.Low
	s.Tokens += m.mid + e.Tokens + x.Tokens
	s.High += m.high + e.High + x.High
	if s.Span.IsZero() {
		s.Span = m.places[name]
	}
	if s.High > 0 {
		m.shares = append(m.shares, s)
	}
}

// place notes where the parts are in the source: the nodes of a written request
// are in no file, but for those that were carried over as they are.
func (m *measure) place(p *prompt.Prompt) {
	m.places = map[string]source.Span{}
	n := 0
	p.Messages.Walk(func(msg *prompt.Message) {
		at := msg.Span()
		msg.Parts.Walk(func(part *prompt.Part) {
			for _, s := range []source.Span{part.Span(), spanOf(part.Text)} {
				if at.IsZero() {
					at = s
				}
			}
		})
		m.places[messageName(n, msg)] = at
		n++
	})
	p.Tools.Walk(func(t *prompt.Tool) { m.places[toolName(t)] = t.Span() })
	p.Output.Walk(func(out *prompt.Output) { m.places[schemaName] = out.Span() })
}

// spanOf is where a text stands, or the first tag in it.
func spanOf(n *value.Node) (at source.Span) {
	if n == nil || !n.Span.IsZero() {
		if n != nil {
			at = n.Span
		}
		return at
	}
	n.Text.Walk(func(seg *expr.Seg) {
		if at.IsZero() && seg.Tag != nil {
			at = seg.Tag.Span
		}
	})
	return at
}

func messageName(n int, msg *prompt.Message) string {
	return fmt.Sprintf("messages[%d] %s", n, cmp.Or(string(msg.Role), "of a role that varies"))
}

func toolName(t *prompt.Tool) string {
	return "tool " + cmp.Or(plainText(t.Name), t.Builtin, "without a name")
}

const schemaName = "schema of the answer"

// add counts a number that is known.
func (m *measure) add(n int) { m.grow(n, n, n) }

// grow counts a number between limits.
func (m *measure) grow(low, mid, high int) { m.low, m.mid, m.high = m.low+low, m.mid+mid, m.high+high }

// text counts a piece of text by itself: tokens never reach from one into the
// next.
func (m *measure) text(s string) {
	if !m.counter.Exact() {
		m.sure.WriteString(s)
		m.sure.WriteByte('\n')
		return
	}
	if e, sampled := countOrSample(m.counter, s); sampled {
		m.guess, m.calibration = true, e.Calibration
		m.grow(e.Low, e.Tokens, e.High)
	} else {
		m.add(e.Tokens)
	}
}

// schema counts what a host may show to the model as it stands, or in short.
func (m *measure) schema(n *value.Node) {
	if n == nil {
		return
	}
	m.guess = true
	if b, err := n.JSON(); err == nil {
		m.perhaps.Write(b)
		m.perhaps.WriteByte('\n')
	}
}

// settle counts what is to be estimated.
func (m *measure) settle() {
	e, _ := countOrSample(m.counter, strings.TrimSuffix(m.sure.String(), "\n"))
	x, _ := countOrSample(m.counter, strings.TrimSuffix(m.perhaps.String(), "\n"))
	m.grow(e.Low, e.Tokens+x.Tokens, e.High+x.High)
	m.calibration = cmp.Or(m.calibration, e.Calibration, x.Calibration)
}

// messages counts the turns with what stands around them.
func (m *measure) messages() {
	f := m.framing
	n := 0
	m.prompt.Messages.Walk(func(msg *prompt.Message) {
		m.part(messageName(n, msg), msg.Span(), func() {
			m.add(f.PerMessage)
			if f.Role {
				m.add(1)
			}
			if msg.Name != nil {
				m.add(f.PerName)
				m.text(m.known(msg.Name))
			}
			m.parts(msg.Parts)
		})
		n++
	})
	for _, e := range m.prompt.Messages {
		m.guess = m.guess || e.Spread != nil
	}
	m.part("framing", source.Span{}, func() {
		m.add(f.Priming)
		slack := n * f.Slack
		m.grow(-min(slack, m.low), 0, slack)
	})
	m.guess = m.guess || f.Slack > 0 && len(f.Hosts) == 0 // any server's template
}

// parts counts the text of a message as one: tokens may reach across pieces of
// a template.
func (m *measure) parts(list prompt.List[prompt.Part]) {
	list.Walk(func(p *prompt.Part) {
		switch p.Kind {
		case prompt.TextPart, prompt.RefusalPart:
			m.text(m.known(p.Text))
		case prompt.ReasoningPart:
			m.text(m.known(p.Reasoning.Text))
		case prompt.MediaPart:
			m.media(p.Media)
		case prompt.ToolCallPart:
			m.text(m.known(p.ToolCall.Name))
			m.json(p.ToolCall.Args)
		case prompt.ToolResultPart:
			m.parts(p.ToolResult.Content)
			m.json(p.ToolResult.Structured)
		default:
			m.guess = true
		}
	})
}

// json counts a value that is sent as JSON; hosts differ in how they show it
// to the model.
func (m *measure) json(n *value.Node) {
	if n == nil {
		return
	}
	m.guess = true
	b, err := n.JSON()
	if err != nil {
		return
	}
	m.text(string(b))
}

// schemas counts tools and the schema of the answer. Hosts show them to the
// model in forms of their own, from bare names and descriptions to the JSON
// itself: those are the limits.
func (m *measure) schemas() {
	f := m.framing
	n := 0
	m.prompt.Tools.Walk(func(t *prompt.Tool) {
		n++
		m.part(toolName(t), t.Span(), func() {
			m.text(m.known(t.Name))
			m.text(m.known(t.Description))
			m.schema(t.Schema)
			m.grow(0, f.PerTool, f.PerTool)
		})
	})
	if n > 0 {
		m.part("what tools cost at all", source.Span{}, func() { m.grow(0, f.Tools, f.Tools) })
		m.guess = true
	}
	m.prompt.Output.Walk(func(out *prompt.Output) {
		m.part(schemaName, out.Span(), func() { m.schema(out.Schema) })
	})
}
