package vocabfile

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data/sources.json
var sourcesJSON []byte

// A source says which public repositories carry a tokenizer's vocabulary.
type source struct {
	Tokenizer string   `json:"tokenizer"`
	Repos     []string `json:"repos"`
	Source    string   `json:"source"`
	AsOf      string   `json:"as_of"`
}

// sources is part of the program: damage is a build error, hence panic.
var sources = sync.OnceValue(func() (list []source) {
	if err := json.Unmarshal(sourcesJSON, &list); err != nil {
		panic(err)
	}
	return list
})

// Repos returns the Hugging Face repositories that carry the vocabulary of a
// tokenizer that the catalogue names, the one to look for first ahead; none for
// tokenizers that are not published.
func Repos(tokenizer string) []string {
	for _, s := range sources() {
		if s.Tokenizer == strings.ToLower(tokenizer) {
			return slices.Clone(s.Repos)
		}
	}
	return nil
}

// Missing says in a line how to provide the vocabulary of a tokenizer that is
// estimated until then, or "" when there is nothing to provide.
func Missing(tokenizer string) string {
	repos := Repos(tokenizer)
	if len(repos) == 0 {
		return ""
	}
	return fmt.Sprintf("%s is estimated: its vocabulary is not part of promptglot; "+
		"name the file tokenizer.json of %s under tokenizers: %s: in promptglot.yaml, or have it in the Hugging Face cache",
		tokenizer, repos[0], tokenizer)
}
