package baseline

// A Match says what of a run is known, and what of a baseline is not needed
// any more.
type Match struct {
	// Known tells for each finding, in the order given, whether it is known.
	Known []bool
	// Stale are the entries, with the count that is too much, whose findings
	// are gone. Entries of what the run did not judge are never stale.
	Stale []Entry
	// Kept are the entries that still hold: what was found again, under the
	// file where it now stands, and what the run did not judge.
	Kept *Baseline
	// Moved counts the known findings that stand in another file than before.
	Moved int
}

// A Say is what a run knows of the findings of an entry that it did not find
// again in the same file.
type Say int

const (
	// Unseen: the run did not read the file, or did not ask the rule.
	Unseen Say = iota
	// Away: the file is gone, and not all others were read, so the findings may
	// stand in one of them.
	Away
	// Judged: the findings are gone, if they did not move to another file.
	Judged
)

// Match compares the findings of a run with what is known. found has an entry
// with count 1 for each finding, in report order.
//
// Equal findings of a file are told apart by number only: of three where two
// are known, the last in order is new. A finding that is new in its file is
// known all the same if it is gone from another: it moved there.
func (b *Baseline) Match(found []Entry, say func(Entry) Say) *Match {
	m := &Match{Known: make([]bool, len(found))}
	left := make(map[key]int, len(b.Entries))
	for _, e := range b.Entries {
		left[e.key()] = e.Count
	}
	var kept []Entry
	know := func(i int, message string) {
		e := found[i]
		e.Message = message
		m.Known[i] = true
		kept = append(kept, e)
	}
	messages := make(map[key]string, len(b.Entries))
	for _, e := range b.Entries {
		messages[e.key()] = e.Message
	}
	for i, f := range found {
		if k := f.key(); left[k] > 0 {
			left[k]--
			know(i, messages[k]) // as it stood: a prune changes no line that holds
		}
	}
	gone := map[key][]int{} // without the file → entries that are left over
	for i, e := range b.Entries {
		switch n := left[e.key()]; {
		case n == 0:
		case say(e) != Unseen:
			k := key{rule: e.Rule, content: e.Content}
			gone[k] = append(gone[k], i)
		default:
			e.Count = n
			kept = append(kept, e)
		}
	}
	for i, f := range found {
		k := key{rule: f.Rule, content: f.Content}
		for !m.Known[i] && len(gone[k]) > 0 {
			from := b.Entries[gone[k][0]]
			if left[from.key()] == 0 {
				gone[k] = gone[k][1:]
				continue
			}
			left[from.key()]--
			m.Moved++
			know(i, from.Message)
		}
	}
	for _, e := range b.Entries {
		n := left[e.key()]
		if n == 0 {
			continue
		}
		e.Count = n
		switch say(e) {
		case Judged:
			m.Stale = append(m.Stale, e)
		case Away:
			kept = append(kept, e)
		}
	}
	m.Kept = New(kept)
	return m
}
