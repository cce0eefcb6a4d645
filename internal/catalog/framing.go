package catalog

import (
	"regexp"
	"slices"
	"sync"
)

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
	Note       string   `json:"note"`
	Ref

	model *regexp.Regexp
}

// framings is read once. The last entry fits everything.
var framings = sync.OnceValue(func() []Framing {
	var file struct {
		Framing []Framing
		Ref
	}
	decode("framing.json", &file)
	for i := range file.Framing {
		f := &file.Framing[i]
		f.Ref = f.or(file.Ref)
		f.model = regexp.MustCompile(f.Model)
	}
	return file.Framing
})

// Framing returns what the host puts around the texts of a request to a model.
func (c *Catalog) Framing(host, model string) Framing {
	all := framings()
	for _, f := range all {
		if (len(f.Hosts) == 0 || slices.Contains(f.Hosts, host)) && f.model.MatchString(model) {
			return f
		}
	}
	return all[len(all)-1]
}

// Framings returns every entry, in the order in which they are tried.
func (c *Catalog) Framings() []Framing { return slices.Clone(framings()) }
