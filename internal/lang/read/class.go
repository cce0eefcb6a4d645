package read

import (
	"sync"

	"github.com/promptglot/promptglot/internal/lang"
)

// A class is what a word or a sign is to a grammar. A token is looked up once, and
// asked about many times.
type class uint8

const (
	keyword      class = 1 << iota // of Grammar.Keywords
	word                           // of Words
	prefix                         // of Prefix
	cast                           // of Cast
	member                         // of Member
	assigning                      // of Assign
	either                         // of Either
	wordOperator                   // of wordOperators
)

// classes are those of a grammar.
type classes struct {
	byText map[string]class
	// first are the bytes that one of them begins with; longest is the length of the
	// longest. They tell of most names that they are none.
	first   [256]bool
	longest int
}

var allClasses sync.Map // *classes by *Grammar

// classesOf returns those of a grammar; they are sorted out once.
func classesOf(g *Grammar) *classes {
	if c, ok := allClasses.Load(g); ok {
		return c.(*classes)
	}
	c := &classes{byText: map[string]class{}}
	add := func(text string, k class) {
		if text != "" {
			c.byText[text] |= k
			c.first[text[0]] = true
			c.longest = max(c.longest, len(text))
		}
	}
	for text := range g.Words {
		add(text, word)
	}
	for k, set := range map[class]map[string]bool{keyword: g.Keywords, prefix: g.Prefix, cast: g.Cast, wordOperator: wordOperators} {
		for text, in := range set {
			if in {
				add(text, k)
			}
		}
	}
	for k, list := range map[class][]string{member: g.Member, assigning: g.Assign, either: g.Either} {
		for _, text := range list {
			add(text, k)
		}
	}
	allClasses.Store(g, c)
	return c
}

func (c *classes) of(kind lang.Kind, text string) class {
	if kind == lang.String || len(text) > c.longest || !c.first[text[0]] {
		return 0
	}
	return c.byText[text]
}

// is reports whether a token is of a class.
func (t *tok) is(k class) bool { return t.class&k != 0 }
