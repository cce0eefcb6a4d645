package catalog

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
)

// ImageRule is how a server turns a picture into tokens. One of Levels, Tile
// and Patch says in which way.
type ImageRule struct {
	ID    string   `json:"id"`
	Hosts []string `json:"hosts"` // host keys of the model table; empty: any
	Model string   `json:"model"` // RE2 on the model's id; "" any

	// Levels are the tokens of any picture by the detail asked for; "" is what
	// holds when nothing is asked.
	Levels map[string]int `json:"levels"`

	// Tile is the side of a tile in pixels. A picture is Base and Each for each
	// tile; one with both sides at most Small is Each; at low detail it is Base.
	Tile  int `json:"tile"`
	Base  int `json:"base"`
	Each  int `json:"each"`
	Small int `json:"small"`
	Box   int `json:"box"`  // long side that larger pictures are shrunk to; 0 none
	Side  int `json:"side"` // short side that larger pictures are shrunk to, then

	// Patch is the side of a patch in pixels, each of which is Factor tokens
	// (0: 1). Pictures with a side above Edge, or more than Most patches, are
	// shrunk.
	Patch  int     `json:"patch"`
	Most   int     `json:"most"`
	Edge   int     `json:"edge"`
	Factor float64 `json:"factor"`

	Note string `json:"note"`
	Ref

	model *regexp.Regexp
}

// Image returns the rule of a host for a model; ok is false where nobody has
// published one.
func (c *Catalog) Image(host, model string) (r ImageRule, ok bool) {
	for _, r := range framings().Images {
		if (len(r.Hosts) == 0 || slices.Contains(r.Hosts, host)) && r.model.MatchString(model) {
			return r, true
		}
	}
	return ImageRule{}, false
}

// ImageRules returns every rule, in the order in which they are tried.
func (c *Catalog) ImageRules() []ImageRule { return slices.Clone(framings().Images) }

// Tokens returns the tokens of a picture of w × h pixels, both above 0, at a
// detail: low, medium, high, or "" as the host chooses.
func (r *ImageRule) Tokens(w, h int, detail string) int {
	detail = strings.TrimPrefix(strings.ToLower(detail), "media_resolution_")
	switch {
	case len(r.Levels) > 0:
		if n, ok := r.Levels[detail]; ok {
			return n
		}
		return r.Levels[""]
	case r.Tile > 0:
		return r.tiles(float64(w), float64(h), detail)
	}
	return r.patches(float64(w), float64(h))
}

// Bounds returns the tokens of a picture of unknown size: of a very small one,
// of a usual one (1024 × 1024) and the most that any has, for hosts without a
// limit that of 4096 × 4096.
func (r *ImageRule) Bounds(detail string) (low, usual, high int) {
	low, usual = r.Tokens(1, 1, detail), r.Tokens(1024, 1024, detail)
	high = max(usual, r.Tokens(4096, 4096, detail), r.Tokens(4096, 1536, detail))
	if r.Most > 0 {
		high = int(math.Ceil(float64(r.Most) * cmp.Or(r.Factor, 1)))
	}
	return low, usual, high
}

func (r *ImageRule) tiles(w, h float64, detail string) int {
	if detail == "low" && r.Base > 0 {
		return r.Base
	}
	if max(w, h) <= float64(r.Small) {
		return r.Base + r.Each
	}
	shrink := func(length float64, most int) {
		if most > 0 && length > float64(most) {
			w, h = w*float64(most)/length, h*float64(most)/length
		}
	}
	shrink(max(w, h), r.Box)
	shrink(min(w, h), r.Side)
	return r.Base + r.Each*cover(w, r.Tile)*cover(h, r.Tile)
}

func (r *ImageRule) patches(w, h float64) int {
	if r.Edge > 0 && max(w, h) > float64(r.Edge) {
		f := float64(r.Edge) / max(w, h)
		w, h = w*f, h*f
	}
	n := cover(w, r.Patch) * cover(h, r.Patch)
	if r.Most > 0 && n > r.Most {
		// The largest picture of the same shape whose sides are whole patches in
		// one direction, and that has no more than Most.
		side := float64(r.Patch)
		f := math.Sqrt(float64(r.Most) * side * side / (w * h))
		across, down := w*f/side, h*f/side
		f *= min(max(1, math.Floor(across))/across, max(1, math.Floor(down))/down)
		n = min(r.Most, cover(w*f, r.Patch)*cover(h*f, r.Patch))
	}
	return int(math.Ceil(float64(n) * cmp.Or(r.Factor, 1)))
}

// cover is how many squares of a side cover a length. Lengths that were scaled
// are rounded to a thousandth of a pixel first.
func cover(length float64, side int) int {
	return max(1, int(math.Ceil(math.Round(length*1000)/1000/float64(side))))
}
