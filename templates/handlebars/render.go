package handlebars

import (
	"strings"
	"unicode"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// Helpers says which helpers a template may call, beyond if, unless, each,
// with, lookup and log, which are Handlebars' own.
type Helpers uint8

// The sets of helpers.
const (
	// HelpersBuiltin are Handlebars' own and nothing else.
	HelpersBuiltin Helpers = iota
	// HelpersDotprompt adds role, history, media, section, json, ifEquals and
	// unlessEquals. Holes do not escape HTML.
	HelpersDotprompt
	// HelpersSemanticKernel adds message, set, get, json, concat, raw, array,
	// range, or and equals. Holes do not escape HTML: the kernel decodes what
	// it has escaped. White space around the whole text goes.
	HelpersSemanticKernel
)

// A Run is what a template is rendered with. Values are nil, bool, string,
// int, int64, float64, json.Number, []any, map[string]any (in the order of its
// keys) and *value.Node (in the order of the source).
type Run struct {
	// Data is the context of the whole template.
	Data map[string]any
	// Context, where it is not nil, is a context that is no object: {{this}}.
	Context any
	// Private are the data variables: {{@name}}. root is always the context.
	Private map[string]any
	// Partials are the templates that {{> name}} stands for.
	Partials map[string]*Template
	Helpers  Helpers
	// Escape makes {{x}} escape HTML, as Handlebars does unless it is told not
	// to. Prompts are no HTML, so the default is not to.
	Escape  bool
	Missing templates.Missing
	Limits  templates.Limits
}

// A Mark is what a helper puts into the output that is no text: where a turn
// begins, a picture. Data cannot forge one, as it can the text of one.
type Mark struct {
	// Kind is role, history, media or section for dotprompt's helpers; for the
	// message helper of Semantic Kernel it is message and, at the end of the
	// block, message-end.
	Kind string
	Name string // role of a role or message; name of a section
	// URL and ContentType are those of media; ContentType may be "".
	URL, ContentType string
}

// String returns the mark as the language's own runtime writes it.
func (m Mark) String() string {
	switch m.Kind {
	case "role":
		return "<<<dotprompt:role:" + m.Name + ">>>"
	case "history":
		return "<<<dotprompt:history>>>"
	case "section":
		return "<<<dotprompt:section " + m.Name + ">>>"
	case "media":
		s := "<<<dotprompt:media:url " + m.URL
		if m.ContentType != "" {
			s += " " + m.ContentType
		}
		return s + ">>>"
	case "message":
		return "<" + m.Name + "~>"
	case "message-end":
		return "</" + m.Name + "~>"
	}
	return ""
}

// A Piece of a rendering is text, or a mark.
type Piece struct {
	Text string
	Mark *Mark
}

// Render renders the template, with marks written as the runtimes do. The error
// is a *templates.Error.
func (t *Template) Render(run Run) (string, error) {
	pieces, err := t.RenderPieces(run)
	if err != nil {
		return "", err
	}
	if len(pieces) == 1 && pieces[0].Mark == nil {
		return pieces[0].Text, nil
	}
	var b strings.Builder
	for _, p := range pieces {
		if p.Mark != nil {
			b.WriteString(p.Mark.String())
		}
		b.WriteString(p.Text)
	}
	return b.String(), nil
}

// RenderPieces renders the template, with marks apart from the text between
// them. No two pieces of text follow one another. The error is a *templates.Error.
func (t *Template) RenderPieces(run Run) ([]Piece, error) {
	r := &runner{
		budget:   run.Limits.Budget(),
		missing:  run.Missing,
		escape:   run.Escape && run.Helpers == HelpersBuiltin,
		helpers:  helperSets[run.Helpers],
		partials: run.Partials,
		out:      &out{},
	}
	this := eval.ScriptOrder(eval.From(run.Data))
	if run.Context != nil {
		this = eval.ScriptOrder(eval.From(run.Context))
	}
	private := map[string]eval.Value{}
	for k, v := range run.Private {
		private[k] = eval.ScriptOrder(eval.From(v))
	}
	private["root"] = this
	if d, ok := this.(*eval.Dict); ok && run.Helpers == HelpersSemanticKernel {
		r.vars = d.Copy() // set changes it
		private["root"], this = r.vars, r.vars
	}
	err := r.program(t.body, &context{this: this, data: &data{vars: private}})
	if err != nil {
		return nil, templates.ErrorIn(t.view, err)
	}
	out := r.out.done()
	if run.Helpers == HelpersSemanticKernel {
		out = trimmed(out)
	}
	return out, nil
}

// trimmed takes away white space at both ends of the whole text.
func trimmed(ps []Piece) []Piece {
	if len(ps) > 0 && ps[0].Mark == nil {
		ps[0].Text = strings.TrimLeftFunc(ps[0].Text, unicode.IsSpace)
		if ps[0].Text == "" {
			ps = ps[1:]
		}
	}
	if n := len(ps); n > 0 && ps[n-1].Mark == nil {
		ps[n-1].Text = strings.TrimRightFunc(ps[n-1].Text, unicode.IsSpace)
		if ps[n-1].Text == "" {
			ps = ps[:n-1]
		}
	}
	return ps
}
