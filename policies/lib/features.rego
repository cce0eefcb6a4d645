package promptglot.lib

# contract holds the features that a program or its prompt counts on: without
# one of them the answer has another form, lacks input, or is not an answer to
# what was asked.
contract := {
	"audio-input",
	"builtin-tool",
	"file-input",
	"functions-legacy",
	"grammar-constraint",
	"guardrails",
	"image-input",
	"media-input",
	"message-shape",
	"mid-conversation-system",
	"native-body",
	"prefill",
	"prompt-template-ref",
	"response-format-json-object",
	"response-format-json-schema",
	"response-schema",
	"role-developer",
	"role-function",
	"role-model",
	"role-system-in-messages",
	"role-tool",
	"stop-count",
	"stop-sequences",
	"store-state",
	"system-param",
	"tool-choice",
	"tool-definition",
	"tool-pairing",
	"web-search-options",
}

# hints holds the features that leave the answer as it is: they matter for
# cost, speed, bookkeeping or the form of the transport.
hints := {
	"cache-control",
	"http-header",
	"message-name",
	"metadata-param",
	"prediction",
	"service-tier",
	"stream-options",
	"user-param",
}

# gone holds the outcomes after which nothing of the feature is left.
gone := {"dropped", "refused"}
