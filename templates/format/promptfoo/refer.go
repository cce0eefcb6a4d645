package promptfoo

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// referred reads the file that a prompt names, where the program may read it: Env
// has files below the paths that were given. Its nodes have no place in the configuration, so
// they are as if made: what is to be said of them is said of the file itself,
// which is a prompt of its own. There are none where the file cannot be read or is
// a program.
func (c *config) referred(ref string) []item {
	name := strings.TrimPrefix(ref, "file://")
	if path.IsAbs(name) || strings.ContainsAny(name, "*{\\") || strings.Contains(name, "://") {
		return nil
	}
	ext := strings.ToLower(path.Ext(name))
	switch ext {
	case ".txt", ".md", ".j2", ".json", ".yaml", ".yml":
	default:
		return nil
	}
	f := c.env.File(name)
	if f == nil {
		return nil
	}
	items := c.file(f, ext)
	for _, it := range items {
		if len(it.problems) > 0 {
			return nil // the file's own problems are its own
		}
		format.Unplaced(it.node)
		for i := range it.messages {
			it.messages[i].Span = source.Span{}
		}
	}
	return items
}

// file reads the prompts of a file.
func (c *config) file(f *source.File, ext string) []item {
	if ext == ".yaml" || ext == ".yml" {
		lang := c.env.LangOf(string(f.Data))
		list, problems, ok := yamlChat(f, lang, c.env)
		if !ok {
			return nil
		}
		return []item{{lang: lang, node: list, messages: messages(list), problems: problems}}
	}
	items := read(f.Whole(), c.env)
	if ext == ".json" && (len(items) != 1 || items[0].node.Entries[0].Value.Get("role") == nil) {
		return nil // no chat
	}
	return items
}
