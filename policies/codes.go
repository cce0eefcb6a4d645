package policies

import "github.com/promptglot/promptglot/internal/fact"

// Codes are the sub-kinds of facts that the shipped rules rely on, by kind. A
// kind that is absent has free codes: those of parse facts are the readers'.
var Codes = map[fact.Kind][]string{
	fact.Text: {
		"citation-marker", "function-naming-text", "identity-claim", "image-placeholder",
		"internal-tags", "knowledge-cutoff", "legacy-human-assistant", "prefill-instruction",
		"product-tool-text", "role-labels", "soft-switch", "special-token", "think-tag",
		"vendor-claim", "xml-function-calls",
	},
	fact.Structure: {
		"consecutive-roles", "empty-content", "first-turn", "json-word-missing",
		"mid-conversation-system", "prefill", "prefill-trailing-space",
		"tool-pairing-orphan-result", "tool-pairing-unanswered-call",
	},
	fact.Stale:  {"edited", "missing", "stale"},
	fact.Waiver: {"expired", "malformed", "missing-reason", "unused"},
}
