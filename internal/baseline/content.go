package baseline

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// maxText is the longest source text, in bytes, that stands for the content of
// a finding. Longer ranges are whole prompts: a word changed in one of them
// must not make everything that is known of it new.
const maxText = 256

// Content is the digest of what a finding found: 32 hexadecimal digits. x is
// the first fact that the finding names, nil where it names none, as about a
// repository; text is the source of its range. Place, file, wording, targets and severity take no
// part, so that a baseline survives edits elsewhere, renamed files, updates of
// the tool and further targets.
func Content(f *finding.Finding, x *fact.Fact, text string) string {
	switch {
	case x == nil && f.File == "" && f.Fingerprint != "":
		return digest(f.Rule, f.Fingerprint) // holds no path, and is not as fickle as the message
	case x == nil:
		return digest(f.Rule, f.Feature, f.Message)
	}
	value := x.Value
	if value == "" && quotes(x) && len(text) <= maxText {
		value = strings.Join(strings.Fields(text), " ")
	}
	_, name, _ := strings.Cut(x.Prompt, "#")
	option := ""
	if x.Loss != nil {
		option = lastKey(x.Loss.Path)
	}
	return digest(f.Rule, string(x.Kind), x.Feature, x.Code, name, option, value)
}

// quotes reports whether the range of a fact is the thing itself. That of a
// loss without a path is only the place where something absent is told.
func quotes(x *fact.Fact) bool {
	switch x.Kind {
	case fact.Feature, fact.Text, fact.Structure:
		return true
	case fact.Loss:
		return x.Loss != nil && x.Loss.Path != ""
	}
	return false
}

// lastKey returns the last key of a JSON pointer: what is lost, whatever its
// index in the lists above it.
func lastKey(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i := len(parts) - 1; i > 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil {
			return parts[i]
		}
	}
	return ""
}

// digest hashes parts so that no two lists of parts read the same.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
