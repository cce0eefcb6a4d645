package catalog

import (
	"encoding/json"
	"strings"
)

// An SDK is what the catalogue knows of one library that calls models: how a
// program imports it, which of its names make a client, which calls send a
// request, and how the arguments of a call become that request.
//
// Names are those of the language, without the module: OpenAI,
// types.GenerateContentConfig. A name of several words also stands for itself
// behind other words: AzureOpenAI is found as lib.azure.AzureOpenAI too.
type SDK struct {
	ID     string `json:"id"`
	Vendor string `json:"vendor"` // vendor name of VOCABULARY.md; "" for a framework that calls any
	// Imports are module paths; what lies below a path is the library's too,
	// unless another library claims a longer path.
	Imports []string `json:"imports"`
	// Default is the name that the module as a whole goes by: what a default
	// import brings (import OpenAI from "openai").
	Default string `json:"default,omitempty"`
	// General marks a library that does other things as well (boto3): to import
	// it names no vendor.
	General bool `json:"general,omitempty"`
	// Like names a library of the same file whose calls and reads are this one's
	// too: the many that copy OpenAI's.
	Like string `json:"like,omitempty"`
	// Skip are steps of a call's path that change nothing of what is sent:
	// with_raw_response.
	Skip []string `json:"skip,omitempty"`
	// Settings are variables of the module that configure all calls, and what
	// they say: base_url, api_version, provider.
	Settings map[string]string `json:"settings,omitempty"`
	SDKForm
	Clients []SDKClient `json:"clients,omitempty"`
	Calls   []SDKCall   `json:"calls,omitempty"`
	Makes   []SDKMake   `json:"makes,omitempty"`
	// Models are the beginnings of constants that name models: ChatModel. and
	// Model (ChatModel.GPT_4O, ModelClaudeOpus4_6).
	Models []string `json:"models,omitempty"`
	// Constants are names that stand for texts of a request, and those texts:
	// ChatMessageRoleTool is tool.
	Constants map[string]string `json:"constants,omitempty"`
	// Union is the beginning of members of which one is given for all, where the
	// language has no sums: {OfTool: t} is t. "" where there are none.
	Union string `json:"union,omitempty"`
	// Reads are members that answers of the vendor's shape are read by, as ends
	// or beginnings of chains: choices[].message, stop_reason.
	Reads   []string `json:"reads,omitempty"`
	Retired *Retired `json:"retired,omitempty"`
	Ref

	languages []string
	separator string
}

// An SDKForm says how arguments become a request. What a call leaves out, its
// library says.
type SDKForm struct {
	// As names a form of the file that this one is laid over.
	As string `json:"as,omitempty"`
	// Dialect and Version are those that the request is in; "" where it is in
	// none that anybody reads (images, sessions).
	Dialect string `json:"dialect,omitempty"`
	Version string `json:"version,omitempty"`
	// Neutral marks a request in a framework's words: they tie it to no vendor.
	Neutral bool `json:"neutral,omitempty"`
	// Body is the position of the argument that is the request; without one the
	// named arguments are.
	Body *int `json:"body,omitempty"`
	// Options marks a call whose arguments are functional options: each brings the
	// members that it makes.
	Options bool `json:"options,omitempty"`
	// Params are the names of positional arguments, "" for one that is not sent.
	Params []string `json:"params,omitempty"`
	// Case is how members are spelled on the wire, where the language spells them
	// otherwise: snake or camel.
	Case string `json:"case,omitempty"`
	// Deep spells members of members in Case too, but for those whose own members
	// are the user's: the parameters of a tool. nil spells the request's own only.
	Deep []string `json:"deep,omitempty"`
	// Names are members of members that the library calls otherwise than the wire,
	// by its own name, in the spelling of the wire.
	Names map[string]string `json:"names,omitempty"`
	// Move maps a member, in the spelling of the wire, to where the request has it:
	// a dotted path, "" for one that is not sent, "." for one whose members
	// are the request's own. "*" holds for all members that the map does not
	// name, and ends in * itself: generationConfig.*. A call's map is laid over its
	// library's.
	Move map[string]string `json:"move,omitempty"`
	// Wrap are members that the library takes in a shorter form than the wire has.
	Wrap map[string]SDKWrap `json:"wrap,omitempty"`
	// Features are arguments, or members of the body, that tie a call to its vendor
	// and that the dialect does not speak of: dimensions is embedding-param.
	Features map[string]string `json:"features,omitempty"`
}

