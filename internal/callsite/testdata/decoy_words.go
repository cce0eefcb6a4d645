// Package weather says words of vendors, without any of them.
package weather

import (
	"example.com/gemini/messages"
	"github.com/acme/openai-station/bedrock"
)

type Reading struct {
	Temperature float64
	Model       string
}

var last = Reading{Temperature: 21.5, Model: "Davis Vantage"}

func read(c *bedrock.Client) {
	c.Converse("anyone", last)
	messages.New(last, messages.Options{Seed: 3, Stop: []string{"north"}})
	c.Chat(last, map[string]int{"top_k": 3})
}
