// Package request is the format of files that hold request bodies: JSON or YAML
// in the words of a dialect, as it stands, one level down ({"body": …}), or
// with template tags in it; and bare arrays of chat messages.
package request

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is the request format. The zero value is ready to use.
type Format struct{}

var _ format.Format = Format{}

// ID implements format.Format.
func (Format) ID() string { return "request" }

// Detect implements format.Format. Names and a few bytes only sort out what
// need not be parsed; Read decides.
func (Format) Detect(f *source.File) (int, string) {
	if !isData(f.Path) {
		return format.No, ""
	}
	k := kindOf(f.Path)
	if k.yaml == nil || foreign(f.Path) {
		return format.No, ""
	}
	for _, key := range keys {
		if bytes.Contains(f.Data, key) {
			return format.Maybe, "it may hold a request"
		}
	}
	if k.named {
		return format.Maybe, "its name says request"
	}
	return format.No, ""
}

// keys are words one of which every request has.
var keys = [][]byte{
	[]byte("messages"), []byte("contents"), []byte("input"), []byte("role"),
}

// foreign reports files that are configuration of other programs, whatever
// words they hold.
func foreign(p string) bool {
	base := strings.ToLower(path.Base(p))
	for _, name := range []string{"package.json", "package-lock.json", "composer.json", "tsconfig.json", "jsconfig.json", "docker-compose.yml", "docker-compose.yaml", "pnpm-lock.yaml"} {
		if base == name {
			return true
		}
	}
	for _, part := range []string{"openapi", "swagger", "tsconfig", ".schema.json", "promptfooconfig"} {
		if strings.Contains(base, part) {
			return true
		}
	}
	return strings.Contains(p, ".github/workflows/") || strings.Contains(p, "node_modules/")
}

// isData reports whether a file's name is that of JSON or YAML, or of a template of
// some. Most files have others, and that costs little.
func isData(p string) bool {
	_, base := format.LangByName(strings.ToLower(p[strings.LastIndexByte(p, '/')+1:]))
	return strings.HasSuffix(base, ".json") || strings.HasSuffix(base, ".yaml") || strings.HasSuffix(base, ".yml")
}

// A fileKind is what a name says.
type fileKind struct {
	yaml  *bool  // nil: neither JSON nor YAML
	lang  string // template language by the ending; "" when it says none
	named bool   // the name says that this is a request
	place string // the folder of prompts that it lies in; "" for none
}

func kindOf(p string) fileKind {
	base := strings.ToLower(path.Base(p))
	k := fileKind{place: format.PromptFolder(p)}
	k.lang, base = format.LangByName(base)
	yes, no := true, false
	stem := ""
	switch {
	case strings.HasSuffix(base, ".json"):
		k.yaml, stem = &no, strings.TrimSuffix(base, ".json")
	case strings.HasSuffix(base, ".yaml"), strings.HasSuffix(base, ".yml"):
		k.yaml, stem = &yes, base[:strings.LastIndexByte(base, '.')]
	}
	words := strings.FieldsFunc(stem, func(r rune) bool { return strings.ContainsRune("-_. ", r) })
	for _, w := range words {
		k.named = k.named || w == "request" || w == "prompt" || w == "chat" || w == "messages"
	}
	return k
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	k := kindOf(f.Path)
	if k.yaml == nil || format.IsBinary(f.Data) {
		return nil
	}
	docs, lang, problems := trees(f.Whole(), *k.yaml, k.lang, env)
	var out []*format.File
	for i, d := range docs {
		file := find(d, k, env)
		if file == nil {
			continue
		}
		file.Lang = lang
		if len(docs) > 1 {
			file.Name = strconv.Itoa(i + 1)
		}
		file.Front = d
		out = append(out, file)
	}
	if len(out) == 0 {
		return nil
	}
	out[0].Problems = append(problems, out[0].Problems...)
	if lang == "" {
		texts(out, env)
	}
	return out
}

// trees reads the documents of v. Tags that stand outside of strings make the
// whole text a template; lang is its language then, or what the name says.
func trees(v *source.View, yaml bool, named string, env format.Env) ([]*value.Node, string, []value.Problem) {
	read := func(opt value.Options) ([]*value.Node, []value.Problem) {
		if yaml {
			return value.ReadYAML(v, opt)
		}
		n, problems := value.ReadJSON(v, opt)
		if n == nil {
			return nil, problems
		}
		return []*value.Node{n}, problems
	}
	lang := named
	if lang == "" {
		docs, problems := read(value.Options{})
		if len(problems) == 0 {
			keep(v, yaml, docs)
			return docs, "", problems
		}
		lang = env.LangOf(v.Text) // which takes longer than reading does
		if lang == "" || env.Langs.Get(lang) == nil {
			return docs, "", problems
		}
		marked, more := asTemplate(v, env.Langs.Get(lang), read)
		if len(more) >= len(problems) {
			return docs, "", problems
		}
		return marked, lang, more
	}
	docs, problems := asTemplate(v, env.Langs.Get(lang), read)
	return docs, lang, problems
}

