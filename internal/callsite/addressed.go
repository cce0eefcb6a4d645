package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// afterBase reports whether the text of a format begins with one hole for all that
// comes before the path: "{}/v1/chat/completions", "%s/v1/chat/completions".
func afterBase(text string) bool {
	for _, verb := range [...]string{"%s", "%v"} {
		if rest, ok := strings.CutPrefix(text, verb); ok {
			return strings.HasPrefix(rest, "/")
		}
	}
	hole, rest, ok := strings.Cut(strings.TrimPrefix(text, "$"), "}")
	return ok && strings.HasPrefix(hole, "{") && strings.HasPrefix(rest, "/")
}

// within reports whether the program is read to fill a format in: the text with its
// holes speaks for it.
func (r *reader) within(n *value.Node) bool {
	return slices.ContainsFunc(r.u.Strings, func(s lang.Str) bool {
		return s.Node != nil && s.Node.Kind == value.Text && s.Node.Span.Start <= n.Span.Start && n.Span.End <= s.Node.Span.End
	})
}

// addressWord reports whether a name, or a function's, is that of a part of an
// address: EMBEDDINGS_PATH, resolveEndpoint.
func addressWord(name string) bool {
	name = strings.ToLower(lastName(name))
	for _, w := range [...]string{"path", "endpoint", "url", "uri"} {
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}

// addressed lets the addresses of vendors' interfaces speak for them, in a program
// in which nothing else does.
func (r *reader) addressed() {
	for i := range r.u.Strings {
		n := r.u.Strings[i].Node
		if n == nil {
			continue
		}
		text := written(n)
		if len(text) > maxURL || strings.ContainsAny(text, " \n\t") {
			continue
		}
		vendor, path := r.vendorOfURL(address(n)), r.wirePath(text)
		switch {
		case path == nil && vendor != openWeight && !settingLanguages[r.lang] && bareHost(text):
			r.say(vendor, 1)
		case path == nil:
		case vendor == "" && !path.Weak:
			r.say(path.Vendor, 1)
		case vendor != openWeight:
			r.say(vendor, 1)
		}
	}
	for i := range r.u.Strings {
		if n := r.u.Strings[i].Node; n.IsString() {
			r.say(r.ownEnv(n.Str), 1)
		}
	}
	for i := range r.u.Reads {
		if c := &r.u.Reads[i]; !r.ofClass(c) {
			r.say(r.ownEnv(strings.TrimPrefix(c.Last(), "ENV_")), 1) // what constants for them are called
		}
	}
}

// relative returns the path of an interface that a text is without the slash
// before it, "v1/chat/completions", and the vendor that the program speaks to: it
// puts the address together elsewhere.
func (r *reader) relative(text string) (*catalog.WirePath, string) {
	if len(text) < 3 || text[0] != 'v' || text[1] < '0' || text[1] > '9' || r.out.Vendor == "" {
		return nil, ""
	}
	p := r.wirePath("/" + text)
	if p == nil || !strings.HasPrefix("/"+text, p.Path) || !r.speaks(p.Vendor, r.out.Vendor) {
		return nil, ""
	}
	return p, r.out.Vendor
}

// bareHost reports whether an address is that of an interface as a whole.
func bareHost(text string) bool {
	_, rest, ok := strings.Cut(text, "://")
	_, path, _ := strings.Cut(rest, "/")
	path = strings.Trim(path, "/")
	return ok && (path == "" || path == "v1" || path == "v1beta")
}

// isFile reports whether an address is that of a file: a script, an archive, a page.
func isFile(text string) bool {
	for _, end := range [...]string{".sh", ".ps1", ".exe", ".dmg", ".zip", ".tgz", ".gz", ".msi", ".html", ".md", ".pdf", ".png", ".jpg", ".svg"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// sharedHost reports whether an address is of a host that has other services too,
// and does not say which it is for.
func (r *reader) sharedHost(text string) bool {
	return slices.ContainsFunc(r.Wire.SharedHosts, func(h catalog.WireSharedHost) bool {
		return strings.Contains(text, h.Host) && !strings.Contains(text, h.Unless)
	})
}

// maxURL is longer than any address that a program has as a constant.
const maxURL = 500
