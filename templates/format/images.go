package format

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// FileLang is the language of expressions that stand for the content of a file:
// it is put in by the runtime and never read here.
const FileLang = "file-content"

// imageTypes are the files that Prompty's first runtime put into a request.
var imageTypes = map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}

// images finds the Markdown images ![alt](place "title"), which stand on one
// line and outside of tags. Their places may have holes.
func (c *cutter) images(tags []expr.Tag) {
	text, next := c.view.Text, 0
	for at := 0; ; {
		i := strings.Index(text[at:], "![")
		if i < 0 {
			return
		}
		start := at + i
		at = start + 2
		for next < len(tags) && tags[next].End <= start {
			next++
		}
		if next < len(tags) && tags[next].Start < start {
			continue
		}
		l, _ := line(text, start)
		alt := strings.Index(l, "](")
		if alt < 0 || strings.IndexByte(l[2:alt], ']') >= 0 {
			continue
		}
		end := strings.IndexByte(l[alt:], ')')
		if end < 0 {
			continue
		}
		end += alt
		from, to := start+alt+2, start+end
		if j := strings.IndexAny(text[from:to], " \t"); j > 0 && !strings.Contains(text[from:to], "{{") {
			to = from + j // a title follows
		}
		if from == to {
			continue
		}
		c.cuts = append(c.cuts, cut{start: start, end: start + end + 1, kind: "image", image: c.image(from, to)})
		at = start + end + 1
	}
}

// image makes the part whose place is [from, to). A place on the disk becomes a
// hole for the bytes of that file.
func (c *cutter) image(from, to int) *prompt.Part {
	n := c.text(c.view.Slice(from, to))
	m := &prompt.Media{Kind: prompt.Image}
	if n.IsString() && !strings.Contains(n.Str, "://") && !strings.HasPrefix(n.Str, "data:") {
		if mime := imageTypes[strings.ToLower(path.Ext(n.Str))]; mime != "" {
			m.MIME = value.NewString(mime)
		}
		n.Kind, n.Tag = value.Hole, &expr.Tag{
			Kind: expr.TagHole, Expr: expr.Opaque{Lang: FileLang, Text: n.Str}, Lang: FileLang, Src: n.Str, Span: n.Span, End: to - from,
		}
		m.Data = n
	} else {
		m.URL = n
	}
	return &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.MediaPart, Feature: "media-input", Media: m}
}
