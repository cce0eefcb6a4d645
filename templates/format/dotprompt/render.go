package dotprompt

import (
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// Data is what a prompt is rendered with. Values are those of handlebars.Run.
type Data struct {
	// Input are the variables; what it lacks comes from the defaults that the
	// file declares under input.default, and those from Defaults.
	Input, Defaults map[string]any
	// Context are the data variables besides: {{@state.count}}, {{@auth.email}}.
	Context map[string]any
	// History are the turns before this one: they stand where {{history}} is,
	// else before a last turn of the user's, else at the end.
	History []Message
	// Partials are the sources that {{> name}} stands for.
	Partials map[string]string
	Limits   templates.Limits
}

// A Message is a turn of a rendering.
type Message struct {
	Role  string // system, user, model, tool
	Parts []Part
	// FromHistory is true for a turn that {{history}} has put in.
	FromHistory bool
}

// A Part is a text, a picture or another medium, or the mark of a section.
type Part struct {
	Text             string
	URL, ContentType string
	Section          string
}

// Render fills the prompt of f in as dotprompt's runtimes do: sandboxed and
// within the limits, without file or network. The error says what is wrong with
// the template, and where.
func Render(f *source.File, d Data) ([]Message, error) {
	s := Split(f.Whole())
	t, problems := handlebars.Compile(plainRoles(s.Body))
	if len(problems) > 0 {
		return nil, &templates.Error{Problem: problems[0]}
	}
	run := handlebars.Run{
		Data: map[string]any{}, Private: d.Context, Helpers: handlebars.HelpersDotprompt,
		Partials: map[string]*handlebars.Template{}, Limits: d.Limits,
	}
	for name, text := range d.Partials {
		p, problems := handlebars.Compile(source.NewFile(name, []byte(text)).Whole())
		if len(problems) > 0 {
			return nil, &templates.Error{Problem: problems[0]}
		}
		run.Partials[name] = p
	}
	for k, v := range d.Defaults {
		run.Data[k] = v
	}
	for _, m := range declared(s.Front).Members() {
		if !m.Spread {
			run.Data[m.Key] = m.Value
		}
	}
	for k, v := range d.Input {
		run.Data[k] = v
	}
	pieces, err := t.RenderPieces(run)
	if err != nil {
		return nil, err
	}
	return d.around(turns(pieces, d.History)), nil
}

// plainRoles returns a body in which {{#role "x"}} … {{/role}} stands as a marker
// and its text. Handlebars itself prints the marker and loses the text, which
// nobody who writes it so can mean: dotprompt's own examples do. Check says so.
func plainRoles(body *source.View) *source.View {
	text := body.Text
	if !strings.Contains(text, "{{#role ") {
		return body
	}
	var b strings.Builder
	at, open := 0, 0
	for _, t := range handlebars.Dotprompt().Lex(text) {
		switch {
		case t.Kind != templates.TokTag:
			continue
		case strings.HasPrefix(t.Text, "{{#role "):
			b.WriteString(text[at:t.Start] + "{{" + t.Text[len("{{#"):])
			open++
		case t.Text == "{{/role}}" && open > 0:
			b.WriteString(text[at:t.Start] + `{{role "user"}}`)
			open--
		default:
			continue
		}
		at = t.End()
	}
	b.WriteString(text[at:])
	return source.NewFile(body.File().Path, []byte(b.String())).Whole()
}

// declared returns the defaults of a file's front matter.
func declared(front *source.View) *value.Node {
	if front == nil {
		return nil
	}
	docs, _ := value.ReadYAML(front, value.Options{})
	if len(docs) == 0 {
		return nil
	}
	return docs[0].Get("input").Get("default")
}

// turns makes messages of the pieces of a rendering. A role mark begins a turn
// where something was said; text that is all white space is not said.
func turns(pieces []handlebars.Piece, history []Message) []Message {
	var out []Message
	now := Message{Role: "user"}
	end := func() {
		if len(now.Parts) > 0 {
			out = append(out, now)
		}
		now.Parts = nil
	}
	for _, p := range pieces {
		switch m := p.Mark; {
		case m == nil:
			if n := len(now.Parts); n > 0 && now.Parts[n-1].Text != "" {
				now.Parts[n-1].Text += p.Text
			} else if strings.TrimSpace(p.Text) != "" {
				now.Parts = append(now.Parts, Part{Text: p.Text})
			}
		case m.Kind == "role":
			end()
			now.Role = m.Name
		case m.Kind == "history":
			end()
			for _, h := range history {
				h.FromHistory = true
				out = append(out, h)
			}
			now.Role = "model"
		case m.Kind == "media":
			now.Parts = append(now.Parts, Part{URL: m.URL, ContentType: m.ContentType})
		case m.Kind == "section":
			now.Parts = append(now.Parts, Part{Section: m.Name})
		}
	}
	end()
	return out
}

// around puts the history around messages that have not asked for it.
func (d Data) around(out []Message) []Message {
	if len(d.History) == 0 {
		return out
	}
	for _, m := range out {
		if m.FromHistory {
			return out
		}
	}
	n := len(out)
	if n > 0 && out[n-1].Role == "user" {
		n--
	}
	all := append([]Message(nil), out[:n]...)
	all = append(all, d.History...)
	return append(all, out[n:]...)
}
