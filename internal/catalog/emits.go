package catalog

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// An Emit is how a program of one host language calls a library with a request
// of a dialect, and how it reads what comes back. Lines of the client may name
// {url}, {key} and {model}; a call {args} (all members, as the language lists
// them), {ctx} (what the program passes along) or members.
type Emit struct {
	SDK       string   `json:"sdk"` // an id of SDKs
	Dialect   string   `json:"dialect"`
	Languages []string `json:"languages,omitempty"` // those of the file where it has none of its own
	// Version is the version of the API that the library asks for, "" where there
	// are none.
	Version string `json:"version,omitempty"`
	Package string `json:"package,omitempty"` // the installer's command
	EmitLines
	// Async takes the place of the lines in a program that waits for the answer
	// in the language's own way.
	Async *EmitLines `json:"async,omitempty"`
	// Named marks a call whose members are arguments by name; else {args} is one
	// object.
	Named bool `json:"named,omitempty"`
	// Model is the member that names the model where the dialect names it in the
	// URL.
	Model string `json:"model,omitempty"`
	// StreamMember is the member that asks for a streamed answer, "" where another
	// call does.
	StreamMember string `json:"stream_member,omitempty"`
	// Extra is the member for all that the library does not know by name: what a
	// dialect has beyond Dialect.
	Extra string `json:"extra,omitempty"`
	// Unstreamed are the highest values of members that the library sends without
	// streaming the answer: above them it refuses to call.
	Unstreamed map[string]int `json:"unstreamed,omitempty"`
	// Since are members that libraries older than a version do not know, by the
	// first version that does.
	Since map[string]string `json:"since,omitempty"`
	// Case is how members are spelled, where it is not as on the wire: snake or
	// camel. Those of Keep are spelled so, but what is in them is the user's.
	Case string   `json:"case,omitempty"`
	Keep []string `json:"keep,omitempty"`
	// Move maps a member of the request to where the library has it: a dotted
	// path; "path.*" maps the members of a member.
	Move map[string]string `json:"move,omitempty"`
	// Values are members that the library takes in a form of its own, by "name", by
	// "parent.name" where only that one is meant, or for elements by the list's name.
	Values map[string]EmitValue `json:"values,omitempty"`
	// Order are the members that come first.
	Order []string `json:"order,omitempty"`
	// Args are the types of the members that the call names ({contents}), in
	// languages with types; all others must be in one of them.
	Args map[string]string `json:"args,omitempty"`
	// InClient is the member that the lines of the client name, and no call does.
	InClient string `json:"in_client,omitempty"`
	// Reads says how the program reads an answer: by part (AnswerParts), an
	// expression of the language.
	Reads map[string]string `json:"reads,omitempty"`
	Ref
}

// An EmitValue is how a library takes a value that the wire has as a text.
type EmitValue struct {
	// As is an expression of the language: {word} is the text as a name, for which
	// it has to be known, {value} the value as it would be written else.
	As     string `json:"as,omitempty"`
	Import string `json:"import,omitempty"` // a line that As and Cast need
	// Cast is the type that a value is said to have, in TypeScript, where it comes
	// from elsewhere than from the library: the compiler knows it by a wider one.
	Cast string `json:"cast,omitempty"`
}

// EmitLines are the lines of a call.
type EmitLines struct {
	Imports []string `json:"imports,omitempty"`
	Client  []string `json:"client,omitempty"`
	// At is Client for another address: {url} and {key} are expressions. AtImports
	// are imports that it needs besides.
	At        []string `json:"at,omitempty"`
	AtImports []string `json:"at_imports,omitempty"`
	Call      string   `json:"call,omitempty"`
	// Stream is Call for a streamed answer, "" where it is the same.
	Stream string `json:"stream,omitempty"`
}

// AnswerParts are what programs read off answers, in the order of reports.
var AnswerParts = []string{
	"text", "finish", "input", "output", "cached", "calls", "call_id", "call_name", "call_arguments",
	"stream", "stream_text", "stream_end", "error", "rate_limit",
}

// A FinishWord is a dialect's word for why an answer ended.
type FinishWord struct {
	Word string `json:"word"`
	// Means is one of end, stop, length, tool, refused, pause, other.
	Means string `json:"means"`
}

type emitFile struct {
	Languages []string          `json:"languages"`
	Types     map[string]*Typed `json:"types"`
	Emits     []*Emit           `json:"emits"`
	Ref
}

