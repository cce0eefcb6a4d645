package catalog

import (
	"regexp"
	"strings"
)

// A spelling is an id under which a table may have a model.
type spelling struct {
	id string
	// same is false where a date, a version or "latest" was taken off: the
	// facts of the alias need not be those of the snapshot.
	same bool
}

// atSuffix is a version after the id, as Vertex AI and Claude's own hosts there
// write it.
var atSuffix = regexp.MustCompile(`@[a-z0-9-]*$`)

// spellings lists the ids to try for a model, the likeliest first. Nothing
// here knows a model; it only knows how ids are decorated.
func spellings(model string) []spelling {
	d := idDecorations()
	out := make([]spelling, 0, 4)
	add := func(id string, same bool) {
		if id == "" {
			return
		}
		for i := range out {
			if out[i].id == id {
				return
			}
		}
		out = append(out, spelling{id, same})
	}
	s := strings.ToLower(strings.TrimSpace(model))
	add(s, true)
	if ft, ok := strings.CutPrefix(s, "ft:"); ok {
		s, _, _ = strings.Cut(ft, ":")
		add(s, true)
	}
	// Programs are full of names that have none of these signs, and looking for
	// them is much cheaper than asking an expression.
	for strings.ContainsAny(s, "/:") {
		t := d.word.ReplaceAllString(d.path.ReplaceAllString(s, ""), "")
		if t == s {
			break
		}
		s = t
		add(s, true)
	}
	dot, at, colon := strings.Contains(s, "."), strings.Contains(s, "@"), strings.Contains(s, ":")
	if dot {
		s = d.region.ReplaceAllString(s, "")
		add(s, true)
	}
	if at {
		add(atSuffix.ReplaceAllString(s, ""), strings.HasSuffix(s, "@default"))
	}
	if colon {
		s = d.variant.ReplaceAllString(s, "")
		add(s, true)
	}
	for from, to := range d.renamed {
		if rest, ok := strings.CutPrefix(s, from); ok {
			s = to + rest
			add(s, true)
			break
		}
	}
	if dot && d.dotted.MatchString(s) {
		s = d.dotted.ReplaceAllString(s, "$1-$2")
		add(s, true)
	}
	bare := s
	if dot {
		bare = d.maker.ReplaceAllString(bare, "")
	}
	if colon {
		bare = d.revision.ReplaceAllString(bare, "")
	}
	// claude-haiku-4-5@20251001 is claude-haiku-4-5-20251001 at its maker.
	add(strings.Replace(bare, "@", "-", 1), true)
	if at {
		bare = atSuffix.ReplaceAllString(bare, "")
	}
	add(bare, s == bare || colon && d.revision.MatchString(s) || dot && d.maker.MatchString(s))
	add(d.date.ReplaceAllString(bare, ""), false)
	return out
}

// PlainName returns the plainest spelling of a model's name, in lower case, without
// what hosts and gateways put around it: what rules for families are about.
func (c *Catalog) PlainName(model string) string { return bareName(model) }

// bareName is the plainest spelling: what family rules are matched against.
func bareName(model string) string {
	all := spellings(model)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].id
}
