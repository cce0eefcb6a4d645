package rules

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
)

// The ways in which a program speaks of a model without calling it there.
const (
	mentionList = "list" // one of several in a list: a menu, a table, a set
	mentionWord = "word" // a key, a type, what a name is compared with
)

// reach bounds how far around a name is looked, in bytes.
const reach = 2 << 10

// mention tells how a program names a model at a place: "" where it uses the
// name. What stands around a text tells it in all languages alike; where that
// says nothing, the name counts as used, so that no call is passed over.
func (c *collector) mention(at source.Span) string {
	if c.doc.Format != compose.FormatCode || at.IsZero() {
		return ""
	}
	data := c.doc.File.Data
	before, after := data[max(0, at.Start-reach):at.Start], data[at.End:min(len(data), at.End+reach)]
	if strings.HasSuffix(c.doc.File.Path, ".ipynb") {
		before, after = cellText(before), cellText(after)
	}
	b, a := strings.TrimRight(string(before), " \t\r\n"), strings.TrimLeft(string(after), " \t\r\n")
	switch {
	case isKey(b, a), compared(b), comparedAfter.MatchString(a), ofUnion(b, a), isShown(b):
		return mentionWord
	case isKeyedByModel(b), namesItself(b, string(data[at.Start:at.End]), string(after)):
		return mentionList
	case !settings[c.doc.Variant] && (amongWords(data, at) || inTable(b)):
		return mentionList
	case c.tabulates() || strings.HasSuffix(b, "-") && itemOfList.MatchString(b):
		return mentionList
	case settings[c.doc.Variant] && !strings.HasSuffix(b, "[") && !strings.HasSuffix(b, ","):
		return ""
	}
	return element(b, a)
}

// amongWords reports whether a text is one of the words of a literal, as in Ruby's
// %w[gpt-4o gpt-4o-mini]: it has no quotes of its own, a sign that names of a
// program's constants never have, and a blank beside it.
func amongWords(data []byte, at source.Span) bool {
	if at.Start == 0 || at.End >= len(data) {
		return false
	}
	if text := data[at.Start:at.End]; bytes.ContainsAny(text, "\"'`\\") || !bytes.ContainsAny(text, "-:/") {
		return false
	}
	const blanks = " \t\r\n"
	return strings.IndexByte(blanks, data[at.Start-1]) >= 0 || strings.IndexByte(blanks, data[at.End]) >= 0
}

// table is how many models a file names that is a table of models, rather than
// the configuration of some.
const table = 16

// tabulates reports whether the document is a table of models: of their prices,
// of their limits.
func (c *collector) tabulates() bool {
	if c.tabulated == nil {
		names := map[string]bool{}
		for i := range c.doc.Keys {
			if k := &c.doc.Keys[i]; k.Node != nil && len(names) <= table {
				names[k.Node.Str] = true
			}
		}
		is := len(names) > table
		c.tabulated = &is
	}
	return *c.tabulated
}

// near bounds what is searched by expressions that are tied to the end of a text
// only: they look at each place before it.
const near = 256

func ending(s string) string { return s[max(0, len(s)-near):] }

// settings are the languages of configuration.
var settings = map[string]bool{
	"dotenv": true, "properties": true, "shell": true, "yaml": true, "dockerfile": true, "makefile": true, "json": true, "jsonl": true, "toml": true,
}

// isKey reports whether something stands behind a text as behind the key of a
// table, or the pattern of a case.
func isKey(before, after string) bool {
	return strings.HasPrefix(after, ":") && !strings.HasSuffix(before, "?") || strings.HasPrefix(after, "=>") || strings.HasPrefix(after, "->")
}

