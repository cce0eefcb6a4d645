package translate

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// passing is a dialect that writes every text and every medium it is given,
// whatever the model: what the model cannot do is for the shared code to enter.
type passing struct{}

func (passing) ID() string             { return "passing" }
func (passing) Detect(*value.Node) int { return 0 }
func (passing) Read(*Reader, *value.Node) *prompt.Prompt {
	return nil
}

func (passing) Write(w *Writer, p *prompt.Prompt) *value.Node {
	parts := &value.Node{Kind: value.Array}
	var part func(x *prompt.Part)
	part = func(x *prompt.Part) {
		switch {
		case x.Kind == prompt.TextPart:
			parts.Append(w.Carry(x.Text))
		case x.Media != nil:
			parts.Append(w.Carry(x.Node))
		case x.ToolResult != nil:
			w.Mark(x.Node)
			x.ToolResult.Content.Walk(part)
		}
	}
	p.Messages.Walk(func(m *prompt.Message) { m.Parts.Walk(part) })
	out := value.NewObject("parts", parts)
	w.Settings(out, nil)
	p.Tools.Walk(func(t *prompt.Tool) { w.Mark(t.Node) })
	return out
}

func TestWhatTheModelCannotDoIsEnteredForEveryDialect(t *testing.T) {
	ref := catalog.Ref{Source: "https://example.com", AsOf: "2026-11-22"}
	no := catalog.Gate{Is: catalog.No, Ref: ref}
	limit := 100
	blind := catalog.Model{ID: "blind", Known: true, Input: []string{"text"}, Ref: ref, LimitsRef: ref, MaxOutput: &limit,
		Gates: map[string]catalog.Gate{"vision": no, "audio_in": no, "pdf": no, "tools": no}}
	seeing := catalog.Model{ID: "seeing", Known: true, Input: []string{"text", "image"}, Ref: ref, Gates: map[string]catalog.Gate{"vision": {Is: catalog.Yes, Ref: ref}, "pdf": no}}
	unknown := catalog.Model{ID: "unknown"}

	media := func(k prompt.MediaKind, m prompt.Media) prompt.Part {
		m.Kind = k
		return prompt.Part{Kind: prompt.MediaPart, Media: &m}
	}
	data := value.NewString("AAAA")
	tests := []struct {
		name   string
		model  catalog.Model
		media  MediaPolicy
		part   prompt.Part
		limit  string
		tool   bool
		nested bool
		want   string // outcome and message of the entries
		out    string
	}{
		{"an image for a text model is refused", blind, MediaRefuse, media(prompt.Image, prompt.Media{Data: data}), "", false, false, "refused: blind takes no images", ""},
		{"or a text stands in its place", blind, MediaPlaceholder, media(prompt.Image, prompt.Media{Data: data}), "", false, false,
			"dropped: blind takes no images; a placeholder stands in its place", `{"parts":["[image omitted]"]}`},
		{"in a tool result, too", blind, MediaPlaceholder, media(prompt.Image, prompt.Media{Data: data}), "", false, true,
			"dropped: blind takes no images; a placeholder stands in its place", `{"parts":["[image omitted]"]}`},
		{"or it is kept with a warning", blind, MediaKeep, media(prompt.Image, prompt.Media{Data: data}), "", false, false, "approximate: blind takes no images; kept as it stands", ""},
		{"sound", blind, MediaRefuse, media(prompt.Audio, prompt.Media{Data: data}), "", false, false, "refused: blind takes no audio", ""},
		{"a film for a model that sees images only", seeing, MediaRefuse, media(prompt.Video, prompt.Media{Data: data}), "", false, false, "refused: seeing takes no films", ""},
		{"an image for one that sees", seeing, MediaRefuse, media(prompt.Image, prompt.Media{Data: data}), "", false, false, "", ""},
		{"a PDF for a text model", blind, MediaRefuse, media(prompt.File, prompt.Media{Data: data, MIME: value.NewString("application/pdf")}), "", false, false, "refused: blind takes no documents", ""},
		{"a PDF for one that sees pages", seeing, MediaRefuse, media(prompt.File, prompt.Media{Data: data}), "", false, false, "", ""},
		{"a text file", blind, MediaRefuse, media(prompt.File, prompt.Media{Data: data, MIME: value.NewString("text/csv")}), "", false, false, "", ""},
		{"nothing is claimed of an unknown model", unknown, MediaRefuse, media(prompt.Image, prompt.Media{Data: data}), "9999", true, false, "", ""},
		{"more output than it can write", blind, MediaRefuse, prompt.Part{Kind: prompt.TextPart}, "101", false, false, "approximate: blind writes at most 100 tokens", `{"parts":["AAAA"],"generationConfig":{"maxOutputTokens":100}}`},
		{"as much as it can write", blind, MediaRefuse, prompt.Part{Kind: prompt.TextPart}, "100", false, false, "", `{"parts":["AAAA"],"generationConfig":{"maxOutputTokens":100}}`},
		{"tools for one that calls none", blind, MediaRefuse, prompt.Part{Kind: prompt.TextPart}, "", true, false, "refused: blind calls no tools", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := value.NewString("AAAA")
			tree := value.NewObject("content", value.NewArray(body))
			part := tt.part
			part.Node = body
			if part.Kind == prompt.TextPart {
				part.Text = body
			}
			p := &prompt.Prompt{Dialect: "source", Source: value.NewIndex(tree)}
			if tt.limit != "" {
				n := value.NewNumber(tt.limit)
				tree.Set("limit", n)
				p.Settings = []prompt.Setting{{At: prompt.At{Node: n}, Param: prompt.ParamMaxTokens, Feature: "max-tokens-param", Value: n}}
			}
			if tt.tool {
				n := value.NewObject("name", value.NewString("f"))
				tree.Set("tool", n)
				p.Tools = prompt.List[prompt.Tool]{{Item: &prompt.Tool{At: prompt.At{Node: n}, Kind: prompt.FunctionTool}}}
			}
			p.Source = value.NewIndex(tree)
			parts := prompt.List[prompt.Part]{{Item: &part}}
			if tt.nested {
				parts = prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: tree.Get("content")}, Kind: prompt.ToolResultPart, ToolResult: &prompt.ToolResult{Content: parts}}}}
			}
			p.Messages = prompt.List[prompt.Message]{{Item: &prompt.Message{Role: prompt.RoleUser, Parts: parts}}}

			d, _ := catalog.Dialect("gemini") // its limit stands below a container
			w := newWriter(p, &catalog.DialectInfo{ID: "source"}, Target{Dialect: d, Model: tt.model, Named: true}, tt.media)
			w.cat = catalog.Default()
			w.p = w.withoutMedia(p)
			out := passing{}.Write(w, w.p)
			w.checkModel(out)
			var got []string
			for _, e := range w.finish(out) {
				got = append(got, string(e.Outcome)+": "+e.Message)
				if e.Source != ref.Source || e.Certainty != Certain {
					t.Errorf("%s is %s, from %q", e.Message, e.Certainty, e.Source)
				}
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("entered %q, want %q", got, tt.want)
			}
			if js := schemaText(t, out); tt.out != "" && js != tt.out {
				t.Errorf("wrote %s, want %s", js, tt.out)
			}
		})
	}
}
