package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// namespaces are the beginnings of all paths of a library's client that have
// several steps: files of files.create. A call below one is of the library's
// interface even where no signature is known of it.
func namespaces(s *catalog.SDK) map[string]*catalog.SDKCall {
	out := map[string]*catalog.SDKCall{}
	for i := range s.Calls {
		c := &s.Calls[i]
		for at, b := range []byte(c.Path) {
			if b != '.' || c.On != "" {
				continue
			}
			if have := out[c.Path[:at]]; have == nil || have.Retired != nil && c.Retired == nil {
				out[c.Path[:at]] = c // one that has not ended speaks for all
			}
		}
	}
	return out
}

// unlisted states that a call is one of a client's methods that no signature
// describes.
func (r *reader) unlisted(k *lang.Call, p place) {
	s, vendor, steps := r.clientOf(k, p)
	if s == nil || s.Vendor == "" || s.General {
		return
	}
	path := r.path(s, steps)
	first, _, more := strings.Cut(path, ".")
	spaces := r.spacesOf(s)
	known := spaces[first]
	if !more || known == nil || spaces[path] != nil || k.Callee.Recv != nil && strings.Count(path, ".") > 1 {
		return
	}
	r.say(vendor, 2)
	r.mark(Mark{Feature: "sdk-call", Vendor: vendor, Value: path, Span: r.head(k), Message: "calls " + path + " of " + title(vendor, s)})
	if known.Retired != nil {
		r.retired(known.Retired, vendor, path, r.head(k))
	}
	if r.eachModel(r.argument(k, "model", nil), func(m *value.Node) { r.modelMark(m, vendor) }); k.Named != nil {
		r.params(k.Named, vendor)
	}
	for i := range k.Args {
		if o := k.Args[i].Value; o != nil && o.Kind == value.Object {
			r.params(o, vendor)
		}
	}
}

// clientOf returns the library whose client a call is on, its vendor and the names
// behind the client: an object that the program makes, or one that another file
// makes and that is called after its vendor.
func (r *reader) clientOf(k *lang.Call, p place) (*catalog.SDK, string, []string) {
	switch {
	case p.obj != nil && p.obj.is == "":
		return p.obj.sdk, p.obj.vendor, p.path
	case p.obj != nil || p.sym.sdk != nil || k.Callee.Recv != nil || len(p.path) < 3:
		return nil, "", nil
	}
	l := r.libraries(r.lang)
	for i, name := range p.path[:len(p.path)-2] {
		if s := l.clientNamed(name); s != nil {
			return s, s.Vendor, p.path[i+1:]
		}
	}
	return nil, "", nil
}

// clientNamed returns the library whose client a name is likely that of, as it is
// its vendor's and says no more than that it is a client: openai, togetherClient.
func (l *libraries) clientNamed(name string) *catalog.SDK {
	if len(name) < 4 || len(name) > maxWord {
		return nil
	}
	name = clientName(name)
	if s := l.named[name]; s != nil {
		return s
	}
	return l.named[strings.TrimSuffix(name, "ai")]
}

// clientName is a name without the words that only say that it is a client.
func clientName(name string) string {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimLeft(name, sigils), "_", ""))
	for _, end := range [...]string{"client", "api", "sdk", "service", "chat"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// spacesOf are the namespaces of a library, which are found once for all programs.
func (r *reader) spacesOf(s *catalog.SDK) map[string]*catalog.SDKCall {
	return r.libraries(r.lang).spaces[s]
}
