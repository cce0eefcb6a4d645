package prompt

import "github.com/promptglot/promptglot/internal/value"

// A Role is who speaks.
type Role string

// The neutral roles. RoleUnknown stands for a role that is a hole.
const (
	RoleSystem    Role = "system"
	RoleDeveloper Role = "developer"
	RoleUser      Role = "user"
	RoleAssistant Role = "assistant"
	RoleTool      Role = "tool"
	RoleUnknown   Role = ""
)

// A Message is one turn.
type Message struct {
	At
	Role Role
	// RoleNode is the source's value; the only one who knows when it is a hole.
	RoleNode *value.Node
	Name     *value.Node // the speaker's name
	Parts    List[Part]
	// Prefill marks a last assistant turn that the model is to continue.
	Prefill bool
	Ext     []Ext
	// Form remembers spellings: "content" → "string", "parts", "null",
	// "absent"; "role" → "model", "function".
	Form map[string]string
}

// PartKind tells what a Part is.
type PartKind uint8

// The kinds of part.
const (
	TextPart PartKind = iota + 1
	MediaPart
	ToolCallPart
	ToolResultPart
	ReasoningPart
	RefusalPart
	OpaquePart // a part that only its own dialect has: At.Node verbatim
)

// A Part is a piece of a message; exactly the field of its Kind is set.
type Part struct {
	At
	Kind       PartKind
	Text       *value.Node // TextPart, RefusalPart: String, Text or Hole
	Media      *Media
	ToolCall   *ToolCall
	ToolResult *ToolResult
	Reasoning  *Reasoning
	Feature    string // OpaquePart: its feature id
	Cache      *CacheMark
	Ext        []Ext
	Form       map[string]string
}

// MediaKind tells what Media holds.
type MediaKind string

// The kinds of media.
const (
	Image MediaKind = "image"
	Audio MediaKind = "audio"
	Video MediaKind = "video"
	File  MediaKind = "file" // PDF and other documents
)

// Media is an image, a sound, a film or a document. Exactly one of URL, Data
// and FileID is set, unless the source itself was incomplete.
type Media struct {
	Kind   MediaKind
	URL    *value.Node
	Data   *value.Node // base64 without a data: prefix
	FileID *value.Node // id of an upload at the vendor
	Text   *value.Node // a document given as plain text
	MIME   *value.Node // media type such as image/png; nil where unknown
	Name   *value.Node // file name or title
	Detail *value.Node // resolution hint: low, high, auto
}

// Places counts how many of URL, Data, FileID and Text are set. It is 0 for a
// nil m.
func (m *Media) Places() int {
	if m == nil {
		return 0
	}
	n := 0
	for _, p := range []*value.Node{m.URL, m.Data, m.FileID, m.Text} {
		if p != nil {
			n++
		}
	}
	return n
}

// A ToolCall is the model's wish to call a tool.
type ToolCall struct {
	ID, Name *value.Node
	// Args is the argument object. A call whose arguments are not literal JSON
	// keeps them as the source has them (a Text, a Hole or an unparsable String).
	Args *value.Node
	// ArgsNode is the source's value where Args was decoded from a string.
	ArgsNode *value.Node
}

// A ToolResult answers a call.
type ToolResult struct {
	CallID, Name *value.Node
	Content      List[Part]
	IsError      *value.Node // Bool
	// Structured is the result given as JSON rather than as parts; Content is
	// empty then.
	Structured *value.Node
}

// Reasoning is what the model thought, as far as the vendor shows it.
type Reasoning struct {
	Text      *value.Node
	Signature *value.Node // opaque proof that must be replayed
	Redacted  *value.Node // encrypted thoughts
}

// A CacheMark asks the vendor to cache the prompt up to here.
type CacheMark struct {
	At
	TTL *value.Node // lifetime such as "5m"; nil where the source has none
}
