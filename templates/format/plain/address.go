package plain

import (
	"regexp"
	"strings"
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

// letter matches what letters to people say in such words.
var letter = regexp.MustCompile(`(?i)\b(?:you are receiving|unsubscribe|dear |kind regards|best regards|sincerely)\b|<html|<body|<!doctype`)

// speaks reports whether the beginning of a template speaks to a model. It has
// to be prose: a line of code or configuration would begin with something else
// than a word or a tag.
func speaks(text string) bool {
	const head = 4000
	if len(text) > head {
		text = text[:head]
	}
	first := strings.TrimLeft(text[leading(text):], " \t\r\n")
	if first == "" || strings.HasPrefix(first, "<") || strings.HasPrefix(first, "#!") || strings.HasPrefix(first, "---") {
		return false
	}
	return address.MatchString(text) && !letter.MatchString(text)
}

// leading returns where the text behind comments {# … #} begins.
func leading(text string) int {
	at := 0
	for {
		rest := strings.TrimLeft(text[at:], "\ufeff \t\r\n")
		if !strings.HasPrefix(rest, "{#") {
			return at
		}
		n := strings.Index(rest, "#}")
		if n < 0 {
			return at
		}
		at = len(text) - len(rest) + n + 2
	}
}
