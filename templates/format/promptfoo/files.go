package promptfoo

import (
	"bytes"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Detect implements format.Format: a text file whose name says prompt and that
// holds several prompts, or a chat in JSON.
func (Text) Detect(f *source.File) (int, string) {
	base := strings.ToLower(path.Base(f.Path))
	if !strings.HasSuffix(base, ".txt") || !strings.Contains(base, "prompt") {
		return format.No, ""
	}
	s := string(f.Data)
	if t := strings.TrimSpace(s); strings.HasPrefix(t, "[") && strings.HasSuffix(t, "]") && strings.Contains(t, `"role"`) && strings.Contains(t, `"content"`) {
		return format.Likely, "its name says prompt and it holds a chat in JSON"
	}
	if format.HasFrontMatter(s) {
		return format.No, ""
	}
	if len(sections(s)) > 1 && strings.Contains(s, "{{") {
		return format.Likely, "its name says prompt and lines of --- part its prompts"
	}
	return format.No, ""
}

// configs are the names of the configuration that text files lie beside.
var configs = []string{"promptfooconfig.yaml", "promptfooconfig.yml", "promptfooconfig.json"}

// parted reports whether lines of --- part the prompts of a text. In any other
// text they are rules: it has to be called prompts, or to lie beside a
// configuration that names it.
func parted(f *source.File, env format.Env) bool {
	base := path.Base(f.Path)
	if stem := strings.ToLower(strings.TrimSuffix(base, path.Ext(base))); stem == "prompts" || strings.HasSuffix(stem, "_prompts") || strings.HasSuffix(stem, "-prompts") {
		return true
	}
	for _, name := range configs {
		if c := env.File(name); c != nil && bytes.Contains(c.Data, []byte(base)) {
			return true
		}
	}
	return false
}

// Read implements format.Format.
func (Text) Read(f *source.File, env format.Env) []*format.File {
	items := read(f.Whole(), env)
	if len(items) > 1 && !parted(f, env) {
		return nil
	}
	var out []*format.File
	for _, it := range items {
		file := &format.File{Tree: &value.Node{Kind: value.Object}, Lang: it.lang, Messages: it.messages, Problems: it.problems}
		file.Tree.Set("messages", it.node)
		if len(items) > 1 {
			file.Name = it.name
		}
		out = append(out, file)
	}
	return out
}

// read reads a text file: a chat, or the prompts between lines of ---.
func read(v *source.View, env format.Env) []item {
	if list, lang, problems, ok := chat(v, env); ok {
		return []item{{name: "1", lang: lang, node: list, messages: messages(list), problems: problems}}
	}
	var out []item
	for _, s := range sections(v.Text) {
		text := v.Slice(s[0], s[1])
		it := item{name: itoa(len(out) + 1), lang: env.LangOf(text.Text)}
		n, problems := format.TextNode(env.Langs.Get(it.lang), text)
		it.problems = append(format.CheckUTF8(text), problems...)
		it.say(n)
		out = append(out, it)
	}
	return out
}

// sections returns where the prompts of a text stand: between lines of ---,
// without the white space around them. Blank ones are none.
func sections(s string) [][2]int {
	var out [][2]int
	from := 0
	add := func(to int) {
		t := s[from:to]
		start := from + len(t) - len(strings.TrimLeft(t, "\ufeff \t\r\n"))
		if end := from + len(strings.TrimRight(t, " \t\r\n")); start < end {
			out = append(out, [2]int{start, end})
		}
	}
	for at := 0; at < len(s); {
		l, _, _ := strings.Cut(s[at:], "\n")
		next := min(len(s), at+len(l)+1)
		if strings.TrimSpace(l) == "---" {
			add(at)
			from = next
		}
		at = next
	}
	add(len(s))
	return out
}
