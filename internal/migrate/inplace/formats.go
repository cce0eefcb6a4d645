package inplace

import (
	"fmt"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format/dotprompt"
	"github.com/promptglot/promptglot/templates/format/semantickernel"
)

// formatOf returns what finds the edits of a prompt of the document's format;
// nil, with the reason, for a format that is not edited in place.
func formatOf(d *compose.Doc) (func(*work) error, string) {
	switch d.Format {
	case "prompty":
		return prompty, ""
	case "dotprompt":
		return dotPrompt, ""
	case "github-prompt":
		return githubPrompt, ""
	case "promptfoo":
		return promptfoo, ""
	case "semantic-kernel":
		return semanticKernel, ""
	case "langchain":
		return langChain, ""
	case "request":
		return request, ""
	case "agent-file":
		return nil, "the program that runs the agent reads it, and chooses the model by its own words"
	case "markdown", "text":
		return nil, "it is text and names no model: the program that loads it chooses one"
	}
	return nil, "this version edits no " + d.Format + " file in place: use --layout neutral, or change it by hand"
}

// dotPrompt: model, and config under Genkit's common names and the vendor's own.
func dotPrompt(w *work) error {
	if m := w.d.Prompt.Model; m != nil {
		word, err := genkit.spell(w)
		if err != nil {
			return err
		}
		old, _, prefixed := strings.Cut(modelOf(w.d), "/")
		switch {
		case !prefixed && w.d.Vendor == w.t.Dialect.Vendor && !strings.Contains(word, "//"):
			word = w.t.Model.ID // the program has a default plugin
		case old != "" && w.d.Vendor != w.t.Dialect.Vendor:
			w.note("the program must load Genkit's plugin for %s", w.t.Dialect.Vendor)
		}
		w.set("/model", value.NewString(word))
	}
	return w.options(words{Block: "/config", Name: named(dotprompt.Options)})
}

// githubPrompt: model, among those that GitHub Models serves.
func githubPrompt(w *work) error {
	if w.d.Prompt.Model != nil {
		id := w.onGitHub()
		if id == "" {
			return fmt.Errorf("GitHub Models, which runs these files, serves no %s: use --layout neutral", w.t.Model.ID)
		}
		w.set("/model", value.NewString(id))
	}
	return w.options(words{Block: "/modelParameters", Name: named(map[string]prompt.Param{
		"maxTokens": prompt.ParamMaxTokens, "temperature": prompt.ParamTemperature, "topP": prompt.ParamTopP,
	})})
}

// onGitHub returns GitHub Models' name for the target's model, "" where it
// serves none.
func (w *work) onGitHub() string {
	for _, m := range w.e.Catalog.Models("github") {
		if m.ID == w.t.Model.ID || m.ID[strings.LastIndexByte(m.ID, '/')+1:] == w.t.Model.ID {
			return m.ID
		}
	}
	return ""
}

// semanticKernel: model_id of the service that the prompt uses, and its
// settings, which the kernel's connectors take under OpenAI's names.
func semanticKernel(w *work) error {
	if w.places == nil {
		return nil
	}
	services := w.places.config.root.Get("execution_settings")
	block := ""
	switch {
	case services.Get("default") != nil:
		block = "/execution_settings/default"
	case services != nil && len(services.Entries) > 0:
		block = value.Pointer("/execution_settings", services.Entries[0].Key)
	case w.places.config.root.Get("completion") != nil:
		block = "/completion"
	default:
		return nil
	}
	for _, key := range []string{"model_id", "ai_model_id"} {
		if m := w.at(block + "/" + key); m.IsString() && m.Str != "" {
			w.set(block+"/"+key, value.NewString(w.t.Model.ID))
			w.note("the kernel must have a service of %s for %s", w.t.Dialect.Vendor, w.t.Model.ID)
		}
	}
	info, _ := w.e.Catalog.Dialect("openai-chat")
	w.known = map[prompt.Param]string{}
	for _, m := range w.at(block).Members() {
		key := m.Key
		if key == "stop_sequences" { // the kernel's word
			key = "stop"
		}
		if f, ok := info.InAnyVersion(key); ok {
			w.known[prompt.Param(f.Param)] = value.Pointer(block, m.Key)
		}
	}
	return w.options(words{Block: block, Name: func(p prompt.Param) string {
		if p == prompt.ParamStop {
			return "stop_sequences"
		}
		return openaiWord(w, p)
	}})
}

// besideOf names the file beside the prompt's that holds its settings, "" where
// its own does.
func besideOf(d *compose.Doc) string {
	if d.Format == "semantic-kernel" && d.Variant == "folder" {
		return path.Join(path.Dir(d.File.Path), semantickernel.ConfigName)
	}
	return ""
}

// langChain: the model of a serialised chain. Its class is a piece of a program
// that the file names, so it stays.
func langChain(w *work) error {
	if w.d.Prompt.Model == nil {
		return nil
	}
	if w.d.Vendor != w.t.Dialect.Vendor {
		return fmt.Errorf("the file names the class of the model that LangChain makes, which is %s's: use --layout neutral, or make the chain again with %s", w.d.Vendor, w.t.Dialect.Vendor)
	}
	ptr := w.places.pointer(w.d.Prompt.Model.Value)
	if ptr == "" {
		return nil
	}
	w.set(ptr, value.NewString(w.t.Model.ID))
	return w.options(words{Block: parent(ptr), Name: func(prompt.Param) string { return "" }})
}

// request: the body of a request in the target's own form. In another form
// nothing of it would stay.
func request(w *work) error {
	if w.d.Dialect != w.t.Dialect.ID {
		from := w.d.Dialect
		if from == "" {
			from = "no one dialect"
		}
		return fmt.Errorf("it is a request of %s, of which nothing stands in its place for %s: use --layout neutral, which writes it beside", from, w.t.Dialect.ID)
	}
	if m := w.d.Prompt.Model; m != nil {
		if ptr := w.places.pointer(m.Value); ptr != "" {
			w.set(ptr, value.NewString(w.t.Model.ID))
		}
	}
	return w.options(words{})
}
