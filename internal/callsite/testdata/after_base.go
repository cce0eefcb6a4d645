package main

import (
	"fmt"

	"github.com/zhucl121/langchain-go/core/chat/providers/openai"
)

func address(base, name string) string {
	return fmt.Sprintf("%s/openai/deployments/%s/chat/completions?api-version=2024-10-21", base, name)
}
