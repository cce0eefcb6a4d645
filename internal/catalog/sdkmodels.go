package catalog

import "strings"

// ModelOfLetters returns the model of a vendor whose id has the letters and
// digits of a constant's name, but for the day that the id may end in: GPT_4O is
// gpt-4o, ClaudeOpus4_6 is claude-opus-4-6, claude37Sonnet is
// claude-3-7-sonnet-20250219.
func (c *Catalog) ModelOfLetters(vendor, constant string) (id string, ok bool) {
	want := letters(constant)
	if want == "" {
		return "", false
	}
	t := c.models()
	for _, v := range c.vendors() {
		if v.ID != vendor {
			continue
		}
		dated := ""
		for _, host := range v.Models {
			t.scan(host, "", func(cols []string) bool {
				switch have := letters(cols[colID]); {
				case have == want:
					id, ok = writtenID(cols), true
				case dated == "" && len(have) == len(want)+dayDigits && strings.HasPrefix(have, want) && digits(have[len(want):]):
					dated = writtenID(cols)
				}
				return !ok
			})
			if ok {
				return id, true
			}
		}
		if dated != "" {
			return dated, true
		}
	}
	return "", false
}

// dayDigits are those of a day in an id: 20250219.
const dayDigits = 8

func digits(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }) < 0
}

// HostOfSpelling returns the host that spells models in the way that an id is
// spelled, the key of the model table: anthropic.claude-opus-4-6-v1 and
// us.amazon.nova-pro-v1:0 are ids of bedrock. It is "" for an id that is spelled as
// its maker does.
func (c *Catalog) HostOfSpelling(model string) string {
	id, d := strings.ToLower(model), idDecorations()
	if d.arn.MatchString(id) || strings.Contains(id, ".") && d.maker.MatchString(d.region.ReplaceAllString(id, "")) {
		return d.host
	}
	return ""
}

func letters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			b.WriteByte(c)
		case 'A' <= c && c <= 'Z':
			b.WriteByte(c + 'a' - 'A')
		}
	}
	return b.String()
}
