// Package catalog is everything promptglot knows of vendors: dialects and
// their fields, models, limits, prices, tokenizers, hosts, retirements,
// features. It is data, embedded and loaded on first use; each fact carries
// the source it was taken from and the day it was true. Nothing here decides
// anything: writers, rules and policies ask.
package catalog

// Tri is a three-valued answer.
type Tri uint8

// The answers. Unknown is the zero value on purpose.
const (
	Unknown Tri = iota
	Yes
	No
)

// A Ref says where a fact is from and the day it was read.
type Ref struct {
	Source string `json:"source"` // URL or document
	AsOf   string `json:"as_of"`  // YYYY-MM-DD
}

// A DialectInfo is what the catalogue knows of one dialect of one vendor's API.
type DialectInfo struct {
	ID       string          `json:"id"`
	Vendor   string          `json:"vendor"`           // vendor name of VOCABULARY.md
	Host     string          `json:"host"`             // key of the model table: who serves
	Parent   string          `json:"parent,omitempty"` // dialect whose table this one amends
	Title    string          `json:"title"`
	Aliases  []string        `json:"aliases,omitempty"`
	Versions []string        `json:"versions,omitempty"` // API versions, newest first
	Default  string          `json:"default_model"`      // model taken when none is named
	Roles    []string        `json:"roles"`              // roles a message may carry on the wire
	Traits   map[string]Fact `json:"traits"`             // see docs in the data files
	Fields   []Field         `json:"fields"`             // request options
	// Planned marks a dialect that is known but that nothing reads or writes
	// yet; SourceOnly one that is read and never written.
	Planned    bool   `json:"planned,omitempty"`
	SourceOnly bool   `json:"source_only,omitempty"`
	Read       string `json:"read,omitempty"` // what the table was taken from, with versions
	Ref

	index *fieldIndex
}

// A Field is one request option of a dialect.
type Field struct {
	Path       string   `json:"path"`  // dotted, from the request root: generationConfig.topP
	Param      string   `json:"param"` // neutral name
	Feature    string   `json:"feature"`
	Type       string   `json:"type"` // number, integer, string, boolean, array, object, any
	Min        *float64 `json:"min,omitempty"`
	Max        *float64 `json:"max,omitempty"`
	MaxItems   int      `json:"max_items,omitempty"`
	MaxLen     int      `json:"max_len,omitempty"`
	Enum       []string `json:"enum,omitempty"`
	Default    string   `json:"default,omitempty"`    // JSON text of the vendor's own default
	Versions   []string `json:"versions,omitempty"`   // API versions that have it; empty: all
	Gate       string   `json:"gate,omitempty"`       // model capability that it needs
	Deprecated string   `json:"deprecated,omitempty"` // what to use instead
	Aliases    []string `json:"aliases,omitempty"`    // other accepted spellings of Path's last step
	Read       bool     `json:"read_only,omitempty"`  // read, never written (a retired spelling, a field of a child dialect)
	Required   bool     `json:"required,omitempty"`   // a request without it is refused
	Beta       string   `json:"beta,omitempty"`       // beta flag that the request must carry
	Note       string   `json:"note,omitempty"`
	// Values maps neutral values to this dialect's words for the same thing;
	// nil: the words are the neutral ones. Nearest maps neutral values that the
	// dialect lacks to the closest word it has (a weakening, not a renaming).
	Values  map[string]string `json:"values,omitempty"`
	Nearest map[string]string `json:"nearest,omitempty"`
	// ValueGates names, per value of the field, the model capability it needs.
	ValueGates map[string]string `json:"value_gates,omitempty"`
	Ref
}

// A Fact is a single sourced statement.
type Fact struct {
	Value string `json:"value"`
	Note  string `json:"note,omitempty"`
	Ref
}

// A Model is what is known of a model at one host. Unknown figures are nil.
type Model struct {
	ID        string // as asked for
	Base      string // id in the table that the facts are from; "" where none has it
	Host      string // who serves it: openai, anthropic, gemini, vertex, bedrock, azure-openai …
	Known     bool   // false: no table has it, family rules applied
	Family    string // claude-opus-5, gpt-5, gemini-3 …; "" when even that is unknown
	Name      string
	Tokenizer string // o200k_base, claude-4.7 …; "" unknown
	Context   *int   // tokens
	MaxInput  *int
	MaxOutput *int
	Input     []string // modalities: text, image, audio, video, pdf
	Prices    []Price
	Status    string // active, deprecated, retired, unknown
	Announced string // YYYY-MM-DD, "" unknown
	Retires   string // YYYY-MM-DD, "" none known
	NotBefore string // YYYY-MM-DD: the vendor will not retire it earlier; no date is set yet
	Replace   string // replacement model id
	Gates     map[string]Gate
	LimitsRef Ref // source of Context, MaxInput, MaxOutput
	StatusRef Ref // source of Status, Announced, Retires, NotBefore, Replace
	Ref           // the main source; for an unknown model its family's rule
}

// A Gate is whether a model has a capability, by whose word.
type Gate struct {
	Is Tri
	// Unless names an option and a value, reasoning_effort=none: a request that
	// sets it turns No into Yes.
	Unless string
	Values []string // allowed values, for enumerations such as effort levels
	Note   string
	Ref
}

// A Price is in US dollars per million tokens; nil is unknown.
type Price struct {
	Tier                                 string // standard, batch, flex, priority
	Above                                int    // holds for inputs above this many tokens; 0 always
	Input, Output, CacheRead, CacheWrite *float64
	Ref
}

// A Feature is an entry of the vocabulary.
type Feature struct {
	ID      string `json:"id"`
	Tier    string `json:"tier"` // core, extended
	Group   string `json:"group"`
	Counts  string `json:"counts"`
	Not     string `json:"not"`
	Vendors string `json:"vendors"`
	Example string `json:"example"`
	// Stays says what of it no rewriting can move, and what to do; "" for what
	// can be rewritten.
	Stays string `json:"stays,omitempty"`
}
