// Package all lists the prompt-file formats that the program has. A new format
// is one folder beside this one and one line here.
package all

import (
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/agentfiles"
	"github.com/promptglot/promptglot/templates/format/baml"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
	"github.com/promptglot/promptglot/templates/format/githubprompt"
	"github.com/promptglot/promptglot/templates/format/langchain"
	"github.com/promptglot/promptglot/templates/format/modelfile"
	"github.com/promptglot/promptglot/templates/format/plain"
	"github.com/promptglot/promptglot/templates/format/poml"
	"github.com/promptglot/promptglot/templates/format/promptfoo"
	"github.com/promptglot/promptglot/templates/format/prompty"
	"github.com/promptglot/promptglot/templates/format/request"
	"github.com/promptglot/promptglot/templates/format/semantickernel"
)

// Formats returns every format; of formats that are equally sure of a file the
// earlier one reads it.
func Formats() []format.Format {
	return []format.Format{
		prompty.Format{},
		dotprompt.Format{},
		promptfoo.Format{},
		githubprompt.Format{},
		agentfiles.Format{},
		semantickernel.Format{},
		langchain.Format{},
		modelfile.Format{},
		baml.Format{},
		poml.Format{},
		promptfoo.Text{},
		plain.Markdown{},
		plain.Text{},
		request.Format{},
	}
}
