package translate

import (
	"slices"
	"strconv"
)

// efforts in order; every vendor's list is a selection of these.
var efforts = []string{"none", "minimal", "low", "medium", "high", "xhigh", "max"}

// budgets pairs efforts with thinking budgets in tokens, as gateways that
// serve both kinds of model map them (LiteLLM's table: low 1024, medium 2048,
// high 4096); above that the next steps double.
var budgets = []struct {
	effort string
	tokens int
}{{"low", 1024}, {"medium", 2048}, {"high", 4096}, {"xhigh", 16384}, {"max", 32768}}

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
	best := budgets[0].effort
	for _, b := range budgets {
		if n >= float64(b.tokens) {
			best = b.effort
		}
	}
	return best
}

// BudgetForEffort returns the thinking budget in tokens for an effort, 0 for
// none; ok is false for an unknown word.
func BudgetForEffort(effort string) (tokens int, ok bool) {
	for _, b := range budgets {
		if b.effort == effort {
			return b.tokens, true
		}
	}
	switch effort {
	case "none":
		return 0, true
	case "minimal":
		return budgets[0].tokens, true
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
