package compose

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	plainfiles "github.com/promptglot/promptglot/templates/format/plain"
	"github.com/promptglot/promptglot/translate"
)

// Open returns the prompts that f holds, nil when it is no prompt file. A file
// that is one and is broken gives what could be read of it, with its problems.
func (e *Engine) Open(f *source.File) []*Doc {
	if format.IsBinary(f.Data) {
		return nil
	}
	return e.openAs(f, e.candidates(f))
}

func (e *Engine) openAs(f *source.File, all []candidate) []*Doc {
	files, c := e.readAs(f, all)
	if len(files) > 0 {
		f.Take() // it is no program, and its trees change from here on
	}
	return e.docs(f, files, c)
}

// OpenNamed is Open for a file that somebody named outright: a text file that
// nothing recognises is read as one prompt, and a binary one is a problem.
func (e *Engine) OpenNamed(f *source.File) []*Doc {
	if format.IsBinary(f.Data) {
		return []*Doc{{
			File: f, ID: f.Path, Format: "text", Why: namedOutright, Prompt: &prompt.Prompt{},
			Problems: []value.Problem{{
				Code: format.CodeBinary, Span: source.Span{End: min(1, len(f.Data))},
				Message: "the file holds NUL bytes, so it is no text; expected a prompt file: leave it out",
			}},
		}}
	}
	if docs := e.Open(f); docs != nil || !isText(f.Path) {
		return docs
	}
	var text format.Format = plainfiles.Text{}
	if strings.HasSuffix(strings.ToLower(f.Path), ".md") {
		text = plainfiles.Markdown{}
	}
	return e.docs(f, text.Read(f, e.env()), candidate{format: text, why: namedOutright})
}

const namedOutright = "it was named outright"

func (e *Engine) docs(f *source.File, files []*format.File, c candidate) []*Doc {
	var out []*Doc
	for _, file := range files {
		d := &Doc{
			File: f, ID: f.Path, Format: c.format.ID(), Lang: file.Lang, Why: why(file, c),
			Front: file.Front, Body: file.Body, Variant: file.Variant, Problems: file.Problems, Unsent: file.Unsent, Partials: file.Partials, Doubts: file.Doubts,
		}
		if file.Name != "" {
			d.ID += "#" + file.Name
		}
		if file.Request != nil {
			e.request(d, file)
		} else {
			e.fragments(d, file)
		}
		d.Prompt.Lang = file.Lang
		d.Vendor = e.vendor(d, file)
		d.Keys = e.keys(file)
		d.Texts = texts(d.Prompt)
		for _, n := range file.Pieces {
			d.Texts = appendTexts(d.Texts, prompt.RoleUser, n)
		}
		d.Problems = inOrder(d.Problems)
		out = append(out, d)
	}
	return out
}

// inOrder sorts problems by their place and says each of them once: what two
// readers of one text have met is one mistake.
func inOrder(list []value.Problem) []value.Problem {
	slices.SortStableFunc(list, func(a, b value.Problem) int { return a.Span.Start - b.Span.Start })
	return slices.CompactFunc(list, func(a, b value.Problem) bool {
		return a.Span == b.Span && a.Code == b.Code && a.Message == b.Message
	})
}

// request reads a whole request through its dialect. Where several dialects
// would take it the first reads it; the document then names none.
func (e *Engine) request(d *Doc, file *format.File) {
	p, problems, err := e.Translator.Read(file.Candidates[0], "", file.Request)
	if err != nil {
		d.Prompt = &prompt.Prompt{}
		d.Problems = append(d.Problems, value.Problem{Code: format.CodeFormat, Span: file.Request.Span, Message: err.Error()})
		return
	}
	d.Problems = append(d.Problems, problems...)
	d.Prompt = p
	if len(file.Candidates) > 1 || file.Variant == variantMessages {
		p.Dialect, p.Version = "", ""
	}
	d.Dialect, d.Version = p.Dialect, p.Version
}

// variantMessages is a bare array of chat messages. Its shape is OpenAI's, but
// so many programs keep conversations that way that it names no vendor.
const variantMessages = "messages"

// fragments puts the fragments of a neutral file together.
func (e *Engine) fragments(d *Doc, file *format.File) {
	p := &prompt.Prompt{
		At: prompt.At{Node: file.Tree}, Lang: file.Lang, Name: file.Title, Description: file.About,
		Messages: file.Messages, Tools: file.Tools, Output: file.Output, Inputs: file.Inputs,
		Ext: file.Ext, Form: map[string]string{},
	}
	d.Prompt = p
	if n := file.Model; n != nil {
		p.Model = &prompt.Setting{At: prompt.At{Node: n}, Param: prompt.ParamModel, Feature: "model-name", Value: n, Form: "model"}
	}
	for _, o := range file.Options {
		p.Settings = append(p.Settings, prompt.Setting{
			At: prompt.At{Node: o.Value}, Param: o.Param, Feature: e.feature(o.Param), Value: o.Value, Form: o.Name,
		})
	}
	if file.Params != nil {
		e.params(d, file)
	}
	if !file.More {
		translate.MarkPrefill(p.Messages)
	}
	if file.Promptglot != nil && applyExtension != nil {
		d.Problems = append(d.Problems, applyExtension(e, p, file.Promptglot)...)
	}
	p.Source = value.NewIndex(file.Tree)
}

// applyExtension reads metadata.promptglot into a prompt; nil where nothing
// does.
var applyExtension func(e *Engine, p *prompt.Prompt, ext *value.Node) []value.Problem

// params reads options in a vendor's words through that vendor's dialect.
func (e *Engine) params(d *Doc, file *format.File) {
	p, n := d.Prompt, file.Params
	if n.Kind != value.Object {
		p.Ext = append(p.Ext, prompt.Ext{At: prompt.At{Node: n}, Key: "/parameters", Feature: "extra-body", Value: n})
		p.Open = true
		return
	}
	id := file.Words
	if id == "" {
		id = e.wordsOf(file.Provider)
	}
	got, problems, err := e.Translator.Read(id, "", n)
	if err != nil {
		d.Problems = append(d.Problems, value.Problem{Code: format.CodeFormat, Span: n.Span, Message: err.Error()})
		return
	}
	d.Problems = append(d.Problems, problems...)
	got = own(got, id)
	p.Settings = append(p.Settings, got.Settings...)
	p.Tools = append(p.Tools, got.Tools...)
	p.ToolChoice = append(p.ToolChoice, got.ToolChoice...)
	if len(p.Output) == 0 {
		p.Output = got.Output
	}
	p.Ext = append(p.Ext, got.Ext...)
	p.Open = p.Open || got.Open
	if p.Model == nil {
		p.Model = got.Model
	}
}

// feature returns the feature id of a neutral option: the one that the tables
// of the dialects give it.
func (e *Engine) feature(param prompt.Param) string {
	for _, d := range e.Catalog.Dialects() {
		if f, ok := d.Field(string(param), ""); ok && f.Feature != "" {
			return f.Feature
		}
	}
	return "unknown-field"
}
