package policies

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type entry struct {
	name, text string
	kind       byte // 0: a file
}

// bundle packs entries as `opa build` does.
func bundle(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text)), Typeflag: e.kind}
		if e.kind == 0 {
			h.Typeflag = tar.TypeReg
		}
		if e.kind == tar.TypeSymlink {
			h.Linkname, h.Size, e.text = e.text, 0, ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestABundleIsReadLikeAFolder(t *testing.T) {
	p := filepath.Join(t.TempDir(), "acme.tar.gz")
	archive := bundle(t,
		entry{name: "/.manifest", text: `{"revision": "1", "roots": ["promptglot/user", "acme"], "rego_version": 1}`},
		entry{name: "/acme/data.json", text: `{"words": ["one", "two"]}`},
		entry{name: "/p.rego", text: "package promptglot.user.p\n\nfindings contains {\"message\": m} if some m in data.acme.words\n"},
		entry{name: "/p_test.rego", text: "package promptglot.user.p_test\n\nimport data.promptglot.user.p\n\ntest_two if count(p.findings) == 2 with data.acme.words as [\"a\", \"b\"]\n"},
		entry{name: "/policy.wasm", text: "\x00asm"},
		entry{name: "/.signatures.json", text: "{}"},
	)
	if err := os.WriteFile(p, archive, 0o644); err != nil {
		t.Fatal(err)
	}
	e := engine(t, Options{NoDefault: true, Paths: []string{p}, Tests: true})
	if got := eval(t, e, doc(featureFact("f1", "seed", 1))); len(got) != 2 {
		t.Errorf("got %d findings, want 2", len(got))
	}
	results, err := e.Test(t.Context())
	if err != nil || len(results) != 1 || !results[0].Pass || !strings.HasSuffix(results[0].File, "acme.tar.gz/p_test.rego") {
		t.Errorf("got %+v %v", results, err)
	}
}

func TestAHostileBundleIsRefused(t *testing.T) {
	good := entry{name: "p.rego", text: "package a\n"}
	tests := []struct {
		name    string
		archive []byte
		want    string
	}{
		{"traversal", bundle(t, good, entry{name: "../../etc/p.rego", text: "package a\n"}), `"../../etc/p.rego" lies outside of it`},
		{"traversal in the middle", bundle(t, entry{name: "a/../../p.rego", text: "package a\n"}), "lies outside of it"},
		{"backslashes", bundle(t, entry{name: `..\p.rego`, text: "package a\n"}), "lies outside of it"},
		{"drive", bundle(t, entry{name: `C:\p.rego`, text: "package a\n"}), "lies outside of it"},
		{"link", bundle(t, entry{name: "p.rego", text: "/etc/passwd", kind: tar.TypeSymlink}), `"p.rego" is a link or device`},
		{"a large file", bundle(t, entry{name: "data.json", text: strings.Repeat(" ", maxPolicyFile+1)}), "data.json is larger than 8 MiB"},
		{"a bomb of other files", bundle(t, entry{name: "junk", text: strings.Repeat("\x00", maxBundle)}, good), "unpacks to more than 64 MiB"},
		{"cut short", bundle(t, good)[:40], "cannot be read"},
		{"no archive", []byte("package a\n"), "not compressed with gzip"},
		{"old Rego", bundle(t, entry{name: ".manifest", text: `{"rego_version": 0}`}), "rego_version 0"},
		{"a broken manifest", bundle(t, entry{name: ".manifest", text: `{`}), ".manifest: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readBundle("b.tar.gz", tt.archive)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "b.tar.gz: ") || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func FuzzBundle(f *testing.F) {
	f.Add(bundle(f, entry{name: "p.rego", text: "package a\n"}))
	f.Add(bundle(f, entry{name: ".manifest", text: "{}"}, entry{name: "a/data.json", text: "{}"}))
	f.Fuzz(func(t *testing.T, archive []byte) {
		sources, err := readBundle("b.tar.gz", archive)
		for _, s := range sources {
			if err != nil || !strings.HasPrefix(s.Path, "b.tar.gz/") || strings.Contains(s.Path, "/../") {
				t.Errorf("%q %v", s.Path, err)
			}
		}
	})
}
