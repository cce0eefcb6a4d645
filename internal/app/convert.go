package app

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/translate"
)

// ConvertOptions are the settings of `convert`.
type ConvertOptions struct {
	To     string // id of a format
	Output string // file or folder; "" and "-" are stdout
	Losses string // file for the ledger, one entry a line; "" for none
	Strict bool
}

// Convert writes one prompt file in another format.
func (a *App) Convert(opt *Options, c *ConvertOptions) (Status, error) {
	in, err := a.onePrompt(opt, "promptglot convert FILE --to-format FORMAT")
	if err != nil {
		return 0, err
	}
	engine := in.project.compose
	if err := writable(engine, c.To); err != nil {
		return 0, err
	}
	made, err := engine.Convert(in.doc, c.To)
	if err != nil {
		made = &compose.Converted{Ledger: translate.Ledger{{
			Feature: "unknown-field", Outcome: translate.Refused, Target: c.To, Certainty: translate.Certain, Message: err.Error(),
		}}}
	}
	run := &translation{App: a, opt: &TranslateOptions{Losses: c.Losses, Strict: c.Strict}, name: in.file.Path}
	if err := run.saveLosses(made.Ledger); err != nil {
		return 0, err
	}
	for _, n := range made.Notes {
		a.note("%s: %s", in.doc.ID, n)
	}
	if err != nil {
		a.say(fmt.Sprintf("%s: not written: %v", in.doc.ID, err))
		return Findings, nil
	}
	a.tellLosses(in.file, made.Ledger)
	if why := run.barred(made.Ledger); why != "" {
		a.say(fmt.Sprintf("%s: not written: %s", in.doc.ID, why))
		return Findings, nil
	}
	return Clean, a.deliverFiles(in, c, made.Files)
}

// writable refuses a format that nothing is written in.
func writable(e *compose.Engine, id string) error {
	ids := e.Writers()
	list := "it writes " + strings.Join(ids, ", ")
	switch {
	case id == "":
		return usage("convert needs a format; write --to-format FORMAT: this version can write %s", strings.Join(ids, ", "))
	case slices.Contains(ids, id):
		return nil
	case slices.ContainsFunc(e.Formats, func(f format.Format) bool { return f.ID() == id }):
		return usage("--to-format %s: files of this format are read, and no prompt is written in it; %s", id, list)
	}
	if near := catalog.Similar(id, ids); len(near) > 0 {
		return usage("--to-format %q: there is no such format; did you mean %s? (%s)", id, strings.Join(near, ", "), list)
	}
	return usage("--to-format %q: there is no such format; %s", id, list)
}

// deliverFiles writes the files of a conversion. The first goes where the user
// says, the others beside it under the names that their format prescribes.
func (a *App) deliverFiles(in *chosen, c *ConvertOptions, files []format.Out) error {
	if c.Output == "" || isStdin(c.Output) {
		if len(files) > 1 {
			var names []string
			for _, f := range files {
				names = append(names, f.Name)
			}
			return usage("%s: a prompt in %s is %d files (%s), which stdout cannot hold; name the folder or the first of them with --output", in.doc.ID, c.To, len(files), strings.Join(names, ", "))
		}
		if _, err := a.Stdout.Write(files[0].Data); err != nil {
			return input("the prompt cannot be written: %w", err)
		}
		return nil
	}
	first, err := a.outputName(c, in, files[0].Name)
	if err != nil {
		return err
	}
	names := []string{first}
	for _, f := range files[1:] {
		name := path.Join(path.Dir(first), f.Name)
		// Only the first was named by the user: nothing else is overwritten.
		if old, err := a.FS.ReadFile(name); err == nil && string(old) != string(f.Data) {
			return usage("--output %s: %s belongs to the prompt and is another file already; move it away, or write into another folder", c.Output, name)
		}
		names = append(names, name)
	}
	for i, f := range files {
		if err := a.FS.WriteFile(names[i], f.Data); err != nil {
			return usage("--output %s: %w", names[i], cause(err))
		}
	}
	return nil
}

// outputName returns the file that --output means.
func (a *App) outputName(c *ConvertOptions, in *chosen, prescribed string) (string, error) {
	name := filepath.ToSlash(c.Output)
	if info, err := a.FS.Stat(name); err == nil && info.IsDir() {
		if prescribed == "" {
			return "", usage("--output %s: it is a folder; name a file, for %s prescribes no name", c.Output, c.To)
		}
		name = path.Join(name, prescribed)
	} else if prescribed != "" && path.Base(name) != prescribed {
		a.note("%s: %s is read under the name %s only", name, c.To, prescribed)
	}
	if to, err := a.FS.Real(name); err == nil {
		if from, err := a.FS.Real(in.file.Path); err == nil && from == to {
			return "", usage("--output %s: it is the file that is read; write to another one", c.Output)
		}
	}
	return name, nil
}
