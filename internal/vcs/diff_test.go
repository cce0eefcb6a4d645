package vcs

import (
	"strings"
	"testing"
)

func TestLinesTouchWhatChanged(t *testing.T) {
	l := &Lines{[]span{{3, 4}, {8, 7}, {10, 10}}} // 3–4 changed, a deletion between 7 and 8, 10 changed
	for _, tt := range []struct {
		first, last int
		want        bool
	}{
		{1, 2, false}, {1, 3, true}, {4, 4, true}, {5, 7, false}, {7, 7, false}, {8, 8, false},
		{7, 8, true}, {5, 9, true}, {8, 9, false}, {9, 10, true}, {11, 20, false}, {1, 20, true},
	} {
		if got := l.touch(tt.first, tt.last); got != tt.want {
			t.Errorf("lines %d to %d: %v", tt.first, tt.last, got)
		}
	}
}

func TestNameStatus(t *testing.T) {
	got, err := nameStatus([]byte("M\x00a b\x00R086\x00old\x00new\nline\x00D\x00gone\x00U\x00u\x00"))
	if err != nil {
		t.Fatal(err)
	}
	want := []entry{{'M', 0, "a b"}, {'R', 86, "new\nline"}, {'D', 0, "gone"}, {'U', 0, "u"}}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
	if none, err := nameStatus(nil); err != nil || none != nil {
		t.Errorf("nothing: %v, %v", none, err)
	}
	for _, bad := range []string{"M\x00", "R100\x00a\x00", "\x00a\x00"} {
		if _, err := nameStatus([]byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestPatchLines(t *testing.T) {
	patch := strings.Join([]string{
		"diff --git a/a b.txt b/a b.txt", "index 1..2 100644", "--- a/a b.txt\t", "+++ b/a b.txt\t",
		"@@ -1 +1,2 @@ fn", "-x", "+y", "++++ b/no file: the body of a hunk", "@@ -9,2 +10,0 @@", "-@@ -1 +1 @@", "-z", "\\ No newline at end of file",
		`diff --git "a/\303\274\".md" "b/\303\274\".md"`, `--- "a/\303\274\".md"`, `+++ "b/\303\274\".md"`, "@@ -0,0 +1 @@", "+q",
		"diff --git a/gone b/gone", "--- a/gone", "+++ /dev/null", "@@ -1 +0,0 @@", "-q",
		"diff --git a/x.bin b/x.bin", "Binary files a/x.bin and b/x.bin differ", "",
	}, "\n")
	got, err := patchLines([]byte(patch))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got["a b.txt"] == nil || got["ü\".md"] == nil {
		t.Fatalf("got %v", got)
	}
	if s := got["a b.txt"].spans; len(s) != 2 || s[0] != (span{1, 2}) || s[1] != (span{11, 10}) {
		t.Errorf("got %v", s)
	}
	if _, err := patchLines([]byte("@@ -a +b @@\n")); err == nil {
		t.Error("a broken hunk is taken")
	}
}

func FuzzPatchLines(f *testing.F) {
	f.Add([]byte("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n-b\n+c\n"))
	f.Add([]byte("+++ \"b/\\303\"\n@@ -1 +0,0 @@\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := patchLines(data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q", err)
			}
			return
		}
		for _, l := range out {
			l.touch(1, 1<<30)
		}
		_, _ = nameStatus(data)
	})
}
