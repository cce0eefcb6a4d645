package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/promptglot/promptglot/internal/finding"
)

// Fingerprints returns one identity per finding, unique within the run:
// trackers drop the second of two results with the same identity. The first
// finding with a fingerprint keeps it, the next ones are numbered in report
// order; lines play no part.
func Fingerprints(fs []*finding.Finding) []string {
	seen := make(map[string]int, len(fs))
	out := make([]string, len(fs))
	for i, f := range fs {
		id := f.Fingerprint
		if id == "" {
			id = digest(f.Rule, f.File, f.Message)
		}
		key := f.File + "\x00" + id
		seen[key]++
		if n := seen[key]; n > 1 {
			id += ":" + strconv.Itoa(n)
		}
		out[i] = id
	}
	return out
}

// digest hashes parts so that no two lists of parts read the same.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
