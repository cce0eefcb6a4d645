package rules

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
)

// media counts a picture by the host's rule for it: exactly by that rule where
// its size can be read, with the rule's bounds otherwise. What nobody has
// published a rule for is named, not counted.
func (m *measure) media(x *prompt.Media) {
	m.guess = true
	if x.Text != nil {
		m.text(m.known(x.Text))
		return
	}
	r, ok := m.cat.Image(m.target.Dialect.Host, m.model)
	if x.Kind != prompt.Image || !ok {
		if kind := string(x.Kind); !slices.Contains(m.uncounted, kind) {
			m.uncounted = append(m.uncounted, kind)
			slices.Sort(m.uncounted)
		}
		return
	}
	detail := ""
	if x.Detail.IsString() && x.Detail.Str != "auto" {
		detail = x.Detail.Str
	}
	if w, h, ok := pixels(head(x)); ok {
		m.add(r.Tokens(w, h, detail))
		return
	}
	m.grow(r.Bounds(detail))
}

// headBytes is how much of a picture is looked at: its size stands in front,
// behind the camera's notes at the latest.
const headBytes = 128 << 10

// head returns the first bytes of a picture that is part of the request.
func head(x *prompt.Media) []byte {
	text := ""
	switch {
	case x.Data.IsString():
		text = x.Data.Str
	case x.URL.IsString() && strings.HasPrefix(x.URL.Str, "data:"):
		_, text, _ = strings.Cut(x.URL.Str, ";base64,")
	}
	if n := base64.StdEncoding.EncodedLen(headBytes); len(text) > n {
		text = text[:n]
	}
	text = strings.TrimRight(text, "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(text)))
	n, _ := base64.RawStdEncoding.Decode(out, []byte(text)) // what is good of it
	return out[:n]
}
