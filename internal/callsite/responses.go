package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
)

// responses finds where the program reads answers by the names that a vendor
// gives to their parts.
func (r *reader) responses() {
	sdks := slices.Clone(r.sdks)
	for _, s := range r.out.Sites {
		if s.SDK != nil && !slices.Contains(sdks, s.SDK) {
			sdks = append(sdks, s.SDK)
		}
	}
	sdks = slices.DeleteFunc(sdks, func(s *catalog.SDK) bool { return len(s.Reads) == 0 })
	if len(sdks) == 0 {
		return
	}
	seen := map[int]bool{} // lines
	look := func(c *lang.Chain) {
		path := spelled(c)
		for _, s := range sdks {
			for _, p := range s.Reads {
				if !reads(path, p) {
					continue
				}
				at := r.pointed(c, p)
				if line := r.u.View.File().Pos(at.Start).Line; seen[line] {
					return
				} else {
					seen[line] = true
				}
				vendor := s.Vendor
				if r.out.Vendor != "" && (vendor == "" || len(sdks) == 1) {
					vendor = r.out.Vendor
				}
				r.mark(Mark{Feature: "response-access", Vendor: vendor, Value: p, Span: at, Message: "reads an answer as " + vendor + " gives it"})
				return
			}
		}
	}
	for _, k := range r.u.Calls {
		if r.made[k] == nil && len(k.Callee.Steps) > 1 {
			look(&k.Callee)
		}
	}
	for i := range r.u.Reads {
		look(&r.u.Reads[i])
	}
}

// spelled is a chain's names as Chain.Names gives them, in which an index that is
// a text counts as a name: answer["choices"][0].
func spelled(c *lang.Chain) string {
	var b strings.Builder
	for i := range c.Steps {
		name := c.Steps[i].Name
		if x := c.Steps[i].Index; x.IsString() {
			name = x.Str
		}
		if name == "" {
			b.WriteString("[]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return b.String()
}

// reads reports whether a chain has the steps of p in it, behind whatever it
// starts from.
func reads(path, p string) bool {
	for at := 0; ; {
		i := strings.Index(path[at:], p)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(p)
		if (i > 0 && path[i-1] == '.' || i == 0 && strings.Contains(p, "[]")) && (end == len(path) || path[end] == '.' || path[end] == '[') {
			return true
		}
		at = i + 1
	}
}

// pointed is the part of a chain that shows the vendor's names.
func (r *reader) pointed(c *lang.Chain, p string) source.Span {
	first, _, _ := strings.Cut(p, ".")
	first = strings.TrimSuffix(first, "[]")
	for i := range c.Steps {
		if (c.Steps[i].Name == first || c.Steps[i].Index.Is(first)) && !c.Steps[i].Span.IsZero() {
			return source.Span{Start: c.Steps[i].Span.Start, End: max(c.Span.End, c.Steps[i].Span.End)}
		}
	}
	return c.Span
}
