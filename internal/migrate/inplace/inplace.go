// Package inplace changes prompt files where they stand, in their own formats:
// the model and who serves it, and the options that the target calls otherwise,
// takes within other bounds or does not take. Every other byte stays.
//
// An edited file has been read back: its prompts give the target the requests
// that the prompts gave before. Where that cannot be reached nothing is edited
// and the reason says why.
package inplace

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/translate"
)

// A Result is what becomes of one prompt of a file.
type Result struct {
	Target translate.Target
	Ledger translate.Ledger
	// Why says why the prompt stays as it is: it needs no change, or, where
	// Refused is true, none can be made.
	Why     string
	Refused bool
	Notes   []string // what the edits leave to a person
}

// An Edited is a file with its new content: that of the prompt, or one that
// lies beside it and holds its settings.
type Edited struct {
	Path string
	Data []byte
}

// Pick says which target a prompt is edited for; why is set where it is left
// alone.
type Pick func(*compose.Doc) (t translate.Target, why string)

// File edits a file whose prompts are docs. There is a result for each of them.
// Prompts of one file share its words, so that where one cannot be edited none
// is. The file is nil where nothing changes.
func File(e *compose.Engine, docs []*compose.Doc, pick Pick) ([]Result, *Edited) {
	out := make([]Result, len(docs))
	s := &session{e: e, docs: docs, results: out}
	for i, d := range docs {
		s.one(i, d, pick)
	}
	for i := range out {
		if out[i].Refused {
			s.giveUp("another prompt of the file cannot be edited: "+out[i].Why, false)
			return out, nil
		}
	}
	if len(s.ops) == 0 {
		return out, nil
	}
	if name := s.twins(); name != "" {
		s.giveUp("several of its providers would become "+name+": name the vendor to move away from with --from", true)
		return out, nil
	}
	edited, err := s.apply()
	if err == nil {
		err = s.check(edited)
	}
	if err != nil {
		s.giveUp(err.Error(), true)
		return out, nil
	}
	return out, edited
}

// session is the work on one file.
type session struct {
	e       *compose.Engine
	docs    []*compose.Doc
	results []Result
	holder  *source.File // the file that holds the settings
	places  *places      // where its values stand; nil where it cannot be edited
	ops     []op
	known   map[opKey]int // index of ops
	kept    map[int]bool  // prompts that are left alone
}

// opKey tells ops apart that are about the same thing.
type opKey struct {
	do int
	at string
}

// one finds the edits that a prompt needs.
func (s *session) one(i int, d *compose.Doc, pick Pick) {
	r := &s.results[i]
	var why string
	if r.Target, why = pick(d); why != "" {
		r.Why = why
		s.keep(i)
		return
	}
	speak, why := formatOf(d)
	if speak == nil {
		r.Why = why
		s.keep(i)
		return
	}
	for _, q := range d.Problems {
		r.Why, r.Refused = fmt.Sprintf("line %d: %s: correct the file first", d.File.Pos(q.Span.Start).Line, q.Message), true
		return
	}
	if !d.AsksForChat() {
		r.Why, r.Refused = "it asks for no chat answer, which is all that can be translated: keep the file as it is", true
		return
	}
	request, ledger, err := s.e.Translator.Write(d.Prompt, r.Target)
	r.Ledger = ledger
	if err == nil {
		if why := ledger.Refusals(); why != "" {
			err = fmt.Errorf("%s", why)
		}
	}
	if err != nil {
		r.Why, r.Refused = err.Error(), true
		return
	}
	w, err := s.work(d, r.Target, ledger, request)
	if err == nil {
		err = speak(w)
	}
	if err == nil {
		err = s.take(w.ops)
	}
	switch {
	case err != nil:
		r.Why, r.Refused = err.Error(), true
	case len(w.ops) == 0 && w.places == nil && d.Prompt.Model != nil:
		r.Why, r.Refused = "its settings cannot be edited where they stand: use --layout neutral", true
	case len(w.ops) == 0 && len(w.notes) > 0:
		r.Why = strings.Join(w.notes, "; ")
		s.keep(i)
	case len(w.ops) == 0:
		r.Why = "it is written for " + r.Target.String() + " already"
		if d.Prompt.Model == nil {
			r.Why = "it names no model, and no option that " + r.Target.String() + " takes otherwise"
		}
		s.keep(i)
	}
	r.Notes = w.noted()
}

