package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// passed finds the client that a name is declared as, where the program makes
// none that it could be: a field or a parameter that is handed in. What is called
// must be one of that client's calls.
func (r *reader) passed(names []string) (o *object, rest []string) {
	for i := 0; i < 2 && i+1 < len(names); i++ {
		o = r.handedIn()[strings.TrimLeft(names[i], sigils)]
		if o == nil {
			continue
		}
		rest = names[i+1:]
		want := r.path(o.sdk, rest)
		for j := range o.sdk.Calls {
			if c := &o.sdk.Calls[j]; c.On == o.is && c.Path == want {
				return o, rest
			}
		}
	}
	return nil, nil
}

// provided is the client that a container is asked for by its type:
// services.GetRequiredService<OpenAIClient>(). It is nil for any other call.
func (r *reader) provided(k *lang.Call) *object {
	if r.lang != "csharp" || !containers[k.Callee.Last()] || k.NameSpan.IsZero() {
		return nil
	}
	at := k.NameSpan.End
	text, ok := strings.CutPrefix(r.u.View.File().Slice(source.Span{Start: at, End: min(at+maxMember, len(r.u.View.File().Data))}), "<")
	name, _, closed := strings.Cut(text, ">")
	if !ok || !closed {
		return nil
	}
	o := r.classes()[lastName(name)]
	if o == nil {
		return nil
	}
	made := *o
	made.call = k
	for _, g := range r.globs { // another's library for the same class is imported for nothing else
		for i := range g.sdk.Clients {
			if c := &g.sdk.Clients[i]; g.path == "" && c.Name == lastName(name) && c.On == "" && c.Feature == "" && g.sdk.Vendor != "" && !strings.HasPrefix(strings.ToLower(c.Name), g.sdk.Vendor) {
				made.sdk, made.is, made.vendor = g.sdk, c.Is, g.sdk.Vendor
			}
		}
	}
	return &made
}

// containers are methods that return an object of the type that they are asked for.
var containers = map[string]bool{"GetRequiredService": true, "GetService": true, "GetRequiredKeyedService": true, "GetKeyedService": true}

// handedIn are the clients that names are declared as, by name; nil for a name that
// is declared as several.
func (r *reader) handedIn() map[string]*object {
	if r.parameters != nil {
		return r.parameters
	}
	r.parameters = map[string]*object{}
	classes := r.classes()
	if len(classes) == 0 {
		return r.parameters
	}
	text := r.u.View.File().Slice(source.Span{Start: 0, End: len(r.u.View.File().Data)})
	for i := 0; i < len(text); {
		if !nameByte(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && nameByte(text[end]) {
			end++
		}
		if o := classes[text[i:end]]; o != nil {
			name := nameBehind(text[end:])
			if colonTypes[r.lang] {
				name = nameBefore(text[:i])
			}
			name = strings.TrimLeft(name, sigils)
			if have, ok := r.parameters[name]; ok && have != nil && (have.sdk != o.sdk || have.is != o.is) {
				o = nil // which of them, nobody can tell
			}
			if name != "" {
				r.parameters[name] = o
			}
		}
		i = end
	}
	return r.parameters
}

// classes are the clients of the libraries in use that are types, by name.
func (r *reader) classes() map[string]*object {
	out := map[string]*object{}
	learn := func(s *catalog.SDK, local, path string) {
		for i := range s.Clients {
			c := &s.Clients[i]
			name, _, _ := strings.Cut(c.Name, ".")
			if c.On != "" || c.Feature != "" || !capital(name) || path != "" && name != path {
				continue
			}
			at, vendor := local, c.Vendor
			if at == "" {
				at = name
			}
			if vendor == "" {
				vendor = s.Vendor
			}
			if vendor != "" && !s.General && out[at] == nil {
				out[at] = &object{sdk: s, is: c.Is, vendor: vendor}
				if s.Like != "" {
					out[at].host = vendor // a library of one server's own, in the words of another
				}
			}
		}
	}
	for local, s := range r.names {
		if s.path != "" && !strings.Contains(s.path, ".") {
			learn(s.sdk, local, s.path)
		}
	}
	for _, g := range r.globs {
		if g.path == "" {
			learn(g.sdk, "", "")
		}
	}
	return out
}

// colonTypes are the languages in which a name stands before its type: client: OpenAI.
var colonTypes = map[string]bool{"typescript": true, "python": true, "kotlin": true, "swift": true, "rust": true, "scala": true, "notebook": true}

// nameBehind is the name that a declaration gives a value of the type before it.
func nameBehind(text string) string {
	text = text[:min(len(text), maxMember)]
	rest := strings.TrimLeft(strings.TrimLeft(text, "?!"), " \t")
	if rest == text {
		return ""
	}
	rest = strings.TrimPrefix(rest, "$")
	end := 0
	for end < len(rest) && nameByte(rest[end]) {
		end++
	}
	if after := strings.TrimLeft(rest[end:], blanks); end == 0 || after == "" || strings.IndexByte(";,)=", after[0]) < 0 {
		return ""
	}
	return rest[:end]
}

// nameBefore is the name that is declared to be of the type behind it.
func nameBefore(text string) string {
	text = strings.TrimRight(text[max(0, len(text)-maxMember):], " \t&\"'")
	text, ok := strings.CutSuffix(text, ":")
	if !ok {
		return ""
	}
	text = strings.TrimRight(text, " \t?!")
	return text[len(strings.TrimRight(text, nameLetters)):]
}
