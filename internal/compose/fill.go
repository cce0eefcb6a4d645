package compose

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	engines "github.com/promptglot/promptglot/templates/render"
	"github.com/promptglot/promptglot/translate"
)

// A Filled is the request for one prompt and the data of one call.
type Filled struct {
	Target  translate.Target
	Request *value.Node
	Ledger  translate.Ledger
}

// A FillError is why a prompt cannot be filled, and where in its file; the
// zero span is nowhere in particular.
type FillError struct {
	Span    source.Span
	Message string
}

func (e *FillError) Error() string { return e.Message }

// Fill puts data into a prompt and writes the request for the target. Templates
// are evaluated by the sandboxed engines of package render, in one rendering
// for the whole prompt, so that its limits bound all of it. What data bring
// stays where it was put: it opens no turn and ends no string. Where the prompt
// cannot be filled the error is a *FillError. d is spent afterwards: its index
// knows the filled values.
func (e *Engine) Fill(d *Doc, target translate.Target, o engines.Options) (*Filled, error) {
	target, hinted := e.hinted(d, target)
	p := *d.Prompt
	skipped, err := e.fill(d, &p, o)
	if err != nil {
		return nil, err
	}
	tree, ledger, err := e.Translator.Write(&p, target)
	if err != nil {
		return nil, err
	}
	if hinted {
		sayHint(ledger)
	}
	f := &Filled{Target: target, Request: tree}
	for _, x := range ledger {
		if x.Outcome != translate.Dropped || !within(x.Span, skipped) {
			f.Ledger = append(f.Ledger, x)
		}
	}
	if !ledger.Has(translate.Refused) && !tree.Literal() {
		return nil, &FillError{Message: "a part of it is known to the program that loads it only, and stands in the request unfilled"}
	}
	return f, nil
}

// within reports whether s lies in one of the spans: what no condition has let
// into the request is not lost.
func within(s source.Span, spans []source.Span) bool {
	for _, x := range spans {
		if !s.IsZero() && s.Start >= x.Start && s.End <= x.End {
			return true
		}
	}
	return false
}

// Variables returns the variables that a prompt expects, those that it declares
// first, each once.
func (e *Engine) Variables(d *Doc) []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for i := range d.Prompt.Inputs {
		add(d.Prompt.Inputs[i].Name)
	}
	f := &filler{mark: "\ue000", typed: map[*value.Node]*value.Node{}, textual: map[*value.Node]bool{}}
	for _, v := range templates.Variables(f.whole(d.Prompt)) {
		add(v.Name)
	}
	return out
}

// engineOf names the evaluator of a document's texts: formats whose programs
// run a dialect of a language have it by name.
func engineOf(d *Doc) string {
	switch {
	case d.Format == "dotprompt" && d.Lang == "handlebars":
		return "dotprompt"
	case d.Format == "semantic-kernel" && d.Lang == "handlebars":
		return "semantic-kernel/handlebars"
	case d.Format == "promptfoo" && d.Lang == "jinja":
		return "nunjucks"
	case d.Format == "github-prompt" && d.Lang != "":
		return "varonly"
	}
	return d.Lang
}

// fill replaces what p holds by what it says with the data, and returns the
// places that conditions and loops have left out.
func (e *Engine) fill(d *Doc, p *prompt.Prompt, o engines.Options) ([]source.Span, error) {
	if _, ok := o.Data["history"]; !ok && d.Format == "dotprompt" {
		// {{history}} is the program's to give, and it may have none.
		data := map[string]any{"history": []any{}}
		maps.Copy(data, o.Data)
		o.Data = data
	}
	f := &filler{data: o.Data, typed: map[*value.Node]*value.Node{}, textual: map[*value.Node]bool{}, langs: e.Langs, lang: e.Langs.Get(d.Lang)}
	if d.Lang != "" && f.lang == nil {
		return nil, &FillError{Message: fmt.Sprintf("its template language %q cannot be rendered; expected one of %s", d.Lang, strings.Join(engines.Languages(), ", "))}
	}
	if d.Format == "github-prompt" && f.lang != nil {
		f.lang = e.Langs.Get("varonly") // what its program does not read as a variable is text
	}
	f.mark = markOf(d.File.Data, o.Data)
	if d.Lang == "handlebars" || d.Lang == "mustache" {
		f.gap = "\n" // tags that stand alone on a line stay so
	}
	whole := f.whole(p)
	r := &refill{filler: f, index: p.Source, seen: map[any]bool{}}
	if at, src, ok := f.foreign(whole); ok {
		return nil, &FillError{at, src + " is filled in by the program that loads the prompt, from elsewhere; put the value into the file"}
	}
	if f.lang == nil {
		r.events(plainText(whole))
	} else {
		src, problems := templates.Print(f.lang, whole)
		for _, x := range problems {
			if x.Kind == templates.NoEquivalent {
				return nil, &FillError{x.Span, x.Message}
			}
		}
		if len(o.Partials) == 0 {
			o.Partials = d.Partials
		}
		out, problems := engines.Render(engineOf(d), source.NewFile(d.ID, []byte(src)).Whole(), o)
		if len(problems) > 0 {
			return nil, &FillError{f.origin(src, whole, problems[0].Start), problems[0].Message}
		}
		r.events(out)
	}
	r.prompt(p)
	return r.skipped(), r.err
}

// foreign returns a tag of t that its template language does not evaluate: a
// reference to a file or to the environment, which nothing here reads.
func (f *filler) foreign(t expr.Text) (at source.Span, src string, found bool) {
	tagsOf(t, func(tag *expr.Tag) {
		o, opaque := tag.Expr.(expr.Opaque)
		if !found && (f.lang == nil || opaque && f.langs.Get(o.Lang) == nil) {
			at, src, found = tag.Span, tag.Src, true
		}
	})
	return at, src, found
}

// plainText is the text of a prompt without templates.
func plainText(t expr.Text) string {
	var b strings.Builder
	for i := range t {
		b.WriteString(t[i].Lit)
	}
	return b.String()
}

// origin returns the tag of the file that stands at an offset of the printed
// template: tags are printed one for one and in order.
func (f *filler) origin(src string, t expr.Text, at int) source.Span {
	var from []source.Span
	tagsOf(t, func(tag *expr.Tag) { from = append(from, tag.Span) })
	printed, _ := f.lang.Tags(src)
	var out source.Span
	for i := range printed {
		if printed[i].Start > at || len(printed) != len(from) {
			break
		}
		out = from[i]
	}
	return out
}

// tagsOf calls f for the tags of t as they stand in its source.
func tagsOf(t expr.Text, f func(*expr.Tag)) {
	for i := range t {
		if t[i].Tag != nil {
			f(t[i].Tag)
		}
		b := t[i].Block
		if b == nil {
			continue
		}
		for j := range b.Arms {
			f(&b.Arms[j].Tag)
			tagsOf(b.Arms[j].Body, f)
		}
		f(&b.Close)
	}
}

// markOf returns what begins and ends the marks in a prompt's text: a digest of
// the file and the data, which neither can hold or have a template make, for
// both are in it.
func markOf(file []byte, data map[string]any) string {
	h := sha256.New()
	h.Write(file)
	fmt.Fprintf(h, "\x00%#v", withoutNodes(data)) // maps print in the order of their keys
	return "\ue000" + hex.EncodeToString(h.Sum(nil)[:16])
}

// withoutNodes turns the nodes of data into plain values, whose contents print.
func withoutNodes(v any) any {
	switch v := v.(type) {
	case *value.Node:
		return goValue(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = withoutNodes(x)
		}
		return out
	}
	return v
}
