package agentfiles

import (
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Patterns of the variables that tools fill in. Go's expressions take linear
// time.
var patterns = map[syntax]*regexp.Regexp{
	geminiVars: regexp.MustCompile(`\{\{args\}\}`),
	claudeVars: regexp.MustCompile(`\$ARGUMENTS(?:\[[0-9]+\])?|\$[0-9]\b|\$\{CLAUDE_[A-Z_]+\}`),
	codeVars:   regexp.MustCompile(`\$\{input:[A-Za-z0-9_-]+(?::[^}\n]*)?\}|\$\{(?:selection|selectedText|file|fileBasename|fileDirname|fileBasenameNoExtension|workspaceFolder|workspaceFolderBasename)\}`),
}

// variables declares what the tool fills in, in the order of its first use.
func (r *reader) variables(body *source.View) {
	find := patterns[r.kind.vars]
	if find == nil || !strings.ContainsAny(body.Text, "${") {
		return
	}
	for _, at := range find.FindAllStringIndex(body.Text, -1) {
		if at[0] > 0 && body.Text[at[0]-1] == '\\' {
			continue // escaped
		}
		name, hint := variable(body.Text[at[0]:at[1]])
		if slices.ContainsFunc(r.Inputs, func(in prompt.Input) bool { return in.Name == name }) {
			continue
		}
		v := body.Slice(at[0], at[1])
		r.Inputs = append(r.Inputs, prompt.Input{
			At: prompt.At{Node: &value.Node{Kind: value.String, Str: v.Text, Span: v.All(), View: v}}, Name: name, Kind: "string", Description: hint,
		})
	}
}

// variable returns the name of a variable and what the tool shows who is to
// fill it in.
func variable(s string) (name, hint string) {
	s = strings.TrimPrefix(s, "$")
	if in, ok := strings.CutPrefix(s, "{input:"); ok {
		name, hint, _ = strings.Cut(strings.TrimSuffix(in, "}"), ":")
		return name, hint
	}
	return strings.Trim(s, "{}"), ""
}
