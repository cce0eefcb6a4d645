package catalog

import (
	"regexp"
	"strings"
)

// A spelling is an id under which a table may have a model.
type spelling struct {
	id string
	// same is false where a date, a version or "latest" was taken off: the
	// facts of the alias need not be those of the snapshot.
	same bool
}

var (
	pathPrefix = regexp.MustCompile(`^(?:models|publishers/[^/]+/models|projects/.+/models|arn:aws[^/]*(?:foundation-model|inference-profile)|accounts/[^/]+/models)/`)
	// Words that gateways and frameworks put before an id to choose a vendor.
	vendorWord = regexp.MustCompile(`^(?:openai|azure|azure_ai|azureopenai|anthropic|google|googleai|google_genai|gemini|vertex_ai|vertexai|vertex|bedrock|bedrock_converse|amazon|mistral|mistralai|cohere|cohere_chat|xai|x-ai|deepseek|deepseek-ai|groq|together_ai|together|togetherai|fireworks_ai|openrouter|ollama|ollama_chat|huggingface|github|microsoft|meta-llama|meta|qwen|moonshotai|zai-org|z-ai|minimaxai|nvidia|converse|invoke|responses|chat)[/:]`)
	geoPrefix  = regexp.MustCompile(`^(?:us|eu|apac|ap|jp|au|ca|global|us-gov)\.`)
	makerDot   = regexp.MustCompile(`^(?:anthropic|amazon|meta|mistral|cohere|deepseek|openai|qwen|google|ai21|writer|nvidia|moonshotai|moonshot|minimax|zai|stability|luma|twelvelabs)\.`)
	atSuffix   = regexp.MustCompile(`@[a-z0-9-]*$`)
	bedrockRev = regexp.MustCompile(`(?:-v[0-9]+)?:[0-9]+(?::[0-9]+k)?$`)
	colonTag   = regexp.MustCompile(`:(?:free|beta|nitro|floor|online|extended|thinking|latest)$`)
	dateSuffix = regexp.MustCompile(`-(?:20[0-9]{6}|20[0-9]{2}-[01][0-9]-[0-3][0-9]|[01][0-9]-20[0-9]{2}|(?:preview|exp)-[0-3][0-9]-[0-3][0-9]|latest)$`)
	dotVersion = regexp.MustCompile(`^(claude-(?:[a-z]+-)?[0-9])\.([0-9])`)
)

// spellings lists the ids to try for a model, the likeliest first. Nothing
// here knows a model; it only knows how ids are decorated.
func spellings(model string) []spelling {
	out := make([]spelling, 0, 4)
	add := func(id string, same bool) {
		if id == "" {
			return
		}
		for i := range out {
			if out[i].id == id {
				return
			}
		}
		out = append(out, spelling{id, same})
	}
	s := strings.ToLower(strings.TrimSpace(model))
	add(s, true)
	if ft, ok := strings.CutPrefix(s, "ft:"); ok {
		s, _, _ = strings.Cut(ft, ":")
		add(s, true)
	}
	// Programs are full of names that have none of these signs, and looking for
	// them is much cheaper than asking an expression.
	for strings.ContainsAny(s, "/:") {
		t := vendorWord.ReplaceAllString(pathPrefix.ReplaceAllString(s, ""), "")
		if t == s {
			break
		}
		s = t
		add(s, true)
	}
	dot, at, colon := strings.Contains(s, "."), strings.Contains(s, "@"), strings.Contains(s, ":")
	if dot {
		s = geoPrefix.ReplaceAllString(s, "")
		add(s, true)
	}
	if at {
		add(atSuffix.ReplaceAllString(s, ""), strings.HasSuffix(s, "@default"))
	}
	if colon {
		s = colonTag.ReplaceAllString(s, "")
		add(s, true)
	}
	if v, ok := strings.CutPrefix(s, "gpt-35"); ok {
		add("gpt-3.5"+v, true)
		s = "gpt-3.5" + v
	}
	if dot && dotVersion.MatchString(s) {
		s = dotVersion.ReplaceAllString(s, "$1-$2")
		add(s, true)
	}
	bare := s
	if dot {
		bare = makerDot.ReplaceAllString(bare, "")
	}
	if colon {
		bare = bedrockRev.ReplaceAllString(bare, "")
	}
	// claude-haiku-4-5@20251001 is claude-haiku-4-5-20251001 at its maker.
	add(strings.Replace(bare, "@", "-", 1), true)
	if at {
		bare = atSuffix.ReplaceAllString(bare, "")
	}
	add(bare, s == bare || colon && bedrockRev.MatchString(s) || dot && makerDot.MatchString(s))
	add(dateSuffix.ReplaceAllString(bare, ""), false)
	return out
}

// bareName is the plainest spelling: what family rules are matched against.
func bareName(model string) string {
	all := spellings(model)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].id
}
