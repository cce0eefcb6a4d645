package app

import (
	"io"
	"slices"

	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
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
	Rejects   string // file for the records of a log that are not written; "" for none
	Skip      int    // records at the beginning of a log that are done already
}

// A translation is one run of the command.
type translation struct {
	*App
	opt  *TranslateOptions
	tr   translate.Translator
	to   translate.Target
	name string // of the input
	pick chooser
	// forms are those that vendors take batches in.
	forms []catalog.Batch
}

// Translate writes one request, or a log or batch of them, for another vendor.
func (a *App) Translate(opt *Options, t *TranslateOptions) (Status, error) {
	run, err := a.translation(opt, t)
	if err != nil {
		return 0, err
	}
	stream, size, err := a.open(opt)
	if err != nil {
		return 0, err
	}
	defer stream.Close()
	kind, member, all, err := batch.Sniff(run.name, stream, run.lists())
	if err != nil {
		return 0, input("%s: %w", run.name, cause(err))
	}
	if kind != batch.Whole {
		return run.log(&streamed{splitter: batch.NewSplitter(all, kind, member), kind: kind}, opt.jobs(), size)
	}
	data, err := io.ReadAll(all)
	if err != nil {
		return 0, input("%s: %w", run.name, cause(err))
	}
	f := source.NewFile(run.name, data)
	docs, err := run.parse(f)
	if err != nil {
		return 0, err
	}
	if records, kind := run.records(f, docs); kind != batch.Whole {
		return run.log(&held{records: records, kind: kind}, opt.jobs(), 0)
	}
	if t.Rejects != "" || t.Skip > 0 {
		return 0, usage("%s: --rejects and --skip are for logs and batches; this is one request", f.Path)
	}
	return run.single(f, docs[0])
}

// translation reads what the command line says.
func (a *App) translation(opt *Options, t *TranslateOptions) (*translation, error) {
	if len(opt.Paths) != 1 {
		return nil, usage("translate takes one file, %d were given; write promptglot translate FILE --to TARGET", len(opt.Paths))
	}
	if t.To == "" {
		return nil, usage("translate needs a target; write --to TARGET (promptglot targets lists them)")
	}
	if t.Skip < 0 {
		return nil, usage("--skip %d: expected the number of records that are done already", t.Skip)
	}
	s, err := a.session(opt)
	if err != nil {
		return nil, err
	}
	p, err := s.here()
	if err != nil {
		return nil, err
	}
	run := &translation{App: a, opt: t, name: opt.Paths[0], tr: *p.compose.Translator, forms: p.catalog.Batches()}
	if isStdin(run.name) {
		if run.name = opt.StdinFilename; run.name == "" {
			run.name = "<stdin>"
		}
	}
	if run.to, err = p.target(t.To); err != nil {
		return nil, usage("--to: %w", err)
	}
	run.tr.All = t.LossesAll
	if run.tr.Media, err = mediaPolicy(t.Media); err != nil {
		return nil, err
	}
	run.pick, err = newChooser(p, &run.tr, t.From)
	return run, err
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

// lists returns the members that hold the records of a batch in one object.
func (r *translation) lists() []string {
	var out []string
	for _, b := range r.forms {
		if b.List != "" && !slices.Contains(out, b.List) {
			out = append(out, b.List)
		}
	}
	return out
}
