package app

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/translate"
)

const (
	maxShapes = 1000 // of losses that are told apart in one log
	maxTold   = 40   // of them that are shown
)

// A shape is a loss that many records of a log have in common.
type shape struct {
	outcome   translate.Outcome
	certainty string
	feature   string
	pointer   string // with * for every index
	message   string // of an entry that has no pointer
}

// A count is in how many records something came up, and how it read in the
// first of them.
type count struct {
	n, first, last int
	text           string
}

// A tally adds up what became of the records of a log.
type tally struct {
	seen, readable, written int

	dialects map[string]int
	rejected map[string]int // by reason
	losses   map[shape]*count
	problems map[string]*count // by code
	more     int               // losses of shapes beyond maxShapes
}

func newTally() *tally {
	return &tally{
		dialects: map[string]int{}, rejected: map[string]int{},
		losses: map[shape]*count{}, problems: map[string]*count{},
	}
}

// add counts what became of record n. What a record has several times, in each
// of its messages, counts once.
func (t *tally) add(n int, done *carried) {
	t.dialects[done.from()]++
	for i := range done.ledger {
		e := &done.ledger[i]
		if e.Outcome == translate.Exact {
			continue
		}
		s := shape{outcome: e.Outcome, certainty: e.Certainty, feature: e.Feature, pointer: anyIndex(where(e))}
		if s.pointer == "" {
			s.message = e.Message
		}
		c := t.losses[s]
		switch {
		case c == nil && len(t.losses) >= maxShapes:
			t.more++
		case c == nil:
			t.losses[s] = &count{1, n, n, lossText(e, s.pointer)}
		case c.last != n:
			c.n, c.last = c.n+1, n
		}
	}
	for _, p := range done.problems {
		if c := t.problems[p.Code]; c == nil {
			t.problems[p.Code] = &count{1, n, n, p.Message}
		} else if c.last != n {
			c.n, c.last = c.n+1, n
		}
	}
}

// merge adds what became of later records.
func (t *tally) merge(o *tally) {
	t.seen, t.readable, t.written, t.more = t.seen+o.seen, t.readable+o.readable, t.written+o.written, t.more+o.more
	for k, n := range o.dialects {
		t.dialects[k] += n
	}
	for k, n := range o.rejected {
		t.rejected[k] += n
	}
	t.more += mergeCounts(t.losses, o.losses, compareShapes)
	mergeCounts(t.problems, o.problems, cmp.Compare[string])
}

// mergeCounts adds counts of later records and returns how many had no room.
func mergeCounts[K comparable](m, o map[K]*count, compare func(a, b K) int) (more int) {
	for _, k := range slices.SortedFunc(maps.Keys(o), compare) {
		c := m[k]
		switch {
		case c == nil && len(m) >= maxShapes:
			more += o[k].n
		case c == nil:
			m[k] = o[k]
		default:
			c.n, c.last = c.n+o[k].n, o[k].last
		}
	}
	return more
}

func compareShapes(a, b shape) int {
	return cmp.Or(
		cmp.Compare(gravityOf[b.outcome], gravityOf[a.outcome]), cmp.Compare(a.pointer, b.pointer),
		cmp.Compare(a.feature, b.feature), cmp.Compare(a.certainty, b.certainty), cmp.Compare(a.message, b.message),
	)
}

// gravityOf orders outcomes: the gravest are told first.
var gravityOf = map[translate.Outcome]int{
	translate.Refused: 4, translate.Dropped: 3, translate.Emulated: 2, translate.Approximate: 2, translate.Added: 1,
}

// tell says the losses, each shape once.
func (t *tally) tell(a *App, name, unit string) {
	for _, k := range slices.Sorted(maps.Keys(t.problems)) {
		a.note("%s:%s", name, t.problems[k].line(unit))
	}
	told := 0
	for _, s := range slices.SortedFunc(maps.Keys(t.losses), compareShapes) {
		if told++; told > maxTold {
			break
		}
		a.note("%s:%s", name, t.losses[s].line(unit))
	}
	if more := len(t.losses) - told; told > maxTold || t.more > 0 {
		a.note("%s: and %d more kinds of loss; --losses FILE has them all", name, max(more+1, 0)+min(t.more, 1))
	}
}

func (c *count) line(unit string) string {
	return fmt.Sprintf("%d: %s (%s)", c.first, c.text, figure.Plural(c.n, unit))
}

// reads lists the dialects that records were read in, the usual one first.
func (t *tally) reads() string {
	ids := slices.SortedFunc(maps.Keys(t.dialects), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.dialects[b], t.dialects[a]), cmp.Compare(a, b))
	})
	for i, id := range ids {
		ids[i] = fmt.Sprintf("%s (%d)", id, t.dialects[id])
	}
	return strings.Join(ids, ", ")
}

// anyIndex puts * in the place of every index of a pointer.
func anyIndex(pointer string) string {
	tokens := strings.Split(pointer, "/")
	for i, t := range tokens {
		if t != "" && strings.Trim(t, "0123456789") == "" {
			tokens[i] = "*"
		}
	}
	return strings.Join(tokens, "/")
}
