// Package config reads configuration: YAML, JSON, TOML, .env, properties and
// INI files. Each becomes a tree (Unit.Docs), its texts strings named by their
// keys; what sets environment variables is an assignment, and the scripts of
// workflows are read as the shell's.
package config

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// A Format is one of the formats.
type Format struct {
	id    string
	match func(base string) bool
	// remarks finds the comments in a text, in order.
	remarks func(text string) []span
	read    func(u *lang.Unit, v *source.View)
}

// A span is a range of a text.
type span struct{ start, end int }

// The formats.
var (
	YAML       = Format{"yaml", ends(".yaml", ".yml"), yamlRemarks, readYAML}
	JSON       = Format{"json", isJSON, jsonRemarks, readJSON}
	Lines      = Format{"jsonl", ends(".jsonl", ".ndjson"), noRemarks, readLines}
	TOML       = Format{"toml", ends(".toml"), tomlRemarks, readTOML}
	Env        = Format{"dotenv", isEnv, lineRemarks("#"), readEnv}
	Properties = Format{"properties", ends(".properties", ".ini", ".cfg", ".conf"), lineRemarks("#!;"), readProperties}
)

// ends returns whether a name ends as one of these.
func ends(list ...string) func(string) bool {
	return func(base string) bool {
		for _, end := range list {
			if strings.HasSuffix(base, end) {
				return true
			}
		}
		return false
	}
}

// isJSON knows the endings of JSON, and the list of models that AutoGen reads, which
// has none.
func isJSON(base string) bool {
	return ends(".json", ".jsonc", ".json5", ".webmanifest")(base) || base == "OAI_CONFIG_LIST" || base == "OAI_CONFIG_LIST_sample"
}

// isEnv knows .env, .env.local, .env_sample, prod.env and .envrc.
func isEnv(base string) bool {
	return base == ".env" || strings.HasPrefix(base, ".env.") || strings.HasPrefix(base, ".env_") || strings.HasSuffix(base, ".env") || base == ".envrc" ||
		strings.HasPrefix(base, ".env-") || strings.HasPrefix(base, "env.") && slices.Contains(copied, base[strings.LastIndexByte(base, '.'):])
}

// copied are the ends of files that are to be copied to where they are read.
var copied = []string{".example", ".sample", ".template", ".dist", ".default", ".tmpl"}

// ID implements lang.Language.
func (f Format) ID() string { return f.id }

// Match implements lang.Language.
func (f Format) Match(file string, _ []byte) bool { return f.match(path.Base(file)) }

// Lex implements lang.Language: comments, line ends, and what lies between them.
func (f Format) Lex(text string) []lang.Token {
	var out []lang.Token
	add := func(k lang.Kind, start, end int) {
		if end > start {
			out = append(out, lang.Token{Kind: k, Start: int32(start), End: int32(end)})
		}
	}
	lines := func(i, end int) {
		for i < end {
			n := strings.IndexAny(text[i:end], "\r\n")
			if n < 0 {
				add(lang.Other, i, end)
				return
			}
			add(lang.Other, i, i+n)
			i += n
			n = 1
			if strings.HasPrefix(text[i:end], "\r\n") {
				n = 2
			}
			add(lang.Newline, i, i+n)
			i += n
		}
	}
	at := 0
	for _, r := range f.remarks(text) {
		lines(at, r.start)
		add(lang.Remark, r.start, r.end)
		at = r.end
	}
	lines(at, len(text))
	return out
}

// Read implements lang.Language.
func (f Format) Read(v *source.View) *lang.Unit {
	u := &lang.Unit{Lang: f.id, View: v}
	for _, r := range f.remarks(v.Text) {
		u.Comments = append(u.Comments, lang.Comment{Text: v.Text[r.start:r.end], Span: v.Span(r.start, r.end)})
	}
	f.read(u, v)
	return u
}

// maxDepth bounds the nesting of a document.
const maxDepth = 1000

func readJSON(u *lang.Unit, v *source.View) {
	docs, ok := value.Kept(v, value.JSON)
	if !ok {
		n, _ := value.ReadJSON(v, value.Options{MaxDepth: maxDepth, MaxProblems: 1})
		docs = []*value.Node{n}
	}
	for _, n := range docs {
		if n != nil {
			keep(u, n)
		}
	}
}

// readLines reads JSON, one document a line. What a file of records is, its first
// lines tell: those behind maxRecords are like them. Only the documents are kept:
// what the users of a log have written says nothing of the program.
func readLines(u *lang.Unit, v *source.View) {
	for at, n := 0, 0; at < len(v.Text) && n < maxRecords; n++ {
		end := len(v.Text)
		if i := strings.IndexByte(v.Text[at:], '\n'); i >= 0 {
			end = at + i
		}
		if line := v.Slice(at, end); strings.HasPrefix(strings.TrimLeft(line.Text, " \t"), "{") {
			if d, _ := value.ReadJSON(line, value.Options{MaxDepth: maxDepth, MaxProblems: 1}); d != nil && d.Kind == value.Object {
				u.Docs = append(u.Docs, d)
			}
		}
		at = end + 1
	}
}

// maxRecords bounds the lines of a file of records that are read.
const maxRecords = 2000

func noRemarks(string) []span { return nil }

// keep adds a document with its texts.
func keep(u *lang.Unit, n *value.Node) {
	u.Docs = append(u.Docs, n)
	request.Strings(u, n, "", "")
}

// text is a piece of v as a String.
func text(v *source.View, from, to int) *value.Node { return request.Text(v, from, to, nil) }

// assign keeps a variable of the environment.
func assign(u *lang.Unit, name string, at source.Span, n *value.Node) {
	u.Assigns = append(u.Assigns, lang.Assign{Name: name, Value: n, Span: at})
}
