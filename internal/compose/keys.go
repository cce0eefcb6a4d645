package compose

import (
	"net/url"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// provider returns the vendor that a provider word names, "" for an unknown
// one.
func (e *Engine) provider(word string) string {
	word = strings.ToLower(word)
	for _, p := range catalog.PromptFiles() {
		if v := p.Providers[word]; v != "" {
			return v
		}
	}
	for _, v := range e.Catalog.Vendors() {
		if v.ID == word {
			return v.ID
		}
		for _, p := range v.Prefixes {
			if p == word {
				return v.ID
			}
		}
	}
	return ""
}

// wordsOf returns the dialect whose words a provider's options are in; OpenAI's
// where the file names no provider, or one that nothing reads yet.
func (e *Engine) wordsOf(provider *value.Node) string {
	if provider.IsString() {
		v, _ := e.Catalog.Vendor(e.provider(provider.Str))
		for _, id := range v.Dialects {
			if _, ok := e.Translator.Dialects.Get(id); ok {
				return id
			}
		}
	}
	return "openai-chat"
}

// vendor returns who serves a document.
func (e *Engine) vendor(d *Doc, file *format.File) string {
	if file.Provider.IsString() {
		if v := e.provider(file.Provider.Str); v != "" {
			return v
		}
	}
	if info, ok := e.Catalog.Dialect(d.Dialect); ok {
		return info.Vendor
	}
	for _, w := range file.Vendor {
		if v, ok := e.endpoint(w.Node); ok {
			return v
		}
	}
	if m := d.Prompt.Model; m != nil && m.Value.IsString() {
		return e.modelVendor(m.Value.Str)
	}
	return ""
}

// modelVendor returns who serves a model by its id alone.
func (e *Engine) modelVendor(id string) string {
	if prefix, _, ok := strings.Cut(id, "/"); ok {
		if v := e.provider(prefix); v != "" {
			return v
		}
	}
	host := e.Catalog.HostOf(id)
	for _, v := range e.Catalog.Vendors() {
		for _, h := range v.Models {
			if h == host && host != "" {
				return v.ID
			}
		}
	}
	return ""
}

// endpoint returns the vendor that a URL, or the default of a reference, leads
// to.
func (e *Engine) endpoint(n *value.Node) (string, bool) {
	s := ""
	if n.IsString() {
		s = n.Str
	} else if _, _, fallback, ok := prompty.Reference(n); ok {
		s = fallback
	}
	if !strings.Contains(s, "://") {
		return "", false
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return "", false
	}
	v, ok := e.Catalog.VendorOfHost(u.Host)
	return v.ID, ok
}

// keys lists the vendor words of a file that no node of the prompt stands for.
func (e *Engine) keys(file *format.File) []Key {
	var out []Key
	add := func(feature, vendor string, n *value.Node, text string) {
		out = append(out, Key{Feature: feature, Vendor: vendor, Span: n.Span, Value: text})
	}
	vendor := ""
	if p := file.Provider; p.IsString() {
		vendor = e.provider(p.Str)
		if vendor != "" && !p.Span.IsZero() {
			add("provider-config", vendor, p, p.Str)
		}
	}
	for _, w := range file.Vendor {
		last := w.Path[strings.LastIndexByte(w.Path, '.')+1:]
		if _, name, _, ok := prompty.Reference(w.Node); ok {
			if v, known := e.Catalog.VendorOfEnv(name); known {
				add("api-key-env", v.ID, w.Node, name)
			}
		}
		if v, ok := e.endpoint(w.Node); ok {
			add("api-endpoint", v, w.Node, w.Node.Str)
			continue
		}
		switch {
		case !w.Node.IsString() || w.Node.Str == "":
		case last == "api_version" || last == "apiVersion":
			add("api-version", vendor, w.Node, w.Node.Str)
		case catalog.VendorOfKey(last) != "":
			add("provider-config", catalog.VendorOfKey(last), w.Node, w.Node.Str)
		case last == "kind" && e.provider(w.Node.Str) != "":
			add("provider-config", e.provider(w.Node.Str), w.Node, w.Node.Str)
		}
	}
	return out
}
