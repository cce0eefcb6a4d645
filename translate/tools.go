package translate

import "github.com/promptglot/promptglot/internal/prompt"

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
