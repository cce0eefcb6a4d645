package inplace

import (
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	format "github.com/promptglot/promptglot/templates/format/prompty"
)

// A runtime is a program that runs prompt files: how they tell it who serves.
type runtime struct {
	name   string
	format string // whose words it has, in the catalogue
}

var (
	promptyRuntime   = runtime{"Prompty", "prompty"}
	promptyV1        = runtime{"version 1 of Prompty", "prompty-v1"}
	genkit           = runtime{"Genkit", "dotprompt"}
	promptfooRuntime = runtime{"promptfoo", "promptfoo"}
)

// words returns the runtime's words, and that for the target's vendor: what
// stands before the model or in its provider field, "" for none.
func (r runtime) words(w *work) (catalog.PromptFile, string) {
	p := catalog.PromptFileOf(r.format)
	if p.Names != nil {
		return p, p.Names[w.t.Dialect.Vendor]
	}
	return p, p.Written[w.t.Dialect.Vendor]
}

// word returns the runtime's word for the target's vendor.
func (r runtime) word(w *work) (string, error) {
	p, s := r.words(w)
	if s != "" {
		return s, nil
	}
	if p.Compatible != "" && w.t.Dialect.Parent == "openai-chat" {
		return p.Compatible, nil
	}
	return "", fmt.Errorf("%s has no word for %s (%s, as of %s): use --layout neutral", r.name, w.t.Dialect.Vendor, p.Source, p.AsOf)
}

// stands reports whether the target is reached under the word of another vendor.
func (r runtime) stands(w *work) bool {
	_, s := r.words(w)
	return s == ""
}

// spell returns the model's name with the runtime's word before it.
func (r runtime) spell(w *work) (string, error) {
	s, err := r.word(w)
	return s + w.t.Model.ID, err
}

// prompty: the model block, of both versions.
func prompty(w *work) error {
	if w.d.Front == nil {
		return nil
	}
	model := w.at("/model")
	if model.Get("configuration") != nil || model.Get("parameters") != nil {
		return promptyOne(w, model)
	}
	if w.d.Prompt.Model != nil || model.Get("provider") != nil {
		word, err := promptyRuntime.word(w)
		if err != nil {
			return err
		}
		if model.Kind != value.Object { // the short form
			block := value.NewObject("id", value.NewString(w.t.Model.ID), "provider", value.NewString(word))
			if promptyRuntime.stands(w) {
				block.Set("connection", value.NewObject("endpoint", value.NewString("${env:OPENAI_BASE_URL}")))
				w.note("set OPENAI_BASE_URL to the address of %s", w.t.Dialect.Title)
			}
			w.set("/model", block)
		} else {
			w.model("/model/id", w.t.Model.ID)
			w.write("/model/provider", word)
			w.api(model)
			w.connection(model)
		}
	}
	return w.options(words{Block: "/model/options", Name: named(format.Options)}, words{Block: "/model/options/additionalProperties"})
}

// api keeps the call that is made one that the target has.
func (w *work) api(model *value.Node) {
	if api := model.Get("apiType"); api.IsString() {
		word := "chat"
		if w.t.Dialect.ID == "openai-responses" {
			word = "responses"
		}
		w.write("/model/apiType", word)
	}
}