var (
	comparedBefore = regexp.MustCompile(`(?i)(?:[=!]==?|[=!]~|\b(?:in|case|when|eq|ne)|\b(?:includes|contains|starts_?with|ends_?with|has_?prefix|has_?suffix|index_?of|equals|equals_?ignore_?case|has)\s*\((?:[^()"'\n]*,)?)\s*$`)
	comparedAfter  = regexp.MustCompile(`^(?:[=!]==?|(?:not\s+)?in\b|\.(?:equals|includes|contains|startsWith)\b)`)
	// keyedByModel matches the key of a table that is itself a model's name:
	// {"gpt-35-turbo": "gpt-3.5-turbo"} says how two call one model.
	keyedByModel = regexp.MustCompile(`["'][A-Za-z][\w./]*-[\w./:-]*\d[\w./:-]*["']\s*(?::|=>)$`)
	// itemOfList matches what stands before the second and later items of a list
	// of YAML, and before the first below a key for several.
	itemOfList = regexp.MustCompile(`(?:\n[ \t]*-[^\n:]*|(?:^|\n)[ \t]*\w*s:[ \t]*)(?:\n[ \t]*(?:#[^\n]*)?)*\n?[ \t]*-$`)
	// shownName matches what stands before the name that people are shown.
	shownName = regexp.MustCompile(`(?i)(?:display|label|title)\w*["']?\s*[:=]$`)
)

// An expression that is tied to the end of a text is tried at every place before
// it. The last signs tell of nearly all texts that there is no need to.

// compared reports whether a text ends with what something is compared by.
func compared(before string) bool {
	n := len(before)
	if n < 2 || !strings.Contains("~(,neqNEQ", before[n-1:]) && (before[n-1] != '=' || before[n-2] != '=' && before[n-2] != '!') {
		return false
	}
	return comparedBefore.MatchString(ending(before))
}

// isShown reports whether a text ends with the key of what people are shown.
func isShown(before string) bool {
	return (strings.HasSuffix(before, ":") || strings.HasSuffix(before, "=")) && shownName.MatchString(ending(before))
}

// isKeyedByModel reports whether a text ends with a key that is a model's name.
func isKeyedByModel(before string) bool {
	if !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, "=>") {
		return false
	}
	const quotes = `"'`
	close := strings.LastIndexAny(before, quotes)
	if close <= 0 {
		return false
	}
	open := strings.LastIndexAny(before[:close], quotes)
	return open >= 0 && keyedByModel.MatchString(before[open:])
}

// namesItself reports whether a text is given to a constant that is called like
// it, beside another such one: GPT_4O = "gpt-4o" says how models are spelled, and
// the program uses some of them elsewhere.
func namesItself(before, text, after string) bool {
	if own := givenTo(ending(before)); own == "" || !alike(own, text) {
		return false
	}
	for _, m := range [][]string{constantAbove.FindStringSubmatch(ending(before)), constantBelow.FindStringSubmatch(after)} {
		if m != nil && alike(m[1], m[2]) {
			return true
		}
	}
	return false
}

var (
	constantAbove = regexp.MustCompile(`(\w+)[ \t]*[=(:][ \t]*["']([^"'\n]+)["']\)?[,;]?[ \t]*\n[ \t]*(?:\w+[ \t]+)*?\w+[ \t]*[=(:]$`)
	constantBelow = regexp.MustCompile(`^\)?[,;]?[ \t]*\n[ \t]*(?:\w+[ \t]+)*?(\w+)[ \t]*[=(:][ \t]*["']([^"'\n]+)["']`)
)

// givenTo is the word that is given what stands behind a text: NAME = , NAME( .
func givenTo(before string) string {
	if before == "" || !strings.Contains("=(:", before[len(before)-1:]) {
		return ""
	}
	before = strings.TrimRight(before[:len(before)-1], " \t")
	i := len(before)
	for i > 0 && (before[i-1] == '_' || '0' <= before[i-1] && before[i-1] <= '9' || 'a' <= before[i-1]|0x20 && before[i-1]|0x20 <= 'z') {
		i--
	}
	return before[i:]
}

