package catalog

import (
	"regexp"
	"slices"
	"sync"
)

// TemplateFraming is the id of the framing of servers that show the model the
// text of its chat template and nothing else.
const TemplateFraming = "chat-template"

// Framing is what a server puts around the texts of a request, in tokens.
type Framing struct {
	ID         string   `json:"id"`
	Hosts      []string `json:"hosts"` // host keys of the model table; empty: any
	Model      string   `json:"model"` // RE2 on the model's id; "" any
	PerMessage int      `json:"per_message"`
	PerName    int      `json:"per_name"` // for a message with a speaker's name; may be negative
	Role       bool     `json:"role"`     // the role's word counts as a token
	Priming    int      `json:"priming"`  // once for each request
	Slack      int      `json:"slack"`    // how far PerMessage and Priming may be off, per message
	Tools      int      `json:"tools"`    // once where there are tools
	PerTool    int      `json:"per_tool"`
	// Shared says that the answer's tokens are part of the context window: what
	// is asked for must leave room for it.
	Shared bool   `json:"shared"`
	Note   string `json:"note"`
	Ref

	model *regexp.Regexp
}

// A framingFile is what servers make of a request, in tokens.
type framingFile struct {
	Framing []Framing
	Images  []ImageRule
	// Templates are the tokenizers of chat templates, by the template's id.
	Templates map[string]string `json:"template_tokenizers"`
	Ref
}

// framings is read once. The last entry of Framing fits everything.
var framings = sync.OnceValue(func() *framingFile {
	file := new(framingFile)
	decode("framing.json", file)
	for i := range file.Framing {
		f := &file.Framing[i]
		f.Ref = f.or(file.Ref)
		f.model = regexp.MustCompile(f.Model)
	}
	for i := range file.Images {
		r := &file.Images[i]
		r.Ref = r.or(file.Ref)
		r.model = regexp.MustCompile(r.Model)
	}
	return file
})

// Framing returns what the host puts around the texts of a request to a model.
func (c *Catalog) Framing(host, model string) Framing {
	all := framings().Framing
	for _, f := range all {
		if (len(f.Hosts) == 0 || slices.Contains(f.Hosts, host)) && f.model.MatchString(model) {
			return f
		}
	}
	return all[len(all)-1]
}

// TemplateTokenizer returns the tokenizer of the models that a chat template is
// for, "" where they have several.
func (c *Catalog) TemplateTokenizer(id string) string { return framings().Templates[id] }

// Framings returns every entry, in the order in which they are tried.
func (c *Catalog) Framings() []Framing { return slices.Clone(framings().Framing) }
