package all

// Fields with their dot, actions with a dot, a variable or a parenthesis after
// the keyword, end, declarations and comments. Variables alone look like those
// of Semantic Kernel.
var goEvidence = evidence{
	lang:  "gotemplate",
	needs: []string{"{{"},
	sure: matches(`\{\{-?\s*(?:\$?\.[A-Za-z_]\w*|end\s*-?\}\}|` +
		`(?:if|with|range|else if|else with|json|len|index|printf|eq|ne|and|or|not)\s+[^{}]*?[.$(]|` +
		`(?:define|template|block)\s+"|/\*|\$\w+(?:\s*,\s*\$\w+)?\s*:?=)`),
	includes: []string{"semantic-kernel"},
}
