package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A ChatTemplate is how one family of open models wants a conversation as raw
// text: what stands around each turn. Patterns hold their pieces as $name.
type ChatTemplate struct {
	ID      string   `json:"id"`
	Aliases []string `json:"aliases,omitempty"`
	Models  string   `json:"models"` // whose it is, in words
	Match   string   `json:"match"`  // RE2 on a model's name in lower case
	BOS     string   `json:"bos"`    // once, before everything
	Preface *Preface `json:"preface,omitempty"`
	// Turns are the frames by neutral role: user, assistant, system where there
	// is such a turn.
	Turns    map[string]Frame `json:"turns"`
	Generate string           `json:"generate"` // begins the answer
	// System says where system text goes: turn, first-user or last-user (in
	// front of that turn's text), start (before all turns). SystemFrame stands
	// around it there.
	System      string        `json:"system"`
	SystemFrame Frame         `json:"system_frame"`
	Alternate   bool          `json:"alternate,omitempty"` // user and assistant take turns
	Trim        bool          `json:"trim,omitempty"`      // white space around texts goes
	Thoughts    *ThoughtsText `json:"thoughts,omitempty"`  // nil: not sent back
	Tools       *ToolsText    `json:"tools,omitempty"`     // nil: the template knows no tools
	Output      *OutputText   `json:"output,omitempty"`
	Tokens      []string      `json:"tokens"` // what users' text should not hold
	Ends        []string      `json:"ends"`   // the model's own stop tokens
	Note        string        `json:"note,omitempty"`
	Ref
}

// A Frame is what stands before and after a text.
type Frame struct {
	Open  string `json:"open"`
	Close string `json:"close"`
}

// A Preface is a fixed first turn: Text with $effort and $tools, the latter
// replaced by Tools where there are tools and by nothing otherwise.
type Preface struct {
	Text    string   `json:"text"`
	Effort  string   `json:"effort"`
	Efforts []string `json:"efforts"`
	Tools   string   `json:"tools"`
}

// ThoughtsText is where reasoning goes: in front of the turn's text, or in a
// turn of its own.
type ThoughtsText struct {
	Frame
	Own       bool `json:"own,omitempty"`
	CallsOnly bool `json:"calls_only,omitempty"` // only with the calls that it led to
}

// ToolsText is how tools are defined, called and answered.
type ToolsText struct {
	Place   string    `json:"place"` // system, turn, first-user, last-user; "" nowhere
	Open    string    `json:"open"`
	Item    string    `json:"item"` // $tool
	Between string    `json:"between"`
	Close   string    `json:"close"`
	Shape   string    `json:"shape"`            // tool, function (without the object around it), typescript
	Indent  int       `json:"indent"`           // of the JSON; 0: one line
	Glue    *string   `json:"glue,omitempty"`   // after system text; nil: an empty line
	IDs     string    `json:"ids,omitempty"`    // RE2 that ids of calls must match; "" there are none
	NewID   string    `json:"new_id,omitempty"` // of an id that holds the name: functions.$name:$n
	Calls   CallsText `json:"calls"`
	Results CallsText `json:"results"`
}

// CallsText is how calls, or results, stand in their turn.
type CallsText struct {
	Lead    string `json:"lead,omitempty"` // between the turn's text and the first
	Open    string `json:"open,omitempty"`
	Item    string `json:"item"` // $name, $args, $id; $name, $content, $id
	Between string `json:"between,omitempty"`
	Close   string `json:"close,omitempty"`
	Single  bool   `json:"single,omitempty"`  // one call a turn
	Instead bool   `json:"instead,omitempty"` // in place of the turn's own frame
	// Preamble is the frame of text beside calls that stand instead of a turn;
	// nil: the turn's own.
	Preamble *Frame `json:"preamble,omitempty"`
	// Content says how results are written: text as it is (""), json (a string
	// of JSON), value (JSON text bare, any other as a string of JSON).
	Content string `json:"content,omitempty"`
	// Answered: what the model says after results needs no opening.
	Answered bool `json:"answered,omitempty"`
}

// OutputText is how a schema of the answer is put into the system text.
type OutputText struct {
	Open     string `json:"open"`     // $name
	Describe string `json:"describe"` // $description, where there is one
	Item     string `json:"item"`     // $schema
}

type chatTemplateTable struct {
	list  []ChatTemplate
	match []*regexp.Regexp
}

var chatTemplates = sync.OnceValue(func() chatTemplateTable {
	var file struct{ Templates []ChatTemplate }
	decode("chat_templates.json", &file)
	t := chatTemplateTable{list: file.Templates}
	for i := range t.list {
		t.match = append(t.match, regexp.MustCompile(t.list[i].Match))
	}
	return t
})

// ChatTemplates returns every chat template in the order of their ids.
func (c *Catalog) ChatTemplates() []ChatTemplate { return slices.Clone(chatTemplates().list) }

// ChatTemplate finds a template by its id, an alias, or the name of a model
// that it is for. The longest piece of a model's name decides.
func (c *Catalog) ChatTemplate(name string) (ChatTemplate, bool) {
	t := chatTemplates()
	name = strings.ToLower(name)
	for _, x := range t.list {
		if x.ID == name || slices.Contains(x.Aliases, name) {
			return x, true
		}
	}
	best, at := -1, -1
	for i, re := range t.match {
		if n := len(re.FindString(name)); n > 0 && cmp.Compare(n, best) > 0 {
			best, at = n, i
		}
	}
	if at < 0 {
		return ChatTemplate{}, false
	}
	return t.list[at], true
}