// emitTables are the calls that can be written, and the types of typed languages.
type emitTables struct {
	emits []*Emit
	types map[string]map[string]*Typed // by language
}

//go:embed data/emit/*.json
var emitData embed.FS

var loadEmits = sync.OnceValue(func() *emitTables {
	entries, err := fs.ReadDir(emitData, "data/emit")
	if err != nil {
		panic("catalog: " + err.Error())
	}
	out := &emitTables{types: map[string]map[string]*Typed{}}
	for _, e := range entries {
		b, err := emitData.ReadFile("data/emit/" + e.Name())
		if err == nil {
			err = out.add(b)
		}
		if err != nil {
			panic(fmt.Sprintf("catalog: data/emit/%s: %v", e.Name(), err))
		}
	}
	return out
})

func (t *emitTables) add(data []byte) error {
	var file emitFile
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return err
	}
	for _, e := range file.Emits {
		if e.SDK == "" || e.Dialect == "" || e.Call == "" {
			return fmt.Errorf("a call of %q for %q: expected sdk, dialect and call", e.SDK, e.Dialect)
		}
		for part := range e.Reads {
			if !slices.Contains(AnswerParts, part) {
				return fmt.Errorf("sdk %q: answers have no part %q", e.SDK, part)
			}
		}
		if e.Languages == nil {
			e.Languages = file.Languages
		}
		e.Ref = e.or(file.Ref)
		if e.Async != nil {
			e.Async.over(&e.EmitLines)
		}
		t.emits = append(t.emits, e)
	}
	for _, l := range file.Languages {
		t.types[l] = file.Types
	}
	return nil
}

// over takes from under what l leaves out.
func (l *EmitLines) over(under *EmitLines) {
	own(&l.Imports, under.Imports)
	own(&l.Client, under.Client)
	own(&l.At, under.At)
	own(&l.AtImports, under.AtImports)
	if l.Call == "" {
		l.Call = under.Call
	}
	if l.Stream == "" {
		l.Stream = under.Stream
	}
}

// EmitFor returns how a program of a language calls a library with a request of
// a dialect, nil where that is not known. Of several libraries the one called
// prefer is taken, else the first of the file that asks for the version. What a
// dialect has not, the one that it inherits from may have: then the call goes to
// another address.
func (c *Catalog) EmitFor(language, dialect, version, prefer string) *Emit {
	for id := dialect; id != ""; {
		var best *Emit
		rank := -1
		for _, e := range loadEmits().emits {
			if e.Dialect != id || !slices.Contains(e.Languages, language) {
				continue
			}
			n := 0
			if e.Version == "" || version == "" || e.Version == version {
				n += 2
			}
			if e.SDK == prefer {
				n++
			}
			if n > rank {
				best, rank = e, n
			}
		}
		if best != nil {
			return best
		}
		d, ok := c.Dialect(id)
		if !ok {
			return nil
		}
		id = d.Parent
	}
	return nil
}

// EmitOf returns how a library is called with a request of a dialect or of one
// that it inherits from, nil where that is not known.
func (c *Catalog) EmitOf(sdk, dialect string) *Emit {
	for id := dialect; id != ""; {
		for _, e := range loadEmits().emits {
			if e.SDK == sdk && e.Dialect == id {
				return e
			}
		}
		d, ok := c.Dialect(id)
		if !ok {
			return nil
		}
		id = d.Parent
	}
	return nil
}

// Emits returns all calls that can be written.
func Emits() []*Emit { return loadEmits().emits }

// EmitType returns how a type of a language's library is written, nil for one
// that is not known.
func EmitType(language, name string) *Typed { return loadEmits().types[language][name] }

var finishWords = sync.OnceValue(func() map[string][]FinishWord {
	var file struct {
		Dialects map[string][]FinishWord
		Ref
	}
	decode("finish.json", &file)
	return file.Dialects
})

// FinishWords returns a dialect's words for why an answer ended, or those of the
// dialect that it inherits from.
func (c *Catalog) FinishWords(dialect string) []FinishWord {
	for id := dialect; id != ""; {
		if w := finishWords()[id]; w != nil {
			return w
		}
		d, ok := c.Dialect(id)
		if !ok {
			return nil
		}
		id = d.Parent
	}
	return nil
}
