package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A measure adds up what a request has in tokens, with the limits of what is
// not known exactly.
type measure struct {
	prompt  *prompt.Prompt
	target  translate.Target
	counter tokens.Counter
	framing catalog.Framing
	inputs  map[string]string // variables whose value is known

	low, mid, high int
	guess          bool // something was not counted exactly

	// What is left to estimate. Estimates are made of a whole: the shorter the
	// text, the wider the band.
	sure, perhaps strings.Builder
}

func newMeasure(o *Options, p *prompt.Prompt, t translate.Target) *measure {
	m := &measure{
		prompt: p, target: t, counter: tokens.ForTokenizer(t.Model.Tokenizer),
		framing: o.Catalog.Framing(t.Dialect.Host, t.Model.ID), inputs: map[string]string{},
	}
	m.guess = !m.counter.Exact()
	for _, in := range p.Inputs {
		for _, n := range []*value.Node{in.Sample, in.Default} {
			if n == nil {
				continue
			}
			if s, ok := plain(n); ok {
				m.inputs[in.Name] = s
				break
			}
		}
	}
	return m
}

// add counts a number that is known.
func (m *measure) add(n int) { m.low, m.mid, m.high = m.low+n, m.mid+n, m.high+n }

// text counts a piece of text by itself: tokens never reach from one into the
// next.
func (m *measure) text(s string) {
	if !m.counter.Exact() {
		m.sure.WriteString(s)
		m.sure.WriteByte('\n')
		return
	}
	if e, sampled := countOrSample(m.counter, s); sampled {
		m.guess = true
		m.low, m.mid, m.high = m.low+e.Low, m.mid+e.Tokens, m.high+e.High
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
	m.low += e.Low
	m.mid += e.Tokens + x.Tokens
	m.high += e.High + x.High
}

// messages counts the turns with what stands around them.
func (m *measure) messages() {
	f := m.framing
	m.add(f.Priming)
	n := 0
	m.prompt.Messages.Walk(func(msg *prompt.Message) {
		n++
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
	for _, e := range m.prompt.Messages {
		m.guess = m.guess || e.Spread != nil
	}
	m.low, m.high = max(0, m.low-n*f.Slack), m.high+n*f.Slack
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
			m.text(m.known(p.Media.Text))
			m.guess = true
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
		m.text(m.known(t.Name))
		m.text(m.known(t.Description))
		m.schema(t.Schema)
	})
	if n > 0 {
		m.mid, m.high = m.mid+f.Tools+n*f.PerTool, m.high+f.Tools+n*f.PerTool
		m.guess = true
	}
	m.prompt.Output.Walk(func(out *prompt.Output) { m.schema(out.Schema) })
}
