package compose

import (
	"errors"
	"fmt"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/translate"
)

// A Rendering is a vendor's request body for a prompt, with the prompt's holes
// and blocks still in it.
type Rendering struct {
	Target translate.Target
	// Ending completes the name of the prompt: ".anthropic.json" where every
	// string is a template of its own (parse the JSON first, then fill), and
	// ".anthropic.json.j2" where the whole text is one (its holes escape for
	// JSON).
	Ending string
	Data   []byte
	// Ledger accounts for the prompt; with a refused entry there are no Data.
	Ledger translate.Ledger
	// Checked is how many fillings were tried, Unchecked why a filling could
	// not be made for certain.
	Checked   int
	Unchecked []string

	lang templates.Language // nil: no template
	tree *value.Node        // nil where the whole text is the template
}

// Refused returns why no request can be written, "" where one can.
func (r *Rendering) Refused() string { return r.Ledger.Refusals() }

// ErrLanguage is returned for a request that the prompt's template language
// cannot say; the error says which piece.
var ErrLanguage = errors.New("the template language cannot say this request")

// endings of whole-text templates, by language.
var endings = map[string]string{"jinja": ".j2", "handlebars": ".hbs", "mustache": ".mustache"}

// Render writes a prompt for a target. It fails where the template language
// cannot say the request, or where a filling of it is no JSON.
func (e *Engine) Render(d *Doc, target translate.Target) (*Rendering, error) {
	target, hinted := e.hinted(d, target)
	p := *d.Prompt
	p.Messages = expandThreads(p.Messages, threads(p.Inputs))
	tree, ledger, err := e.Translator.Write(&p, target)
	if err != nil {
		return nil, err
	}
	if hinted {
		sayHint(ledger)
	}
	r := &Rendering{Target: target, Ledger: ledger, Ending: "." + target.Dialect.ID + ".json", lang: e.Langs.Get(d.Lang)}
	if r.Refused() != "" {
		return r, nil
	}
	if structured(tree) {
		err = r.whole(tree)
	} else {
		err = r.strings(tree)
	}
	if err != nil {
		return nil, err
	}
	return r, r.check(&p)
}

// hinted gives a target without model the one that the prompt was written for
// in its dialect.
func (e *Engine) hinted(d *Doc, t translate.Target) (translate.Target, bool) {
	hint := Hint(d.Prompt, t.Dialect.ID)
	if t.Named || hint == "" {
		return t, false
	}
	t.Model, t.Named = e.Catalog.Lookup(t.Dialect.Host, hint), true
	return t, true
}

// sayHint corrects who asked for the model.
func sayHint(l translate.Ledger) {
	for i := range l {
		if l[i].Outcome == translate.Added && l[i].Feature == "model-name" {
			l[i].Message = "the prompt pins no model: this is the one that it was written for here"
		}
	}
}

// structured reports whether tags stand outside of strings.
func structured(n *value.Node) bool {
	found := false
	n.Walk("", func(_ string, n *value.Node) {
		found = found || n.Kind == value.Hole || n.Kind == value.Choice
		for i := range n.Entries {
			e := &n.Entries[i]
			found = found || e.Block != nil || e.Spread || e.KeyNode != nil
		}
	})
	return found
}

// strings writes JSON every string of which is a template.
func (r *Rendering) strings(tree *value.Node) error {
	r.tree = tree.Clone()
	var lost error
	r.tree.Walk("", func(ptr string, n *value.Node) {
		if r.lang == nil || n.Kind != value.String && n.Kind != value.Text {
			return
		}
		text := n.Text
		if n.Kind == value.String {
			text = expr.Text{{Lit: n.Str}}
		}
		s, problems := templates.Print(r.lang, text)
		if err := noEquivalent(problems); err != nil && lost == nil {
			lost = fmt.Errorf("%w: %s: %w", ErrLanguage, ptr, err)
		}
		n.Kind, n.Str, n.Text, n.View = value.String, s, nil, nil
	})
	if lost != nil {
		return lost
	}
	var err error
	r.Data, err = r.tree.Indented()
	return err
}

