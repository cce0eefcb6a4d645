// Package all lists the dialects that the program has. A new dialect is one
// folder beside this one and one line here.
package all

import (
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/anthropic"
	"github.com/promptglot/promptglot/translate/gemini"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialects returns every dialect, in the order of their ids.
func Dialects() translate.Registry {
	return translate.Registry{anthropic.Dialect{}, gemini.Dialect{}, openaichat.Dialect{}}
}
