package http

import "strings"

// A kind tells what a line is.
type kind uint8

const (
	blank     kind = iota
	remark         // # or //
	separator      // ###
	variable       // @name = value
	start          // METHOD URL
	more           // the URL goes on
	header
	body
	script // < {% … %}, > file
)

// A line is text[start:end]; its line end is text[end:next].
type line struct {
	start, end, next int
	kind             kind
}

// scan calls f for every line of a request file.
func scan(text string, f func(line)) {
	at := blank // the kind of the lines that may follow
	inScript := false
	for i := 0; i < len(text); {
		l := line{start: i, end: len(text), next: len(text)}
		if n := strings.IndexAny(text[i:], "\r\n"); n >= 0 {
			l.end, l.next = i+n, i+n+1
			if strings.HasPrefix(text[i+n:], "\r\n") {
				l.next++
			}
		}
		i = l.next
		s := text[l.start:l.end]
		trimmed := strings.TrimLeft(s, " \t")
		switch {
		case inScript:
			l.kind = script
			inScript = !strings.Contains(s, "%}")
		case strings.HasPrefix(s, "###"):
			l.kind, at = separator, blank
		case at != body && (strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, "//")):
			l.kind = remark
		case strings.HasPrefix(s, "> ") || strings.HasPrefix(s, "<> ") || strings.HasPrefix(s, ">>") || strings.HasPrefix(s, "< "):
			l.kind = script
			inScript = strings.Contains(s, "{%") && !strings.Contains(s, "%}")
		case at == body:
			l.kind = body
		case trimmed == "":
			if at == header {
				at = body
			}
		case at == header && s != trimmed && (trimmed[0] == '?' || trimmed[0] == '&'):
			l.kind = more
		case at == header && headerLine(s):
			l.kind = header
		case at == header: // neither: the request goes on as it may
			l.kind = more
		case s[0] == '@' && strings.Contains(s, "="):
			l.kind = variable
		case method(s) != "" || strings.Contains(s, "://") || strings.HasPrefix(s, "{{"):
			l.kind, at = start, header
		}
		f(l)
	}
}

// method returns the method that a line begins with, "" for none.
func method(s string) string {
	word, rest, found := strings.Cut(s, " ")
	if !found || strings.TrimSpace(rest) == "" {
		return ""
	}
	switch word {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "GRAPHQL", "WEBSOCKET":
		return word
	}
	return ""
}

// headerLine reports whether s is Name: value.
func headerLine(s string) bool {
	name, _, found := strings.Cut(s, ":")
	return found && name != "" && !strings.ContainsAny(name, " \t{}\"/")
}
