package catalog

import "slices"

// A gate is a capability that a model may have or lack. The names:
//
//	sampling           temperature, top_p and top_k other than the default
//	penalties          frequency and presence penalty
//	logprobs           log probabilities of the answer
//	logit_bias         biases on tokens
//	n                  more than one answer per request
//	stop               stop sequences
//	max_tokens         the old spelling of the output limit (OpenAI)
//	effort             a level of reasoning; Values lists the levels
//	thinking_off       thinking can be switched off; Values: the smallest budget where it cannot
//	thinking_adaptive  thinking whose length the model chooses
//	thinking_budget    thinking with a budget in tokens
//	thought_signature  function calls must come back signed (Gemini)
//	verbosity          a level of detail
//	prefill            a last assistant turn that is continued
//	mid_system         a system turn inside the conversation
//	top_p_with_temperature  both in one request
//	tools              function calling
//	forced_tool        a demand for a call, or for one tool
//	parallel_tools     several calls in one turn, and the switch for it
//	structured_output  answers that obey a JSON Schema
//	vision, pdf        images and PDF files as input
//	part_resolution    a resolution hint on a single image (Gemini)
//	audio_in           sound as input
//	audio_out          sound as output
//	prediction         a predicted output
//	speed              a faster, dearer mode
//	web_search_options search switches outside the tools
var gateNames = []string{
	"audio_in", "audio_out", "effort", "forced_tool", "logit_bias", "logprobs", "max_tokens", "mid_system", "n",
	"parallel_tools", "part_resolution", "pdf", "penalties", "prediction", "prefill", "sampling", "speed", "stop", "structured_output",
	"thinking_adaptive", "thinking_budget", "thinking_off", "thought_signature", "tools", "top_p_with_temperature", "verbosity", "vision", "web_search_options",
}

// GateNames returns the names of all gates, sorted.
func GateNames() []string { return slices.Clone(gateNames) }