// An SDKWrap says what the short forms of a member stand for; templates are
// those of SDKMake.Value, in which "$0" is the short form.
type SDKWrap struct {
	Text json.RawMessage `json:"text,omitempty"` // what a text stands for
	Hole json.RawMessage `json:"hole,omitempty"` // what an expression does
	// Item is what a text in a list stands for, and List what the list does, unless
	// one of its elements has the member Unless.
	Item   json.RawMessage `json:"item,omitempty"`
	List   json.RawMessage `json:"list,omitempty"`
	Unless string          `json:"unless,omitempty"`
}

// An SDKClient is a name that makes something to call methods on. Several of one
// name are told apart by When; the first that fits holds.
type SDKClient struct {
	Name string `json:"name"` // "()" is what an object of On makes when it is called itself
	// On is what it is a method of, where it is none of the module:
	// session.client("bedrock-runtime").
	On string `json:"on,omitempty"`
	// Is names what it makes, for SDKCall.On; "" is a client, and "$0" the thing
	// that its first argument is: instructor.from_openai(OpenAI()). "$name" is the
	// one that the argument of that name is.
	Is string `json:"is,omitempty"`
	// When are arguments that it must have: a literal value, "*" for any, "!"
	// for none.
	When   map[string]string `json:"when,omitempty"`
	Vendor string            `json:"vendor,omitempty"` // where it is not the library's
	// The arguments that say where requests go, which version of the API serves
	// them, which model answers, and who serves (a framework's provider word).
	BaseURL    string `json:"base_url,omitempty"`
	APIVersion string `json:"api_version,omitempty"`
	Model      string `json:"model,omitempty"`
	Deployment string `json:"deployment,omitempty"`
	Provider   string `json:"provider,omitempty"`
	// Builder marks the beginning of a chain that ends in build(): what its methods
	// return is the client as well.
	Builder bool `json:"builder,omitempty"`
	// Anywhere marks a method that makes a client whatever it is called on: the
	// arguments of When, or its name where there are none, are those of no other. A
	// session is often handed in, and some languages let libraries extend any type.
	Anywhere bool `json:"anywhere,omitempty"`
	// Request marks a constructor whose arguments are a request, or the options
	// of all requests: ChatOpenAI(model=…, temperature=…).
	Request bool `json:"request,omitempty"`
	// Via is the argument that is an object of another library, whose vendor serves
	// in place of this one's: backend(BedrockBackend…).
	Via string `json:"via,omitempty"`
	// Feature is the feature of making one, where it is not sdk-client; "-" is
	// none.
	Feature string   `json:"feature,omitempty"`
	Retired *Retired `json:"retired,omitempty"`
	SDKForm
}

// An SDKCall is a method or function that sends a request.
type SDKCall struct {
	Path string `json:"path"` // names behind the client: chat.completions.create
	// On is what it is called on: "" for a client, module for a function of the
	// module, else SDKClient.Is or SDKCall.Gives.
	On     string `json:"on,omitempty"`
	Vendor string `json:"vendor,omitempty"`
	// Needs are members without which a call on something of unknown origin is
	// somebody else's; without any such a call never counts.
	Needs []string `json:"needs,omitempty"`
	// Own marks a name that no other library has: a call of it counts on anything,
	// whatever its arguments are.
	Own bool `json:"own,omitempty"`
	// Known is Own for a name that others may have as well: it counts in a program
	// that imports the library.
	Known bool `json:"known,omitempty"`
	// Gives names what it returns where that is called again: a chat session.
	Gives string `json:"gives,omitempty"`
	// Feature is the feature of the call, where it is not sdk-call; "-" is none.
	Feature string `json:"feature,omitempty"`
	// Also are features that the call is besides: an upload is file-input.
	Also []string `json:"also,omitempty"`
	// Model is the member that names the model of a request without a dialect.
	Model string `json:"model,omitempty"`
	// Providers says which member holds options for each vendor in that vendor's own
	// words: providerOptions: {anthropic: {thinking: …}}.
	Providers *SDKProviders `json:"providers,omitempty"`
	// HTTP says which arguments are the parts of a request over the wire; the
	// address then says whose it is.
	HTTP    *SDKHTTP `json:"http,omitempty"`
	Retired *Retired `json:"retired,omitempty"`
	SDKForm
}

