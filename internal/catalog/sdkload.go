package catalog

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// An sdkFile is a file of data/sdks: the libraries of one host language, or of
// several that share them.
type sdkFile struct {
	Languages []string `json:"languages"`
	Separator string   `json:"separator"`
	// Forms are those that several libraries share, by the name in SDKForm.As.
	Forms map[string]SDKForm `json:"forms"`
	SDKs  []*SDK             `json:"sdks"`
	Ref
}

var loadSDKs = sync.OnceValue(func() []*SDK {
	entries, err := fs.ReadDir(data, "data/sdks")
	if err != nil {
		panic("catalog: " + err.Error())
	}
	var out []*SDK
	for _, e := range entries {
		list, err := ReadSDKs(read("sdks/" + e.Name()))
		if err != nil {
			panic(fmt.Sprintf("catalog: data/sdks/%s: %v", e.Name(), err))
		}
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b *SDK) int { return strings.Compare(a.ID, b.ID) })
	return out
})

// SDKs returns the libraries that call models, of all host languages, by id.
func SDKs() []*SDK { return loadSDKs() }

// ReadSDKs reads one file of libraries; the error says which library is wrong.
func ReadSDKs(data []byte) ([]*SDK, error) {
	var file sdkFile
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	if len(file.Languages) == 0 || file.Separator == "" {
		return nil, fmt.Errorf("no languages or no separator; expected both")
	}
	for _, s := range file.SDKs {
		for _, f := range s.forms() {
			under, ok := file.Forms[f.As]
			if f.As != "" && !ok {
				return nil, fmt.Errorf("sdk %q: there is no form %q", s.ID, f.As)
			}
			*f = f.Over(under)
		}
	}
	for _, s := range file.SDKs {
		s.languages, s.separator = file.Languages, file.Separator
		s.Ref = s.or(file.Ref)
		if err := s.inherit(file.SDKs); err != nil {
			return nil, fmt.Errorf("sdk %q: %w", s.ID, err)
		}
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("sdk %q: %w", s.ID, err)
		}
	}
	return file.SDKs, nil
}

// inherit takes over what the library that s is like has.
func (s *SDK) inherit(all []*SDK) error {
	if s.Like == "" {
		return nil
	}
	i := slices.IndexFunc(all, func(o *SDK) bool { return o.ID == s.Like && o.Like == "" })
	if i < 0 {
		return fmt.Errorf("it is like %q, which is not in this file or is like another itself", s.Like)
	}
	o := all[i]
	for _, c := range o.Calls {
		if c.On == "" { // those of its own objects are its own
			s.Calls = append(s.Calls, c)
		}
	}
	s.Makes = slices.Concat(s.Makes, o.Makes)
	s.Reads, s.Skip = slices.Concat(s.Reads, o.Reads), slices.Concat(s.Skip, o.Skip)
	s.SDKForm = s.SDKForm.Over(o.SDKForm)
	return nil
}

// check finds what no reader could make sense of.
func (s *SDK) check() error {
	if s.ID == "" || len(s.Imports) == 0 {
		return fmt.Errorf("no id or no imports; expected both")
	}
	made := map[string]bool{"": true, "module": true, "any": true}
	for i := range s.Clients {
		made[s.Clients[i].Is] = true
		if s.Clients[i].Name == "" {
			return fmt.Errorf("client %d has no name", i)
		}
	}
	for i := range s.Calls {
		made[s.Calls[i].Gives] = true
	}
	for i := range s.Calls {
		if c := &s.Calls[i]; c.Path == "" || !made[c.On] {
			return fmt.Errorf("call %q is on %q, which nothing makes", c.Path, c.On)
		}
	}
	for i := range s.Makes {
		m := &s.Makes[i]
		if m.Name == "" || len(m.Value) > 0 && !json.Valid(m.Value) {
			return fmt.Errorf("make %d %q has no name, or a value that is no JSON", i, m.Name)
		}
	}
	for _, f := range s.forms() {
		if f.Case != "" && f.Case != "snake" && f.Case != "camel" {
			return fmt.Errorf("case %q; expected snake or camel", f.Case)
		}
		for name, id := range f.Features {
			if name == "" || id == "" {
				return fmt.Errorf("feature %q of the argument %q; expected both", id, name)
			}
		}
		if star, ok := f.Move["*"]; ok && star != "" && !strings.HasSuffix(star, "*") {
			return fmt.Errorf("move * to %q; expected a path that ends in *", star)
		}
	}
	for _, r := range s.retirements() {
		r.Ref = r.Ref.or(s.Ref)
		if r.Replace == "" {
			return fmt.Errorf("something retired names no replacement")
		}
	}
	return nil
}

func (s *SDK) forms() []*SDKForm {
	out := []*SDKForm{&s.SDKForm}
	for i := range s.Clients {
		out = append(out, &s.Clients[i].SDKForm)
	}
	for i := range s.Calls {
		out = append(out, &s.Calls[i].SDKForm)
	}
	for i := range s.Makes {
		out = append(out, &s.Makes[i].SDKForm)
	}
	return out
}

func (s *SDK) retirements() []*Retired {
	out := []*Retired{s.Retired}
	for i := range s.Clients {
		out = append(out, s.Clients[i].Retired)
	}
	for i := range s.Calls {
		out = append(out, s.Calls[i].Retired)
	}
	return slices.DeleteFunc(out, func(r *Retired) bool { return r == nil })
}

// LibraryOf returns the library of a host language that a module belongs to: the
// one that claims the most of its path. It is nil for a module of no library.
func LibraryOf(all []*SDK, language, module string) *SDK {
	var best *SDK
	for _, s := range all {
		if s.Speaks(language) && s.Claims(module) > 0 && (best == nil || cmp.Compare(s.Claims(module), best.Claims(module)) > 0) {
			best = s
		}
	}
	return best
}
