// Package shell reads shell scripts and what holds shell commands: Dockerfiles,
// Makefiles, blocks of workflows. A command is a call of its name; what curl
// and its kin send is a request (package request) whose body is read as JSON
// where it is, with $variables as holes.
package shell

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// ID is the name of the language.
const ID = "shell"

// Language is the POSIX shell and bash.
type Language struct{}

// ID implements lang.Language.
func (Language) ID() string { return ID }

// Match implements lang.Language.
func (Language) Match(file string, head []byte) bool {
	for _, end := range []string{".sh", ".bash", ".zsh", ".ksh", ".bats", ".command"} {
		if strings.HasSuffix(file, end) {
			return true
		}
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if !bytes.HasPrefix(first, []byte("#!")) || path.Ext(file) != "" {
		return false
	}
	fields := bytes.Fields(first[2:])
	for _, f := range fields[:min(len(fields), 3)] {
		switch path.Base(string(f)) {
		case "sh", "bash", "zsh", "ksh", "dash", "ash":
			return true
		}
	}
	return false
}

// Lex implements lang.Language.
func (Language) Lex(text string) []lang.Token { return lex(text, posix).out }

// Read implements lang.Language.
func (Language) Read(v *source.View) *lang.Unit {
	u := &lang.Unit{Lang: ID, View: v}
	Commands(u, v)
	Sort(u)
	return u
}

// Docker is the Dockerfile.
type Docker struct{}

// ID implements lang.Language.
func (Docker) ID() string { return "dockerfile" }

// Match implements lang.Language.
func (Docker) Match(file string, _ []byte) bool {
	base := path.Base(file)
	for _, name := range []string{"Dockerfile", "Containerfile"} {
		if base == name || strings.HasPrefix(base, name+".") || strings.HasSuffix(base, "."+name) {
			return true
		}
	}
	return strings.HasSuffix(base, ".dockerfile")
}

// Lex implements lang.Language.
func (Docker) Lex(text string) []lang.Token { return lex(text, docker).out }

// Read implements lang.Language.
func (Docker) Read(v *source.View) *lang.Unit {
	u := &lang.Unit{Lang: "dockerfile", View: v}
	newReader(u, v, docker).script()
	Sort(u)
	return u
}

// Commands reads the commands in v into u, for files that hold scripts; Sort
// puts what it finds in order.
func Commands(u *lang.Unit, v *source.View) { newReader(u, v, posix).script() }

// Sort puts what was read in the order of the source.
func Sort(u *lang.Unit) {
	slices.SortStableFunc(u.Calls, func(a, b *lang.Call) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Strings, func(a, b lang.Str) int { return cmp.Compare(a.Node.Span.Start, b.Node.Span.Start) })
	slices.SortStableFunc(u.Reads, func(a, b lang.Chain) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Assigns, func(a, b lang.Assign) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Comments, func(a, b lang.Comment) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(u.Funcs, func(a, b lang.Func) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}
