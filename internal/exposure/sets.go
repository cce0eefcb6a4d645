package exposure

import (
	"maps"
	"slices"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

func keys(m map[string]bool) []string {
	out := slices.Sorted(maps.Keys(m))
	if out == nil {
		return []string{}
	}
	return out
}

// uniq returns the different ones in the order in which they came.
func uniq(list []string) []string {
	seen := map[string]bool{}
	out := []string{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// last sorts a day that is not known behind all others.
func last(day string) string {
	if day == "" {
		return "9999"
	}
	return day
}
