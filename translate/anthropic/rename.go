package anthropic

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A renamer replaces names that the API refuses, the same one always by the
// same other one.
type renamer struct {
	w     *translate.Writer
	trait string
	what  string
	re    *regexp.Regexp
	names map[string]string
	used  map[string]bool
}

func newRenamer(w *translate.Writer, trait, what string) *renamer {
	return &renamer{w: w, trait: trait, what: what, names: map[string]string{}, used: map[string]bool{}}
}

// fit returns out, or another name where out's does not fit. src is the node
// that the entry speaks of.
func (r *renamer) fit(out, src *value.Node, feature string) *value.Node {
	if r.w.Same || !out.IsString() {
		return out
	}
	if r.re == nil {
		re, err := regexp.Compile(r.w.Trait(r.trait).Value)
		if err != nil {
			return out
		}
		r.re = re
	}
	if r.re.MatchString(out.Str) {
		r.used[out.Str] = true
		return out
	}
	name, known := r.names[out.Str]
	if !known {
		name = r.other(out.Str)
		r.names[out.Str], r.used[name] = name, true
	}
	v := value.NewString(name)
	r.w.Note(src, feature, translate.Approximate, fmt.Sprintf("%q does not match %s: renamed", out.Str, r.re), translate.To(v), translate.By(r.w.Trait(r.trait).Ref))
	return v
}

// other makes a free name that fits.
func (r *renamer) other(s string) string {
	name := strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
			return c
		}
		return '_'
	}, s)
	if name == "" {
		name = r.what
	}
	for base, i := name, 2; r.used[name] || !r.re.MatchString(name); i++ {
		end := fmt.Sprintf("_%d", i)
		name = base[:min(len(base), 64-len(end))] + end
	}
	return name
}
