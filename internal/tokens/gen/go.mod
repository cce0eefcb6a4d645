module github.com/promptglot/promptglot/internal/tokens/gen

go 1.26.8

require (
	github.com/pkoukk/tiktoken-go-loader v0.0.2
	github.com/promptglot/promptglot v0.0.0
)

replace github.com/promptglot/promptglot => ../../..
