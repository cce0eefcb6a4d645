package mustache

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/lex"
)

// Lex implements templates.Language.
//
// A tag whose end does not come before the next opening delimiter is a bad
// token. Each stretch of text is searched once for an opener and once for a
// closer, which keeps time linear.
func (Language) Lex(src string) []templates.Token {
	buf := lex.NewBuffer(src)
	d := standard
	dead := map[string]bool{} // ends that do not come any more
	for i := 0; ; {
		n := strings.Index(src[i:], d.open)
		if n < 0 {
			return buf.Done()
		}
		i += n
		body := src[i+len(d.open):]
		end := d.close
		sig := sigil(body)
		switch {
		case sig == '{' && d == standard:
			end = "}}}"
		case sig == '=':
			end = "=" + d.close
		}
		j := closing(body, end, d.open, sig == '!', dead)
		if j < 0 {
			buf.Bad(i, i+len(d.open), d.open+" is not closed; expected "+end+" after the name")
			i += len(d.open)
			continue
		}
		stop := i + len(d.open) + j + len(end)
		lay := lex.Layout{}
		if sig != 0 && sig != '&' && sig != '{' {
			lay.Alone = buf.LineStart(i) && buf.LineEnd(stop)
		}
		if sig == '=' {
			next, ok := setDelimiters(body[:j])
			if !ok {
				buf.Bad(i, stop, src[i:min(stop, i+40)]+" does not set delimiters; expected two of them, with a blank between")
				i = stop
				continue
			}
			d = next
		}
		buf.Tag(i, stop, lay)
		i = stop
	}
}

// closing returns the offset in body at which end begins, or -1.
func closing(body, end, open string, comment bool, dead map[string]bool) int {
	if dead[end] {
		return -1
	}
	if !comment {
		from := 0
		if strings.HasPrefix(body, "{") && end == "}}}" {
			from = 1
		}
		if n := strings.Index(body[from:], open); n >= 0 {
			limit := min(len(body), from+n+len(end))
			return strings.Index(body[:limit], end)
		}
	}
	n := strings.Index(body, end)
	if n < 0 {
		dead[end] = true
	}
	return n
}

// sigil returns the character that tells what a tag does, or 0.
func sigil(body string) byte {
	for i := 0; i < len(body); i++ {
		switch c := body[i]; c {
		case ' ', '\t', '\r', '\n':
		case '#', '^', '/', '!', '>', '<', '$', '=', '&', '{':
			return c
		default:
			return 0
		}
	}
	return 0
}

// delimiters are what tags begin and end with.
type delimiters struct{ open, close string }

var standard = delimiters{"{{", "}}"}

// setDelimiters reads what stands between the equals signs of a tag.
func setDelimiters(s string) (delimiters, bool) {
	f := strings.Fields(strings.TrimLeft(s, " \t\r\n=")) // the sigil is part of s
	if len(f) != 2 || strings.Contains(f[0]+f[1], "=") || len(s) > 64 {
		return delimiters{}, false
	}
	return delimiters{f[0], f[1]}, true
}
