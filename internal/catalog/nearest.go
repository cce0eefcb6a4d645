package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Nearest returns up to three dialect ids or aliases that a mistyped name may
// stand for, the likeliest first; all ids where none comes close.
func (c *Catalog) Nearest(name string) []string {
	var names []string
	for _, d := range c.dialects().list {
		names = append(names, d.ID)
		names = append(names, d.Aliases...)
	}
	if near := nearest(name, names); len(near) > 0 {
		return near
	}
	slices.Sort(names)
	return names
}

// NearestModel returns up to three ids of a host's table that a mistyped model
// may stand for; none where nothing comes close.
func (c *Catalog) NearestModel(host, model string) []string {
	var names []string
	c.models().scan(host, "", func(cols []string) bool {
		names = append(names, writtenID(cols))
		return true
	})
	return nearest(model, names)
}

func nearest(name string, names []string) []string {
	name = strings.ToLower(name)
	type scored struct {
		name     string
		distance int
	}
	var found []scored
	limit := max(1, len(name)/3)
	for _, n := range names {
		low := strings.ToLower(n)
		d := distance(name, low, limit)
		if d > limit && len(name) >= 3 && (strings.HasPrefix(low, name) || strings.HasPrefix(name, low)) {
			d = limit
		}
		if d <= limit {
			found = append(found, scored{n, d})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(a.distance-b.distance, strings.Compare(a.name, b.name))
	})
	var out []string
	for i := 0; i < len(found) && i < 3; i++ {
		out = append(out, found[i].name)
	}
	return out
}

// distance is the number of edits between two strings, or limit+1 as soon as
// it must be more.
func distance(a, b string, limit int) int {
	if abs(len(a)-len(b)) > limit || len(a) > 200 {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := diagonal
			if a[i-1] != b[j-1] {
				change++
			}
			diagonal, row[j] = row[j], min(change, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
