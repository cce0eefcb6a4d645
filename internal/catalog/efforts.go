package catalog

import "sync"

// Efforts pairs words for reasoning effort with budgets of thinking tokens, for
// translations between models that take the one and models that take the other.
type Efforts struct {
	Note    string   `json:"note"`
	Order   []string `json:"order"` // weakest first
	Budgets []Budget `json:"budgets"`
	Ref
}

// A Budget is a number of thinking tokens that stands for an effort.
type Budget struct {
	Effort string `json:"effort"`
	Tokens int    `json:"tokens"`
}

// EffortTable returns the table of efforts.
func EffortTable() *Efforts { return effortTable() }

var effortTable = sync.OnceValue(func() *Efforts {
	var e Efforts
	decode("efforts.json", &e)
	return &e
})
