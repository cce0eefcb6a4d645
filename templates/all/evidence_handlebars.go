package all

// Block helpers, paths that climb, data variables, white space control, raw
// blocks, long comments and the helpers of dotprompt.
var handlebarsEvidence = evidence{
	lang:  "handlebars",
	needs: []string{"{{"},
	sure: matches(`\{\{~|~\}\}|\{\{#(?:if|each|unless|with)\s|\{\{\s*else\b|` +
		`\{\{[#{]?\s*(?:\.\./|@\w+|this\b|(?:role|media|json|lookup)\s)|` +
		`\{\{#\w+\s+[^}\s]|\{\{\{\{|\{\{!--|\{\{#[>*]|\{\{\^\}\}|\{\{>\s*[\w./-]+\s+[\w@(]`),
	includes: []string{"mustache"},
}
