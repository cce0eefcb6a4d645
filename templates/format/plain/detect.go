package plain

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// detect decides by name, place and content, in this order.
func detect(f *source.File, n name) (int, string) {
	text := f.Whole().Text
	if n.documentation() || foreign(n, text) {
		return format.No, ""
	}
	sure, why := byName(n, text)
	if sure == format.No {
		sure, why = byPlace(n)
	}
	if sure == format.No {
		sure, why = byRole(n, text)
	}
	if sure == format.No {
		sure, why = byContent(n, text)
	}
	if sure > format.No && strings.TrimSpace(text) == "" {
		return format.No, ""
	}
	return sure, why
}

// detectBare decides on a file without ending. Such files are mostly scripts
// and binaries: the name has to say prompt, and the text to speak to a model.
func detectBare(n name, text string) (int, string) {
	if !n.titled() && !slices.Equal(n.words, []string{"prompt"}) {
		if sure, _ := byRole(n, text); sure == format.No || len(n.words) < 2 {
			return format.No, ""
		}
	}
	if speaks(text) || format.Opens(text) {
		return format.Likely, "its name says prompt"
	}
	return format.No, ""
}

// documentation reports files that speak about a project, whatever folder they
// lie in.
func (n name) documentation() bool {
	if len(n.words) == 0 || n.in("licenses", "licences") {
		return true
	}
	switch n.words[0] {
	case "readme", "license", "licence", "changelog", "llms":
		return true
	}
	switch strings.ReplaceAll(n.stem, "-", "_") {
	case "copying", "changes", "history", "contributing", "security", "notice", "authors", "maintainers", "codeowners", "todo",
		"index", "requirements", "cmakelists", "robots", "attribution", "support", "governance", "code_of_conduct":
		return true
	}
	return false
}

// foreign reports files of formats that are not read as text: chat templates
// are code, dotprompt and Semantic Kernel have a syntax of their own.
func foreign(n name, text string) bool {
	if n.stem == "skprompt" {
		return true
	}
	if n.ending == ".prompt" && (format.HasFrontMatter(uncommented(text)) || format.HelperTag(text) != "") {
		return true
	}
	if strings.Contains(text, "<message role=") || strings.Contains(text, "{{#message ") {
		return true // Semantic Kernel's chat markup
	}
	return ChatTemplate(text) || n.has("chat") && n.has("template")
}

// uncommented returns text without the lines at its start that are blank or
// begin with #: dotprompt files may have a licence above their front matter.
func uncommented(text string) string {
	for text != "" {
		l, rest, _ := strings.Cut(text, "\n")
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			break
		}
		text = rest
	}
	return text
}

// ChatTemplate reports whether text is the chat template of a model: a program
// in Jinja, or for Ollama in Go's templates, that lays a list of messages out,
// not a prompt.
func ChatTemplate(text string) bool {
	if !strings.Contains(text, "{%") {
		return strings.Contains(text, "{{") && (strings.Contains(text, ".Messages") && strings.Contains(text, ".Role") ||
			strings.Contains(text, ".System") && strings.Contains(text, ".Prompt"))
	}
	if strings.Contains(text, "add_generation_prompt") || strings.Contains(text, "bos_token") || strings.Contains(text, "eos_token") {
		return true
	}
	return strings.Contains(text, "in messages") && (strings.Contains(text, "['role']") || strings.Contains(text, `["role"]`) || strings.Contains(text, ".role"))
}

// about are words that make a name speak about prompts rather than be one.
var about = []string{
	"guide", "guides", "guidelines", "engineering", "tutorial", "docs", "doc", "documentation", "readme", "howto", "how",
	"overview", "reference", "library", "design", "spec", "specification", "best", "practices", "injection", "injections", "optimization",
	"caching", "cache", "notes", "changelog", "api", "schema", "requirements", "output", "response", "result", "results", "log", "list", "test", "tests",
}

// aside are words that say of a file among prompts that it is none of them. That
// a prompt is for tests or a design is no reason to leave it.
var aside = []string{
	"guide", "guides", "tutorial", "documentation", "readme", "howto", "overview", "reference", "changelog", "notes", "requirements", "schema",
	"log", "result", "results", "response", "output",
}

// byName takes files whose own name says prompt.
func byName(n name, text string) (int, string) {
	switch {
	case n.ending == ".prompt":
		return format.Likely, "its name ends in .prompt"
	case n.markdown() && slices.ContainsFunc(n.dirs, format.IsPageFolder) && !format.Opens(text):
		return format.No, "" // a page about prompts
	case n.markdown() && n.last("prompt"):
		return format.Sure, "its name ends in .prompt" + n.ending
	case n.titled():
		return format.Likely, "its name says prompt"
	case n.has(about...):
		return format.No, ""
	case n.has("prompt") || n.has("prompts") && !n.markdown():
		if n.markdown() && n.in("references") {
			return format.No, ""
		}
		return format.Likely, "its name says prompt"
	case strings.HasSuffix(n.stem, "prompt") && n.stem != "command_prompt":
		return format.Likely, "its name says prompt"
	}
	return format.No, ""
}

