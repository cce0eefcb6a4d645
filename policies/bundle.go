package policies

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// The bounds of what is read. Policies are written by people; a file that is
// larger, or an archive that unpacks to more, is a mistake or an attack.
const (
	maxPolicyFile    = 8 << 20  // bytes of one file
	maxBundle        = 64 << 20 // bytes of all files of a bundle
	maxBundleEntries = 20_000
)

// isBundle reports whether a file is an OPA bundle, by its name.
func isBundle(p string) bool { return strings.HasSuffix(p, ".tar.gz") || strings.HasSuffix(p, ".tgz") }

// readBundle reads the policies and data of an OPA bundle. Entries are named
// below the bundle's own name. What else a bundle holds (compiled policies,
// signatures, which are not verified) is passed over; an entry that would lie
// outside, or that is neither file nor folder, is refused.
func readBundle(name string, archive []byte) ([]Source, error) {
	fail := func(format string, args ...any) ([]Source, error) {
		return nil, &LoadError{File: name, Message: "this bundle cannot be read: " + fmt.Sprintf(format, args...)}
	}
	z, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return fail("it is not compressed with gzip")
	}
	// Bounded from outside: a bomb may lie between the entries, too.
	bounded := &io.LimitedReader{R: z, N: maxBundle + 1}
	files := tar.NewReader(bounded)
	var out []Source
	for entries := 0; ; entries++ {
		h, err := files.Next()
		switch {
		case errors.Is(err, io.EOF):
			slices.SortStableFunc(out, func(a, b Source) int { return strings.Compare(a.Path, b.Path) })
			return out, nil
		case bounded.N <= 0:
			return fail("it unpacks to more than %d MiB", maxBundle>>20)
		case err != nil:
			return fail("%s", oneLine(err.Error()))
		case entries >= maxBundleEntries:
			return fail("it has more than %d entries", maxBundleEntries)
		case h.Typeflag == tar.TypeXGlobalHeader:
			continue
		case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeDir:
			return fail("%q is a link or device; expected files and folders", h.Name)
		}
		rel, ok := inside(h.Name)
		if !ok {
			return fail("%q lies outside of it", h.Name)
		}
		manifest := rel == ".manifest"
		if h.Typeflag == tar.TypeDir || !manifest && !isPolicyFile(rel) {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(files, maxPolicyFile+1))
		switch {
		case bounded.N <= 0:
			return fail("it unpacks to more than %d MiB", maxBundle>>20)
		case err != nil:
			return fail("%s: %s", rel, oneLine(err.Error()))
		case len(data) > maxPolicyFile:
			return fail("%s is larger than %d MiB", rel, maxPolicyFile>>20)
		}
		if manifest {
			if err := checkManifest(data); err != nil {
				return fail(".manifest: %v", err)
			}
			continue
		}
		out = append(out, Source{Path: name + "/" + rel, Root: name, Data: data})
	}
}

// inside returns the name of an entry below the root of its bundle; ok is false
// for one that climbs out.
func inside(name string) (rel string, ok bool) {
	slash := strings.ReplaceAll(name, `\`, "/")
	rel = path.Clean(strings.TrimLeft(slash, "/"))
	if slices.Contains(strings.Split(slash, "/"), "..") || len(slash) > 1 && slash[1] == ':' {
		return "", false
	}
	return rel, true
}

// checkManifest refuses what a manifest asks for and promptglot does not give.
func checkManifest(data []byte) error {
	var m struct {
		RegoVersion *int `json:"rego_version"`
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return errors.New(oneLine(err.Error()))
	}
	if m.RegoVersion != nil && *m.RegoVersion != 1 {
		return fmt.Errorf("rego_version %d; promptglot reads version 1, so write the policies with `opa fmt --rego-v1`", *m.RegoVersion)
	}
	return nil
}
