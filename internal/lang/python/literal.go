package python

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/read"
	"github.com/promptglot/promptglot/internal/source"
)

// literal decodes a string literal.
func literal(v *source.View, t lang.Token) read.Literal {
	s := v.Text[t.Start:t.End]
	q := strings.IndexAny(s[:min(len(s), 3)], `"'`)
	quote := s[q : q+1]
	if len(s) >= q+3 && s[q+1] == s[q] && s[q+2] == s[q] {
		quote = s[q : q+3]
	}
	layer := layers[s[:q+len(quote)]]
	body := strings.TrimSuffix(s[q+len(quote):], quote)
	at := int(t.Start) + q + len(quote)
	lit := read.Literal{Bytes: layer.bytes}
	if !layer.formatted && strings.IndexByte(body, '\r') < 0 && (layer.raw || strings.IndexByte(body, '\\') < 0) {
		lit.View = v.ChildAt(at, at+len(body), layer)
		return lit
	}
	d := decoder{quoted: layer}
	d.decode(body, at)
	switch {
	case len(d.holes) > 0:
		lit.View = v.Child(d.out.String(), d.segs, &woven{layer, d.holes})
	case len(d.segs) == 0:
		lit.View = v.ChildAt(at, at+len(body), layer)
	default:
		lit.View = v.Child(d.out.String(), d.segs, layer)
	}
	lit.Holes = d.holes
	return lit
}

// A decoder takes the escapes out of a literal and keeps the map back.
type decoder struct {
	*quoted
	out   strings.Builder
	segs  []source.Seg
	holes []read.Hole
}

// plain keeps bytes as they stand.
func (d *decoder) plain(s string, at int) {
	if s == "" {
		return
	}
	o := d.out.Len()
	d.out.WriteString(s)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(s), In: at, InEnd: at + len(s), Verbatim: true})
}

// escape puts text in the place of n bytes.
func (d *decoder) escape(text string, at, n int) {
	o := d.out.Len()
	d.out.WriteString(text)
	d.segs = append(d.segs, source.Seg{Out: o, OutEnd: o + len(text), In: at, InEnd: at + n})
}

func (d *decoder) decode(s string, at int) {
	x := lexer{s: s}
	fields := d.formatted
	from := 0
	put := func(text string, i, n int) int {
		d.plain(s[from:i], at+from)
		d.escape(text, at+i, n)
		from = i + n
		return from
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			if d.raw {
				i++ // a line end behind it is one still
				continue
			}
			if text, n, ok := unescape(s[i:], d.bytes); ok {
				i = put(text, i, n)
			} else {
				i++
			}
		case c == '\r':
			// Python sees every line end as a line feed.
			i = put("\n", i, lineEnd(s, i)-i)
		case !d.formatted || c != '{' && c != '}':
			i++
		case i+1 < len(s) && s[i+1] == c:
			i = put(s[i:i+1], i, 2)
		case c == '{' && fields:
			f, ok := x.field(i, "", 0)
			if fields = ok; ok {
				d.hole(s, at, from, i, f)
				from = f.end
			}
			i = f.end
		default:
			i++
		}
	}
	d.plain(s[from:], at+from)
}

// hole keeps an interpolation as it stands.
func (d *decoder) hole(s string, at, from, i int, f field) {
	d.plain(s[from:i], at+from)
	o := d.out.Len()
	d.plain(s[i:f.end], at+i)
	d.holes = append(d.holes, read.Hole{Start: o, End: o + f.end - i, ExprStart: o + 1, ExprEnd: o + f.exprEnd - i})
}
