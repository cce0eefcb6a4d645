// Package testkit holds what tests of several rooms share: where shared test
// material lies, and golden files. It is imported by tests only.
package testkit

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite expected outputs")

// Root returns the repository's root: the nearest folder upwards with a go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

// Shared returns a path below the shared test material, which lies beside the
// checkout (or where PROMPTGLOT_SHARED says). Without it the test is skipped:
// every law is proven on the repository's own fixtures too.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	p := filepath.Join(append([]string{sharedBase(t)}, elem...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("shared test material is absent: %s", filepath.Join(elem...))
	}
	return p
}

// HasShared reports whether the shared test material is there, for checks that
// come on top of others.
func HasShared(t testing.TB) bool {
	t.Helper()
	_, err := os.Stat(sharedBase(t))
	return err == nil
}

func sharedBase(t testing.TB) string {
	t.Helper()
	if base := os.Getenv("PROMPTGLOT_SHARED"); base != "" {
		return base
	}
	return filepath.Join(Root(t), "..", "shared")
}

// Golden compares got with the file, or writes the file under -update.
func Golden(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to create it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}
