package all

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/fstring"
)

var fStringEvidence = evidence{lang: fstring.ID, needs: []string{"{"}, likely: fields}

// longestFString bounds what is taken for an f-string by its looks.
const longestFString = 1 << 16

// small are the bytes of names as Python writes them.
const small = "abcdefghijklmnopqrstuvwxyz0123456789_"

// fields counts the fields of a text that is one of Python's format strings
// throughout. Braces are in every second text, so that nothing may speak
// against it: a brace that opens no field, a field that is no plain name, and
// what stands around the braces of shells, paths, TeX and code.
func fields(src string) (n int, first string) {
	if len(src) > longestFString {
		return 0, ""
	}
	toks := fstring.Language{}.Lex(src)
	tags, problems := fstring.Language{}.Tags(src)
	if len(problems) > 0 {
		return 0, ""
	}
	for _, t := range toks {
		if t.Kind == templates.TokBad || t.Kind == templates.TokText && t.Lit != t.Text && doubledName(src, t) {
			return 0, ""
		}
	}
	for _, t := range tags {
		p, ok := t.Expr.(expr.Path)
		if !ok || len(p.Steps) != 1 || len(t.Src) < 4 || strings.Trim(p.Steps[0].Name, small) != "" ||
			t.Start > 0 && strings.IndexByte("$\\/`%#@^_"+small, src[t.Start-1]) >= 0 ||
			t.End < len(src) && strings.IndexByte("/`{", src[t.End]) >= 0 {
			return 0, ""
		}
		if n++; n == 1 {
			first = t.Src
		}
	}
	return min(n, maxMarks), first
}

// doubledName reports whether doubled braces hold a name: {{name}} is a
// variable of other languages rather than a text in braces.
func doubledName(src string, t templates.Token) bool {
	return t.Text == "{{" && bare.MatchString(src[t.Start:min(len(src), t.Start+64)]) && bare.FindStringIndex(src[t.Start:min(len(src), t.Start+64)])[0] == 0
}
