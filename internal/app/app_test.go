package app

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/app/walk"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/source"
)

func TestTheGravestStatusIsGiven(t *testing.T) {
	// From the gravest: usage, input, findings, clean.
	order := []Status{Usage, Input, Findings, Clean}
	for i, a := range order {
		for j, b := range order {
			if got, want := a.Worse(b), order[min(i, j)]; got != want {
				t.Errorf("%d.Worse(%d) = %d, expected %d", a, b, got, want)
			}
		}
	}
}

func TestErrorsCarryTheirStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Status
	}{
		{errors.New("plain"), Usage},
		{usage("wrong"), Usage},
		{input("unreadable"), Input},
		{fmt.Errorf("wrapped: %w", input("unreadable")), Input},
	} {
		var b bytes.Buffer
		if got := (&App{Stderr: &b}).Fail(c.err); got != c.want || strings.Count(b.String(), "\n") != 1 {
			t.Errorf("%v: status %d, expected %d; said %q", c.err, got, c.want, b.String())
		}
	}
}

func TestMessagesHoldNoCredentials(t *testing.T) {
	var b bytes.Buffer
	key := "sk-" + strings.Repeat("a1B2", 10)
	(&App{Stderr: &b}).say("--output " + key + ": no such folder")
	if strings.Contains(b.String(), key) {
		t.Errorf("the key is in %q", b.String())
	}
}

func TestResultsComeInOrderAndFewWait(t *testing.T) {
	const n, workers = 500, 4
	items := make([]int, n)
	for i := range items {
		items[i] = i
	}
	var done, seen, most atomic.Int32
	inOrder(items, workers, func(i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond) // the slow ones must not be overtaken
		}
		waiting := done.Add(1) - seen.Load()
		for m := most.Load(); waiting > m && !most.CompareAndSwap(m, waiting); m = most.Load() {
		}
		return i * i
	}, func(got int) {
		if i := int(seen.Load()); got != i*i {
			t.Fatalf("result %d is %d, expected %d", i, got, i*i)
		}
		seen.Add(1)
	})
	if seen.Load() != n {
		t.Errorf("%d results, expected %d", seen.Load(), n)
	}
	if limit := int32(8*workers + 2*workers + 2); most.Load() > limit {
		t.Errorf("%d results waited for their turn, expected at most %d", most.Load(), limit)
	}
}

func TestNothingToDoIsDone(t *testing.T) {
	inOrder(nil, 8, func(int) int { t.Error("called"); return 0 }, func(int) { t.Error("called") })
}

func TestAPanicIsTheFailureOfOneFile(t *testing.T) {
	var s session
	r := s.guard(&job{File: walk.File{Path: "bad.json"}}, func() *result { panic("boom") })
	if r.status != Input || len(r.notes) != 1 || !strings.Contains(r.notes[0], "bad.json: internal error: boom") {
		t.Errorf("got %+v", r)
	}
}

// fixOf makes a finding with one fix of one edit.
func fixOf(applicability string, start, end int, text string) *finding.Finding {
	edit := fact.Edit{File: "f", Start: source.Pos{Offset: start}, End: source.Pos{Offset: end}, Text: text}
	return &finding.Finding{Fixes: []fact.Fix{{Applicability: applicability, Edits: []fact.Edit{edit}}}}
}

func TestOverlappingFixesWaitForTheNextRound(t *testing.T) {
	f := source.NewFile("f", []byte("0123456789"))
	outside := fixOf("safe", 4, 5, "x")
	outside.Fixes[0].Edits[0].File = "g"
	for _, c := range []struct {
		why  string
		in   []*finding.Finding
		mode FixMode
		want string
		n    int
	}{
		{"apart", []*finding.Finding{fixOf("safe", 0, 1, "a"), fixOf("safe", 5, 6, "b")}, FixMode{Safe: true}, "a1234b6789", 2},
		{"overlapping", []*finding.Finding{fixOf("safe", 0, 3, "a"), fixOf("safe", 2, 6, "b")}, FixMode{Safe: true}, "a3456789", 1},
		{"the same", []*finding.Finding{fixOf("safe", 0, 3, "a"), fixOf("safe", 0, 3, "a")}, FixMode{Safe: true}, "a3456789", 1},
		{"two insertions at one place", []*finding.Finding{fixOf("safe", 2, 2, "a"), fixOf("safe", 2, 2, "b")}, FixMode{Safe: true}, "01a23456789", 1},
		{"unsafe ones are asked for", []*finding.Finding{fixOf("unsafe", 0, 1, "a")}, FixMode{Safe: true}, "0123456789", 0},
		{"unsafe with safe", []*finding.Finding{fixOf("unsafe", 0, 1, "a"), fixOf("safe", 3, 4, "b")}, FixMode{Unsafe: true}, "a12b456789", 2},
		{"display never", []*finding.Finding{fixOf("display", 0, 1, "a")}, FixMode{Safe: true, Unsafe: true}, "0123456789", 0},
		{"another file", []*finding.Finding{outside}, FixMode{Safe: true}, "0123456789", 0},
		{"out of range", []*finding.Finding{fixOf("safe", 8, 99, "a")}, FixMode{Safe: true}, "0123456789", 0},
	} {
		edits, n := choose(c.in, f, c.mode)
		got, err := source.Apply(f.Data, edits)
		if err != nil || string(got) != c.want || n != c.n {
			t.Errorf("%s: got %q with %d fixes (%v), expected %q with %d", c.why, got, n, err, c.want, c.n)
		}
	}
}
