// Package all is the list of the host languages: one line each.
package all

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/config"
	"github.com/promptglot/promptglot/internal/lang/csharp"
	"github.com/promptglot/promptglot/internal/lang/generic"
	"github.com/promptglot/promptglot/internal/lang/golang"
	"github.com/promptglot/promptglot/internal/lang/http"
	"github.com/promptglot/promptglot/internal/lang/java"
	"github.com/promptglot/promptglot/internal/lang/kotlin"
	"github.com/promptglot/promptglot/internal/lang/notebook"
	"github.com/promptglot/promptglot/internal/lang/python"
	"github.com/promptglot/promptglot/internal/lang/shell"
	"github.com/promptglot/promptglot/internal/lang/typescript"
)

// languages are asked in this order whether a file is theirs; those that are
// read in brief come last.
var languages = append([]lang.Language{
	python.Language{},
	notebooks,
	typescript.TypeScript,
	typescript.JavaScript,
	golang.Language{},
	java.Language{},
	csharp.Language{},
	kotlin.Language{},
	shell.Language{},
	shell.Docker{},
	shell.Make{},
	http.Language{},
	config.YAML,
	config.JSON,
	config.Lines,
	config.TOML,
	config.Env,
	config.Properties,
}, generic.Languages()...)

// A notebook's cells may be in any language but a notebook.
var notebooks = notebook.Language{Kernel: func(name string) lang.Language {
	if l := Named(name); l != nil && l.ID() != "notebook" {
		return l
	}
	return nil
}}

// aliases are other names that kernels and fences give to languages.
var aliases = map[string]string{
	"py": "python", "python3": "python", "ipython": "python", "sage": "python", "js": "javascript", "jsx": "javascript", "node": "javascript",
	"ts": "typescript", "tsx": "typescript", "golang": "go", "c#": "csharp", "kt": "kotlin", "bash": "shell", "sh": "shell", "zsh": "shell",
	"console": "shell", "yml": "yaml", "jsonc": "json", "docker": "dockerfile", "make": "makefile", "env": "dotenv", "ini": "properties", "tf": "hcl", "terraform": "hcl",
}

// Languages returns all languages in the order in which they are asked.
func Languages() []lang.Language { return append([]lang.Language(nil), languages...) }

// Of returns the language of a file by its name and its first bytes, nil for one
// that nobody reads. A template of a file, config.yaml.example, is in the language of
// what it is a template of.
func Of(path string, head []byte) lang.Language {
	for _, l := range languages {
		if l.Match(path, head) {
			return l
		}
	}
	for _, end := range templates {
		if rest, ok := strings.CutSuffix(path, end); ok {
			return Of(rest, head)
		}
	}
	return nil
}

// templates are the ends of files that are to be copied under another name.
var templates = []string{".example", ".sample", ".template", ".tmpl", ".tpl", ".dist", ".default"}

// Named returns the language of that name or alias, whatever its case; nil for
// none.
func Named(name string) lang.Language {
	name = strings.ToLower(name)
	if id, ok := aliases[name]; ok {
		name = id
	}
	return byID[name]
}

var byID map[string]lang.Language

func init() {
	byID = make(map[string]lang.Language, len(languages))
	for _, l := range languages {
		byID[l.ID()] = l
	}
}
