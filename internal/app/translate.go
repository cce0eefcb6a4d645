package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// TranslateOptions are the settings of `translate`.
type TranslateOptions struct {
	From      string // a dialect, with its version or without; "" and "auto" find out
	To        string
	Losses    string // file for the ledger, one entry a line; "" for none
	LossesAll bool   // with the exact moves
	Strict    bool
	Media     string // refuse, keep, placeholder
}

// Translate writes one request for another vendor.
func (a *App) Translate(opt *Options, t *TranslateOptions) (Status, error) {
	if len(opt.Paths) != 1 {
		return 0, usage("translate takes one request, %d were given; write promptglot translate FILE --to TARGET", len(opt.Paths))
	}
	if t.To == "" {
		return 0, usage("translate needs a target; write --to TARGET (promptglot targets lists them)")
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	to, err := p.target(t.To)
	if err != nil {
		return 0, usage("--to: %w", err)
	}
	tr := *p.compose.Translator
	tr.All = t.LossesAll
	if tr.Media, err = mediaPolicy(t.Media); err != nil {
		return 0, err
	}
	src, err := a.request(opt)
	if err != nil {
		return 0, err
	}
	read, err := a.readRequest(p, &tr, src, t.From)
	if err != nil {
		return 0, err
	}
	out, ledger, err := tr.Write(read, to)
	if err != nil {
		return 0, &failure{Usage, err}
	}
	return a.deliver(t, src, out, ledger)
}

func mediaPolicy(word string) (translate.MediaPolicy, error) {
	switch m := translate.MediaPolicy(word); m {
	case "":
		return translate.MediaRefuse, nil
	case translate.MediaRefuse, translate.MediaKeep, translate.MediaPlaceholder:
		return m, nil
	}
	return "", usage("--media %q: expected refuse, keep or placeholder", word)
}

// request reads the file named, or stdin.
func (a *App) request(opt *Options) (*source.File, error) {
	name := opt.Paths[0]
	if name == "-" {
		data, err := io.ReadAll(a.Stdin)
		if err != nil {
			return nil, input("stdin cannot be read: %w", err)
		}
		if name = opt.StdinFilename; name == "" {
			name = "<stdin>"
		}
		return source.NewFile(name, data), nil
	}
	data, err := a.FS.ReadFile(name)
	if err != nil {
		return nil, input("%s: %w", name, cause(err))
	}
	return source.NewFile(name, data), nil
}

// cause drops operation and path from an error of the file system, for
// messages that name the path themselves.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// readRequest parses a file and reads it through its dialect.
func (a *App) readRequest(p *project, tr *translate.Translator, f *source.File, from string) (*prompt.Prompt, error) {
	if isLog(f) {
		return nil, usage("%s: this version translates one request at a time, not a log or batch of one request a line", f.Path)
	}
	tree, err := parseRequest(f)
	if err != nil {
		return nil, err
	}
	id, version, err := a.from(p, tr, f, tree, from)
	if err != nil {
		return nil, err
	}
	read, problems, err := tr.Read(id, version, tree)
	if err != nil {
		return nil, input("%s: %w", f.Path, err)
	}
	for _, x := range problems {
		a.note("%s: %s", place(f, x.Span), x.Message)
	}
	if from == "" || from == "auto" {
		if read.Version != "" {
			id += "@" + read.Version
		}
		a.note("%s: read as %s", f.Path, id)
	}
	return read, nil
}

// isLog reports whether f holds one JSON object a line.
func isLog(f *source.File) bool {
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".jsonl", ".ndjson":
		return true
	}
	first, rest, more := bytes.Cut(bytes.TrimSpace(f.Data), []byte("\n"))
	return more && bytes.HasPrefix(first, []byte("{")) && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{")) && json.Valid(first)
}

// parseRequest reads JSON or YAML, by name or else by the first character.
func parseRequest(f *source.File) (*value.Node, error) {
	var tree *value.Node
	var problems []value.Problem
	ext := strings.ToLower(path.Ext(f.Path))
	text := bytes.TrimSpace(bytes.TrimPrefix(f.Data, []byte("\uFEFF")))
	isJSON := len(text) == 0 || text[0] == '{' || text[0] == '['
	if ext == ".json" || isJSON && ext != ".yaml" && ext != ".yml" {
		tree, problems = value.ReadJSON(f.Whole(), value.Options{})
	} else {
		var docs []*value.Node
		if docs, problems = value.ReadYAML(f.Whole(), value.Options{}); len(docs) > 0 {
			tree = docs[0]
		}
		if len(docs) > 1 {
			return nil, usage("%s: this version translates one request at a time, this file holds %d", f.Path, len(docs))
		}
	}
	if len(problems) > 0 {
		first := slices.MinFunc(problems, func(a, b value.Problem) int { return a.Span.Start - b.Span.Start })
		return nil, input("%s: %s", place(f, first.Span), first.Message)
	}
	if tree == nil {
		return nil, input("%s: the file is empty; expected a request", f.Path)
	}
	return tree, nil
}

// place names a place in a file as editors do.
func place(f *source.File, at source.Span) string {
	pos := f.Pos(at.Start)
	return fmt.Sprintf("%s:%d:%d", f.Path, pos.Line, pos.Column)
}

// from decides which dialect a request is read in.
func (a *App) from(p *project, tr *translate.Translator, f *source.File, tree *value.Node, word string) (id, version string, err error) {
	if word != "" && word != "auto" {
		t, err := translate.ParseTarget(p.catalog, word)
		if err != nil {
			return "", "", usage("--from: %w", err)
		}
		if _, ok := tr.Dialects.Get(t.Dialect.ID); !ok {
			return "", "", usage("--from: this version does not read %s; it reads %s", t.Dialect.ID, strings.Join(p.written(), ", "))
		}
		if strings.Contains(word, "@") {
			version = t.Version
		}
		return t.Dialect.ID, version, nil
	}
	var ids []string
	for _, d := range tr.Dialects.Detect(tree) {
		ids = append(ids, d.ID())
	}
	switch len(ids) {
	case 1:
		return ids[0], "", nil
	case 0:
		return "", "", usage("%s: no dialect has requests of this shape; name it with --from (%s)", f.Path, strings.Join(p.written(), ", "))
	}
	return "", "", usage("%s: the request may be of %s; say which with --from", f.Path, strings.Join(ids, " or "))
}

// deliver writes the ledger and, where the request is a valid one, the request.
func (a *App) deliver(t *TranslateOptions, f *source.File, out *value.Node, ledger translate.Ledger) (Status, error) {
	if t.Losses != "" {
		if err := a.writeLosses(t, ledger); err != nil {
			return 0, err
		}
	}
	a.tellLosses(f, ledger)
	if ledger.Has(translate.Refused) {
		a.say(fmt.Sprintf("%s: not written: no valid request for the target can be made of it", f.Path))
		return Findings, nil
	}
	if t.Strict && ledger.Has(translate.Dropped) {
		a.say(fmt.Sprintf("%s: not written: --strict allows no losses", f.Path))
		return Findings, nil
	}
	text, err := out.Indented()
	if err != nil {
		return 0, &failure{Input, fmt.Errorf("%s: internal error: %w", f.Path, err)}
	}
	if _, err := a.Stdout.Write(text); err != nil {
		return 0, input("the request cannot be written: %w", err)
	}
	return Clean, nil
}

func (a *App) writeLosses(t *TranslateOptions, ledger translate.Ledger) error {
	if !t.LossesAll {
		ledger = ledger.Lossy()
	}
	var b bytes.Buffer
	for _, e := range ledger {
		e.Message = source.Redact(e.Message)
		b.Write(e.MarshalLine())
		b.WriteByte('\n')
	}
	if err := a.FS.WriteFile(t.Losses, b.Bytes()); err != nil {
		return usage("--losses %s: %w", t.Losses, cause(err))
	}
	return nil
}

// tellLosses says on stderr what did not cross unchanged.
func (a *App) tellLosses(f *source.File, ledger translate.Ledger) {
	for _, e := range ledger.Lossy() {
		where := e.Path
		if where == "" {
			where = e.To
		}
		maybe := ""
		if e.Certainty == translate.Possible {
			maybe = "possibly "
		}
		a.note("%s: %s%s %s: %s", f.Path, maybe, e.Outcome, where, e.Message)
	}
}
