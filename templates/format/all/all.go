// Package all lists the prompt-file formats that the program has. A new format
// is one folder beside this one and one line here.
package all

import (
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/githubprompt"
	"github.com/promptglot/promptglot/templates/format/plain"
	"github.com/promptglot/promptglot/templates/format/prompty"
	"github.com/promptglot/promptglot/templates/format/request"
)

// Formats returns every format; of formats that are equally sure of a file the
// earlier one reads it.
func Formats() []format.Format {
	return []format.Format{
		prompty.Format{},
		githubprompt.Format{},
		plain.Markdown{},
		plain.Text{},
		request.Format{},
	}
}
