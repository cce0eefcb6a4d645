// Package evaluation writes an evaluation of a migration for promptfoo, the
// harness that people use, and reads its results back: every prompt on the
// vendor and model that it was written for and on every target, side by side.
//
// Nothing of a request is left to the harness. promptglot fills the renderings
// with the data of each case, and the evaluation holds the bodies as they go to
// the vendor; promptfoo sends them through its HTTP provider, for its own
// adapters would drop what they do not know. How an answer is read is data of
// the catalogue. The configuration's form is that of promptfoo 0.120
// (https://www.promptfoo.dev/docs/configuration/reference,
// https://www.promptfoo.dev/docs/providers/http, read 2026-11-22).
package evaluation

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate"
	"github.com/promptglot/promptglot/translate"
)

// Options say what to evaluate with.
type Options struct {
	// Read returns the present bytes of a neutral file that the plan does not
	// change.
	Read func(path string) ([]byte, error)
	// Data are the variables of cases, one map a case, with the values of
	// templates.Fill. A case is for every prompt that it has all variables of.
	// Prompts that no case fits are evaluated with samples.
	Data []map[string]any
	// Most bounds the cases of a prompt that are made from samples; 0 is 12.
	Most int
}

const defaultMost = 12

// An Evaluation is what is written, and what to know about it.
type Evaluation struct {
	Files []File // in the order of their paths
	// Own are files that are the user's once they are there.
	Own      []File
	Notes    []string
	Prompts  int
	Requests int      // that one run sends
	Env      []string // variables of the environment that it needs
}

// A File is one file below the folder of the evaluation.
type File struct {
	Path string
	Data []byte
}

// New returns the evaluation of a plan: of each prompt that has a neutral form,
// on what it was written for and on the targets that it can be rendered for.
func New(ctx context.Context, e *compose.Engine, plan *migrate.Plan, o Options) (*Evaluation, error) {
	if o.Most == 0 {
		o.Most = defaultMost
	}
	w := &writer{e: e, o: o, out: &Evaluation{}, stems: map[string]bool{}, keys: map[string]string{}}
	for i := range plan.Prompts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		q := &plan.Prompts[i]
		if len(q.Targets) == 0 {
			if q.Action == migrate.Refused {
				w.note("%s is not evaluated: %s", q.ID, q.Why)
			}
			continue
		}
		data, err := neutral(plan, q.Neutral, o.Read)
		if err != nil {
			return nil, err
		}
		n, err := e.NeutralFromBytes(q.Neutral, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.Neutral, err)
		}
		if err := w.prompt(q, n.Doc); err != nil {
			return nil, err
		}
	}
	return w.finish()
}

// neutral returns a neutral file as it is once the plan is carried out.
func neutral(plan *migrate.Plan, name string, read func(string) ([]byte, error)) ([]byte, error) {
	for i := range plan.Changes {
		if c := &plan.Changes[i]; c.Path == name && c.New != nil {
			return c.New, nil
		}
	}
	return read(name)
}

// writer collects an evaluation.
type writer struct {
	e     *compose.Engine
	o     Options
	out   *Evaluation
	stems map[string]bool   // names of files that are taken
	keys  map[string]string // target → its name in answers.json
	sides []side            // all of them, in order
	tests []string          // files of tests
}

// What a prompt's rendering is on: the vendor it was written for, or one that
// it goes to.
const (
	OldSide = "old"
	NewSide = "new"
)

// A side is one prompt on one target.
type side struct {
	prompt, stem string
	target       translate.Target
	which        string
	rendering    *compose.Rendering
}

// label names the rendering in promptfoo, and in its results. It ends in a word
// of its own: promptfoo takes label:… for one of label's.
func (s *side) label() string { return s.prompt + " | " + s.target.String() + " | " + s.which }

func (w *writer) note(format string, args ...any) {
	w.out.Notes = append(w.out.Notes, fmt.Sprintf(format, args...))
}

// prompt adds one prompt with all its sides.
func (w *writer) prompt(q *migrate.Prompt, doc *compose.Doc) error {
	name := q.Neutral
	var sides []side
	targets, err := w.targets(q, doc)
	if err != nil {
		return err
	}
	for _, t := range targets {
		a, ok := w.e.Catalog.AnswerOf(t.Dialect.ID)
		if !ok {
			w.note("%s on %s is not evaluated: nobody can be asked in this dialect", name, t.Target)
			continue
		}
		r, err := w.e.Render(whole(doc, a.Stream), t.Target)
		if err == nil && r.Refused() != "" {
			err = fmt.Errorf("%s", r.Refused())
		}
		if err != nil {
			w.note("%s on %s is not evaluated: %v", name, t.Target, err)
			continue
		}
		sides = append(sides, side{prompt: name, target: r.Target, which: t.which, rendering: r})
	}
	if len(sides) == 0 {
		return nil
	}
	cases, err := w.cases(name, doc, sides)
	if err != nil || len(cases) == 0 {
		return err
	}
	return w.write(name, doc, sides, cases)
}

// An aim is a target, and the side that it is on.
type aim struct {
	translate.Target
	which string
}

// targets are the vendors and models that a prompt was written for, and those
// it goes to.
func (w *writer) targets(q *migrate.Prompt, doc *compose.Doc) ([]aim, error) {
	var out []aim
	had := map[string]bool{}
	for _, d := range w.e.Catalog.Dialects() {
		hint := compose.Hint(doc.Prompt, d.ID)
		if hint == "" || d.SourceOnly || d.Planned {
			continue
		}
		t, err := translate.ParseTarget(w.e.Catalog, d.ID+"/"+hint)
		if err != nil {
			return nil, err
		}
		had[t.String()] = true
		out = append(out, aim{t, OldSide})
	}
	if len(out) == 0 {
		w.note("%s: nothing says which model it was written for, so that there is nothing old to compare with", q.Neutral)
	}
	for i := range q.Targets {
		t, err := translate.ParseTarget(w.e.Catalog, q.Targets[i].Target)
		if err != nil {
			return nil, err
		}
		if !had[t.String()] {
			had[t.String()] = true
			out = append(out, aim{t, NewSide})
		}
	}
	return out, nil
}

// stem makes a name for files that nothing else has.
func (w *writer) stem(name string) string {
	base := slug(name)
	for n := 1; ; n++ {
		s := base
		if n > 1 {
			s = fmt.Sprintf("%s_%d", base, n)
		}
		if !w.stems[s] {
			w.stems[s] = true
			return s
		}
	}
}

// slug turns a name into one that a function of JavaScript and a file of any
// system can have.
func slug(name string) string {
	name = strings.TrimSuffix(path.Clean(name), compose.NeutralName)
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		if b.Len() >= 80 {
			break
		}
	}
	if s := strings.Trim(b.String(), "_"); s != "" {
		return s
	}
	return "prompt"
}
