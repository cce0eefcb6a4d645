package format

import (
	"regexp"
	"strings"
)

// cast matches the first words of a text that casts its reader as a model or
// as an expert whom a model plays. Texts for people rarely begin so; those that
// do go on with "you are given" or "you are a developer who wants to".
var cast = regexp.MustCompile(`(?i)^(?:you are|you're|act as|i want you to act as)\b[^.\n]{0,120}\b(?:` +
	`assistants?|agents?|sub-?agent|(?:chat)?bot|ai|llm|language model|model|experts?|specialist|engineer|developer|programmer|architect|analyst|` +
	`reviewer|writer|editor|author|translator|judge|evaluator|grader|classifier|tutor|teacher|planner|researcher|scientist|` +
	`orchestrator|coordinator|supervisor|coach|critic|consultant|advisor|mentor|auditor|tester|designer|strategist|` +
	`interviewer|moderator|investigator|summarizer|extractor|generator|router|manager|maintainer|professional|helper|system|service|tool` +
	`)\b`)

// charge matches what such a text goes on to say: what is to be done, and what
// the answer is to be.
var charge = regexp.MustCompile(`(?i)\b(?:` +
	`your (?:task|job|goal|role|objective|mission|responsibilit|purpose|output|response|answer|reply|expertise|primary|core|main|name is)` +
	`|that (?:would|will|can|helps?|answers?|specializes|follows)\b` +
	`|you (?:will|must|should|can|have|help|specialize|excel|know|follow|never|always|do not|are not|run|receive|review|analy[sz]e|write)\b` +
	`|(?:respond|reply|answer|return|output|produce|generate|use|given|based on|follow|do not|don't|never|always|ensure|analy[sz]e|review|extract|identify|write|create|evaluate|determine|provide|help)\b` +
	`)`)

// Opens reports whether a text begins by casting its reader and goes on with a
// charge. Front matter, headings, comments and template comments come before
// the beginning.
func Opens(text string) bool {
	const head, paragraph = 4000, 400
	first := beginning(text)
	if len(first) > head {
		first = first[:head]
	}
	at := cast.FindStringIndex(first[:min(len(first), paragraph)])
	return at != nil && charge.MatchString(first[at[1]:]) && !IsLetter(first)
}

// beginning returns text from its first line of prose on.
func beginning(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	for front := true; ; {
		text = strings.TrimLeft(text[Leading(text):], " \t\r\n")
		if strings.HasPrefix(text, "<!--") {
			_, after, closed := strings.Cut(text, "-->")
			if !closed {
				return ""
			}
			text = after
			continue
		}
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimRight(line, " \t\r")
		switch {
		case line == "":
			return ""
		case line == "---" && front:
			front = false
			if i := strings.Index(rest, "\n---"); i >= 0 {
				_, rest, _ = strings.Cut(rest[i+1:], "\n")
			}
			text = rest
		case line[0] == '#', strings.Trim(line, "-=*_ \t") == "", tag.MatchString(line):
			text = rest
		default:
			return strings.TrimLeft(text, `>*_"'`+" \t")
		}
	}
}

// tag matches a line that is one tag of markup, such as <role>.
var tag = regexp.MustCompile(`^</?[A-Za-z][\w-]*>\s*$`)

// letter matches what letters to people say in such words.
var letter = regexp.MustCompile(`(?i)\b(?:you are receiving|unsubscribe|dear |kind regards|best regards|sincerely)\b|<html|<body|<!doctype`)

// IsLetter reports whether text is a letter or a page for people, which may
// well speak of tasks and roles.
func IsLetter(text string) bool { return letter.MatchString(text) }

// Leading returns where the text behind comments {# … #} begins.
func Leading(text string) int {
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
