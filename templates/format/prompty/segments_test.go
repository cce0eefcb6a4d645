package prompty

// A run's output with what comes from the inputs kept apart, as the suite's
// segment vectors want it. The product cuts a body into turns before it fills
// them in, so that data cannot begin one.

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/render"
)

// ErrStrict is the error of a strict input whose value begins a turn.
var ErrStrict = errors.New("StrictViolation")

// A Segment is a piece of a rendered body: text of the template, or what a
// variable was filled in with. Data can contain role markers; whoever cuts the
// body into turns cuts at those of the template only.
type Segment struct {
	Text string
	// Source is the input that the text came from, "" for the template's own.
	Source string
	Strict bool // the input is declared strict
}

// Segments renders a body and keeps what comes from the inputs apart from what
// the template says. lang is the id of the template language; strict are the
// inputs whose values may hold no role marker: one that does is ErrStrict.
func Segments(lang templates.Language, v *source.View, o render.Options, strict []string) ([]Segment, error) {
	fence := fenceFor(v.Text, o.Data)
	marked, sources := fenced(lang, v, fence)
	out, problems := render.Render(lang.ID(), source.NewFile("body", []byte(marked)).Whole(), o)
	if len(problems) > 0 {
		// Once more as it stands: the places are those of the file then.
		if _, again := render.Render(lang.ID(), v, o); len(again) > 0 {
			problems = again
		}
		return nil, errors.New(problems[0].Message)
	}
	var segs []Segment
	for i, piece := range strings.Split(out, fence) {
		s := Segment{Text: piece}
		if i%2 == 1 {
			n, text, _ := strings.Cut(piece, "}")
			at, err := strconv.Atoi(n)
			if err != nil || at >= len(sources) {
				return nil, fmt.Errorf("the template takes its own output apart; expected holes that are printed as they are")
			}
			s = Segment{Text: text, Source: sources[at], Strict: slices.Contains(strict, sources[at])}
			if s.Strict && marks(text) {
				return nil, fmt.Errorf("%w: the value of %s begins a turn; expected text without role markers", ErrStrict, s.Source)
			}
		}
		if s.Text != "" || s.Source != "" {
			segs = append(segs, s)
		}
	}
	return segs, nil
}

// fenceFor returns a text that occurs neither in the template nor in the data.
func fenceFor(text string, data map[string]any) string {
	fence := "\x02{"
	for strings.Contains(text, fence) || holds(data, fence) {
		fence = "\x02" + fence
	}
	return fence
}

// holds reports whether a text of data has s in it.
func holds(data any, s string) bool {
	switch d := data.(type) {
	case string:
		return strings.Contains(d, s)
	case []any:
		return slices.ContainsFunc(d, func(v any) bool { return holds(v, s) })
	case map[string]any:
		for k, v := range d {
			if strings.Contains(k, s) || holds(v, s) {
				return true
			}
		}
	case *value.Node:
		found := false
		d.Walk("", func(_ string, n *value.Node) { found = found || strings.Contains(n.Str, s) })
		return found
	}
	return false
}

// fenced puts fences around the holes of a text, each with its number, and
// returns the variable that each one prints.
func fenced(lang templates.Language, v *source.View, fence string) (string, []string) {
	tags, _ := lang.Tags(v.Text)
	var b strings.Builder
	var sources []string
	at := 0
	for _, t := range tags {
		if t.Kind != expr.TagHole {
			continue
		}
		name := ""
		expr.Vars(t.Expr, func(n string) {
			if name == "" {
				name = n
			}
		})
		b.WriteString(v.Text[at:t.Start] + fence + strconv.Itoa(len(sources)) + "}" + t.Src + fence)
		sources = append(sources, name)
		at = t.End
	}
	b.WriteString(v.Text[at:])
	return b.String(), sources
}

// marks reports whether a line of s begins a turn, or would to a lenient
// parser: a role and a colon, whatever follows.
func marks(s string) bool {
	for l := range strings.Lines(s) {
		l = strings.TrimLeft(l, " \t#")
		word, _, ok := strings.Cut(l, ":")
		if word, _, _ = strings.Cut(word, "["); ok && slices.Contains(format.PromptyRoles, strings.ToLower(strings.TrimSpace(word))) {
			return true
		}
	}
	return false
}
