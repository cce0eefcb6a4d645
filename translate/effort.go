package translate

import (
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/catalog"
)

// EffortForBudget returns the effort that comes closest to a budget of thinking
// tokens. A negative budget means "as the model sees fit": medium.
func EffortForBudget(tokens string) string {
	n, err := strconv.ParseFloat(tokens, 64)
	switch {
	case err != nil || n < 0:
		return "medium"
	case n == 0:
		return "none"
	}
	budgets := catalog.EffortTable().Budgets
	best := budgets[0].Effort
	for _, b := range budgets {
		if n >= float64(b.Tokens) {
			best = b.Effort
		}
	}
	return best
}

// BudgetForEffort returns the thinking budget in tokens for an effort, 0 for
// none; ok is false for an unknown word.
func BudgetForEffort(effort string) (tokens int, ok bool) {
	budgets := catalog.EffortTable().Budgets
	for _, b := range budgets {
		if b.Effort == effort {
			return b.Tokens, true
		}
	}
	switch effort {
	case "none":
		return 0, true
	case "minimal":
		return budgets[0].Tokens, true
	}
	return 0, false
}

// AllowedEffort returns the allowed effort nearest to the wanted one, the
// weaker of two equally near; "" where nothing is allowed. An empty list
// allows all.
func AllowedEffort(want string, allowed []string) string {
	if len(allowed) == 0 || slices.Contains(allowed, want) {
		return want
	}
	efforts := catalog.EffortTable().Order
	at := slices.Index(efforts, want)
	for d := 1; d < len(efforts); d++ {
		for _, i := range []int{at - d, at + d} {
			if i >= 0 && i < len(efforts) && slices.Contains(allowed, efforts[i]) {
				return efforts[i]
			}
		}
	}
	return ""
}
