package compose

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/translate"
)

// A Converted is a prompt in another prompt-file format.
type Converted struct {
	// Files are what says it; the first is the one that a reader opens.
	Files []format.Out
	// Ledger is the account of what the files do not say, or say less exactly,
	// in the order in which it was found.
	Ledger translate.Ledger
	// Notes say what a reader should know besides.
	Notes []string

	bySpan map[source.Span]holder
}

// Writers returns the ids of the formats that Convert takes, in order.
func (e *Engine) Writers() []string {
	ids := []string{neutralFormat}
	for _, f := range e.Formats {
		if _, ok := f.(format.Writer); ok && !slices.Contains(ids, f.ID()) {
			ids = append(ids, f.ID())
		}
	}
	slices.Sort(ids)
	return ids
}

// neutralFormat is the format of neutral files, which Neutral writes.
const neutralFormat = "prompty"

// Convert writes the prompt of d in the format to. The error says why nothing
// can be written; everything that is lost otherwise stands in the ledger.
func (e *Engine) Convert(d *Doc, to string) (*Converted, error) {
	if d.Prompt == nil {
		return nil, fmt.Errorf("%s holds no prompt", d.ID)
	}
	if to == neutralFormat {
		return e.convertNeutral(d)
	}
	for _, f := range e.Formats {
		writer, ok := f.(format.Writer)
		if !ok || f.ID() != to {
			continue
		}
		if err := e.migratable(d); err != nil {
			return nil, err
		}
		w := &format.Writing{Langs: e.Langs, Unsent: d.Unsent, Vendor: d.Vendor, Words: wordsFor(to), ModelID: e.modelID(d)}
		files, err := writer.Write(d.Prompt, w)
		if err != nil {
			return nil, err
		}
		c := &Converted{Files: files}
		for _, l := range w.Losses {
			c.lose(d, to, l)
		}
		c.unsent(d, to, w.Left())
		return c, nil
	}
	return nil, fmt.Errorf("no format %q can be written; expected one of %s", to, strings.Join(e.Writers(), ", "))
}

// modelID returns the id of a document's model at who serves it.
func (e *Engine) modelID(d *Doc) string {
	m := d.Prompt.Model
	if m == nil || !m.Value.IsString() {
		return ""
	}
	if prefix, id, ok := strings.Cut(m.Value.Str, "/"); ok && d.Vendor != "" && e.provider(prefix) == d.Vendor {
		return id
	}
	return m.Value.Str
}

// convertNeutral writes a Prompty file. It pins no model: the extension block
// names it. What no model is sent goes to metadata, which is for programs.
func (e *Engine) convertNeutral(d *Doc) (*Converted, error) {
	n, err := e.Neutral(d, d.File.Path+NeutralName)
	if err != nil {
		return nil, err
	}
	c := &Converted{Files: []format.Out{{Data: n.Data}}, Notes: n.Notes}
	if d.Format == neutralFormat {
		return c, nil
	}
	kept := &value.Node{Kind: value.Object}
	for _, m := range d.Unsent.Members() {
		if m.Value.Literal() && m.Key != "promptglot" {
			kept.Entries = append(kept.Entries, value.Entry{Key: m.Key, Value: m.Value.Clone()})
		}
	}
	if c.Files[0].Data, err = withMetadata(n.Data, kept); err != nil {
		c.Files[0].Data = n.Data
		c.unsent(d, neutralFormat, d.Unsent.Members())
	}
	return c, nil
}

// withMetadata adds members to the metadata of a Prompty file.
func withMetadata(data []byte, kept *value.Node) ([]byte, error) {
	if len(kept.Entries) == 0 {
		return data, nil
	}
	v := format.FrontMatter(source.NewFile("", data).Whole()).Front
	if v == nil {
		return file(value.NewObject("metadata", kept), string(data)), nil
	}
	docs, problems := value.ReadYAML(v, value.Options{})
	if len(docs) != 1 || len(problems) > 0 {
		return nil, errors.New("the front matter cannot be edited")
	}
	ed := value.Editor{View: v, YAML: true}
	parent, entry := docs[0], value.Entry{Key: "metadata", Value: kept}
	if m := docs[0].Get("metadata"); m != nil && len(m.Entries) > 0 {
		// One edit: the members stand before the extension block.
		all := &value.Node{Kind: value.Object}
		all.Entries = append(append(all.Entries, kept.Entries...), m.Entries...)
		edit, err := ed.Replace(parent, index(parent, "metadata"), all)
		if err != nil {
			return nil, err
		}
		return source.Apply(data, []source.Edit{edit})
	}
	edit, err := ed.Insert(parent, len(parent.Entries), entry)
	if err != nil {
		return nil, err
	}
	return source.Apply(data, []source.Edit{edit})
}

// unsent enters what no model was sent and the new file does not keep.
func (c *Converted) unsent(d *Doc, to string, left []value.Member) {
	for _, m := range left {
		c.lose(d, to, format.Loss{
			Dropped: true, Message: m.Key + " is not sent to a model, and " + to + " has no place for it", Span: m.Value.Span,
		})
	}
}

// lose makes an entry of a loss.
func (c *Converted) lose(d *Doc, to string, l format.Loss) {
	x := translate.Entry{
		Feature: l.Feature, Outcome: translate.Approximate, Target: to, Certainty: translate.Certain, DependsOn: []string{}, Message: l.Message, Span: l.Span,
	}
	if l.Dropped {
		x.Outcome = translate.Dropped
	}
	if h, ok := c.held(d)[l.Span]; ok && !l.Span.IsZero() {
		x.Path, x.Node = h.path, h.node
	}
	c.Ledger = append(c.Ledger, x)
}

// A holder is a value of the source and its pointer.
type holder struct {
	path string
	node *value.Node
}

// held returns the values of the source by where they stand, the outermost one
// where several stand in one place.
func (c *Converted) held(d *Doc) map[source.Span]holder {
	if c.bySpan == nil {
		c.bySpan = map[source.Span]holder{}
		d.Prompt.Node.Walk("", func(path string, n *value.Node) {
			if _, ok := c.bySpan[n.Span]; !ok {
				c.bySpan[n.Span] = holder{path, n}
			}
		})
	}
	return c.bySpan
}
