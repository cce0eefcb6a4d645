package all_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/lang/all"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

// maxTree is the size of the largest file that is read, in bytes: the program
// reads no larger ones either.
const maxTree = 10 << 20

// Every file below the folder that PROMPTGLOT_SOURCES names, whatever is in it,
// keeps the laws of its language; with -v the test says how many files there were
// and which took longest. Without a folder the test is skipped.
func TestEveryFileOfATreeKeepsTheLawsOfItsLanguage(t *testing.T) {
	root := os.Getenv("PROMPTGLOT_SOURCES")
	if root == "" {
		t.Skip("PROMPTGLOT_SOURCES names no folder of programs")
	}
	type sum struct {
		files, bytes int
		took         time.Duration
	}
	type one struct {
		path  string
		bytes int
		took  time.Duration
	}
	sums := map[string]*sum{}
	var slowest []one
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > maxTree {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		l := all.Of(path, data[:min(len(data), 512)])
		if l == nil {
			return nil
		}
		start := time.Now()
		// One file that breaks a law must not hide the others.
		if !t.Run(filepath.Base(path), func(t *testing.T) { langtest.Laws(t, l, string(data)) }) {
			t.Log(path)
		}
		took := time.Since(start)
		s := sums[l.ID()]
		if s == nil {
			s = &sum{}
			sums[l.ID()] = s
		}
		s.files, s.bytes, s.took = s.files+1, s.bytes+len(data), s.took+took
		slowest = append(slowest, one{path, len(data), took})
		if slices.SortFunc(slowest, func(a, b one) int { return cmp.Compare(b.took, a.took) }); len(slowest) > 20 {
			slowest = slowest[:20]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	speed := func(bytes int, took time.Duration) string {
		return fmt.Sprintf("%.1f MB/s", float64(bytes)/1e6/max(took.Seconds(), 1e-9))
	}
	for _, l := range all.Languages() {
		if s := sums[l.ID()]; s != nil {
			t.Logf("%s: %d files, %.1f MB, %s", l.ID(), s.files, float64(s.bytes)/1e6, speed(s.bytes, s.took))
		}
	}
	for _, s := range slowest {
		t.Logf("%v for %d bytes, %s: %s", s.took.Round(time.Millisecond), s.bytes, speed(s.bytes, s.took), s.path)
	}
}
