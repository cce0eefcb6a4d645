package translate

import (
	"regexp"
	"sync"
)

// patterns holds the compiled patterns of the catalogue: there are a few, and
// compiling one takes as long as writing a request.
var patterns sync.Map // string → *regexp.Regexp, nil for what is no pattern

// Pattern returns a pattern of the catalogue compiled, nil for what is none.
// Patterns of a request do not belong here: nothing is ever forgotten.
func Pattern(s string) *regexp.Regexp {
	if re, ok := patterns.Load(s); ok {
		return re.(*regexp.Regexp)
	}
	re, _ := regexp.Compile(s)
	patterns.Store(s, re)
	return re
}

// Pattern returns the pattern that a trait of the target holds, nil where it
// holds none.
func (w *Writer) Pattern(trait string) *regexp.Regexp {
	t := w.Trait(trait)
	if t.Value == "" {
		return nil
	}
	return Pattern(t.Value)
}
