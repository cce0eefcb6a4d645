// Package format is what prompt-file formats have in common: what a file is
// taken apart into (File), how a format is asked (Format), and the pieces that
// several formats need: front matter, role markers, texts of a template
// language. Each format is a folder of its own; package all lists them.
//
// A format knows the shape of its files and nothing of vendors: words that
// name one are handed on as they stand.
package format

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// How sure a format is that a file is its own.
const (
	No     = 0 // it is not
	Maybe  = 1 // Read has to look closer
	Likely = 2 // the name or the content says so
	Sure   = 3 // nothing else looks like this
)

// A Format is one prompt-file format. Implementations are immutable values,
// safe for concurrent use.
type Format interface {
	// ID is the format's name: "prompty", "request", "markdown" …
	ID() string
	// Detect says how sure it is that f is of this format, and by what. It
	// looks at the path and at the bytes, and parses nothing.
	Detect(f *source.File) (confidence int, why string)
	// Read takes f apart. It returns nothing where a closer look shows that f
	// holds no prompt of this format; what is wrong with a prompt is a problem
	// of its File, and the rest is read all the same.
	Read(f *source.File, env Env) []*File
}

// Env is what formats read with.
type Env struct {
	Langs Langs
	// Lang names the template language that a text is written in, "" where it
	// has no tags. A text of plain {{variables}}, which every language reads
	// alike, is "jinja". nil finds none.
	Lang func(text string) string
	// Request says which dialects the tree may be a request of, and how sure
	// they are of it (No … Sure). nil finds none.
	Request func(tree *value.Node) (dialects []string, confidence int)
	// Words are the formats' words for vendors, by format. nil has none.
	Words func(format string) Words
	// Beside returns the file that lies at a path relative to the folder of the
	// one that is read, nil where it is not to be had. A nil Beside has none.
	Beside func(name string) *source.File
}

// Words are what a format calls vendors, and what follows from it. A format
// knows the shape of its files and nobody by name, so that its words are handed
// to it.
type Words struct {
	// Written are the words that a file is written with, by vendor id.
	Written map[string]string
	// OwnOptions are the vendors whose options have names of their own.
	OwnOptions []string
	// Calls are dialects by the words for who serves and for the call.
	Calls map[string]map[string]string
	// SystemFirst are what the words for who serves begin with where text without
	// a role is the system's.
	SystemFirst []string
	// Renames are the names that options have on the wire, by the word for who
	// serves and by the format's own names.
	Renames map[string]map[string]string
}

// WordsOf is Env.Words for an Env that may lack it.
func (e Env) WordsOf(format string) Words {
	if e.Words == nil {
		return Words{}
	}
	return e.Words(format)
}

// File is Env.Beside for an Env that may lack it.
func (e Env) File(name string) *source.File {
	if e.Beside == nil {
		return nil
	}
	return e.Beside(name)
}

// LangOf is Env.Lang for an Env that may lack it.
func (e Env) LangOf(text string) string {
	if e.Lang == nil {
		return ""
	}
	return e.Lang(text)
}

// Langs are the template languages that a program knows.
type Langs []templates.Language

// Get returns the language with the id, nil where there is none.
func (l Langs) Get(id string) templates.Language {
	for _, lang := range l {
		if lang.ID() == id {
			return lang
		}
	}
	return nil
}

// First returns the first language that there is of the given ids, nil for none.
func (l Langs) First(ids ...string) templates.Language {
	for _, id := range ids {
		if lang := l.Get(id); lang != nil {
			return lang
		}
	}
	return nil
}

// A File is what one prompt of a file consists of. Either Request is set, a
// whole request of a dialect, or the fragments are.
type File struct {
	// Name tells the prompts of one file apart; "" where it holds one.
	Name string
	// Why says by what the prompt was recognised, where Read knows better than
	// Detect.
	Why string
	// Lang is the template language of the texts; "" where there is none.
	Lang string

	// Request is a request of the one dialect in Candidates, or where it has
	// several of one that cannot be told.
	Request    *value.Node
	Candidates []string

	// Tree holds everything of the fragments that is sent to a model, in the
	// shape of the file. Its nodes are the file's own wherever it has them.
	Tree  *value.Node
	Title string // the file's name for the prompt
	About string // its description
	// Variant tells versions of a format apart: "v1", "v2".
	Variant  string
	Messages prompt.List[prompt.Message]
	// More is true where the program that loads the file adds turns behind its
	// messages: a last turn of the assistant's is an example, not a beginning.
	More  bool
	Model *value.Node
	// Options are settings under the format's own neutral names.
	Options []Option
	// Params are options in a vendor's words: those of dialect Words, or where
	// that is "" of the vendor that Provider names.
	Params *value.Node
	Words  string
	Tools  prompt.List[prompt.Tool]
	Output prompt.List[prompt.Output]
	Inputs []prompt.Input
	Ext    []prompt.Ext // what is sent and has no neutral form

	// Provider is the file's word for who serves; nil where it has none.
	Provider *value.Node
	// Words that may name a vendor and that nothing above stands for:
	// endpoints, deployments, API versions.
	Vendor []Word
	// Promptglot is the extension block metadata.promptglot.
	Promptglot *value.Node

	// Unsent are members of the file that are sent to no model and that other
	// formats have a place for: test data, evaluators, metadata. Its nodes are
	// the file's own; nil where there are none.
	Unsent *value.Node

	// Pieces are the texts in the file that a message is put together of: rules
	// read and count them where the file has them.
	Pieces []*value.Node
	// Partials are the texts that the body includes, by name, as far as they lie
	// beside the file.
	Partials map[string]string

	// Doubts are what is valid and most likely not meant.
	Doubts []value.Problem

	Front    *value.Node  // the file's whole configuration; nil without one
	Body     *source.View // its body; nil without one
	Problems []value.Problem
}

// An Option is a setting under a neutral name.
type Option struct {
	Name  string // as the file has it
	Param prompt.Param
	Value *value.Node
}

// A Word is a place of the file that may name a vendor.
type Word struct {
	Path string // dotted, such as model.connection.endpoint
	Node *value.Node
}

// Keep adds a member to Unsent.
func (f *File) Keep(key string, v *value.Node) {
	if f.Unsent == nil {
		f.Unsent = &value.Node{Kind: value.Object}
	}
	f.Unsent.Entries = append(f.Unsent.Entries, value.Entry{Key: key, Value: v})
}

// problem appends a problem.
func (f *File) problem(code string, at source.Span, message string) {
	f.Problems = append(f.Problems, value.Problem{Code: code, Message: message, Span: at})
}

// Wrong notes that n is not what the format expects.
func (f *File) Wrong(n *value.Node, message string) { f.problem(CodeFormat, n.Span, message) }

// Codes of problems that formats report beside those of package value.
const (
	CodeFormat   = "format"   // a field is not what the format says it is
	CodeTemplate = "template" // a template tag that is not valid
	CodeBinary   = "binary"   // the file holds no text
	CodeMarker   = "marker"   // role markers and template blocks overlap
)
