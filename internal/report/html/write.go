package html

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"

	"github.com/promptglot/promptglot/internal/figure"
)

//go:embed page.tmpl
var pageText string

//go:embed detail.tmpl
var detailText string

//go:embed style.css
var style string

//go:embed script.js
var script string

var templates = func() *template.Template {
	t := template.New("page").Funcs(template.FuncMap{
		"group": figure.Count, "dollars": figure.USD, "plural": figure.Noun,
		"isURL": isURL,
		"few":   func(list []string) []string { return list[:min(len(list), fewPlaces)] },
		"minus": func(a, b int) int { return a - b },
		"short": func(list []string) bool { return len(list) <= fewModels },
		"most":  func() int { return fewPlaces },
		"head":  func(list []string) []string { return list[:min(len(list), shownPlaces)] },
		"shown": func() int { return shownPlaces },
	})
	template.Must(t.Parse(pageText))
	return template.Must(t.New("detail").Parse(detailText))
}()

// fewPlaces is how many places of a model or of what stays are shown.
const fewPlaces = 2

// shownPlaces is how many places of a decision are shown.
const shownPlaces = 5

// fewModels is how many models of a vendor are shown at once.
const fewModels = 8

// Details of up to this many bytes stand in the page itself and can be read
// without a script. Beyond it they are packed: some thousand prompts have tens
// of megabytes of details, and nobody reads more than a few of them.
const (
	inline  = 1 << 20
	perPack = 50 // prompts that are packed together
)

// Write writes the page. It is the same for the same data.
func Write(w io.Writer, p *Page) error {
	v := newView(masked(p))
	v.Style, v.Script, v.PerPack = template.CSS(style), template.JS(script), perPack
	// Even where text broke out of its place, nothing but these two would run.
	v.Policy = "default-src 'none'; style-src '" + digest(style) + "'; script-src '" + digest(script) + "'; base-uri 'none'; form-action 'none'"
	details := make([]string, len(v.Rows))
	size := 0
	for i := range v.Rows {
		var b bytes.Buffer
		if err := templates.ExecuteTemplate(&b, "detail", v.detail(&v.Rows[i])); err != nil {
			return err
		}
		details[i] = b.String()
		size += b.Len()
	}
	if size <= inline {
		for i := range v.Rows {
			v.Rows[i].Body = template.HTML(details[i]) // made by a template itself
		}
	} else {
		packed, err := pack(details)
		if err != nil {
			return err
		}
		v.Packed = template.JS(packed)
	}
	return templates.ExecuteTemplate(w, "page", v)
}

// digest is the name of a script or style sheet in a security policy.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pack returns the details as a JSON list of strings: each is base64 of a
// gzipped JSON list of perPack details.
func pack(details []string) ([]byte, error) {
	var packs []string
	for len(details) > 0 {
		n := min(perPack, len(details))
		text, err := json.Marshal(details[:n])
		if err != nil {
			return nil, err
		}
		details = details[n:]
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := z.Write(text); err != nil {
			return nil, err
		}
		if err := z.Close(); err != nil {
			return nil, err
		}
		packs = append(packs, base64.StdEncoding.EncodeToString(b.Bytes()))
	}
	return json.Marshal(packs)
}
