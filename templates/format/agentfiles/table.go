package agentfiles

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
)

// A kind is one sort of file of one tool.
type kind struct {
	id   string
	role prompt.Role
	vars syntax
	why  string
	// One of the following says which files are of the kind; all is lower case.
	names   []string // of the file
	endings []string // of the file's name
	under   []string // folders one below the other, somewhere above the file
	files   []string // endings of the files there; nil is .md
}

// Syntaxes of variables, by who documents them.
type syntax uint8

const (
	_ syntax = iota // nothing is filled in
	// claudeVars: $ARGUMENTS, $ARGUMENTS[0], $0 … and ${CLAUDE_…}
	// (https://code.claude.com/docs/en/skills, read 2026-11-22).
	claudeVars
	// codeVars: ${input:name}, ${input:name:placeholder}, ${selection}, ${file} …
	// (https://code.visualstudio.com/docs/copilot/customization/prompt-files,
	// read 2026-11-22).
	codeVars
)

const byName = "its name is that of instructions for coding agents"

// kinds are the files of agents, the most certain first. Of the pages that
// describe them, those on Claude Code's skills, VS Code's variables and Cursor's
// rules were looked at on 2026-11-22; the others say where a name can be
// checked, and have not been compared with this table: AGENTS.md https://agents.md; CLAUDE.md, skills, agents and
// commands https://code.claude.com/docs/en/memory, …/skills, …/sub-agents,
// …/slash-commands; GEMINI.md
// https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/gemini-md.md;
// Copilot's https://code.visualstudio.com/docs/copilot/customization/overview;
// Cursor's https://cursor.com/docs/context/rules; Windsurf's
// https://docs.windsurf.com/windsurf/cascade/memories; Cline's
// https://docs.cline.bot/features/cline-rules; Roo's
// https://docs.roocode.com/features/custom-instructions; Continue's
// https://docs.continue.dev/customize/deep-dives/rules; OpenHands'
// https://docs.all-hands.dev/usage/prompting/microagents-overview.
var kinds = []kind{
	{id: "rules", role: prompt.RoleSystem, why: byName, names: []string{
		"agents.md", "agents.override.md", "claude.md", "claude.local.md", "gemini.md", "copilot-instructions.md",
		".cursorrules", ".windsurfrules", ".clinerules", ".continuerules",
	}},
	{id: "skill", role: prompt.RoleSystem, vars: claudeVars, why: "its name is that of a skill", names: []string{"skill.md"}},
	{id: "agent", role: prompt.RoleSystem, why: "its name ends in .agent.md", endings: []string{".agent.md"}},
	{id: "agent", role: prompt.RoleSystem, why: "its name ends in .chatmode.md", endings: []string{".chatmode.md"}},
	{id: "rules", role: prompt.RoleSystem, why: "its name ends in .instructions.md", endings: []string{".instructions.md"}},
	{id: "command", role: prompt.RoleUser, vars: codeVars, why: "its name ends in .prompt.md", endings: []string{".prompt.md"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .claude/agents", under: []string{".claude", "agents"}},
	{id: "command", role: prompt.RoleUser, vars: claudeVars, why: "it lies in .claude/commands", under: []string{".claude", "commands"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .claude/output-styles", under: []string{".claude", "output-styles"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .claude/rules", under: []string{".claude", "rules"}},
	{id: "command", role: prompt.RoleUser, vars: codeVars, why: "it lies in .github/prompts", under: []string{".github", "prompts"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .github/instructions", under: []string{".github", "instructions"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .github/agents", under: []string{".github", "agents"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .github/chatmodes", under: []string{".github", "chatmodes"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .cursor/rules", under: []string{".cursor", "rules"}, files: []string{".md", ".mdc"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .cursor/commands", under: []string{".cursor", "commands"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .windsurf/rules", under: []string{".windsurf", "rules"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .clinerules", under: []string{".clinerules"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .continue/rules", under: []string{".continue", "rules"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .continue/agents", under: []string{".continue", "agents"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .continue/checks", under: []string{".continue", "checks"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .continue/prompts", under: []string{".continue", "prompts"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .roo/rules", under: []string{".roo", "rules"}, files: []string{".md", ".txt"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in a folder of rules in .roo", under: []string{".roo", "rules-*"}, files: []string{".md", ".txt"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .roo/commands", under: []string{".roo", "commands"}},
	{id: "skill", role: prompt.RoleSystem, why: "it lies in .openhands/microagents", under: []string{".openhands", "microagents"}},
	{id: "skill", role: prompt.RoleSystem, why: "it lies in .openhands/skills", under: []string{".openhands", "skills"}},
}

// cursorRule is a rule that lies elsewhere, to be copied into a project.
var cursorRule = kind{id: "rules", role: prompt.RoleSystem, why: "its front matter is that of a rule for Cursor"}

// plugin are the files that plugins of coding agents keep outside of .claude:
// the front matter has to say that they are some.
var plugin = []kind{
	{id: "agent", role: prompt.RoleSystem, why: "its front matter is that of a coding agent's", under: []string{"agents"}},
	{id: "command", role: prompt.RoleUser, vars: claudeVars, why: "its front matter is that of a coding agent's", under: []string{"commands"}},
	{id: "skill", role: prompt.RoleSystem, why: "its front matter is that of a skill with triggers", under: []string{"skills"}},
	{id: "skill", role: prompt.RoleSystem, why: "its front matter is that of a skill with triggers", under: []string{"microagents"}},
}

// kindOf returns what a file is, and why; nil where it is no agent's.
func kindOf(p string, data []byte) (*kind, string) {
	page := documented(p)
	p = strings.ToLower(p)
	base := path.Base(p)
	var dirs []string
	if dir := path.Dir(p); dir != "." {
		dirs = strings.Split(strings.Trim(dir, "/"), "/")
	}
	for i := range kinds {
		if kinds[i].matches(base, dirs) && !(page && kinds[i].names != nil) {
			return &kinds[i], kinds[i].why
		}
	}
	if strings.HasSuffix(base, ".mdc") && ruleFront(string(data)) {
		return &cursorRule, cursorRule.why
	}
	for i := range plugin {
		if !plugin[i].matches(base, dirs) {
			continue
		}
		if pluginFront(string(data)) {
			return &plugin[i], plugin[i].why
		}
		if plugin[i].id == "command" && strings.Contains(string(data), "$ARGUMENTS") {
			return &plugin[i], "it lies in a folder commands and takes $ARGUMENTS"
		}
		if strings.HasPrefix(string(data), "---\ndescription:") && inPlugin(dirs) {
			return &plugin[i], "it lies in a plugin's folder and says what it is for"
		}
	}
	return nil, ""
}

func (k *kind) matches(base string, dirs []string) bool {
	if slices.Contains(k.names, base) {
		return true
	}
	for _, e := range k.endings {
		if strings.HasSuffix(base, e) && len(base) > len(e) {
			return true
		}
	}
	if k.under == nil || base == "readme.md" {
		return false
	}
	files := k.files
	if files == nil {
		files = []string{".md"}
	}
	if !slices.Contains(files, path.Ext(base)) {
		return false
	}
	for i := 0; i+len(k.under) <= len(dirs); i++ {
		if slices.EqualFunc(dirs[i:i+len(k.under)], k.under, folder) {
			return true
		}
	}
	return false
}

// folder reports whether a folder has a name; one that ends in * is the
// beginning of a name.
func folder(dir, name string) bool {
	if prefix, ok := strings.CutSuffix(name, "*"); ok {
		return strings.HasPrefix(dir, prefix)
	}
	return dir == name
}

// documented reports names such as docs/agents.md: pages about agents, not
// rules for them, whose names are written in capitals.
func documented(p string) bool {
	base := path.Base(p)
	if base != strings.ToLower(base) || strings.HasPrefix(base, ".") || strings.Contains(base, "-") {
		return false
	}
	for _, dir := range strings.Split(strings.ToLower(path.Dir(p)), "/") {
		if slices.Contains([]string{"docs", "doc", "documentation", "content", "blog", "guides"}, dir) {
			return true
		}
	}
	return false
}

// ruleFront reports whether text has front matter with the keys that say when a
// rule of Cursor's is read.
func ruleFront(text string) bool {
	front, _, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(text, "\ufeff"), "---"), "\n---")
	return ok && strings.HasPrefix(strings.TrimPrefix(text, "\ufeff"), "---") && (strings.Contains(front, "\nalwaysApply:") || strings.Contains(front, "\nglobs:"))
}

// inPlugin reports whether the last folder is one of plugins/<name>.
func inPlugin(dirs []string) bool {
	n := len(dirs)
	return n > 2 && dirs[n-3] == "plugins"
}

// pluginFront reports whether text has front matter with a description and a
// key that only coding agents give a meaning to.
func pluginFront(text string) bool {
	text = strings.TrimPrefix(text, "\ufeff")
	if !strings.HasPrefix(text, "---") {
		return false
	}
	described, agent, named := false, false, false
	for i, l := range strings.SplitN(text, "\n", 60) {
		l = strings.TrimRight(l, " \t\r")
		if i > 0 && l == "---" {
			break
		}
		name, _, _ := strings.Cut(l, ":")
		switch name {
		case "name":
			named = true
		case "triggers": // OpenHands' skills, which say when they are read
			described, agent = described || named, true
		case "description":
			described = true
		case "model", "tools", "allowed-tools", "argument-hint", "disable-model-invocation":
			agent = true
		}
	}
	return described && agent
}
