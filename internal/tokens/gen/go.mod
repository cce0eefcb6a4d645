module github.com/promptglot/promptglot/internal/tokens/gen

go 1.26.8

require (
	github.com/pkoukk/tiktoken-go-loader v0.0.2
	github.com/promptglot/promptglot v0.0.0
	github.com/tiktoken-go/tokenizer v0.10.0
)

require (
	github.com/dlclark/regexp2 v1.11.0 // indirect
	github.com/dlclark/regexp2/v2 v2.5.1 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/pkoukk/tiktoken-go v0.1.8 // indirect
	golang.org/x/text v0.42.0 // indirect
)

replace github.com/promptglot/promptglot => ../../..
