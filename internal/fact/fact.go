// Package fact holds the one type that rules make and policies see. A fact
// states what stands where; it passes no judgement. Its JSON form is the
// contract of `promptglot facts` and of `input.facts` in policies.
package fact

import "github.com/promptglot/promptglot/internal/source"

// A Kind sorts facts; CLI.md fixes the set.
type Kind string

// The kinds of fact.
const (
	Prompt    Kind = "prompt"    // a prompt was found here
	Feature   Kind = "feature"   // something tied to a vendor
	Loss      Kind = "loss"      // what a translation to a target would lose
	Text      Kind = "text"      // something in a prompt's text
	Structure Kind = "structure" // order and pairing of messages
	Tokens    Kind = "tokens"    // size, fit and cost for a target
	Model     Kind = "model"     // a model and its lifecycle
	Parse     Kind = "parse"     // something could not be read
	Stale     Kind = "stale"     // a rendering no longer fits its source
	Waiver    Kind = "waiver"    // a suppression: used, unused, malformed, expired
)

// Kinds lists every kind in report order.
var Kinds = []Kind{Prompt, Feature, Loss, Text, Structure, Tokens, Model, Parse, Stale, Waiver}

// A Fact is one statement about one place.
type Fact struct {
	ID      string      `json:"id"` // stable within a document: content-derived
	Kind    Kind        `json:"kind"`
	Feature string      `json:"feature,omitempty"` // id of VOCABULARY.md
	Vendor  string      `json:"vendor,omitempty"`
	File    string      `json:"file,omitempty"`
	Start   *source.Pos `json:"start,omitempty"` // nil: the fact has no place
	End     *source.Pos `json:"end,omitempty"`   // exclusive
	// Cell and CellLine are the cell of a notebook that Start lies in, and the line
	// of its text; both count from 1, and are 0 in any other file.
	Cell     int `json:"cell,omitempty"`
	CellLine int `json:"cell_line,omitempty"`

	Value   string `json:"value,omitempty"`
	Prompt  string `json:"prompt,omitempty"` // file, or file#name
	InTest  bool   `json:"in_test"`
	Message string `json:"message"`
	// Code names the sub-kind of text, structure, parse and waiver facts
	// (identity-claim, unclosed-block, unused …).
	Code string `json:"code,omitempty"`

	Loss   *LossDetail   `json:"loss,omitempty"`
	Model  *ModelDetail  `json:"model,omitempty"`
	Tokens *TokensDetail `json:"tokens,omitempty"`
	Info   *PromptDetail `json:"prompt_info,omitempty"`
	Fixes  []Fix         `json:"fixes,omitempty"`
}

// LossDetail is the ledger entry of a loss fact.
type LossDetail struct {
	Feature   string   `json:"feature"`
	Outcome   string   `json:"outcome"` // approximate, emulated, added, dropped, refused
	Path      string   `json:"path"`    // JSON pointer in the source
	To        string   `json:"to"`      // JSON pointer in the output
	Target    string   `json:"target"`
	Dialect   string   `json:"dialect"`
	Certainty string   `json:"certainty"` // certain, possible
	DependsOn []string `json:"depends_on"`
	Message   string   `json:"message"`
	Source    string   `json:"source,omitempty"`
	AsOf      string   `json:"as_of,omitempty"`
}

// ModelDetail says what the catalogue knows of a model that a prompt names.
type ModelDetail struct {
	ID          string   `json:"id"`
	Status      string   `json:"status"` // active, deprecated, retired, unknown
	Known       bool     `json:"known"`  // false: resolved by family only
	Family      string   `json:"family,omitempty"`
	RetiresOn   string   `json:"retires_on,omitempty"` // YYYY-MM-DD
	DaysLeft    *int     `json:"days_left,omitempty"`  // from the as-of date
	Replacement string   `json:"replacement,omitempty"`
	Alias       bool     `json:"alias"` // a floating name such as -latest
	Source      string   `json:"source,omitempty"`
	AsOf        string   `json:"as_of,omitempty"`
	Places      []string `json:"places,omitempty"`
	// Mention is set where a program only speaks of the model: "list" for one of
	// several in a list, "word" for a key, a type or what a name is compared with.
	Mention string `json:"mention,omitempty"`
}

// TokensDetail is a token count for one target.
type TokensDetail struct {
	Target    string   `json:"target"`
	Model     string   `json:"model"`
	Tokenizer string   `json:"tokenizer"`
	Method    string   `json:"method"` // exact, exact-text+framing, estimate
	Low       int      `json:"low"`
	Tokens    int      `json:"tokens"`
	High      int      `json:"high"`
	Context   *int     `json:"context"`
	Fits      *bool    `json:"fits"`
	CostUSD   *float64 `json:"cost_usd"`
	PriceTier string   `json:"price_tier,omitempty"`
	AsOf      string   `json:"as_of,omitempty"`
}

// PromptDetail describes a prompt that was found.
type PromptDetail struct {
	Format    string   `json:"format"`
	Language  string   `json:"language,omitempty"` // template language
	Dialect   string   `json:"dialect,omitempty"`
	Model     string   `json:"model,omitempty"`
	Variables []string `json:"variables,omitempty"`
	Why       string   `json:"why,omitempty"`
	// Tools are those that the prompt declares, in their order.
	Tools []ToolDetail `json:"tools,omitempty"`
}

// ToolDetail describes a tool of a prompt, whatever the vendor's form. What has
// a hole of a template in it is absent.
type ToolDetail struct {
	ID          string      `json:"id"`              // names the tool in a finding, as the ID of a fact does
	Start       *source.Pos `json:"start,omitempty"` // of its definition; nil where it has no place
	End         *source.Pos `json:"end,omitempty"`   // exclusive
	Name        string      `json:"name,omitempty"`
	Description string      `json:"description,omitempty"`
	Builtin     string      `json:"builtin,omitempty"` // neutral name of a tool that the vendor runs
	Strict      *bool       `json:"strict,omitempty"`
	Schema      any         `json:"schema,omitempty"` // JSON Schema of the arguments
}

// A Fix is a set of edits that mends what a fact speaks of.
type Fix struct {
	Applicability string `json:"applicability"` // safe, unsafe, display
	Message       string `json:"message,omitempty"`
	Edits         []Edit `json:"edits"`
}

// An Edit replaces a range of one file.
type Edit struct {
	File  string     `json:"file"`
	Start source.Pos `json:"start"`
	End   source.Pos `json:"end"`
	Text  string     `json:"text"`
}
