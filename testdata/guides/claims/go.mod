module example.org/claims

go 1.24

require github.com/anthropics/anthropic-sdk-go v1.13.0