// keep leaves the trees to who reads the file as configuration, where no request is
// found in it.
func keep(v *source.View, yaml bool, docs []*value.Node) {
	syntax := value.JSON
	if yaml {
		syntax = value.YAML
	}
	value.Keep(v, syntax, docs)
}

func asTemplate(v *source.View, lang templates.Language, read func(value.Options) ([]*value.Node, []value.Problem)) ([]*value.Node, []value.Problem) {
	marks, found := format.Tags(lang, v)
	docs, problems := read(value.Options{Marks: marks})
	return docs, append(found, problems...)
}

// find looks for a request in a document: the document itself, a member one
// level down, or an array of messages.
func find(d *value.Node, k fileKind, env format.Env) *format.File {
	need := format.Likely
	if k.named || k.lang != "" || d.Get("model").IsString() && messages(d.Get("messages")) {
		need = format.Maybe
	}
	if d.Kind == value.Array {
		if !messages(d) {
			return nil
		}
		return bare(d, "it is an array of chat messages")
	}
	if d.Kind != value.Object || d.Get("custom_id") != nil || d.Get("recordId") != nil {
		return nil // lines of batch files are no single requests
	}
	if file := detect(d, need, env); file != nil {
		return file
	}
	// Where prompts are kept, messages may stand among keys of the program's own.
	for _, key := range []string{"messages", "prompt"} {
		switch m := d.Get(key); {
		case !messages(m):
		case k.place != "":
			return bare(m, "it lies in a folder "+k.place+" and has chat messages")
		case k.named && key == "prompt":
			return bare(m, "its name says prompt and it has chat messages")
		}
	}
	for _, key := range []string{"body", "params", "request"} {
		if inner := d.Get(key); inner != nil && inner.Kind == value.Object {
			if file := detect(inner, format.Likely, env); file != nil {
				file.Why += " under " + strconv.Quote(key)
				return file
			}
		}
	}
	return nil
}

// bare returns a request that consists of messages alone.
func bare(messages *value.Node, why string) *format.File {
	wrapped := &value.Node{Kind: value.Object, Span: messages.Span}
	wrapped.Entries = []value.Entry{{Key: "messages", Value: messages, Span: messages.Span}}
	return &format.File{Request: wrapped, Candidates: []string{"openai-chat"}, Variant: "messages", Why: why}
}

func detect(d *value.Node, need int, env format.Env) *format.File {
	if env.Request == nil || !plausible(d) {
		return nil
	}
	ids, sure := env.Request(d)
	if len(ids) == 0 || sure < need {
		return nil
	}
	return &format.File{Request: d, Candidates: ids, Why: "its keys are those of a request of " + strings.Join(ids, " or ")}
}

// plausible turns down objects whose key messages or contents holds something
// else than turns: translations, logs, file listings; and the variables that a
// model's chat template is filled with, which have its tokens beside the turns.
func plausible(d *value.Node) bool {
	if d.Get("bos_token") != nil || d.Get("eos_token") != nil {
		return false
	}
	// Completions take a list of prompts, but so do forms and questionnaires.
	if p := d.Get("prompt"); p != nil && p.Kind == value.Array && d.Get("model") == nil {
		return false
	}
	for _, key := range []string{"messages", "contents"} {
		n := d.Get(key)
		if n == nil || n.Kind == value.Hole || n.Kind == value.Choice {
			continue
		}
		if n.Kind != value.Array {
			return false
		}
		ok := len(n.Entries) == 0
		walkEntries(n.Entries, func(v *value.Node) {
			ok = ok || v.Kind == value.Hole || v.Kind == value.Choice || v.Kind == value.Object && (v.Get("role") != nil || v.Get("parts") != nil || v.Open())
		})
		if !ok {
			return false
		}
	}
	return true
}

// messages reports whether d is an array of nothing but chat messages, and has
// one.
func messages(d *value.Node) bool {
	if d == nil || d.Kind != value.Array {
		return false
	}
	n, ok := 0, true
	walkEntries(d.Entries, func(v *value.Node) {
		n++
		if v.Kind == value.Hole {
			return
		}
		role := v.Get("role")
		ok = ok && role != nil && (v.Get("content") != nil || v.Get("tool_calls") != nil)
		if role.IsString() {
			switch role.Str {
			case "system", "developer", "user", "assistant", "tool", "function":
			default:
				ok = false
			}
		}
	})
	return ok && n > 0
}

func walkEntries(es []value.Entry, f func(*value.Node)) {
	for i := range es {
		if b := es[i].Block; b != nil {
			for j := range b.Arms {
				walkEntries(b.Arms[j].Body, f)
			}
		} else if es[i].Value != nil {
			f(es[i].Value)
		}
	}
}
