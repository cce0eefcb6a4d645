package catalog

import (
	"encoding/json"
	"fmt"
)

// A WireSettings is what is known of the names of models' settings and of the
// methods that are given them, so that a name in a program can be told from the
// same word for something else.
type WireSettings struct {
	// Sampled are settings that nearly every model has: beside them a word of
	// everyday life (stop, seed) is a setting too.
	Sampled Words `json:"sampled"`
	// Doubtful are settings that other things have as well, though they are put
	// together of several words: a retriever, a route, a search.
	Doubtful Words `json:"doubtful"`
	// Everyday are words that say something else even beside one of Sampled, unless
	// a model is named there.
	Everyday Words `json:"everyday"`
	// Neutral are frameworks' own words as well.
	Neutral Words `json:"neutral"`
	// Tabled are settings that tables of models and logs have as well, under the
	// same name.
	Tabled Words `json:"tabled"`
	// Answered are members of what a model has answered.
	Answered []string `json:"answered"`
	// Methods are those of frameworks' models that are given settings by name.
	Methods []WireMethod `json:"methods"`
	// Bound are settings that nothing but a model is given by such a method,
	// wherever it comes from.
	Bound Words `json:"bound"`
	// Makers are how programs call the libraries whose objects say of what kind data
	// is.
	Makers []WireMaker `json:"makers"`
}

// A WireMethod is a method of a framework's model. What it is given by name is sent
// as it is; but where Given is true it is given tools or a schema, and most of what it
// is told beside those is the framework's own.
type WireMethod struct {
	Name  string `json:"name"`
	Given bool   `json:"given,omitempty"`
	Ref
}

// A WireMaker is a library that says of what kind data is, by what programs call it.
type WireMaker struct {
	Names Words `json:"names"`
	Ref
}

// Method returns the method of a name, nil for none.
func (s *WireSettings) Method(name string) *WireMethod {
	for i := range s.Methods {
		if s.Methods[i].Name == name {
			return &s.Methods[i]
		}
	}
	return nil
}

// Makes reports whether programs call a library of Makers so.
func (s *WireSettings) Makes(name string) bool {
	for i := range s.Makers {
		if s.Makers[i].Names[name] {
			return true
		}
	}
	return false
}

// Words are a set of words, which a table lists.
type Words map[string]bool

// UnmarshalJSON reads the list; a word that stands in it twice is an error.
func (w *Words) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*w = make(Words, len(list))
	for _, word := range list {
		if word == "" || (*w)[word] {
			return fmt.Errorf("the word %q: expected each once, and none to be empty", word)
		}
		(*w)[word] = true
	}
	return nil
}
