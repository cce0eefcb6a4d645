package callsite

import (
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// toldBy says who serves at an address that the program does not hold itself, by
// the names of the variables that hold the address or the key:
// OpenAI(base_url=os.environ["AZURE_OPENAI_ENDPOINT"]). It is "" where no variable
// is one vendor's own, and for the variables of the library's vendor, which any
// compatible server is configured by.
func (r *reader) toldBy(k *lang.Call, address *value.Node, own string) string {
	t := teller{r: r, fn: k.Func, own: own, left: maxTold}
	if v := t.vendor(address, 0); v != "" {
		return v
	}
	if k.Named != nil {
		for i := range k.Named.Entries {
			if v := t.vendor(k.Named.Entries[i].Value, 0); v != "" {
				return v
			}
		}
	}
	for i := range k.Args {
		if v := t.vendor(k.Args[i].Value, 0); v != "" {
			return v
		}
	}
	return ""
}

const (
	maxTold      = 4 << 10 // bytes of source that are searched for one client
	maxToldDepth = 3       // variables behind variables
)

// A teller looks for vendors' variables in the source of values.
type teller struct {
	r    *reader
	fn   string
	own  string
	left int
}

func (t *teller) vendor(n *value.Node, depth int) string {
	if n == nil || n.Span.IsZero() || depth > maxToldDepth || n.Span.End-n.Span.Start > t.left {
		return ""
	}
	t.left -= n.Span.End - n.Span.Start
	found := ""
	eachName(t.r.u.View.File().Slice(n.Span), func(word string) bool {
		if v := t.r.ownEnv(word); v != "" && v != t.own {
			found = v
		}
		if found == "" && n.Kind != value.String {
			if c := t.r.u.Const(word, t.fn); c != nil && c != n && c.Span != n.Span {
				found = t.vendor(c, depth+1)
			}
		}
		return found == ""
	})
	return found
}

// eachName calls f for the names in a piece of source until f returns false.
func eachName(text string, f func(string) bool) {
	for i := 0; i < len(text); {
		if !letter(text[i]) {
			i++
			continue
		}
		from := i
		for i < len(text) && (letter(text[i]) || '0' <= text[i] && text[i] <= '9') {
			i++
		}
		if !f(text[from:i]) {
			return
		}
	}
}

// nameByte reports whether a byte is one of nameLetters.
func nameByte(c byte) bool { return letter(c) || '0' <= c && c <= '9' }

func letter(c byte) bool { return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' }
