package rules

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// templateDialect is the dialect whose request is the text that the model sees.
const templateDialect = "chat-template"

// rendered counts a request to an open-weight model as the text that its server
// makes of it with the model's chat template: exactly where the vocabulary is at
// hand. It reports false, having counted nothing, where the template is not
// known, where the host is not one that shows the model that text and nothing
// else, and where the request holds what the template has no words for.
func (m *measure) rendered(o *Options, source *prompt.Prompt) bool {
	if m.target.Dialect.ID != templateDialect && m.framing.ID != catalog.TemplateFraming {
		return false
	}
	tpl, ok := o.Catalog.ChatTemplate(m.model)
	if !ok {
		return false
	}
	t, err := translate.ParseTarget(o.Catalog, templateDialect+"/"+tpl.ID)
	if err != nil {
		return false
	}
	// For the dialect itself the prompt is what was read back from its text, and
	// that text is what is wanted; elsewhere, the request as it was written.
	from := m.prompt
	if m.target.Dialect.ID == templateDialect {
		from = source
	}
	request, ledger, err := o.Translator.Write(from, t)
	if err != nil || ledger.Has(translate.Refused) || hasMedia(from) {
		return false
	}
	if request.Kind == value.Object {
		request = request.Get("prompt")
	}
	for _, e := range from.Messages {
		m.guess = m.guess || e.Spread != nil
	}
	m.part("text of the template "+tpl.ID, request.Span, func() {
		if m.exact = m.counter.Exact(); m.exact {
			m.add(countRendered(m.counter, m.known(request), tpl.Tokens))
		} else {
			m.text(m.known(request))
		}
	})
	m.settle()
	return true
}

// countRendered counts the text of a template. A tokenizer that was loaded knows
// its control tokens; an embedded encoding gets them named.
func countRendered(c tokens.Counter, text string, control []string) int {
	if own, ok := c.(interface{ CountRendered(string) int }); ok {
		return own.CountRendered(text)
	}
	const cut = "\xff\x00\xff" // is in no text: it is not UTF-8
	pairs := make([]string, 0, 2*len(control))
	for _, t := range control {
		pairs = append(pairs, t, cut)
	}
	n := 0
	for i, piece := range strings.Split(strings.NewReplacer(pairs...).Replace(text), cut) {
		if i > 0 {
			n++
		}
		n += c.Count(piece).Tokens
	}
	return n
}

func hasMedia(p *prompt.Prompt) (has bool) {
	p.Messages.Walk(func(msg *prompt.Message) {
		msg.Parts.Walk(func(part *prompt.Part) { has = has || part.Kind == prompt.MediaPart })
	})
	return has
}
