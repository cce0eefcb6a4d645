package html

import (
	"cmp"
	"slices"
	"time"

	"github.com/promptglot/promptglot/internal/figure"
)

// A calendar is the life of models on one line of time.
type calendar struct {
	Today int
	Ticks []tick
	Lives []life // of those that have a last day
	Open  []life // of the others
}

// A tick is the first of January of a year.
type tick struct {
	X    int
	Year int
}

// A life is one model on it.
type life struct {
	*Model
	X    int    // where the bar begins
	Wide int    // it reaches from the day of the report to the model's last, or back
	Kind string // gone, soon, later, open
	Says string // what the bar shows, in words
}

// The calendar reaches no further than this from the day of the report.
const (
	back    = 365 * 24 * time.Hour
	forward = 3 * 365 * 24 * time.Hour
)

// newCalendar returns nil where no model is in use. A day that cannot be read
// counts as not known.
func newCalendar(models []Model, asOf string) *calendar {
	today, err := time.Parse(time.DateOnly, asOf)
	if len(models) == 0 || err != nil {
		return nil
	}
	from, to := today.AddDate(0, -3, 0), today.AddDate(1, 0, 0)
	ends := make([]time.Time, len(models))
	for i := range models {
		d, err := time.Parse(time.DateOnly, models[i].Retires)
		if err != nil {
			continue
		}
		ends[i] = d
		if d.Before(from) {
			from = latest(d.AddDate(0, -1, 0), today.Add(-back))
		}
		if d.After(to) {
			to = earliest(d.AddDate(0, 1, 0), today.Add(forward))
		}
	}
	at := func(d time.Time) int {
		x := int(int64(d.Sub(from)/time.Hour) * full / int64(to.Sub(from)/time.Hour))
		return max(0, min(full, x))
	}
	c := &calendar{Today: at(today)}
	for y := from.Year() + 1; y <= to.Year(); y++ {
		c.Ticks = append(c.Ticks, tick{at(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)), y})
	}
	for i := range models {
		l := life{Model: &models[i], X: c.Today}
		end, left := at(ends[i]), int(ends[i].Sub(today)/(24*time.Hour))
		switch {
		case ends[i].IsZero() && l.Status == "retired":
			l.X, l.Wide, l.Kind, l.Says = 0, c.Today, "gone", "retired, day not known"
		case ends[i].IsZero():
			l.Kind, l.Says = "open", "no day announced"
		case left <= 0:
			l.X, l.Wide, l.Kind, l.Says = end, c.Today-end, "gone", "went "+days(-left)+" ago"
		case left <= soon:
			l.Wide, l.Kind, l.Says = end-c.Today, "soon", days(left)+" left"
		default:
			l.Wide, l.Kind, l.Says = end-c.Today, "later", days(left)+" left"
		}
		if l.Kind == "open" {
			c.Open = append(c.Open, l)
			continue
		}
		c.Lives = append(c.Lives, l)
	}
	order := []string{"gone", "soon", "later"}
	slices.SortStableFunc(c.Lives, func(a, b life) int {
		return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
	})
	return c
}

func days(n int) string { return figure.Count(n) + figure.Noun(n, " day", " days") }

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