// SDKProviders is a member whose members are options of one vendor each, and the
// form of those, by the word for the vendor.
type SDKProviders struct {
	Member string             `json:"member"`
	Forms  map[string]SDKForm `json:"forms"`
}

// An SDKHTTP names the arguments of a call that sends an HTTP request.
type SDKHTTP struct {
	URL     string   `json:"url"`
	Headers string   `json:"headers,omitempty"`
	Body    []string `json:"body,omitempty"` // any of these
}

// An SDKMake is a function, constructor or type whose result is a part of a
// request. The name * is that of every type of which a literal is made and that
// no other entry names: Go's openai.Tool{…}. *.builder is the method of that name
// of every type that no other entry names, *.of* all whose names begin so.
type SDKMake struct {
	Name string `json:"name"`
	// Value is what it makes: in the strings of this JSON "$0" is the first
	// positional argument, "$name" the one of that name or parameter, "$*" in a
	// list all positional ones, and "$..." as a key all named ones that the rest
	// does not use. Members whose argument is absent are left out. Without a
	// Value it makes an object of its named arguments.
	Value json.RawMessage `json:"value,omitempty"`
	// Set holds, for a builder, what its methods add, from the call of Name to the
	// end of the chain: a value as above, which is added to the member of the
	// method's name in the spelling of the wire, or to that of To. Value is then what
	// the builder begins with.
	Builder bool                 `json:"builder,omitempty"`
	Set     map[string]SDKSetter `json:"set,omitempty"`
	SDKForm
}

// An SDKSetter is a method of a builder that does not just set the member of its
// name to its first argument.
type SDKSetter struct {
	To    string          `json:"to"`
	Value json.RawMessage `json:"value,omitempty"` // "$0" where there is none
	// Type is what stands in place of Value where the argument is a type of the
	// program, of which a schema is made: responseFormat(Book.class).
	Type json.RawMessage `json:"type,omitempty"`
	// List marks a member that is a list, to which each call adds its arguments.
	List bool `json:"list,omitempty"`
	// Entry marks a method of a key and a value, which become a member of the object
	// at To; "." is the builder's own: putAdditionalProperty("type", …).
	Entry bool `json:"entry,omitempty"`
}

// Retired says that a library or an interface has come to its end.
type Retired struct {
	On      string `json:"on,omitempty"` // YYYY-MM-DD; "" where no day is known
	Replace string `json:"replace"`
	Ref
}

// Speaks reports whether the SDK is for a host language.
func (s *SDK) Speaks(language string) bool {
	for _, l := range s.languages {
		if l == language {
			return true
		}
	}
	return false
}

// Separator is what divides the names of a module's path: "." or "/".
func (s *SDK) Separator() string { return s.separator }

// Claims returns how much of a module path, in bytes, is the library's name; 0
// where the module is not the library's.
func (s *SDK) Claims(path string) int {
	n := 0
	for _, p := range s.Imports {
		if len(p) > n && strings.HasPrefix(path, p) && (len(path) == len(p) || strings.HasPrefix(path[len(p):], s.separator)) {
			n = len(p)
		}
	}
	return n
}

// Over lays a form over a library's: what f leaves out is under's.
func (f SDKForm) Over(under SDKForm) SDKForm {
	if f.Dialect == "" {
		f.Dialect = under.Dialect
	}
	if f.Version == "" {
		f.Version = under.Version
	}
	if f.Body == nil {
		f.Body = under.Body
	}
	if f.Params == nil {
		f.Params = under.Params
	}
	if f.Case == "" {
		f.Case = under.Case
	}
	if f.Deep == nil {
		f.Deep = under.Deep
	}
	if f.Names == nil {
		f.Names = under.Names
	}
	f.Neutral = f.Neutral || under.Neutral
	f.Options = f.Options || under.Options
	if f.Features == nil {
		f.Features = under.Features
	}
	if f.Wrap == nil {
		f.Wrap = under.Wrap
	}
	if len(under.Move) > 0 {
		all := make(map[string]string, len(under.Move)+len(f.Move))
		for k, v := range under.Move {
			all[k] = v
		}
		for k, v := range f.Move {
			all[k] = v
		}
		f.Move = all
	}
	return f
}
