package agentfiles

import (
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/templates/format"
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
	// read 2026-11-23).
	codeVars
	// geminiVars: {{args}}
	// (https://geminicli.com/docs/cli/custom-commands, read 2026-11-23).
	geminiVars
)

const byName = "its name is that of instructions for coding agents"

// kinds are the files of agents, the most certain first. Read on 2026-11-23, in
// the documentation or its sources: AGENTS.md and AGENTS.override.md
// https://developers.openai.com/codex/guides/agents-md; commands, skills and
// their variables https://code.claude.com/docs/en/skills; Copilot's prompt files,
// agents and chat modes docs/copilot/customization/prompt-files.md and
// custom-agents.md of https://github.com/microsoft/vscode-docs; Gemini CLI's
// docs/cli/custom-commands.md and docs/core/subagents.md of
// https://github.com/google-gemini/gemini-cli; Cline's
// docs/customization/cline-rules.mdx of https://github.com/cline/cline;
// Continue's rules docs/customize/deep-dives/rules.mdx of
// https://github.com/continuedev/continue; OpenHands' skills/README.md of
// https://github.com/All-Hands-AI/OpenHands; Cursor's (2026-11-22)
// https://cursor.com/docs/context/rules.
//
// Known by other pages or from repositories that have such files, and not
// compared with these pages: CLAUDE.md, .claude/rules, .claude/agents and
// .claude/output-styles https://code.claude.com/docs/en/memory, …/sub-agents and
// …/output-styles; GEMINI.md docs/cli/gemini-md.md of Gemini CLI's; Copilot's
// instructions https://code.visualstudio.com/docs/copilot/customization/custom-instructions;
// Windsurf's https://docs.windsurf.com/windsurf/cascade/memories; Roo's
// https://docs.roocode.com/features/custom-instructions; Continue's agents, checks
// and prompts; OpenCode's https://opencode.ai/v2/docs/commands/; Kiro's and Kilo
// Code's folders
// https://docs.aws.amazon.com/agent-toolkit/latest/userguide/rules-files.html and
// https://docs.rs/dev-prune/1.8.0/dev_prune/constants/.
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
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .clinerules", under: []string{".clinerules"}, files: []string{".md", ".txt"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .cline/rules", under: []string{".cline", "rules"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .cline/cron", under: []string{".cline", "cron"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .continue/rules", under: []string{".continue", "rules"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .continue/agents", under: []string{".continue", "agents"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .continue/checks", under: []string{".continue", "checks"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .continue/prompts", under: []string{".continue", "prompts"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .roo/rules", under: []string{".roo", "rules"}, files: []string{".md", ".txt"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in a folder of rules in .roo", under: []string{".roo", "rules-*"}, files: []string{".md", ".txt"}},
	{id: "command", role: prompt.RoleUser, why: "it lies in .roo/commands", under: []string{".roo", "commands"}},
	{id: "command", role: prompt.RoleUser, vars: geminiVars, why: "it lies in .gemini/commands", under: []string{".gemini", "commands"}, files: []string{".toml"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .gemini/agents", under: []string{".gemini", "agents"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .opencode/agents", under: []string{".opencode", "agents"}},
	{id: "agent", role: prompt.RoleSystem, why: "it lies in .opencode/agent", under: []string{".opencode", "agent"}},
	{id: "command", role: prompt.RoleUser, vars: claudeVars, why: "it lies in .opencode/commands", under: []string{".opencode", "commands"}},
	{id: "command", role: prompt.RoleUser, vars: claudeVars, why: "it lies in .opencode/command", under: []string{".opencode", "command"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .kiro/steering", under: []string{".kiro", "steering"}},
	{id: "rules", role: prompt.RoleSystem, why: "it lies in .kilocode/rules", under: []string{".kilocode", "rules"}},
	{id: "skill", role: prompt.RoleSystem, why: "it lies in .openhands/microagents", under: []string{".openhands", "microagents"}},
	{id: "skill", role: prompt.RoleSystem, why: "it lies in .openhands/skills", under: []string{".openhands", "skills"}},
}

// cursorRule is a rule that lies elsewhere, to be copied into a project.
var cursorRule = kind{id: "rules", role: prompt.RoleSystem, why: "its front matter is that of a rule for Cursor"}

// extension is a command of Gemini CLI that an extension brings along.
var extension = kind{
	id: "command", role: prompt.RoleUser, vars: geminiVars, why: "it lies in a folder commands and has a prompt",
	under: []string{"commands"}, files: []string{".toml"},
}

// workflow is one of GitHub's agentic workflows: front matter that says when it
// runs, and the task in words (https://github.com/github/gh-aw; its guide
// .github/aw/github-agentic-workflows.md, read 2026-11-23).
var workflow = kind{id: "command", role: prompt.RoleUser, why: "its front matter is that of an agentic workflow"}

// imported is a part that agentic workflows import; many hold settings alone.
var imported = kind{
	id: "command", role: prompt.RoleUser, why: "it lies where agentic workflows import from",
	under: []string{".github", "workflows", "shared"},
}

// automation is a task that Cline runs on a schedule or an event: *.cron.md and
// *.event.md (https://github.com/cline/cline, sdk/examples/cron/README.md, read
// 2026-11-23).
var automation = kind{
	id: "command", role: prompt.RoleUser, why: "its front matter is that of an automation of Cline",
	endings: []string{".cron.md", ".event.md"},
}

// plugin are the files that plugins of coding agents keep outside of .claude:
// the front matter has to say that they are some.
var plugin = []kind{
	{id: "agent", role: prompt.RoleSystem, why: "its front matter is that of a coding agent's", under: []string{"agents"}},
	{id: "command", role: prompt.RoleUser, vars: claudeVars, why: "its front matter is that of a coding agent's", under: []string{"commands"}},
	{id: "skill", role: prompt.RoleSystem, why: "its front matter is that of a skill with triggers", under: []string{"skills"}},
	{id: "skill", role: prompt.RoleSystem, why: "its front matter is that of a skill with triggers", under: []string{"microagents"}},
}

// endings are those of all files of agents, by the last dot.
var endings = func() map[string]bool {
	out := map[string]bool{".md": true, ".mdc": true}
	for _, k := range append(append([]kind{extension, workflow, imported, automation}, kinds...), plugin...) {
		for _, name := range slices.Concat(k.names, k.endings, k.files) {
			out[path.Ext(name)] = true
		}
	}
	return out
}()

// kindOf returns what a file is, and why; nil where it is no agent's.
func kindOf(p string, data []byte) (*kind, string) {
	if !endings[strings.ToLower(path.Ext(p))] {
		return nil, "" // most files
	}
	page := documented(p)
	p = strings.ToLower(p)
	base := path.Base(p)
	var dirs []string
	if dir := path.Dir(p); dir != "." {
		dirs = strings.Split(strings.Trim(dir, "/"), "/")
	}
	for i := range kinds {
		if kinds[i].matches(base, dirs) && !(page && kinds[i].names != nil && !(kinds[i].id == "skill" && skillFront(string(data)))) {
			return &kinds[i], kinds[i].why
		}
	}
	if extension.matches(base, dirs) && promptKey.Match(data) {
		return &extension, extension.why
	}
	if strings.HasSuffix(base, ".md") && base != "readme.md" && workflowFront(string(data), dirs) {
		return &workflow, workflow.why
	}
	if strings.HasSuffix(base, ".mdc") && ruleFront(string(data)) {
		return &cursorRule, cursorRule.why
	}
	if imported.matches(base, dirs) && says(string(data)) {
		return &imported, imported.why
	}
	if automation.matches(base, dirs) && has(keys(string(data)), "schedule", "event") {
		return &automation, automation.why
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
		if plugin[i].id == "agent" && described(string(data)) && format.Opens(string(data)) {
			return &plugin[i], "it lies in a folder agents and begins by saying who the agent is"
		}
		if plugin[i].id == "skill" && dirs[len(dirs)-1] == "skills" && skillFront(string(data)) && !slices.ContainsFunc(dirs, format.IsPageFolder) {
			return &plugin[i], "it lies in a folder skills and has a skill's front matter"
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
		if strings.HasSuffix(base, e) && len(base) > len(e) && !strings.HasPrefix(base, "readme.") {
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
