package callsite_test

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
)

// dump shows what was found, a line for each thing.
func dump(u *lang.Unit, f *callsite.File) string {
	var b strings.Builder
	if f.Vendor != "" {
		fmt.Fprintf(&b, "vendor %s\n", f.Vendor)
	}
	pos := u.View.File().Pos
	for _, s := range f.Sites {
		fmt.Fprintf(&b, "site %s line %d: %s", s.Name, pos(s.Call.Span.Start).Line, s.Dialect)
		if s.Version != "" {
			fmt.Fprintf(&b, "@%s", s.Version)
		}
		fmt.Fprintf(&b, " of %s", s.Vendor)
		if s.Options {
			b.WriteString(", options")
		}
		if s.Neutral {
			b.WriteString(", neutral")
		}
		fmt.Fprintf(&b, "\n\t%s\n", langtest.Value(u, s.Request))
	}
	for _, m := range f.Marks {
		a, z := pos(m.Span.Start), pos(m.Span.End)
		fmt.Fprintf(&b, "mark %d:%d-%d:%d %s %s %q\n", a.Line, a.Column, z.Line, z.Column, m.Feature, m.Vendor, m.Value)
	}
	for _, n := range f.Texts {
		fmt.Fprintf(&b, "text line %d %s\n", pos(n.Span.Start).Line, langtest.Value(u, n))
	}
	return b.String()
}
