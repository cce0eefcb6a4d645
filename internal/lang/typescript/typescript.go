// Package typescript reads TypeScript and JavaScript, with and without JSX, and
// the scripts of Vue, Svelte and Astro components.
//
// An import by default is the name "default" of its module; `import * as x` and
// `x = require(…)` give the module as a whole the name x. Functions are named by
// what they are assigned to, within those around them: Agent.run, Chat.send.
package typescript

import (
	"bytes"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// Language is one of the two languages that this package reads. Its zero value
// is TypeScript.
type Language struct{ script bool }

// The languages of this package.
var (
	TypeScript = Language{}
	JavaScript = Language{script: true}
)

// ID implements lang.Language.
func (l Language) ID() string {
	if l.script {
		return "javascript"
	}
	return "typescript"
}

var (
	scriptEnds = []string{".js", ".jsx", ".mjs", ".cjs"}
	typedEnds  = []string{".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".astro"}
)

// Match implements lang.Language. Some .ts files are films, or the translations
// of Qt: they are not ours.
func (l Language) Match(path string, head []byte) bool {
	ends, runs := typedEnds, []string{"deno", "ts-node", "tsx"}
	if l.script {
		ends, runs = scriptEnds, []string{"node", "bun"}
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	for _, end := range ends {
		if strings.HasSuffix(path, end) {
			foreign := bytes.IndexByte(first, 0) >= 0 || bytes.HasPrefix(first, []byte("<?xml")) || bytes.HasPrefix(first, []byte("<!DOCTYPE TS"))
			return end != ".ts" || !foreign
		}
	}
	if !bytes.HasPrefix(first, []byte("#!")) {
		return false
	}
	for _, word := range bytes.FieldsFunc(first, func(c rune) bool { return c == '/' || c == ' ' || c == '\t' || c == '\r' }) {
		for _, run := range runs {
			if string(word) == run {
				return true
			}
		}
	}
	return false
}

// Lex implements lang.Language. Without a path, text that has the end of an
// element in it is taken for JSX.
func (Language) Lex(text string) []lang.Token { return lex(text, hasMarkup("", text)) }

// Read implements lang.Language.
func (l Language) Read(v *source.View) *lang.Unit {
	path := v.File().Path
	if v.Parent() == nil && (strings.HasSuffix(path, ".vue") || strings.HasSuffix(path, ".svelte") || strings.HasSuffix(path, ".astro")) {
		blocks := scripts(v.Text, strings.HasSuffix(path, ".astro"))
		markup := false
		for _, b := range blocks {
			markup = markup || b.markup
		}
		return l.program(v, lexBlocks(v.Text, blocks), markup)
	}
	if v.Parent() != nil {
		path = "" // a piece of a file in another language
	}
	markup := hasMarkup(path, v.Text)
	return l.program(v, lex(v.Text, markup), markup)
}

// hasMarkup reports whether < may begin an element.
func hasMarkup(path, text string) bool {
	for _, end := range []string{".ts", ".mts", ".cts"} {
		if strings.HasSuffix(path, end) {
			return false
		}
	}
	return strings.Contains(text, "</") || strings.Contains(text, "/>")
}
