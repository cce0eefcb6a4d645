package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
)

// NoTool says that a target has nothing for a tool that the vendor runs or
// that is no plain function, and of which kind it is.
func NoTool(t *prompt.Tool) string {
	switch {
	case t.Builtin != "":
		return "there is no tool of the kind " + t.Builtin + " here"
	case t.Kind == prompt.CustomTool:
		return "there are no tools that take free text here"
	}
	return "there is no such tool here"
}

// LeftBehind names the settings of a tool that the vendor runs: another
// vendor's tool of the same purpose has settings of its own. It is the end of a
// sentence, "" where the tool has no settings.
func LeftBehind(t *prompt.Tool) string {
	var names []string
	for _, m := range t.Node.Members() {
		if m.Key != "type" && m.Key != "name" && m.Key != "cache_control" && !m.Spread {
			names = append(names, m.Key)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; what it says of " + strings.Join(names, ", ") + " stays behind"
}
