package format

import (
	"path"
	"slices"
	"strings"
)

// promptFolders are the names of folders whose text files are prompts.
var promptFolders = []string{"prompts", "prompt", "prompt_templates", "prompt-templates", "system_prompts", "system-prompts", "personas"}

// IsPromptFolder reports whether a folder of this name, in lower case, keeps
// prompts. Folders such as awesome-prompts are projects.
func IsPromptFolder(name string) bool {
	return slices.Contains(promptFolders, name) || strings.HasSuffix(name, "_prompts")
}

// PromptFolder returns the name, in lower case, of the outermost folder of
// prompts that the file at p lies in, "" where it lies in none.
func PromptFolder(p string) string {
	for _, d := range strings.Split(strings.ToLower(path.Dir(p)), "/") {
		if IsPromptFolder(d) {
			return d
		}
	}
	return ""
}

// pages are the names of folders that hold pages for people to read.
var pages = []string{"docs", "doc", "documentation", "content", "blog", "posts", "guides", "articles", "tutorials", "website", "slides", "presentations"}

// IsPageFolder reports whether a folder of this name, in lower case, holds
// pages for people, which may speak about prompts and show some.
func IsPageFolder(name string) bool { return slices.Contains(pages, name) }
