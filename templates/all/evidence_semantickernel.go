package all

import "strings"

// Variables with their dollar sign, and functions with a variable, a value or a
// named argument. {{$name}} opens a block of Mustache, too, but only where
// {{/name}} closes it.
var semanticKernelEvidence = evidence{
	lang:     "semantic-kernel",
	needs:    []string{"{{"},
	sure:     unclosed(matches(`\{\{\s*\$\w+\s*\}\}|\{\{\s*\w+(?:\.\w+)?\s+\$\w+`)),
	likely:   unclosed(matches(`\{\{\s*\w+\.\w+\s+(?:'[^']*'|"[^"]*"|\w+\s*=\s*[$'"])`)),
	includes: []string{"mustache"},
}

// unclosed finds nothing in a text that closes blocks.
func unclosed(f finder) finder {
	return func(src string) (int, string) {
		if strings.Contains(src, "{{/") {
			return 0, ""
		}
		return f(src)
	}
}
