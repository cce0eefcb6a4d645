package plain

import (
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/templates/format"
)

// address matches what prompts say to a model and letters, pages and code do
// not: who it is, what its task is, what it is given.
var address = regexp.MustCompile(`(?i)\b(?:` +
	`you are (?:an? |the |now |given |requested to |asked to |tasked with |acting |going to |checked out )` +
	`|you (?:have been|were) (?:given|assigned|asked|provided)|you have received|you(?: will|'ll) be (?:given|provided|asked)` +
	`|(?:your|the) (?:task|job|goal|role|objective) is to|act as an? |your task:|is it your job` +
	`|the user(?:'s)? (?:message|question|input|query|request)` +
	`|please (?:summari[sz]e|classify|translate|extract|rewrite|fix|answer|generate|review|analy[sz]e) (?:the|this|these|some|all|each)\b` +
	`)`)

// speaks reports whether the beginning of a template speaks to a model. It has
// to be prose: a line of code or configuration would begin with something else
// than a word or a tag.
func speaks(text string) bool {
	const head = 4000
	if len(text) > head {
		text = text[:head]
	}
	return prose(text) && address.MatchString(text) && !format.IsLetter(text)
}

// section matches the first line of an INI file or of a systemd unit.
var section = regexp.MustCompile(`^\[[\w. -]+\][ \t]*\r?\n`)

// prose reports whether text begins as markup, scripts and configuration do
// not.
func prose(text string) bool {
	first := strings.TrimLeft(text[format.Leading(text):], " \t\r\n")
	return first != "" && !strings.HasPrefix(first, "<") && !strings.HasPrefix(first, "#!") && !strings.HasPrefix(first, "---") &&
		!section.MatchString(first)
}
