package catalog

import (
	"maps"
	"slices"
	"sync"
)

// An Answer is where a dialect's requests go and how its answers say what
// every vendor says: text, calls, why it ended, what it used. Paths are dotted
// members from the answer's root; a number is an element of a list, * all of
// them.
type Answer struct {
	Dialect string `json:"dialect"`
	// URL and Headers may name {model}, {version}, and the environment's
	// {env.NAME} or {env.NAME|otherwise}. A literal key never stands in them.
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`

	Text    []AnswerPart `json:"text"`
	Refusal []AnswerPart `json:"refusal,omitempty"` // text with which the model declines
	Calls   []AnswerCall `json:"calls"`
	// Finish are the places of the reason for the end, the first that is there
	// counts. Length and Refused are its words for an answer that was cut off,
	// and for one that was withheld.
	Finish  []string `json:"finish"`
	Length  []string `json:"length"`
	Refused []string `json:"refused"`
	// Input and Output are counts of tokens, to be added up. CacheRead and
	// CacheWrite are counts of their own, or a part of Input where CacheWithin.
	Input       []string `json:"input"`
	Output      []string `json:"output"`
	CacheRead   string   `json:"cache_read,omitempty"`
	CacheWrite  string   `json:"cache_write,omitempty"`
	CacheWithin bool     `json:"cache_within,omitempty"`
	Error       []string `json:"error"` // places of an error's message
	// Stream is true where an answer is streamed unless the request says no.
	Stream bool `json:"stream,omitempty"`
	Ref
}

// An AnswerPart is a list of parts of an answer, or a single text.
type AnswerPart struct {
	List   string `json:"list"`
	Type   string `json:"type,omitempty"`   // parts whose member type is this; "": all
	Unless string `json:"unless,omitempty"` // leaves out parts in which this member is true
	At     string `json:"at,omitempty"`     // the text in a part
}

// An AnswerCall is a list in which tools are called. Elements without a name
// are no calls.
type AnswerCall struct {
	List      string `json:"list"`
	Type      string `json:"type,omitempty"`
	Name      string `json:"name"`
	Arguments string `json:"arguments"` // an object, or JSON in a text
}

var answers = sync.OnceValue(func() []Answer {
	var file struct {
		Answers []Answer
		Ref
	}
	decode("answers.json", &file)
	for i := range file.Answers {
		file.Answers[i].Ref = file.Answers[i].or(file.Ref)
	}
	return file.Answers
})

// AnswerOf returns the answers of a dialect; what its table does not say is
// its parent's. The answer is false for a dialect that nobody can be asked in.
func (c *Catalog) AnswerOf(dialect string) (Answer, bool) {
	i := slices.IndexFunc(answers(), func(a Answer) bool { return a.Dialect == dialect })
	if i < 0 {
		return Answer{}, false
	}
	a := answers()[i]
	a.Headers = maps.Clone(a.Headers)
	if d, ok := c.Dialect(dialect); ok && d.Parent != "" {
		if p, ok := c.AnswerOf(d.Parent); ok {
			a.inherit(&p)
		}
	}
	return a, true
}

func (a *Answer) inherit(p *Answer) {
	own(&a.Text, p.Text)
	own(&a.Refusal, p.Refusal)
	own(&a.Calls, p.Calls)
	own(&a.Finish, p.Finish)
	own(&a.Length, p.Length)
	own(&a.Refused, p.Refused)
	own(&a.Input, p.Input)
	own(&a.Output, p.Output)
	own(&a.Error, p.Error)
	if a.CacheRead == "" {
		a.CacheRead = p.CacheRead
	}
	if a.CacheWrite == "" {
		a.CacheWrite = p.CacheWrite
	}
	a.CacheWithin = a.CacheWithin || p.CacheWithin
}

func own[T any](list *[]T, parent []T) {
	if *list == nil {
		*list = parent
	}
}
