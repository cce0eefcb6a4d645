package tokens

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A general pattern is one that nobody wrote a splitter for. It is run by Go's
// regexp, which needs time linear in the text whatever the pattern; it is ten to
// fifty times slower than a splitter, and follows Go's Unicode tables.
//
// Published patterns are alternatives of classes and repetitions, tried from
// left to right, which Go's engine reproduces. What it lacks is the lookahead in
// \s+(?!\S); that one alternative is carried out here. Whatever else could mean
// something different in Go is refused by name.
type general struct {
	re *regexp.Regexp
	// blanks is the group of \s+(?!\S), 0 without it; short is how the pattern
	// goes on where it leaves out the only blank.
	blanks int
	short  *regexp.Regexp
}

// maxPattern is the longest pattern that is compiled, in bytes.
const maxPattern = 4096

// newGeneral compiles a pattern; a match of it or what lies between two is a
// piece, as mode and invert say.
func newGeneral(st Step) (cutter, error) {
	keep, between := true, true
	switch {
	case st.Mode == "isolated" && !st.Invert:
	case st.Mode == "removed" && !st.Invert:
		keep = false
	case st.Mode == "removed":
		between = false
	default:
		return nil, fmt.Errorf("a Split at a pattern with behavior %s and invert %t is not supported", st.Mode, st.Invert)
	}
	g, err := compileGeneral(st.From)
	if err != nil {
		return nil, fmt.Errorf("the Split pattern %q is not one of the known (%s) and %w", st.From, strings.Join(PatternNames(), ", "), err)
	}
	return func(s string, i int) (int, bool) {
		start, end := g.next(s[i:])
		if start > 0 {
			return i + start, between
		}
		return i + end, keep
	}, nil
}

// next returns the first match in s that is not empty; both are len(s) without
// one.
func (g *general) next(s string) (start, end int) {
	for from := 0; from < len(s); {
		m := g.re.FindStringSubmatchIndex(s[from:])
		if m == nil {
			break
		}
		start, end := from+m[0], from+m[1]
		if g.blanks > 0 && m[2*g.blanks] >= 0 && end < len(s) {
			end = lastRune(s, start, end)
			if end == start { // the only blank: the alternative fails
				if m := g.short.FindStringIndex(s[start:]); m != nil && m[0] == 0 {
					end = start + m[1]
				}
			}
		}
		if end > start {
			return start, end
		}
		_, w := classAt(s, start)
		from = start + w
	}
	return len(s), len(s)
}

// lastRune returns where the last character of s[start:end] begins.
func lastRune(s string, start, end int) int {
	for end--; end > start && s[end]&0xc0 == 0x80; end-- {
	}
	return end
}

// lookahead is the one that published patterns have.
const lookahead = `\s+(?!\S)`

func compileGeneral(text string) (*general, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("has %d bytes; at most %d are read", len(text), maxPattern)
	}
	g := &general{}
	whole, rest := text, ""
	if before, after, found := strings.Cut(text, lookahead); found {
		if before != "" && !strings.HasSuffix(before, "|") || after != "" && !strings.HasPrefix(after, "|") || depth(before) != 0 {
			return nil, errors.New("has a lookahead inside another group")
		}
		g.blanks = 1
		whole, rest = before+`(\s+)`+after, before+`[^\x00-\x{10FFFF}]`+after
	}
	var err error
	if g.re, err = compileGo(whole, g.blanks); err != nil {
		return nil, err
	}
	if g.blanks > 0 {
		g.short, err = compileGo(rest, 0)
	}
	return g, err
}

// depth is how many groups are open at the end of a pattern.
func depth(p string) (n int) {
	class := false
	for i := 0; i < len(p); i++ {
		switch {
		case p[i] == '\\':
			i++
		case class:
			class = p[i] != ']'
		case p[i] == '[':
			class = true
		case p[i] == '(':
			n++
		case p[i] == ')':
			n--
		}
	}
	return n
}

// white is \s of the engines that tokenizers are trained with: White_Space of
// Unicode. Go's is ASCII.
const white = `\t-\r\x{85}\p{Z}`

// compileGo writes a pattern in Go's syntax. groups is how many capturing groups
// it may have.
func compileGo(p string, groups int) (*regexp.Regexp, error) {
	var b strings.Builder
	class := false
	counted := -1 // the index behind the last quantifier
	for i := 0; i < len(p); i++ {
		c := p[i]
		switch {
		case c == '\\' && i+1 < len(p):
			i++
			switch p[i] {
			case 's', 'S':
				if class && p[i] == 'S' {
					return nil, errors.New(`has \S in a class`)
				}
				switch {
				case class:
					b.WriteString(white)
				case p[i] == 's':
					b.WriteString("[" + white + "]")
				default:
					b.WriteString("[^" + white + "]")
				}
			case 'd':
				b.WriteString(`\p{Nd}`)
			case 'p', 'P', 'x':
				from := i - 1
				if end := strings.IndexByte(p[i:], '}'); end > 0 && strings.HasPrefix(p[i+1:], "{") {
					i += end
				}
				b.WriteString(p[from : i+1])
			case 'r', 'n', 't', 'f', 'v':
				b.WriteString(p[i-1 : i+1])
			default:
				if c := p[i]; c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
					return nil, fmt.Errorf(`has \%c, which this version does not read`, c)
				}
				b.WriteString(p[i-1 : i+1])
			}
		case class:
			if c == '[' || c == '&' && strings.HasPrefix(p[i:], "&&") {
				return nil, errors.New("has a class inside a class")
			}
			class = c != ']'
			b.WriteByte(c)
		case c == '[':
			class = true
			b.WriteByte(c)
			if strings.HasPrefix(p[i+1:], "^") {
				i++
				b.WriteByte('^')
			}
		case c == '^' || c == '$' || c == '.':
			return nil, fmt.Errorf("has %c, which engines read differently", c)
		case c == '(' && strings.HasPrefix(p[i+1:], "?") && !strings.HasPrefix(p[i+1:], "?:") && !strings.HasPrefix(p[i+1:], "?i:"):
			return nil, errors.New("has a group of a kind that Go's engine lacks")
		case c == '+' && counted == i:
			return nil, errors.New("has a possessive quantifier")
		case strings.IndexByte("+*?}", c) >= 0:
			counted = i + 1
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	re, err := regexp.Compile(b.String())
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", err)
	case re.NumSubexp() != groups && groups > 0:
		return nil, errors.New("has a capturing group beside a lookahead")
	}
	return re, nil
}
