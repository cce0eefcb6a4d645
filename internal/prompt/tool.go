package prompt

import "github.com/promptglot/promptglot/internal/value"

// ToolKind tells what a Tool is.
type ToolKind string

// The kinds of tool.
const (
	FunctionTool ToolKind = "function" // the application's own
	BuiltinTool  ToolKind = "builtin"  // run by the vendor
	CustomTool   ToolKind = "custom"   // free-text input
)

// A Tool is something the model may call.
type Tool struct {
	At
	Kind        ToolKind
	Name        *value.Node
	Description *value.Node
	Schema      *value.Node // JSON Schema of the arguments; nil where absent
	Strict      *value.Node // Bool; nil where absent
	// Builtin is the neutral name of a vendor-run tool (web_search,
	// code_execution, computer_use, file_search, url_context …); At.Node is the
	// source's definition.
	Builtin string
	Cache   *CacheMark
	Ext     []Ext
	Form    map[string]string
}

// ChoiceMode says how free the model is to call tools.
type ChoiceMode string

// The modes of tool choice.
const (
	ChoiceAuto     ChoiceMode = "auto"
	ChoiceNone     ChoiceMode = "none"
	ChoiceRequired ChoiceMode = "required" // some tool must be called
	ChoiceNamed    ChoiceMode = "named"    // this tool must be called
	ChoiceAllowed  ChoiceMode = "allowed"  // only these tools
	ChoiceOpaque   ChoiceMode = "opaque"   // a hole, or a form of one vendor: At.Node
)

// A ToolChoice is the request's demand on tool calls.
type ToolChoice struct {
	At
	Mode  ChoiceMode
	Names []*value.Node // named: one; allowed: some
	// Must is true for ChoiceAllowed when one of the tools has to be called.
	Must bool
	Ext  []Ext
	Form string
}

// OutputKind says what form the answer must have.
type OutputKind string

// The kinds of output.
const (
	OutputText   OutputKind = "text"
	OutputJSON   OutputKind = "json"   // any JSON object
	OutputSchema OutputKind = "schema" // JSON that obeys Schema
	OutputOpaque OutputKind = "opaque" // a hole, a grammar, a form of one vendor
)

// An Output is the contract on the answer.
type Output struct {
	At
	Kind        OutputKind
	Name        *value.Node
	Description *value.Node
	Schema      *value.Node
	Strict      *value.Node
	Ext         []Ext
	Form        string
}
