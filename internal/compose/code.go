package compose

import (
	"slices"

	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	langs "github.com/promptglot/promptglot/internal/lang/all"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/translate"
)

// FormatCode is the format of documents that stand in programs.
const FormatCode = "code"

// OpenCode returns what a program has to do with vendors: a document for each
// request that it sends, and, last, one without a prompt for all that lies
// outside of requests. It is nil for a file in no host language, for one that
// nobody wrote by hand, and for one that names no vendor.
func (e *Engine) OpenCode(f *source.File) []*Doc {
	return e.openCode(f, e.language(f))
}

// openCode reads a program in language l; nil is one of no interest.
func (e *Engine) openCode(f *source.File, l lang.Language) []*Doc {
	if u := unit(f, l); u != nil {
		return e.program(f, u)
	}
	return nil
}

// unit reads a program in language l, nil where that is nil.
func unit(f *source.File, l lang.Language) *lang.Unit {
	defer f.Take() // nobody else reads it
	if l == nil {
		return nil
	}
	return l.Read(f.Whole())
}

// language is the language of a program that may be of interest, nil for any
// other file.
func (e *Engine) language(f *source.File) lang.Language {
	l := langs.Of(f.Path, f.Data[:min(len(f.Data), headBytes)])
	// The second question turns most files down, and costs least.
	if l == nil || !callsite.MayMatter(f.Data) || format.IsBinary(f.Data) || !e.Copies && lang.Generated(f.Path, f.Data) != lang.OwnWork ||
		callsite.OnlyRemarked(l, f.Data) {
		return nil
	}
	return l
}

// headBytes is how much of a file tells its language where its name does not.
const headBytes = 512

// program makes the documents of a program that was read.
func (e *Engine) program(f *source.File, u *lang.Unit) []*Doc {
	found := callsite.Read(e.codeEnv(), u)
	var out []*Doc
	for _, s := range found.Sites {
		if d := e.site(f, s); d != nil {
			out = append(out, d)
		}
	}
	rest := &Doc{File: f, ID: f.Path, Format: FormatCode, Variant: u.Lang, Vendor: found.Vendor, Why: "it is a program that names vendors"}
	for _, m := range found.Marks {
		rest.Keys = append(rest.Keys, Key{Feature: m.Feature, Vendor: m.Vendor, Span: m.Span, Value: m.Value, Message: m.Message, Node: m.Node, Ends: m.Ends})
	}
	told := map[source.Span]bool{} // texts of the requests
	for _, d := range out {
		for _, t := range d.Texts {
			told[t.Node.Span] = true
		}
	}
	for _, n := range found.Texts {
		if !told[n.Span] {
			rest.Texts = appendTexts(rest.Texts, prompt.RoleUnknown, n)
		}
	}
	if len(rest.Keys)+len(rest.Texts) > 0 {
		out = append(out, rest)
	}
	return out
}

// codeEnv is what programs are read with; it is made once.
func (e *Engine) codeEnv() *callsite.Env { return e.code() }

func (e *Engine) newCodeEnv() *callsite.Env {
	return &callsite.Env{
		Catalog: e.Catalog, SDKs: catalog.SDKs(), Wire: catalog.WireTraces(),
		Detect: func(tree *value.Node) []string {
			ids, _ := e.detectRequest(tree)
			return ids
		},
	}
}

// site reads one request of a program through its dialect, nil where the dialect
// does not take it.
func (e *Engine) site(f *source.File, s *callsite.Site) *Doc {
	p, problems, err := e.Translator.Read(s.Dialect, s.Version, s.Request)
	if err != nil {
		return nil
	}
	d := &Doc{
		File: f, ID: f.Path + "#" + s.Name, Format: FormatCode, Why: s.Why, Vendor: s.Vendor, Prompt: p, Problems: problems,
		Dialect: p.Dialect, Version: p.Version, Variant: VariantCall,
	}
	if s.Options {
		d.Variant = VariantOptions
	}
	if s.SDK != nil {
		d.Problems = slices.DeleteFunc(problems, func(p value.Problem) bool { return p.Code == translate.CodeSDKShape })
	}
	if s.Neutral {
		p.Dialect, p.Version, d.Dialect, d.Version = "", "", "", ""
	}
	d.Texts = texts(p)
	return d
}

// The variants of documents that stand in programs.
const (
	VariantCall    = "call"    // a request
	VariantOptions = "options" // the options of requests: messages belong elsewhere
)
