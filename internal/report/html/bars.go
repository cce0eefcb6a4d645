package html

// Widths are in thousandths: bars are drawn in a box that is a thousand wide
// and stretched to its place.
const full = 1000

// A bar shows the parts of a whole, one after the other.
type bar []piece

type piece struct {
	Class   string
	X, Wide int
}

func newBar(t Tally) bar {
	var out bar
	parts := []int{t.Same, t.Changed, t.Loses, t.Refused}
	all := t.Same + t.Changed + t.Loses + t.Refused
	done := 0
	for i, n := range parts {
		if n == 0 {
			continue
		}
		x := done * full / all
		done += n
		out = append(out, piece{legend[i].Class, x, done*full/all - x})
	}
	return out
}

// Bar is the alternative's share of each outcome.
func (a *Alternative) Bar() bar { return newBar(a.Tally) }

// A total is what several prompts weigh together.
type total struct {
	Low, Tokens, High int
	Of                int // prompts
	Known             int // of them, those that were counted
	Priced            int
	Over              int // those that do not fit into the model's context
	Cost              float64
	// Of Compared prompts the cost is known now, Was, and at the target, Then.
	Compared  int
	Was, Then float64
}

// sum adds up sizes; before are those of the same prompts now, nil where they are
// not known.
func sum(sizes, before []*Size) *total {
	t := &total{Of: len(sizes)}
	for i, s := range sizes {
		if s == nil {
			continue
		}
		t.Known++
		t.Low, t.Tokens, t.High = t.Low+s.Low, t.Tokens+s.Tokens, t.High+s.High
		if s.CostUSD != nil {
			t.Priced++
			t.Cost += *s.CostUSD
			if b := before[i]; b != nil && b.CostUSD != nil {
				t.Compared++
				t.Was, t.Then = t.Was+*b.CostUSD, t.Then+*s.CostUSD
			}
		}
		if s.Fits != nil && !*s.Fits {
			t.Over++
		}
	}
	return t
}

// A gauge shows a number with its low and its high on a scale that others
// share.
type gauge struct{ Low, Mid, Span int }

// newGauge returns nil where nothing is known.
func newGauge(t *total, scale int) *gauge {
	if t == nil || t.Known == 0 || scale == 0 {
		return nil
	}
	at := func(n int) int { return int(int64(n) * full / int64(scale)) }
	g := &gauge{Low: at(t.Low), Mid: at(t.Tokens)}
	g.Span = max(1, at(t.High)-g.Low)
	return g
}