// alike reports whether a name spells a text, but for capitals and signs: its
// beginning, or a number and words of it (SONNET_4 for "claude-sonnet-4-0").
func alike(name, text string) bool {
	all := letters(text)
	if len(name) > 1 && strings.HasPrefix(all, letters(name)) {
		return true
	}
	words := strings.Split(name, "_")
	return len(words) > 1 && strings.ContainsAny(name, "0123456789") &&
		!slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, letters(w)) })
}

// letters is a text in small letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// inTable reports whether a text stands in what a table says of a model, or is an
// item of a menu.
func inTable(before string) bool {
	head, open, _ := bracket(before)
	head = strings.TrimRight(head, " \t\r\n")
	switch {
	case open != '{':
		return false
	case isKeyedByModel(head):
		return true
	case !strings.HasSuffix(head, "[") && !strings.HasSuffix(head, ","):
		return false
	}
	return menuItem.MatchString(before[len(head):])
}

// menuItem matches an element up to the value that is chosen, behind the label
// that people are shown.
var menuItem = regexp.MustCompile(`(?i)^\s*\{\s*["']?(?:label|title|text|display_?name)["']?\s*:\s*(?:"[^"\n]*"|'[^'\n]*')\s*,\s*["']?(?:name|value|key|id)["']?\s*:$`)

// ofUnion reports whether a text is one of the arms of a type: "a" | "b".
func ofUnion(before, after string) bool {
	return strings.HasSuffix(before, "|") && !strings.HasSuffix(before, "||") ||
		strings.HasPrefix(after, "|") && !strings.HasPrefix(after, "||") && !strings.HasPrefix(after, "|>")
}

// element tells how a text is meant that stands in brackets.
func element(before, after string) string {
	head, open, named := bracket(before)
	several := strings.HasSuffix(before, ",") || strings.HasPrefix(after, ",") && !strings.HasPrefix(strings.TrimLeft(after[1:], " \t\r\n"), "]")
	head = ending(head)
	switch word := lastWord.FindString(head); {
	case open == 0, named:
		return ""
	case open == '[' && !several && strings.HasPrefix(after, "]") && indexed.MatchString(head):
		return mentionWord // limits["gpt-4"]
	case !several:
		return ""
	case strings.TrimSpace(word) == "in":
		return mentionWord
	case open == '(' && (word == "" && !tuple.MatchString(head) || word != "" && !collections[strings.ToLower(strings.TrimSpace(word))]):
		return "" // arguments
	}
	return mentionList
}

var (
	indexed  = regexp.MustCompile(`[\w)\]]$`)
	lastWord = regexp.MustCompile(`\w+\s*$`)
	// tuple matches what stands before the bracket of a list in round brackets.
	tuple = regexp.MustCompile(`[^=!<>]=\s*$|[,\[({:]\s*$`)
	// collections are the names of functions and types that make a list of what
	// they are given.
	collections = map[string]bool{"listof": true, "setof": true, "arrayof": true, "of": true, "aslist": true, "list": true, "set": true, "seq": true, "array": true, "frozenset": true}
)

// bracket returns what stands before the bracket that is open at the end of a
// text, and which it is, 0 for none within reach. named is true where one of the
// elements before has a name.
func bracket(s string) (head string, open byte, named bool) {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch ch := s[i]; ch {
		case '"', '\'', '`':
			// The text that it ends, within its line; an apostrophe of a remark ends none.
			line := strings.LastIndexByte(s[:i], '\n') + 1
			if j := strings.LastIndexByte(s[line:i], ch); j >= 0 {
				i = line + j
			}
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth == 0 {
				return s[:i], ch, named
			}
			depth--
		case ':', '=':
			named = named || depth == 0
		case ';':
			if depth == 0 {
				return "", 0, named
			}
		}
	}
	return "", 0, named
}

// cellText makes a piece of a notebook's JSON readable: the lines of its cells
// are texts of their own there.
func cellText(b []byte) []byte {
	return bytes.ReplaceAll(cellLines.ReplaceAll(b, []byte("\n")), []byte(`\"`), []byte(`"`))
}

var cellLines = regexp.MustCompile(`\\n",\s*"`)
