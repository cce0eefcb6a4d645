package agentfiles

import (
	"regexp"
	"slices"
	"strings"
)

// keys returns the keys of the outermost level of the front matter of text, nil
// where it has none. Only lines are looked at, and not many: discovery parses
// nothing.
func keys(text string) []string {
	const lines = 200
	text = strings.TrimPrefix(text, "\ufeff")
	if !strings.HasPrefix(text, "---") {
		return nil
	}
	var out []string
	for i, l := range strings.SplitN(text, "\n", lines) {
		l = strings.TrimRight(l, " \t\r")
		if i > 0 && l == "---" {
			break
		}
		name, _, ok := strings.Cut(l, ":")
		if name = strings.Trim(name, `"'`); ok && name != "" && name[0] != '-' && !strings.ContainsAny(name, " \t#") {
			out = append(out, name)
		}
	}
	return out
}

// promptKey matches the line of a TOML file that begins a prompt.
var promptKey = regexp.MustCompile(`(?m)^prompt[ \t]*=[ \t]*["']`)

// has reports whether one of keys is one of names.
func has(keys []string, names ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(names, k) })
}

// ruleFront reports whether text has front matter with the keys that say when a
// rule of Cursor's is read.
func ruleFront(text string) bool { return has(keys(text), "alwaysApply", "globs") }

// skillFront reports whether text has the front matter that every skill has.
func skillFront(text string) bool {
	k := keys(text)
	return has(k, "name") && has(k, "description")
}

// described reports whether text has front matter with a name or a description.
func described(text string) bool { return has(keys(text), "name", "description") }

// workflowFront reports whether text has the front matter of an agentic
// workflow: when it runs, and, where the folder does not say so, what a job of
// GitHub's has no key for.
func workflowFront(text string, dirs []string) bool {
	k := keys(text)
	n := len(dirs)
	return has(k, "on") && (n > 1 && dirs[n-2] == ".github" && dirs[n-1] == "workflows" || has(k, "safe-outputs", "engine"))
}

// inPlugin reports whether the last folder is one of plugins/<name>.
func inPlugin(dirs []string) bool {
	n := len(dirs)
	return n > 2 && dirs[n-3] == "plugins"
}

// pluginFront reports whether text has front matter with a description and a
// key that only coding agents give a meaning to.
func pluginFront(text string) bool {
	k := keys(text)
	// OpenHands' skills say by triggers when they are read.
	return has(k, "triggers") && has(k, "name", "description") ||
		has(k, "description") && has(k, "triggers", "model", "tools", "allowed-tools", "argument-hint", "disable-model-invocation")
}

// says reports whether there is text behind the front matter of text, if it has
// any.
func says(text string) bool {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.HasPrefix(text, "---") {
		i := strings.Index(text, "\n---")
		if i < 0 {
			return false
		}
		_, text, _ = strings.Cut(text[i+1:], "\n")
	}
	return strings.TrimSpace(text) != ""
}
