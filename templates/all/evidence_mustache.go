package all

// Sections, inheritance, other delimiters and the implicit iterator.
var mustacheEvidence = evidence{
	lang:  "mustache",
	needs: []string{"{{"},
	sure:  matches(`\{\{[#^$<]\s*[\w.]+\s*\}\}|\{\{=\S|\{\{\s*\.\s*\}\}`),
}
