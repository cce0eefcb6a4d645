// Package gitignore reads .gitignore files and decides whether a path is
// ignored, as git does: the last matching pattern wins, and patterns of a
// folder win over those of the folders above it.
package gitignore

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A Verdict is what a list of patterns says of a path.
type Verdict int8

// The verdicts.
const (
	Silent  Verdict = iota // no pattern matches
	Ignored                // the last pattern that matches excludes it
	Kept                   // the last pattern that matches begins with !
)

// Patterns are those of one .gitignore file.
type Patterns []pattern

type pattern struct {
	glob    string
	negated bool
	dirOnly bool
	// anchored patterns hold for the whole path below the file's folder, the
	// others for the last element of a path.
	anchored bool
}

// Parse reads the contents of a .gitignore file. Lines that are no valid
// pattern match nothing, as with git.
func Parse(data []byte) Patterns {
	var out Patterns
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		if p, ok := parse(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); ok {
			out = append(out, p)
		}
	}
	return out
}

func parse(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line = trimBlanks(line)
	if strings.HasPrefix(line, "!") {
		p.negated, line = true, line[1:]
	}
	if strings.HasSuffix(line, "/") {
		p.dirOnly, line = true, strings.TrimSuffix(line, "/")
	}
	if line == "" {
		return p, false
	}
	// A slash at the beginning or in the middle ties the pattern to the folder
	// of its file.
	p.anchored = strings.Contains(line, "/")
	p.glob = quoteBraces(strings.TrimPrefix(line, "/"))
	return p, doublestar.ValidatePattern(p.glob)
}

// trimBlanks takes trailing blanks away that no backslash protects.
func trimBlanks(s string) string {
	for strings.HasSuffix(s, " ") || strings.HasSuffix(s, "\t") {
		body := s[:len(s)-1]
		slashes := len(body) - len(strings.TrimRight(body, `\`))
		if slashes%2 == 1 {
			break
		}
		s = body
	}
	return s
}

// quoteBraces takes the meaning away from braces: git has no alternatives.
func quoteBraces(s string) string {
	if !strings.ContainsAny(s, "{}") {
		return s
	}
	var b strings.Builder
	class := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s):
			b.WriteByte(c)
			i++
			c = s[i]
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '{' || c == '}':
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// Match judges a path below the folder of the file, with '/' and without one
// at its ends.
func (ps Patterns) Match(path string, dir bool) Verdict {
	base := path[strings.LastIndexByte(path, '/')+1:]
	for i := len(ps) - 1; i >= 0; i-- {
		p := ps[i]
		if p.dirOnly && !dir {
			continue
		}
		subject := base
		if p.anchored {
			subject = path
		}
		if !p.match(subject) {
			continue
		}
		if p.negated {
			return Kept
		}
		return Ignored
	}
	return Silent
}

func (p pattern) match(subject string) bool {
	// "a/**" is everything below a, not a itself; doublestar takes both.
	if head, ok := strings.CutSuffix(p.glob, "/**"); ok && doublestar.MatchUnvalidated(head, subject) {
		return doublestar.MatchUnvalidated(head+"/**/*", subject)
	}
	return doublestar.MatchUnvalidated(p.glob, subject)
}
