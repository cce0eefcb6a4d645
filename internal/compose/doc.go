// Package compose joins the template languages and prompt-file formats with
// the dialects: a file's fragments go through the right dialect into a neutral
// prompt, and a prompt goes back out as a neutral file or as a rendering for a
// vendor.
package compose

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Doc is one prompt that was found in a file.
type Doc struct {
	File *source.File
	// ID is the file's path, with #name where the file holds several prompts.
	ID string
	// Format is the id of the prompt-file format (prompty, request, markdown …).
	Format string
	// Lang is the id of the template language of its texts, "" for none.
	Lang string
	// Dialect and Version name the request form that the file is written in,
	// "" where the file is neutral.
	Dialect, Version string
	// Vendor is who serves the request, as far as the file says it by
	// provider, endpoint, dialect or model; "" unknown.
	Vendor string
	// Why says by what the file was taken for a prompt.
	Why string
	// Prompt is nil for what a program names outside of its requests.
	Prompt *prompt.Prompt
	// Texts are the places of prompt text, for rules that read text.
	Texts []Text
	// Keys are places of vendor words that no IR node stands for: a provider
	// word, a connection block, an API version.
	Keys     []Key
	Problems []value.Problem

	// Variant tells versions of a format apart: Prompty's "v1" and "v2",
	// "messages" for a request that is a bare array of messages.
	Variant string
	// Front is the file's configuration as it stands and Body the text behind
	// it, for those who edit the file; nil where the format has none.
	Front *value.Node
	Body  *source.View
	// Doubts are places that are valid and most likely not meant.
	Doubts []value.Problem
	// Partials are the templates that the texts include, by name.
	Partials map[string]string
	// Unsent are members of the file that no model is sent (format.File.Unsent).
	Unsent *value.Node
}

// A Text is one piece of prompt text.
type Text struct {
	Role prompt.Role
	Node *value.Node  // String or Text
	View *source.View // decoded text and its way back to the file
}

// A Key is a vendor word of the file itself.
type Key struct {
	Feature string // feature id
	Vendor  string
	Span    source.Span
	Value   string
	// Message says what it is; "" where the feature says it.
	Message string
	// Node is the value that names a model, nil for any other word.
	Node *value.Node
	// Ends is the day, YYYY-MM-DD, of which the message says that it ends then;
	// "" for none.
	Ends string
}

// AsksForChat reports whether the prompt asks for a chat answer. Embeddings,
// images and text completion are other calls, which no chat dialect can say.
func (d *Doc) AsksForChat() bool {
	for i := range d.Prompt.Ext {
		switch d.Prompt.Ext[i].Feature {
		case "embedding-param", "image-gen-param", "completion-param":
			return false
		}
	}
	return true
}