func (s *session) keep(i int) {
	if s.kept == nil {
		s.kept = map[int]bool{}
	}
	s.kept[i] = true
}

// take adds edits; prompts that share a word have to agree on it.
func (s *session) take(ops []op) error {
	for _, o := range ops {
		key := opKey{o.do, o.at}
		i, ok := s.known[key]
		switch {
		case ok && !s.ops[i].same(o):
			return fmt.Errorf("%s is shared with another prompt of the file, which needs another value there", o.at)
		case ok:
			continue
		case len(s.ops) == mostOps:
			return errors.New("it needs more edits than a person would read: use --layout neutral, or split the file")
		}
		if s.known == nil {
			s.known = map[opKey]int{}
		}
		s.known[key] = len(s.ops)
		s.ops = append(s.ops, o)
	}
	return nil
}

// mostOps bounds the edits of a file: each is made on what the one before has
// left, so that the file is read as often.
const mostOps = 1000

// twins returns the provider that two of a comparison would become, "" where
// there are none. Those with a label stay apart.
func (s *session) twins() string {
	if s.docs[0].Format != "promptfoo" {
		return ""
	}
	seen := map[string]bool{}
	for _, o := range s.ops {
		if o.do != set || !o.value.IsString() || !strings.Contains(o.value.Str, ":") {
			continue
		}
		if strings.HasSuffix(o.at, "/id") {
			if _, _, labelled := s.places.config.find(parent(o.at) + "/label"); labelled {
				continue
			}
		}
		if seen[o.value.Str] {
			return o.value.Str
		}
		seen[o.value.Str] = true
	}
	return ""
}

// giveUp gives all prompts that would have been edited the same reason.
func (s *session) giveUp(why string, refused bool) {
	for i := range s.results {
		if r := &s.results[i]; !r.Refused && !s.kept[i] {
			r.Why, r.Refused, r.Notes = why, refused, nil
		}
	}
}

// check reads the edited file back and compares what its prompts give the
// targets, and that prompts left alone are what they were.
func (s *session) check(edited *Edited) error {
	e, f := s.e, s.docs[0].File
	now := source.NewFile(edited.Path, edited.Data)
	if edited.Path != f.Path {
		own, settings := *e, now
		own.Beside = func(name string) *source.File {
			if name == edited.Path {
				return settings
			}
			return s.e.Beside(name)
		}
		e, now = &own, f
	}
	docs := e.Open(now)
	if len(docs) != len(s.docs) {
		return fmt.Errorf("the edited file would hold %d prompts instead of %d", len(docs), len(s.docs))
	}
	for i, d := range docs {
		for _, q := range d.Problems {
			return fmt.Errorf("line %d of the edited file would be wrong: %s", d.File.Pos(q.Span.Start).Line, q.Message)
		}
		old, t := s.docs[i], s.results[i].Target
		if s.kept[i] {
			if d.Vendor != old.Vendor || modelOf(d) != modelOf(old) {
				return fmt.Errorf("the edits would change %s too, which is to stay as it is", old.ID)
			}
			continue
		}
		a, err := s.request(old, t)
		if err != nil {
			return err
		}
		b, err := s.request(d, t)
		if err != nil {
			return err
		}
		if a != b {
			return fmt.Errorf("in the words of this format %s would be sent another request: %s; use --layout neutral", t, difference(a, b))
		}
	}
	return nil
}

func modelOf(d *compose.Doc) string {
	if m := d.Prompt.Model; m != nil && m.Value.IsString() {
		return m.Value.Str
	}
	return ""
}

// request is what a prompt gives a target, as text with its tags in it.
func (s *session) request(d *compose.Doc, t translate.Target) (string, error) {
	tree, ledger, err := s.e.Translator.Write(d.Prompt, t)
	if err == nil && ledger.Refusals() != "" {
		err = fmt.Errorf("%s", ledger.Refusals())
	}
	if err != nil {
		return "", err
	}
	return dump(tree), nil
}
