package catalog

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A decorated is one way in which ids are written otherwise than their makers
// do: a list of spellings.json.
type decorated struct {
	Is   string            `json:"is"`   // what the entries are
	Host string            `json:"host"` // the host that alone writes so, "" for many
	List []string          `json:"list"` // words, or expressions where Is says so
	Map  map[string]string `json:"map"`
	Ref
}

// any is an expression for one of the entries.
func (d decorated) any() string { return "(?:" + strings.Join(d.List, "|") + ")" }

// decorations are the lists as expressions.
type decorations struct {
	path, word, region, maker, revision, variant, date, dotted, arn *regexp.Regexp

	renamed map[string]string
	host    string // that writes makers and regions before a dot
}

// idDecorations loads the lists when they are first asked for. They belong to
// no catalogue: overlays cannot change how ids are written.
var idDecorations = sync.OnceValue(func() *decorations {
	file := loadDecorated()
	words := file["words"].List
	for _, v := range Default().vendors() {
		words = append(words, v.Prefixes...)
	}
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	slices.Sort(words)
	return &decorations{
		path:     regexp.MustCompile("^" + file["paths"].any() + "/"),
		word:     regexp.MustCompile("^(?:" + strings.Join(words, "|") + ")[/:]"),
		region:   regexp.MustCompile("^" + file["regions"].any() + `\.`),
		maker:    regexp.MustCompile("^" + file["makers"].any() + `\.`),
		revision: regexp.MustCompile(file["revision"].any() + "$"),
		variant:  regexp.MustCompile(":" + file["variants"].any() + "$"),
		date:     regexp.MustCompile("-" + file["dates"].any() + "$"),
		dotted:   regexp.MustCompile("^(" + file["dotted"].any() + `)\.([0-9])`),
		arn:      regexp.MustCompile("^" + file["arns"].any()),
		renamed:  file["renamed"].Map,
		host:     file["makers"].Host,
	}
})

// loadDecorated reads the lists by name.
func loadDecorated() map[string]decorated {
	var file struct {
		AsOf  string               `json:"as_of"`
		Lists map[string]decorated `json:"lists"`
	}
	decode("spellings.json", &file)
	for name, d := range file.Lists {
		d.Ref = d.or(Ref{AsOf: file.AsOf})
		file.Lists[name] = d
	}
	return file.Lists
}
