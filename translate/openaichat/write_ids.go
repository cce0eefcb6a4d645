package openaichat

import (
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// fitID returns out, the id of a call that src says, as the target takes it:
// some ask for nine letters and digits. A call and its result get the same id,
// in every run the same.
func (c *writer) fitID(out, src *value.Node) *value.Node {
	re := c.Pattern("tool_call_id_pattern")
	if re == nil || out == nil || !c.Foreign() {
		return out
	}
	by := translate.By(c.Trait("tool_call_id_pattern").Ref)
	if !out.IsString() {
		c.Warn(src, "tool-pairing", translate.Approximate, fmt.Sprintf("the id is a variable: it must match %s here", re), translate.Maybe(translate.HoleText(out)), by)
		return out
	}
	if re.MatchString(out.Str) {
		return out
	}
	id := c.shortID(out.Str)
	if src == nil { // an id that the writer made itself has an entry already
		out.Str = id
		return out
	}
	v := value.NewString(id)
	c.Note(src, "tool-pairing", translate.Approximate, fmt.Sprintf("%q does not match %s: the call and its result get another id", out.Str, re), translate.To(v), by)
	return v
}

// shortID makes nine letters and digits of an id, of two ids never the same.
func (c *writer) shortID(id string) string {
	for salt := 0; ; salt++ {
		h := fnv.New64a()
		h.Write([]byte(id))
		if salt > 0 {
			h.Write([]byte(strconv.Itoa(salt)))
		}
		s := strconv.FormatUint(h.Sum64()%span9+min9, 36)
		if was, taken := c.shortIDs[s]; !taken || was == id {
			if c.shortIDs == nil {
				c.shortIDs = map[string]string{}
			}
			c.shortIDs[s] = id
			return s
		}
	}
}

// The numbers that have nine digits to the base of 36.
const (
	min9  = 36 * 36 * 36 * 36 * 36 * 36 * 36 * 36
	span9 = 35 * min9
)
