package bedrockconverse

import (
	"fmt"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func placeholder(s string) *value.Node { return union("text", value.NewString(s)) }

// media writes an image, a document, a film or a sound, or what the media
// policy says of what the API cannot take.
func (c *writer) media(role prompt.Role, p *prompt.Part) *value.Node {
	m := p.Media
	mime, data := m.MIME, m.Data
	if why, opts := c.refuses(role, p, mime, data); why != "" {
		return c.NoMedia(p, why, nil, placeholder, opts...)
	}
	body := &value.Node{Kind: value.Object}
	body.Set("format", c.format(m, mime, data))
	if m.Kind == prompt.File {
		body.Set("name", c.documentName(m))
	} else if m.Name != nil {
		c.Note(m.Name, translate.MediaFeature(m.Kind), translate.Approximate, "only a document has a name here")
	}
	if m.Detail != nil {
		c.Note(m.Detail, "image-input", translate.Approximate, "the resolution of an image cannot be chosen here")
	}
	switch {
	case m.Text != nil:
		body.Set("source", union("text", c.Carry(m.Text)))
	case m.Data != nil:
		body.Set("source", union("bytes", c.Carry(m.Data)))
	case m.URL != nil:
		body.Set("source", union("s3Location", union("uri", c.Carry(m.URL))))
	}
	c.claudeDocument(p, body)
	return union(keys[m.Kind], body)
}

// claudeDocument takes over what Anthropic's documents have beside their
// source: Converse has it under the same names.
func (c *writer) claudeDocument(p *prompt.Part, body *value.Node) {
	for i := range p.Ext {
		x := &p.Ext[i]
		if name := strings.TrimPrefix(x.Key, "/"); p.Media.Kind == prompt.File && x.Dialect == "anthropic" && (name == "context" || name == "citations") {
			body.Set(name, c.Carry(x.Value))
			c.taken[x] = true
		}
	}
}

// refuses says why the API would not take the part, "" where it would.
func (c *writer) refuses(role prompt.Role, p *prompt.Part, mime, data *value.Node) (string, []translate.Option) {
	m := p.Media
	by := func(trait string) []translate.Option { return []translate.Option{c.by(trait)} }
	switch {
	case m.Places() == 0:
		return "neither data nor a place is given", nil
	case role == prompt.RoleAssistant:
		return "media stand in user turns only", by("image_roles")
	case role == prompt.RoleTool && m.Kind == prompt.Audio:
		return "a result cannot hold sound", by("tool_result_content")
	case m.FileID != nil:
		return "the id of an upload means nothing to another vendor", nil
	case data == nil && m.Text == nil && (!m.URL.IsString() || !strings.HasPrefix(m.URL.Str, "s3://")):
		why := c.Trait("image_url").Note
		if m.Kind != prompt.Image {
			why = "the API fetches no address: bytes are sent, or the place in S3 is"
		}
		return why, append(by("image_url"), translate.ByAddress(m.URL)...)
	case mime.IsString() && formatOf(m.Kind, baseType(mime.Str)) == "" && m.Text == nil:
		return fmt.Sprintf("%s is no format of %s that the API takes", mime.Str, keys[m.Kind]), by("image_types")
	case mime != nil && !mime.IsString() && m.Kind != prompt.Image:
		return "a variable media type cannot be turned into a format", []translate.Option{translate.Maybe(translate.HoleText(mime))}
	}
	return "", nil
}

func baseType(mime string) string {
	mime, _, _ = strings.Cut(strings.ToLower(mime), ";")
	return strings.TrimSpace(mime)
}

// defaults are the formats taken where nothing tells the type.
var defaults = map[prompt.MediaKind]string{prompt.Image: "png", prompt.File: "pdf", prompt.Video: "mp4", prompt.Audio: "wav"}

// format writes the word for a media type.
func (c *writer) format(m *prompt.Media, mime, data *value.Node) *value.Node {
	c.Mark(m.MIME)
	switch {
	case m.Text != nil:
		v := value.NewString("txt")
		switch {
		case m.MIME == nil:
		case m.MIME.IsString() && formatOf(prompt.File, baseType(m.MIME.Str)) != "":
			v.Str = formatOf(prompt.File, baseType(m.MIME.Str))
		default:
			c.Note(m.MIME, "file-input", translate.Approximate, "text of this type is sent as plain text", translate.To(v))
		}
		return v
	case mime.IsString():
		return value.NewString(formatOf(m.Kind, baseType(mime.Str)))
	case mime != nil: // a variable image type
		v := subtype(mime)
		c.Warn(m.MIME, "image-input", translate.Approximate, "the variable must hold the format alone: png, jpeg, gif or webp", translate.To(v), translate.Maybe(translate.HoleText(mime)))
		return v
	}
	word, why := "", "the format, told by the file's name"
	for _, n := range []*value.Node{m.Name, m.URL} {
		if t := translate.MIMEByName(n); word == "" {
			word = formatOf(m.Kind, t)
		}
	}
	if word == "" {
		word, why = defaults[m.Kind], "a format must be given: the most common one of its kind"
	}
	v := value.NewString(word)
	c.Add(v, translate.MediaFeature(m.Kind), why)
	return v
}

// subtype returns what stands behind image/ where the variable part of a media
// type begins there, and the whole type otherwise.
func subtype(mime *value.Node) *value.Node {
	if mime.Kind == value.Text && len(mime.Text) > 1 && mime.Text[0].Lit == "image/" {
		if t := mime.Text[1:]; len(t) == 1 && t[0].Tag != nil {
			return &value.Node{Kind: value.Hole, Tag: t[0].Tag}
		}
		return value.NewText(mime.Text[1:])
	}
	return mime.Clone()
}

// documentName writes the name that a document must have: of few characters,
// and its own.
func (c *writer) documentName(m *prompt.Media) *value.Node {
	ref := c.by("document_name_pattern")
	if m.Name == nil {
		v := value.NewString(c.freeName("document"))
		c.Add(v, "file-input", "a document must have a name", ref)
		return v
	}
	if !m.Name.IsString() {
		v := c.Carry(m.Name)
		c.Warn(m.Name, "file-input", translate.Approximate, "a document's name has "+c.Trait("document_name_pattern").Note, translate.To(v), translate.Maybe(translate.HoleText(m.Name)), ref)
		return v
	}
	name := c.freeName(documentName(m.Name))
	if name == m.Name.Str {
		return c.Carry(m.Name)
	}
	v := value.NewString(name)
	c.Note(m.Name, "file-input", translate.Approximate, "a document's name has "+c.Trait("document_name_pattern").Note+", and no two have the same: renamed", translate.To(v), ref)
	return v
}

// freeName numbers a name that is taken.
func (c *writer) freeName(name string) string {
	free := name
	for i := 2; c.docs[free]; i++ {
		free = fmt.Sprintf("%s %d", name, i)
	}
	c.docs[free] = true
	return free
}

// documentName replaces what a document's name cannot have. The ending of a
// file's name is said by the format.
func documentName(n *value.Node) string {
	s := n.Str
	if translate.MIMEByName(n) != "" {
		s = strings.TrimSuffix(s, path.Ext(s))
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("-()[]", r):
			return r
		case r == ' ' || r == '\t' || r == '\n':
			return ' '
		}
		return '-'
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return "document"
	}
	return s[:min(len(s), 190)] // leaves room for a number
}

// besideDocuments adds the text that must stand in a turn with a document.
func (c *writer) besideDocuments(blocks []value.Entry) []value.Entry {
	document, text := false, false
	for _, e := range blocks {
		switch key, _ := only(e.Value); {
		case e.Block != nil || e.Spread || key == "text":
			text = true // or it may be
		case key == "document":
			document = true
		}
	}
	if !document || text || c.own {
		return blocks
	}
	n := union("text", value.NewString("See the attached document."))
	c.Add(n, "file-input", "a turn with a document must have a text too", c.by("document_roles"))
	return append(blocks, value.Entry{Value: n})
}
