package openairesponses

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// An itemKind says whose turn an item without a neutral form is part of, and
// the feature that it is.
type itemKind struct {
	role    prompt.Role
	feature string
}

// items are the types of items besides messages.
var items = map[string]itemKind{
	"function_call":           {prompt.RoleAssistant, "tool-definition"},
	"function_call_output":    {prompt.RoleTool, "tool-pairing"},
	"custom_tool_call":        {prompt.RoleAssistant, "tool-definition"},
	"custom_tool_call_output": {prompt.RoleUser, "tool-pairing"},
	"reasoning":               {prompt.RoleAssistant, "reasoning-replay"},
	"compaction":              {prompt.RoleAssistant, "context-management"},
	"compaction_trigger":      {prompt.RoleUser, "context-management"},
	"item_reference":          {prompt.RoleUser, "store-state"},
	"additional_tools":        {prompt.RoleUser, "tool-definition"},

	"web_search_call":         {prompt.RoleAssistant, "builtin-tool"},
	"file_search_call":        {prompt.RoleAssistant, "builtin-tool"},
	"code_interpreter_call":   {prompt.RoleAssistant, "builtin-tool"},
	"image_generation_call":   {prompt.RoleAssistant, "builtin-tool"},
	"computer_call":           {prompt.RoleAssistant, "builtin-tool"},
	"computer_call_output":    {prompt.RoleUser, "builtin-tool"},
	"local_shell_call":        {prompt.RoleAssistant, "builtin-tool"},
	"local_shell_call_output": {prompt.RoleUser, "builtin-tool"},
	"shell_call":              {prompt.RoleAssistant, "builtin-tool"},
	"shell_call_output":       {prompt.RoleUser, "builtin-tool"},
	"apply_patch_call":        {prompt.RoleAssistant, "builtin-tool"},
	"apply_patch_call_output": {prompt.RoleUser, "builtin-tool"},
	"mcp_list_tools":          {prompt.RoleAssistant, "builtin-tool"},
	"mcp_call":                {prompt.RoleAssistant, "builtin-tool"},
	"mcp_approval_request":    {prompt.RoleAssistant, "builtin-tool"},
	"mcp_approval_response":   {prompt.RoleUser, "builtin-tool"},
	"tool_search_call":        {prompt.RoleAssistant, "builtin-tool"},
	"tool_search_output":      {prompt.RoleAssistant, "builtin-tool"},
	"program":                 {prompt.RoleAssistant, "builtin-tool"},
	"program_output":          {prompt.RoleAssistant, "builtin-tool"},
}

// isItem reports whether t names a type of item that is no message.
func isItem(t *value.Node) bool { return t.IsString() && items[t.Str] != itemKind{} }

var roles = map[string]prompt.Role{
	"system": prompt.RoleSystem, "developer": prompt.RoleDeveloper, "user": prompt.RoleUser, "assistant": prompt.RoleAssistant,
}
