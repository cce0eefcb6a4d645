package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestCallsThatCanBeWrittenAreOfKnownLibrariesAndDialects(t *testing.T) {
	c := Default()
	for _, e := range Emits() {
		i := slices.IndexFunc(SDKs(), func(s *SDK) bool { return s.ID == e.SDK })
		if i < 0 {
			t.Errorf("no library %q", e.SDK)
			continue
		}
		for _, l := range e.Languages {
			if !SDKs()[i].Speaks(l) {
				t.Errorf("%s is no library of %s", e.SDK, l)
			}
		}
		d, ok := c.Dialect(e.Dialect)
		if !ok {
			t.Errorf("%s: no dialect %q", e.SDK, e.Dialect)
			continue
		}
		if e.Version != "" && !d.HasVersion(e.Version) {
			t.Errorf("%s: %s has no version %s", e.SDK, e.Dialect, e.Version)
		}
		if e.Source == "" || e.AsOf == "" || e.Package == "" || len(e.Imports) == 0 || len(e.Client) == 0 {
			t.Errorf("%s for %s: source, as_of, package, imports and client are expected", e.SDK, e.Dialect)
		}
		if len(c.FinishWords(e.Dialect)) == 0 {
			t.Errorf("%s: no words for why an answer of %s ended", e.SDK, e.Dialect)
		}
		for _, part := range []string{"text", "finish", "input", "output", "calls", "error"} {
			if e.Reads[part] == "" {
				t.Errorf("%s for %s: how a program reads %s is not said", e.SDK, e.Dialect, part)
			}
		}
	}
}

// builtIn are the types that need no table.
var builtIn = []string{"text", "number", "bool", "any", ""}

func TestTypesNameTypesThatAreThere(t *testing.T) {
	hole := regexp.MustCompile(`\{\??([A-Za-z_.0-9]+)`)
	for language, types := range loadEmits().types {
		know := func(from, name string) {
			if types[name] == nil && !slices.Contains(builtIn, name) {
				t.Errorf("%s: %s names the type %q, which is not there", language, from, name)
			}
		}
		for id, x := range types {
			know(id, x.List)
			for key, m := range x.Members {
				name, of, ok := strings.Cut(m, " ")
				if !ok || name == "" {
					t.Errorf("%s: %s: member %s is %q; expected its name and its type", language, id, key, m)
				}
				know(id+"."+key, of)
			}
			for _, k := range x.Cases {
				for member, of := range k.Types {
					know(id, of)
					if !slices.ContainsFunc(hole.FindAllStringSubmatch(k.As, -1), func(m []string) bool { return m[1] == member }) {
						t.Errorf("%s: a form of %s has a type for %s, which it does not name", language, id, member)
					}
				}
			}
		}
	}
	for _, e := range Emits() {
		for member, of := range e.Args {
			for _, l := range e.Languages {
				if EmitType(l, of) == nil && !slices.Contains(builtIn, of) {
					t.Errorf("%s: %s is a %q, which is not there", e.SDK, member, of)
				}
			}
		}
	}
}