// titled reports names whose last words say what the file is, so that the
// words before them, such as design or api, are its subject: Markdown, which is
// often about prompts, must say whose prompt it is.
func (n name) titled() bool {
	i := len(n.words) - 1
	if i < 1 {
		return false
	}
	last, before := n.words[i], n.words[i-1]
	whose := before == "system" || before == "sys" || before == "user" || before == "assistant"
	switch last {
	case "prompt":
		return whose || !n.markdown()
	case "message", "instruction", "instructions":
		return whose && before != "user" && !n.markdown()
	}
	return false
}

// last reports whether the last word of the stem is w, with a dot before it:
// review.prompt.md.
func (n name) last(w string) bool {
	return strings.HasSuffix(n.stem, "."+w) || n.stem == w && w == "prompt"
}

// byPlace takes files that lie where prompts do.
func byPlace(n name) (int, string) {
	if n.in("node_modules", "site-packages", "vendor") {
		return format.No, ""
	}
	// A template in a folder of prompts is one, whatever its name speaks of.
	if n.has(aside...) && n.lang == "" {
		return format.No, ""
	}
	// What a skill refers to are documents, which a model may look up.
	if n.in("skills") && n.in("references", "resources", "assets") {
		return format.No, ""
	}
	if i := slices.IndexFunc(n.dirs, format.IsPromptFolder); i >= 0 {
		if n.markdown() && n.in("docs", "doc", "documentation") && i > 0 && slices.Contains([]string{"docs", "doc", "documentation"}, n.dirs[i-1]) {
			return format.No, "" // documentation of prompts
		}
		return format.Likely, "it lies in a folder " + n.dirs[i]
	}
	// TensorZero's layout: functions/<function>/<variant>/<name>.minijinja
	// (https://www.tensorzero.com/docs/operations/organize-your-configuration,
	// read 2026-11-23).
	if n.ending == ".minijinja" && n.in("functions") {
		return format.Likely, "it is a template in a folder functions"
	}
	// A pattern library: patterns/<name>/system.md and user.md.
	if (n.stem == "system" || n.stem == "user") && n.in("patterns", "agents", "llm", "ai") {
		return format.Likely, "it is the " + n.stem + " text in a folder of prompts"
	}
	return format.No, ""
}

// byRole takes files that are named after who speaks and hold what he would
// say: system_template.j2, user_template_2.txt, system.txt. Templates of pages,
// letters and configuration have such names, too.
func byRole(n name, text string) (int, string) {
	words := n.words
	for len(words) > 1 && strings.Trim(words[len(words)-1], "0123456789") == "" {
		words = words[:len(words)-1]
	}
	last := len(words) - 1
	if n.markdown() || last > 0 && words[last] != "template" {
		return format.No, ""
	}
	switch who := words[max(last-1, 0)]; who {
	case "system", "user", "assistant":
		// Pages are not written in MiniJinja; elsewhere the name alone is too little.
		if n.lang != "" && prose(text) && (last > 0 || n.ending == ".minijinja") {
			return format.Likely, "it is a template named after the " + who
		}
		if speaks(text) {
			return format.Likely, "it is named after the " + who + " and speaks to a model"
		}
	}
	return format.No, ""
}

// byContent takes files that begin with a role marker and have another one, and
// templates that speak to a model.
func byContent(n name, text string) (int, string) {
	// One marker is enough in a template: what else would it fill in behind it?
	if count, first := format.Markers(text, format.TextRoles); first && (count > 1 || n.lang != "") {
		return format.Maybe, "it begins with a role marker"
	}
	if n.lang != "" && speaks(text) {
		return format.Maybe, "it is a template that speaks to a model"
	}
	if n.ending != ".mdc" && !n.has(aside...) && !slices.ContainsFunc(n.dirs, format.IsPageFolder) && format.Opens(text) {
		return format.Maybe, "it begins by saying who the model is"
	}
	return format.No, ""
}

// looksLikeYAML reports whether the first line of front matter without end is a
// key.
func looksLikeYAML(s string) bool {
	l, _, _ := strings.Cut(s, "\n")
	i := strings.IndexByte(l, ':')
	return i > 0 && !strings.ContainsAny(l[:i], " \t#*")
}
