package all

// Tags that Jinja does not have, filters with a colon before their arguments,
// the loop variable forloop and inline comments. The rest looks like Jinja.
var liquidEvidence = evidence{
	lang:  "liquid",
	needs: []string{"%}", "}}"},
	sure: matches(`\{%-?\s*(?:assign|capture|endcapture|elsif|unless|endunless|case|when|endcase|tablerow|cycle|increment|decrement|liquid|echo|comment|endcomment)\b|` +
		`\{%-?\s*#|\{\{[^{}|]*\|[^{}]*?\w:\s|\bforloop\.\w`),
	includes: []string{"jinja"},
}
