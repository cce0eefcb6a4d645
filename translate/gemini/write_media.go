package gemini

import (
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func ownMedia(w *translate.Writer, p *prompt.Part) *value.Node {
	m, body, key := p.Media, &value.Node{Kind: value.Object}, "inlineData"
	set := func(name string, v *value.Node) { body.Set(spelled(w, p.Form, name), w.Carry(v)) }
	set("mimeType", m.MIME)
	set("displayName", m.Name)
	set("fileUri", first(m.URL, m.FileID))
	set("data", m.Data)
	if p.Form["media"] != "" {
		key = p.Form["media"]
	}
	return value.NewObject(spelled(w, p.Form, key), body)
}

func first(ns ...*value.Node) *value.Node {
	for _, n := range ns {
		if n != nil {
			return n
		}
	}
	return nil
}

func textObject(s string) *value.Node { return value.NewObject("text", value.NewString(s)) }

// foreignMedia writes media as inlineData or fileData, or handles them by the
// media policy.
func foreignMedia(w *translate.Writer, p *prompt.Part) *value.Node {
	m := p.Media
	place := first(m.URL, m.FileID)
	switch {
	case m.Text != nil:
		v := value.NewObject("text", w.Carry(m.Text))
		finishMedia(w, p, v)
		w.Warn(p.Node, "file-input", translate.Emulated, "a plain-text document becomes a text part", translate.To(v))
		return v
	case m.Data != nil:
		body := value.NewObject("mimeType", dataMIME(w, m), "data", w.Carry(m.Data))
		return finishMedia(w, p, value.NewObject("inlineData", body))
	case place == nil:
		return w.NoMedia(p, "the source says neither data nor place of the media", nil, textObject)
	case m.URL != nil && !place.IsString() || place.IsString() && fetchable(place.Str):
		return fileData(w, p, place)
	case m.FileID != nil:
		return w.NoMedia(p, "the id of an upload means nothing to another vendor", nil, textObject)
	}
	return w.NoMedia(p, "a file is named by an https, gs:// or Files API address here", func() *value.Node { return fileData(w, p, place) }, textObject, translate.By(w.Trait("image_url").Ref))
}

// fetchable reports whether the API takes an address as fileUri.
func fetchable(uri string) bool { return isUpload(uri) || strings.HasPrefix(uri, "https://") }

// fileData names a file by its address. What the address serves is only known
// when the API fetches it.
func fileData(w *translate.Writer, p *prompt.Part, place *value.Node) *value.Node {
	m := p.Media
	body := &value.Node{Kind: value.Object}
	if m.MIME != nil {
		body.Set("mimeType", w.Carry(m.MIME))
	} else {
		fileMIME(w, m, place, body)
	}
	uri := w.Carry(place)
	body.Set("fileUri", uri)
	t := w.Trait("image_url")
	switch {
	case !place.IsString():
		w.Warn(place, translate.MediaFeature(m.Kind), translate.Approximate, "the address must be an https, gs:// or Files API one", translate.To(uri), translate.Maybe(translate.HoleText(place)), translate.By(t.Ref))
	case strings.HasPrefix(place.Str, "gs://") && w.Trait("cloud_storage").Value == "yes":
	case isUpload(place.Str):
		w.Warn(place, translate.MediaFeature(m.Kind), translate.Approximate, "the file must be an upload of the Files API, or registered with it", translate.To(uri), translate.Maybe("the Files API"), translate.By(t.Ref))
	default:
		w.Warn(place, translate.MediaFeature(m.Kind), translate.Approximate, t.Note, translate.To(uri), translate.Maybe("what the address serves"), translate.By(t.Ref))
	}
	return finishMedia(w, p, value.NewObject("fileData", body))
}

// finishMedia accounts for what stands beside the media itself.
func finishMedia(w *translate.Writer, p *prompt.Part, n *value.Node) *value.Node {
	m := p.Media
	w.MarkAt(p.At)
	w.Mark(m.MIME)
	feature := translate.MediaFeature(m.Kind)
	if m.Name != nil {
		w.Note(m.Name, feature, translate.Approximate, "media have no name here")
	}
	if d := m.Detail; d != nil {
		setDetail(w, n, d)
	}
	if n.Get("text") != nil { // the caller returns a text as it is
		w.DropCache(p.Cache)
		w.DropExt(p.Ext)
	}
	return n
}

var resolutions = map[string]string{"low": "MEDIA_RESOLUTION_LOW", "high": "MEDIA_RESOLUTION_HIGH"}

// setDetail writes a resolution hint; no hint is the default.
func setDetail(w *translate.Writer, n, d *value.Node) {
	t := w.Trait("part_resolution")
	is, opts, _ := w.Gate("part_resolution")
	opts = append(opts, translate.By(t.Ref))
	switch {
	case d.Is("auto"):
		w.Mark(d)
	case !d.IsString() || resolutions[d.Str] == "" || t.Value != "gate":
		w.Drop(d, "image-input", "a single image has no such resolution here", opts...)
	case is == catalog.No:
		w.Drop(d, "image-input", t.Note, opts...)
	default:
		v := value.NewString(resolutions[d.Str])
		n.Set("mediaResolution", value.NewObject("level", v))
		w.Note(d, "image-input", translate.Approximate, "the level is of the same name and costs other numbers of tokens", append(opts, translate.To(v))...)
	}
}

// dataMIME returns the media type of inline data, which the API demands.
func dataMIME(w *translate.Writer, m *prompt.Media) *value.Node {
	if m.MIME != nil {
		return w.Carry(m.MIME)
	}
	t, why := translate.MIMEByName(m.Name), "the media type, told by the file's name"
	if t == "" {
		t, why = sniff(m.Data), "the media type, told by the first bytes of the data"
	}
	if t == "" {
		t, why = commonMIME[m.Kind], "data need a media type: the most common one of their kind"
	}
	v := value.NewString(t)
	w.Add(v, translate.MediaFeature(m.Kind), why)
	return v
}

// commonMIME is the most common media type of each kind.
var commonMIME = map[prompt.MediaKind]string{
	prompt.Image: "image/png", prompt.Audio: "audio/wav", prompt.Video: "video/mp4", prompt.File: "application/pdf",
}

// sniff tells the media type by the base64 form of the magic bytes.
func sniff(data *value.Node) string {
	if !data.IsString() {
		return ""
	}
	for _, s := range []struct{ head, mime string }{
		{"iVBORw0KGgo", "image/png"}, {"/9j/", "image/jpeg"}, {"R0lGOD", "image/gif"}, {"JVBERi", "application/pdf"}, {"SUQz", "audio/mpeg"},
	} {
		if strings.HasPrefix(data.Str, s.head) {
			return s.mime
		}
	}
	return ""
}
