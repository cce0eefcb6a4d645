package plain

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

var (
	_ format.Writer = Text{}
	_ format.Writer = Markdown{}
)

// Write implements format.Writer: the text of a lone turn, or turns under role
// markers, in the prompt's own template language.
func (Text) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	return write(p, w, "a text file", format.Can{})
}

// Write implements format.Writer: as for Text, with a name, a description and a
// model in front matter.
func (Markdown) Write(p *prompt.Prompt, w *format.Writing) ([]format.Out, error) {
	return write(p, w, "a Markdown file", format.Can{Title: true, About: true, Model: true})
}

func write(p *prompt.Prompt, w *format.Writing, title string, can format.Can) ([]format.Out, error) {
	var b strings.Builder
	if can.Model {
		if err := head(&b, p); err != nil {
			return nil, err
		}
	}
	lang := w.Langs.Get(p.Lang)
	if lang == nil {
		lang = w.Langs.Get("jinja") // holes of a language of the other format's own
	}
	said := w.Turns(p.Messages, title)
	for i, t := range said {
		switch {
		case t.Spread != nil:
			w.Drop(t.Spread.Span, "", title+" has no place for a variable that stands for messages")
			continue
		case t.Role == prompt.RoleTool || t.Role == prompt.RoleUnknown:
			w.Drop(t.From.Span(), "role-tool", title+" has turns of the system, the user and the assistant only")
			continue
		}
		if t.From.Name != nil {
			w.Drop(t.From.Name.Span, "message-name", title+" has no names of speakers")
		}
		text := w.Text(lang, t.Text)
		if len(said) == 1 && t.Role == prompt.RoleUser {
			if _, first := format.Markers(text, format.TextRoles); !first {
				b.WriteString(text)
				break
			}
		}
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(string(t.Role) + ":\n" + text)
		if n, _ := format.Markers(text, format.TextRoles); n > 0 {
			w.Weaken(t.From.Span(), "text-role-labels", "a line of this turn reads like a role marker and will begin a turn of its own")
		}
	}
	if s := b.String(); !strings.HasSuffix(s, "\n") {
		b.WriteByte('\n')
	}
	w.Account(p, title, can)
	return []format.Out{{Data: []byte(b.String())}}, nil
}

// head writes front matter; nothing where there is nothing to say.
func head(b *strings.Builder, p *prompt.Prompt) error {
	front := &value.Node{Kind: value.Object}
	if p.Name != "" {
		front.Set("name", value.NewString(p.Name))
	}
	if p.Description != "" {
		front.Set("description", value.NewString(p.Description))
	}
	if m := p.Model; m != nil && m.Value.IsString() {
		front.Set("model", value.NewString(m.Value.Str))
	}
	if len(front.Entries) == 0 {
		return nil
	}
	y, err := front.YAML(0)
	if err != nil {
		return err
	}
	b.WriteString("---\n")
	b.Write(y)
	b.WriteString("---\n")
	return nil
}
