package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// hostNames are the words that names of hosts and addresses hold.
var hostNames = [...]string{"host", "url", "uri", "endpoint", "base", "domain", "origin", "server"}

// vendorOfBareHost returns who serves at a host that stands without a scheme before
// it: as the value of a name that is for a host, or as the rest of an address that
// begins with a hole, `${name}.openai.azure.com/…`. It is "" for a host that the
// program only compares another one with.
func (r *reader) vendorOfBareHost(s *lang.Str, n *value.Node) string {
	text := address(n)
	host, rest, _ := strings.Cut(text, "/")
	if !strings.Contains(host, ".") || strings.Contains(text, "://") || strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789.-:") != "" {
		return ""
	}
	switch {
	case (s.Use == lang.Assigned || s.Use == lang.Value) && n.Kind == value.String && anyWord(lastName(s.Name), hostNames[:]):
	case n.Kind == value.Text && rest != "" && n.Text[0].Tag != nil && s.Use != lang.Bare:
	default:
		return ""
	}
	if vendor := r.vendorOfURL("https://" + text); vendor != openWeight {
		return vendor
	}
	return ""
}

// anyWord reports whether a name holds one of several words.
func anyWord(name string, words []string) bool {
	name = strings.ToLower(name)
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
