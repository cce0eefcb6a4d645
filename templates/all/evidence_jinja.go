package all

import "strings"

var jinjaEvidence = evidence{
	lang:  "jinja",
	needs: []string{"%}", "#}", "}}"},
	sure:  jinjaStatements,
	// Filters, subscripts, conditions and calls in holes.
	likely: matches(`\{\{-?[^{}]*?(?:\s\|\s|\w\[\d|\w\['|\w\("?|\sif\s|\|\s*\w+\s*[}(])`),
}

var jinjaTags = matches(`\{%[-+]?\s*[a-z]\w*|(?:^|[^{])\{#`)

// jinjaStatements finds statements and comments; without a closing delimiter in
// the text there are none: {# opens a section of other languages, and {% is
// plain text.
func jinjaStatements(src string) (int, string) {
	if !strings.Contains(src, "%}") && !strings.Contains(src, "#}") {
		return 0, ""
	}
	return jinjaTags(src)
}
