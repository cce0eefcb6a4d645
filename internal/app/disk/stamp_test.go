package disk

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAStampIsSettledSomeTimeAfterTheLastChange(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	at := func(ago time.Duration) int64 { return now.Add(-ago).UnixNano() }
	for _, c := range []struct {
		what  string
		stamp Stamp
		now   time.Time
		want  bool
	}{
		{"long ago", Stamp{Modified: at(time.Hour), Changed: at(time.Minute)}, now, true},
		{"a moment ago", Stamp{Modified: at(time.Hour), Changed: at(settling)}, now, false},
		{"written a moment ago", Stamp{Modified: at(settling), Changed: at(time.Hour)}, now, false},
		{"just longer ago", Stamp{Modified: at(time.Hour), Changed: at(settling + 1)}, now, true},
		{"in the future", Stamp{Modified: at(-time.Hour), Changed: at(time.Hour)}, now, false},
		{"no clock", Stamp{Modified: at(time.Hour), Changed: at(time.Hour)}, time.Time{}, false},
		{"no stamp", Stamp{}, now, false},
	} {
		if got := c.stamp.Settled(c.now); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func TestAFileHasTheSameStampUntilItChanges(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	stamp := func() Stamp {
		t.Helper()
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return StampOf(info)
	}
	if err := os.WriteFile(name, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	first := stamp()
	if first == (Stamp{}) {
		t.Skip("files have no stamps here")
	}
	if first.Size != 3 || first.Modified != old.UnixNano() || first.Changed <= first.Modified || first != stamp() {
		t.Errorf("%+v, then %+v", first, stamp())
	}
	time.Sleep(20 * time.Millisecond) // the clock of files goes in ticks
	if err := os.WriteFile(name, []byte("two"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	if got := stamp(); got == first || got.Modified != first.Modified {
		t.Errorf("%+v, was %+v", got, first)
	}
}
