package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/templates/render"
)

// RenderOptions are the settings of `render`.
type RenderOptions struct {
	To          string
	Vars        []string // name=value
	VarsFile    string   // JSON or YAML; "" for none
	MissingVars string   // error, empty, name; "" is error
	Media       string   // refuse, keep, placeholder
	Losses      string   // file for the ledger, one entry a line; "" for none
	Strict      bool
}

// Render fills one prompt and writes the vendor's request on stdout.
func (a *App) Render(opt *Options, o *RenderOptions) (Status, error) {
	missing, err := missingVars(o.MissingVars)
	if err != nil {
		return 0, err
	}
	if o.To == "" {
		return 0, usage("render needs a target; write --to TARGET (promptglot targets lists them)")
	}
	media, err := mediaPolicy(o.Media)
	if err != nil {
		return 0, err
	}
	in, err := a.onePrompt(opt, "promptglot render FILE --to TARGET")
	if err != nil {
		return 0, err
	}
	target, err := in.project.target(o.To)
	if err != nil {
		return 0, usage("--to: %w", err)
	}
	if !in.doc.AsksForChat() {
		return 0, input("%s: it asks for no chat, which is all that requests are written for", in.doc.ID)
	}
	data, err := a.variables(in, o, missing)
	if err != nil {
		return 0, err
	}
	options := render.Options{Data: data, Missing: missing}
	if opt.AsOf != "" {
		options.Today, _ = time.Parse(time.DateOnly, in.project.asOf)
	}
	engine, translator := *in.project.compose, *in.project.compose.Translator
	translator.Media, engine.Translator = media, &translator
	filled, err := engine.Fill(in.doc, target, options)
	if err != nil {
		a.say(unfilled(in, err))
		return Findings, nil
	}
	run := &translation{App: a, opt: &TranslateOptions{Losses: o.Losses, Strict: o.Strict}, name: in.file.Path}
	return run.deliver(in.file, &carried{out: filled.Request, ledger: filled.Ledger})
}

// unfilled says in one line why a prompt cannot be filled, and what to do.
func unfilled(in *chosen, err error) string {
	at := in.doc.ID
	var fe *compose.FillError
	if errors.As(err, &fe) && !fe.Span.IsZero() {
		at = place(in.file, fe.Span)
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	if strings.Contains(text, "not in the data") {
		text += "; give it with --var NAME=VALUE or --vars FILE, or choose --missing-vars empty or name"
	}
	return fmt.Sprintf("%s: not written: %s", at, text)
}

func missingVars(word string) (render.Missing, error) {
	switch word {
	case "", "error":
		return render.MissingError, nil
	case "empty":
		return render.MissingEmpty, nil
	case "name":
		return render.MissingName, nil
	}
	return 0, usage("--missing-vars %q: expected error, empty or name", word)
}
