package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// libraries are those of one host language. They are the same for all programs
// in it and must not be changed.
type libraries struct {
	all    []*catalog.SDK
	byLast map[string][]candidate // their calls, by the last name of the path
	global []*catalog.SDK         // whose names need no import
	// ends are the last names of all that a library's signatures have, as
	// symbol.known looks for it, apart from models.
	ends map[*catalog.SDK]map[string]bool
	// anywhere are clients that a method makes whatever it is called on, by its name.
	anywhere map[string][]maker
	// spaces are the namespaces of each library's client; named are the libraries
	// that have any, by the word for their vendor.
	spaces map[*catalog.SDK]map[string]*catalog.SDKCall
	named  map[string]*catalog.SDK
	// options is the call of a framework that takes options for single vendors.
	options candidate
	// owners are the libraries of modules; programs import the same ones.
	owners memo[*catalog.SDK]
}

// libraries returns those of a language; they are sorted out once.
func (e *Env) libraries(language string) *libraries {
	if l, ok := e.known.Load(language); ok {
		return l.(*libraries)
	}
	l := &libraries{
		byLast: map[string][]candidate{}, ends: map[*catalog.SDK]map[string]bool{},
		spaces: map[*catalog.SDK]map[string]*catalog.SDKCall{}, named: map[string]*catalog.SDK{}, anywhere: map[string][]maker{},
	}
	for _, s := range e.SDKs {
		if !s.Speaks(language) {
			continue
		}
		l.all = append(l.all, s)
		l.ends[s] = endsOf(s)
		if slices.Contains(s.Imports, Global) {
			l.global = append(l.global, s)
		}
		l.spaces[s] = namespaces(s)
		if word := s.Vendor[strings.LastIndexByte(s.Vendor, '-')+1:]; len(word) > 3 && l.named[word] == nil && !s.General && len(l.spaces[s]) > 0 {
			l.named[word] = s
		}
		for i := range s.Clients {
			if c := &s.Clients[i]; c.Anywhere {
				l.anywhere[c.Name] = append(l.anywhere[c.Name], maker{s, c})
			}
		}
		for i := range s.Calls {
			c := &s.Calls[i]
			if c.Providers != nil && l.options.call == nil {
				l.options = candidate{s, c}
			}
			last := lastName(c.Path)
			l.byLast[last] = append(l.byLast[last], candidate{s, c})
		}
	}
	e.known.Store(language, l)
	return l
}

func endsOf(s *catalog.SDK) map[string]bool {
	out := map[string]bool{}
	for i := range s.Clients {
		out[lastName(s.Clients[i].Name)] = true
	}
	for i := range s.Makes {
		out[lastName(s.Makes[i].Name)] = true
	}
	for i := range s.Calls {
		out[lastName(s.Calls[i].Path)] = true
	}
	for name := range s.Constants {
		out[lastName(name)] = true
	}
	return out
}
