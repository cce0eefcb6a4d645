package catalog

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Framework is a library that talks to several vendors by itself: whoever switches keeps
// it, and names another model to it.
type Framework struct {
	SDKs      []string          `json:"sdks"` // ids of its parts, a vendor each
	Languages []string          `json:"languages"`
	To        []FrameworkTarget `json:"to"`
}

// A FrameworkTarget is how a library is told to talk to a dialect.
type FrameworkTarget struct {
	Dialect string   `json:"dialect"`
	Package string   `json:"package,omitempty"` // the installer's command
	Imports []string `json:"imports,omitempty"`
	// Call makes the model: {model} is its name, {args} all members as the language
	// lists them, {url} the address of a server of one's own.
	Call  string `json:"call"`
	Named bool   `json:"named,omitempty"` // the members of {args} are arguments by name
	// Takes are the options that {args} may hold: by the member of the request (a
	// dotted path) the library's name for it.
	Takes map[string]string `json:"takes,omitempty"`
	// Fixed are options with an expression of the language as their value.
	Fixed map[string]string `json:"fixed,omitempty"`
	// Options is where a call of the library has what only this vendor takes.
	Options string `json:"options,omitempty"`
	Ref
}

//go:embed data/frameworks.json
var frameworkData []byte

var loadFrameworks = sync.OnceValue(func() []Framework {
	libs, err := readFrameworks(frameworkData)
	if err != nil {
		panic("catalog: data/frameworks.json: " + err.Error())
	}
	return libs
})

func readFrameworks(data []byte) ([]Framework, error) {
	var file struct {
		AsOf       string      `json:"as_of"`
		Frameworks []Framework `json:"frameworks"`
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	for i := range file.Frameworks {
		l := &file.Frameworks[i]
		for j := range l.To {
			t := &l.To[j]
			if t.AsOf == "" {
				t.AsOf = file.AsOf
			}
			if t.Dialect == "" || t.Call == "" || t.Source == "" {
				return nil, fmt.Errorf("%v: a target: expected dialect, call and source", l.SDKs)
			}
		}
	}
	return file.Frameworks, nil
}

// FrameworkOf returns the library that the SDK of a call belongs to, and how it is
// told to talk to the dialect: nil where it cannot, or nobody has said how. The
// library is nil for an SDK that talks to one vendor.
func FrameworkOf(sdk, language, dialect string) (*Framework, *FrameworkTarget) {
	libs := loadFrameworks()
	for i := range libs {
		l := &libs[i]
		if !slices.Contains(l.SDKs, sdk) || !slices.Contains(l.Languages, language) {
			continue
		}
		for j := range l.To {
			if l.To[j].Dialect == dialect {
				return l, &l.To[j]
			}
		}
		return l, nil
	}
	return nil, nil
}
