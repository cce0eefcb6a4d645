package disk

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWhatWasWrittenLongestAgoIsTrimmedFirst(t *testing.T) {
	s := Scratch{Cache{Dir: filepath.Join(t.TempDir(), "a", "b")}}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	put := func(name string, age int) {
		t.Helper()
		if err := s.Put(name, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		when := start.Add(-time.Duration(age) * time.Hour)
		if err := os.Chtimes(filepath.Join(s.Dir, name), when, when); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 5 {
		put(fmt.Sprint("facts-", i), 5-i)
	}
	put("facts-0-new-123", 9) // left by a run that was stopped
	put("vocabulary", 99)
	if err := s.Trim("facts-", 350); err != nil {
		t.Fatal(err)
	}
	for name, stays := range map[string]bool{
		"facts-0-new-123": false, "facts-0": false, "facts-1": false, "facts-2": true, "facts-3": true, "facts-4": true, "vocabulary": true,
	} {
		if _, ok := s.Get(name); ok != stays {
			t.Errorf("%s is there: %v, expected %v", name, ok, stays)
		}
	}
}

func TestPuttingReplacesInOneStepAndLeavesNothingBeside(t *testing.T) {
	s := Scratch{Cache{Dir: t.TempDir()}}
	for _, text := range []string{"one", "two"} {
		if err := s.Put("a", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get("a"); !ok || string(got) != text {
			t.Errorf("got %q, %v", got, ok)
		}
	}
	if entries, err := os.ReadDir(s.Dir); err != nil || len(entries) != 1 {
		t.Error(entries, err)
	}
}

func TestTheIdentityOfAProgramIsTheSameEachTime(t *testing.T) {
	one, two := Identity(), Identity()
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Errorf("%d and %d bytes", len(one), len(two))
	}
}