// connection makes the connection lead to the target: keys and addresses of the
// vendor that served before would not.
func (w *work) connection(model *value.Node) {
	c := model.Get("connection")
	same := w.d.Vendor == w.t.Dialect.Vendor
	if same && !promptyRuntime.stands(w) || c == nil && !promptyRuntime.stands(w) {
		return
	}
	if kind := c.Get("kind"); c != nil && (c.Kind != value.Object || kind.IsString() && kind.Str != "key") {
		w.note("the connection that the file names is the program's: it must lead to %s", w.t.Dialect.Vendor)
		return
	}
	key := ""
	for _, v := range w.e.Catalog.Vendors() {
		if v.ID == w.t.Dialect.Vendor && len(v.Env) > 0 && strings.HasSuffix(v.Env[0], "_KEY") {
			key = v.Env[0]
		}
	}
	switch {
	case c.Get("apiKey") == nil:
	case key != "":
		w.reference("/model/connection/apiKey", key)
	default:
		w.del("/model/connection/apiKey")
	}
	switch {
	case w.t.Dialect.Vendor == "azure-openai" || w.t.Dialect.Vendor == "microsoft":
		w.reference("/model/connection/endpoint", "AZURE_OPENAI_ENDPOINT")
	case promptyRuntime.stands(w):
		w.reference("/model/connection/endpoint", "OPENAI_BASE_URL")
		if w.at("/model/connection/endpoint") == nil || !same {
			w.note("set OPENAI_BASE_URL to the address of %s", w.t.Dialect.Title)
		}
	default:
		w.del("/model/connection/endpoint")
	}
}

// reference writes a reference to an environment variable, unless one to it
// stands there.
func (w *work) reference(ptr, name string) {
	if old := w.at(ptr); old.IsString() && strings.HasPrefix(old.Str, "${env:"+name) {
		return
	}
	w.write(ptr, "${env:"+name+"}")
}

// promptyOne: version 1 says who serves in model.configuration, and its
// parameters are OpenAI's.
func promptyOne(w *work, model *value.Node) error {
	if c := model.Get("configuration"); w.d.Prompt.Model != nil || c.Get("type") != nil {
		word, err := promptyV1.word(w)
		if err != nil {
			return err
		}
		if c.Kind != value.Object {
			return fmt.Errorf("its connection stands in another file, which the program reads: change that, or use --layout neutral")
		}
		if old := c.Get("type"); !old.IsString() || !strings.HasSuffix(old.Str, word) {
			w.write("/model/configuration/type", word)
		}
		w.name(c)
	}
	return w.options(words{Block: "/model/parameters", Name: func(p prompt.Param) string { return openaiWord(w, p) }})
}

// name writes the model under the key that version 1 has for it there.
func (w *work) name(c *value.Node) {
	const block = "/model/configuration/"
	all := catalog.PromptFileOf(promptyV1.format).Keys
	own, has := all[w.t.Dialect.Vendor]
	key := "name"
	switch {
	case has:
		key = own.Model
	case c.Get("model") != nil:
		key = "model"
	}
	w.model(block+key, w.t.Model.ID)
	if has && c.Get(own.Endpoint) == nil {
		w.put(block+own.Endpoint, value.NewString("${env:"+own.EndpointEnv+"}"))
	}
	for vendor, k := range all {
		if vendor != w.t.Dialect.Vendor {
			w.del(block + k.Endpoint)
			w.del(block + k.Model)
			w.del(block + k.Version)
		}
	}
}

// promptfoo: the id of the provider, and its config in the vendor's words.
func promptfoo(w *work) error {
	if w.d.Prompt.Model == nil {
		return nil
	}
	ptr := w.places.holding(w.d.Prompt.Model.Value.Span)
	if ptr == "" {
		return fmt.Errorf("its provider is a key, which other lines may name: write it as id and config")
	}
	id, err := promptfooRuntime.spell(w)
	if err != nil {
		return err
	}
	if promptfooRuntime.stands(w) {
		w.note("set OPENAI_BASE_URL, or apiBaseUrl in the provider's config, to the address of %s", w.t.Dialect.Title)
	}
	w.model(ptr, id)
	if !strings.HasSuffix(ptr, "/id") {
		return nil
	}
	block := strings.TrimSuffix(ptr, "/id") + "/config"
	if w.at(block) == nil {
		return nil
	}
	for _, key := range []string{"apiKey", "apiKeyEnvar", "apiHost", "apiBaseUrl", "apiVersion", "organization"} {
		if w.d.Vendor != w.t.Dialect.Vendor && w.at(block+"/"+key) != nil {
			w.note("%s of the provider's config is for %s: change it", key, w.d.Vendor)
		}
	}
	return w.options(words{Block: block})
}
