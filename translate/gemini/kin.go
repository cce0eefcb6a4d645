package gemini

import (
	"regexp"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// foreign reports whether the prompt is of another shape than generateContent.
// Google serves that shape twice, as the Gemini API and on Vertex AI: what both
// have crosses as it stands.
func foreign(w *translate.Writer) bool { return !w.Kin() }

// onlyKey returns the canonical name of a part's one data member, "" where
// there is none or several.
func onlyKey(w *translate.Writer, n *value.Node) string {
	key := ""
	for _, m := range n.Members() {
		name := w.Target.Dialect.Canonical(m.Key)
		switch {
		case m.Spread, key != "" && featureOf[name] == "":
			return ""
		case featureOf[name] == "":
			key = name
		}
	}
	return key
}

// kinMedia writes media of the family. An upload of the Gemini API cannot be
// read on Vertex AI; an object of Cloud Storage must be registered with the
// Gemini API first.
func kinMedia(w *translate.Writer, p *prompt.Part) *value.Node {
	m := p.Media
	place := first(m.URL, m.FileID)
	if !w.Foreign() || place == nil {
		return ownMedia(w, p)
	}
	t := w.Trait("cloud_storage")
	here, stored := t.Value == "yes", place.IsString() && strings.HasPrefix(place.Str, "gs://")
	if here && place.IsString() && isUpload(place.Str) && !stored {
		return w.NoMedia(p, "an upload of the Gemini API cannot be read on Vertex AI", nil, textObject, translate.By(t.Ref))
	}
	n := ownMedia(w, p)
	if !here && stored {
		w.Warn(place, translate.MediaFeature(m.Kind), translate.Approximate, "the file must be an upload of the Files API, or registered with it", translate.To(n), translate.Maybe("the Files API"), translate.By(w.Trait("image_url").Ref))
	}
	if _, body := fileBody(n); body != nil && m.MIME == nil {
		fileMIME(w, m, place, body)
	}
	return n
}

func fileBody(n *value.Node) (string, *value.Node) {
	for _, k := range []string{"fileData", "file_data"} {
		if b := n.Get(k); b != nil {
			return k, b
		}
	}
	return "", nil
}

// fileMIME sets the media type of a file that has none: by the ending of its
// address, or, where one is demanded, by its kind.
func fileMIME(w *translate.Writer, m *prompt.Media, place, body *value.Node) {
	t, why := guessMIME(place), "the media type, told by the ending of the address"
	need := w.Trait("file_mime")
	if t == "" && need.Value == "required" {
		t, why = commonMIME[m.Kind], "a file needs a media type here: the most common one of its kind"
	}
	if t == "" {
		return
	}
	v := value.NewString(t)
	body.Set("mimeType", v)
	w.Add(v, translate.MediaFeature(m.Kind), why, translate.By(need.Ref))
}

// toolHere reports whether the target's host runs a tool of the family; names
// are canonical.
func toolHere(w *translate.Writer, name string) bool {
	return !w.Foreign() || !w.Trait("tools_elsewhere").Has(name)
}

// labels writes free metadata as labels, which take short words of lower case
// only, where the host has them.
func labels(w *translate.Writer, out *value.Node, s *prompt.Setting) bool {
	t := w.Trait("label_pattern")
	key, err1 := regexp.Compile(t.Value)
	word, err2 := regexp.Compile(w.Trait("label_value_pattern").Value)
	if !foreign(w) || t.Value == "" || err1 != nil || err2 != nil || s.Value.Kind != value.Object || !s.Value.Literal() {
		return false
	}
	list := &value.Node{Kind: value.Object}
	w.MarkAt(s.At)
	for i := range s.Value.Entries {
		e := &s.Value.Entries[i]
		if !e.Value.IsString() || !key.MatchString(e.Key) || !word.MatchString(e.Value.Str) {
			w.Drop(e.Value, s.Feature, t.Note, translate.By(t.Ref))
			continue
		}
		list.Set(e.Key, w.Carry(e.Value))
	}
	if len(list.Entries) > 0 {
		out.Set("labels", list)
	}
	return true
}