// whole writes a text that is one template.
func (r *Rendering) whole(tree *value.Node) error {
	if r.lang == nil {
		return errors.New("it has template tags outside of strings and no template language")
	}
	tags := &tagPrinter{lang: r.lang, printer: r.lang.Printer()}
	data, err := tree.PrintJSON(value.JSONStyle{Indent: "  ", Tags: tags})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLanguage, err)
	}
	r.Data, r.Ending = append(data, '\n'), r.Ending+endings[r.lang.ID()]
	return nil
}

func noEquivalent(problems []templates.Problem) error {
	for _, p := range problems {
		if p.Kind == templates.NoEquivalent {
			return errors.New(p.Message)
		}
	}
	return nil
}

// A tagPrinter prints the tags of a request in its template language.
type tagPrinter struct {
	lang    templates.Language
	printer templates.Printer
}

var (
	_ value.LiteralPrinter = (*tagPrinter)(nil)
	_ value.CommaState     = (*tagPrinter)(nil)
	_ value.LoopSeparator  = (*tagPrinter)(nil)
)

// Tag implements value.TagPrinter.
func (p *tagPrinter) Tag(t expr.Tag, ctx value.Context) (string, error) {
	switch {
	case t.Kind == expr.TagComment:
		return "", nil // no output, and it could break the JSON
	case ctx == value.InString && t.Kind == expr.TagInclude && t.Lang == "jinja" && p.lang.ID() == "jinja":
		// What is included has to be escaped like any other text.
		return captureStart + t.Src + captureEnd + "{{ (" + captured + " | string | tojson)[1:-1] }}", nil
	case ctx == value.InString && writes(t):
		return "", &templates.Unsupported{Lang: p.lang.ID(), Construct: t.Src + " inside a JSON string", Hint: "what it puts there cannot be escaped"}
	case ctx == value.BetweenEntries && (t.Kind == expr.TagIf || t.Kind == expr.TagFor):
		// A brace of the JSON directly before would open another tag.
		s, err := p.printer.Print(t)
		return " " + s, err
	case t.Kind != expr.TagHole:
		return p.printer.Print(t)
	case ctx == value.InString:
		return p.printer.JSONHole(t)
	case ctx == value.InValue:
		return p.printer.JSONValue(t)
	}
	return p.printer.Print(t)
}

// The tags that put the output of an include into a variable.
const (
	captured     = "promptglot_included"
	captureStart = "{% set " + captured + " %}"
	captureEnd   = "{% endset %}"
)

// writes reports whether a tag that is no hole puts text into the output.
func writes(t expr.Tag) bool {
	switch t.Kind {
	case expr.TagInclude, expr.TagRole, expr.TagMedia:
		return true
	case expr.TagOther:
		return len(t.Vars) == 0
	}
	return false
}

// Literal implements value.LiteralPrinter. What a tag beside the text would do
// to it is not known here, so the careful form is taken.
func (p *tagPrinter) Literal(s string) string {
	out, err := p.printer.Literal(s, true, true)
	if err != nil {
		return s
	}
	return out
}

// Declare implements value.CommaState.
func (p *tagPrinter) Declare(id int) (string, error) {
	declare, _, err := p.lang.Separator(commaName(id))
	return " " + declare, err
}

// Comma implements value.CommaState.
func (p *tagPrinter) Comma(id int) (string, error) {
	_, comma, err := p.lang.Separator(commaName(id))
	return comma, err
}

// separatorVar begins the names of the variables that hold whether a list has
// elements yet.
const separatorVar = "promptglot_list"

func commaName(id int) string { return fmt.Sprintf("%s%d", separatorVar, id) }

// Between implements value.LoopSeparator.
func (p *tagPrinter) Between(expr.Tag) (string, error) {
	switch p.lang.ID() {
	case "jinja":
		return "{% if not loop.first %},{% endif %}", nil
	case "handlebars":
		return "{{#unless @first}},{{/unless}}", nil
	}
	return "", &templates.Unsupported{Lang: p.lang.ID(), Construct: "the first round of a loop"}
}
