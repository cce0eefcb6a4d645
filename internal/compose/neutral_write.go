package compose

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// NeutralName is the ending of neutral files.
const NeutralName = ".prompty"

// A NeutralFile is a prompt in its neutral form.
type NeutralFile struct {
	Data []byte
	// Doc is what reading Data gives.
	Doc *Doc
	// Notes say what could only be said approximately, and what was left out
	// on purpose.
	Notes []string
}

// Neutral returns the neutral form of a document: a Prompty file with neutral
// option names and no model. A Prompty file is edited where it stands: lines
// that name no vendor stay as they are, and one that has none comes back
// unchanged. Everything else becomes a new file.
//
// The result has been read back and says the same; where that cannot be
// reached the error says why. path is the name of the new file.
func (e *Engine) Neutral(d *Doc, path string) (*NeutralFile, error) {
	if err := e.migratable(d); err != nil {
		return nil, err
	}
	if d.Format == "prompty" {
		return e.neutralInPlace(d)
	}
	c := newEncoder(e.Langs.Get(neutralLang(d.Lang)))
	p := e.neutral(d.Prompt)
	b := c.body(p)
	fields, tools := front(p, c.lang.ID())
	base, err := e.reopen(path, file(fields, b.b.String()))
	if err != nil {
		return nil, err
	}
	s := said{messages: b.said, tools: tools}
	if len(items(base.Prompt.Messages)) != len(b.said) {
		s.messages = nil
	}
	if len(items(base.Prompt.Tools)) != len(tools) {
		s.tools = nil
	}
	c.printer = c.lang.Printer()
	ext := e.extension(c, p, base.Prompt, s)
	if err := c.err(); err != nil {
		return nil, fmt.Errorf("%s cannot say all of it: %w", c.lang.ID(), err)
	}
	if dialects := e.hints(d); dialects != nil {
		if ext == nil {
			ext = &value.Node{Kind: value.Object}
		}
		ext.Set("dialects", dialects)
	}
	if ext != nil {
		fields.Set("metadata", value.NewObject("promptglot", ext))
	}
	out := &NeutralFile{Data: file(fields, b.b.String()), Notes: unique(c.notes)}
	if d.Lang != "" && d.Lang != c.lang.ID() {
		for _, name := range calls(p) {
			out.Notes = append(out.Notes, "the text calls "+name+": the program must give it to "+c.lang.ID()+" as it gave it to "+d.Lang)
		}
	}
	return out, e.check(d, path, out)
}

// migratable returns why a document has no neutral form.
func (e *Engine) migratable(d *Doc) error {
	for _, q := range d.Problems {
		pos := d.File.Pos(q.Span.Start)
		return fmt.Errorf("line %d: %s: correct the file first", pos.Line, q.Message)
	}
	if !d.AsksForChat() {
		return errors.New("it asks for no chat answer; only chat prompts have a neutral form: keep the file as it is")
	}
	return nil
}

// file puts a neutral file together.
func file(fields *value.Node, body string) []byte {
	var b strings.Builder
	if len(fields.Entries) > 0 {
		b.WriteString("---\n")
		y, err := fields.YAML(0)
		if err != nil {
			return nil // fields are literal trees: reading back fails
		}
		b.Write(y)
		b.WriteString("---\n")
	}
	b.WriteString(body)
	return []byte(b.String())
}

// reopen reads the bytes of a neutral file.
func (e *Engine) reopen(path string, data []byte) (*Doc, error) {
	docs := e.Open(source.NewFile(path, data))
	if len(docs) != 1 {
		return nil, fmt.Errorf("the neutral file %s does not read back as one prompt", path)
	}
	for _, q := range docs[0].Problems {
		return nil, fmt.Errorf("the neutral file would be wrong in line %d: %s", docs[0].File.Pos(q.Span.Start).Line, q.Message)
	}
	return docs[0], nil
}

// check reads the file back and compares.
func (e *Engine) check(d *Doc, path string, out *NeutralFile) error {
	got, err := e.reopen(path, out.Data)
	if err != nil {
		return err
	}
	out.Doc = got
	if where := e.difference(d.Prompt, got.Prompt, neutralLang(d.Lang)); where != "" {
		return fmt.Errorf("its %s would not read back as they are: keep the file in place", where)
	}
	return nil
}

// difference names the part in which two prompts differ, "" for none.
// Spellings of a dialect (Form) and the model do not count.
func (e *Engine) difference(a, b *prompt.Prompt, lang string) string {
	x, y := e.describe(a, lang), e.describe(b, lang)
	for i := range x.Entries {
		if m := &x.Entries[i]; !same(m.Value, y.Get(m.Key)) {
			return strings.ReplaceAll(m.Key, "_", " ")
		}
	}
	return ""
}

// describe returns everything that a prompt says as one literal tree.
func (e *Engine) describe(p *prompt.Prompt, lang string) *value.Node {
	c := newEncoder(e.Langs.Get(lang))
	p = e.neutral(p)
	settings := value.NewArray()
	ordered := slices.Clone(p.Settings)
	slices.SortStableFunc(ordered, func(a, b prompt.Setting) int { return strings.Compare(string(a.Param), string(b.Param)) })
	for i := range ordered {
		s := &ordered[i]
		settings.Append(value.NewObject("param", value.NewString(string(s.Param)), "feature", value.NewString(s.Feature), "value", c.value(s.Value)))
	}
	exts := &value.Node{Kind: value.Object}
	c.extensions(exts, p.Ext)
	return value.NewObject(
		"name", value.NewString(p.Name), "description", value.NewString(p.Description),
		"messages", encodeList(c, p.Messages, c.message), "tools", encodeList(c, p.Tools, c.tool),
		"tool_choice", encodeList(c, p.ToolChoice, c.toolChoice), "output", encodeList(c, p.Output, c.output),
		"settings", settings, "inputs", c.inputs(p.Inputs), "extensions", exts, "open", value.NewBool(p.Open),
	)
}

// hints says which model the prompt was written for, under the dialect of its
// source.
func (e *Engine) hints(d *Doc) *value.Node {
	m := d.Prompt.Model
	if m == nil {
		return nil
	}
	c := newEncoder(e.Langs.Get(neutralLang(d.Lang)))
	key := "model_hint"
	if !m.Value.IsString() {
		key = "model_value" // only the run knows it
	}
	return value.NewObject(e.hintKey(d), value.NewObject(key, c.value(m.Value)))
}

// hintKey returns the dialect that a document's model belongs to; the vendor
// where nothing reads its dialect yet, and "unknown" where nothing tells.
func (e *Engine) hintKey(d *Doc) string {
	if d.Dialect != "" {
		return d.Dialect
	}
	if v, _ := e.Catalog.Vendor(d.Vendor); len(v.Dialects) > 0 {
		return v.Dialects[0]
	}
	if d.Vendor != "" {
		return d.Vendor
	}
	return "unknown"
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// NeutralFromBytes opens a neutral file that was written earlier.
func (e *Engine) NeutralFromBytes(path string, data []byte) (*NeutralFile, error) {
	d, err := e.reopen(path, data)
	if err != nil {
		return nil, err
	}
	return &NeutralFile{Data: data, Doc: d}, nil
}
