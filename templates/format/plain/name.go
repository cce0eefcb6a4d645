package plain

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/templates/format"
)

// A name is what a path says of a file.
type name struct {
	base   string   // lower case, with endings
	stem   string   // without endings
	ending string   // .md, .txt, .j2 …; "" when it is none of ours
	lang   string   // template language by the ending
	words  []string // the words of the stem
	dirs   []string // folders, lower case, the innermost last
}

// endings are those of texts.
var endings = []string{".md", ".markdown", ".mdc", ".txt", ".prompt", ".text"}

// mayBeText reports whether a file's name has an ending of ours, or none at all, as
// names of few files do.
func mayBeText(p string) bool {
	base := strings.ToLower(p[strings.LastIndexByte(p, '/')+1:])
	if lang, _ := format.LangByName(base); lang != "" || strings.IndexByte(base, '.') < 0 {
		return true
	}
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(base, e) })
}

func nameOf(p string) name {
	p = strings.ToLower(p)
	n := name{base: path.Base(p)}
	if dir := path.Dir(p); dir != "." {
		n.dirs = strings.Split(strings.Trim(dir, "/"), "/")
	}
	lang, rest := format.LangByName(n.base)
	n.lang, n.stem = lang, rest
	if lang != "" {
		n.ending = n.base[len(rest):]
	}
	for _, e := range endings {
		if strings.HasSuffix(rest, e) {
			if e == ".prompt" && lang != "" {
				break // in ask.prompt.j2 it is a word of the name
			}
			n.stem = rest[:len(rest)-len(e)]
			if n.ending == "" || e != ".prompt" {
				n.ending = e
			}
			break
		}
	}
	n.words = strings.FieldsFunc(n.stem, func(r rune) bool { return strings.ContainsRune("-_. ", r) })
	switch ext := path.Ext(n.stem); {
	case lang == "" || len(ext) < 2 || n.ending == ".md" || slices.Contains([]string{".prompt", ".system", ".user"}, ext):
	case ext == ".xml" && (n.has("prompt", "prompts") || slices.ContainsFunc(n.dirs, format.IsPromptFolder)):
		// Models are often given text with tags.
		n.stem, n.words = strings.TrimSuffix(n.stem, ext), n.words[:len(n.words)-1]
	default:
		// page.html.j2, config.yaml.j2: a template of something else.
		n.ending = ""
	}
	return n
}

// bare reports whether the name has no ending at all: SYSTEM_PROMPT.
func (n name) bare() bool { return !strings.Contains(n.base, ".") }

func (n name) markdown() bool {
	return n.ending == ".md" || n.ending == ".markdown" || n.ending == ".mdc"
}

// verbatim reports files whose readers, coding agents, fill in nothing: braces
// in them are text.
func (n name) verbatim() bool {
	return n.agentRules() || n.markdown() && (n.last("prompt") || n.last("agent") || n.last("chatmode") || n.last("instructions") ||
		n.in(".github", ".claude", ".cursor"))
}

func (n name) has(words ...string) bool {
	return slices.ContainsFunc(n.words, func(w string) bool { return slices.Contains(words, w) })
}

// in reports whether one of the folders has one of the names.
func (n name) in(dirs ...string) bool {
	return slices.ContainsFunc(n.dirs, func(d string) bool { return slices.Contains(dirs, d) })
}

// role is who speaks in a text without role markers: a text that a program puts
// before every conversation is the system's, any other the user's.
func (n name) role() prompt.Role {
	switch {
	case n.has("user"):
		return prompt.RoleUser
	case n.has("system", "sys", "persona", "instructions", "instruction", "agent", "chatmode"), n.agentRules(),
		n.in("agents", "personas", "system_prompts", "system-prompts", "skills", "rules"):
		return prompt.RoleSystem
	}
	return prompt.RoleUser
}

// agentRules reports the files that coding agents read by their name.
func (n name) agentRules() bool {
	switch n.base {
	case "agents.md", "claude.md", "claude.local.md", "gemini.md", "skill.md", "copilot-instructions.md":
		return true
	}
	return false
}
