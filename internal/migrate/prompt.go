package migrate

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/migrate/lock"
	"github.com/promptglot/promptglot/templates/format"
)

// prompt plans one prompt of a file that holds so many.
func (p *planner) prompt(d *compose.Doc, of int) error {
	q := Prompt{ID: d.ID, Path: d.File.Path, Format: d.Format, doc: d}
	var err error
	why := p.leave(d)
	switch {
	case why != "":
		q.Action, q.Why = Keep, why
	case isPrompty(d.File.Path):
		err = p.inPlace(&q, d)
	case texts[d.Format]:
		q.Action, q.Why = Keep, "its text names no vendor's options, and other programs read the file as it is"
	case d.Format == "promptfoo":
		q.Action, q.Why = Keep, "it is an evaluation, whose prompts are planned where they stand: --eval writes one of old against new, --layout in-place changes its providers"
	case len(d.Prompt.Messages) == 0 && len(d.Problems) == 0 && d.Format != "request" && d.AsksForChat():
		q.Action, q.Why = Keep, "it names a model and options, and holds no text: there is nothing to ask of a target"
	case d.Format == "request" || d.Format == "github-prompt" || tied(d):
		err = p.newFile(&q, d, of)
	default:
		q.Action, q.Why = Keep, "it names no vendor and no model: it is portable as it stands"
	}
	p.plan.Prompts = append(p.plan.Prompts, q)
	return err
}

// texts are the formats of files that other programs read as they are.
var texts = map[string]bool{"markdown": true, "text": true, "agent-file": true}

// tied reports whether a prompt names a vendor or a model.
func tied(d *compose.Doc) bool {
	return d.Vendor != "" || d.Prompt.Model != nil || len(d.Keys) > 0
}

func isPrompty(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), compose.NeutralName)
}

// inPlace makes a Prompty file neutral where it stands.
func (p *planner) inPlace(q *Prompt, d *compose.Doc) error {
	name := path.Clean(d.File.Path)
	n, err := p.e.Neutral(d, name)
	if err != nil {
		q.Action, q.Why = Refused, err.Error()
		return nil
	}
	q.Neutral, q.Notes, q.Action = name, n.Notes, Neutral
	if string(n.Data) != string(d.File.Data) {
		q.Action = InPlace
	}
	if err := p.change(name, n.Data); err != nil {
		return err
	}
	entry := lock.Prompt{Neutral: lock.File{Path: name, Digest: lock.Digest(n.Data)}}
	if old := p.o.Lock.Neutral(name); old != nil {
		entry.Source, entry.Of = old.Source, old.Of
	}
	return p.renderings(q, n, entry)
}

// newFile writes a neutral file beside a source of another format.
func (p *planner) newFile(q *Prompt, d *compose.Doc, of int) error {
	source := path.Clean(d.File.Path)
	name := neutralPath(source, d.ID)
	q.Neutral = name
	from := &lock.File{Path: source, Digest: lock.Digest(d.File.Data)}
	old := p.o.Lock.Neutral(name)
	present, err := p.read(name)
	if err != nil {
		return err
	}
	ours := old != nil && old.Source != nil && old.Source.Path == source
	switch {
	case ours && old.Source.Digest == from.Digest && present != nil:
		// The neutral file is the prompt now, and is planned as one.
		q.Action, q.Why = Keep, name+" was made from it and is up to date"
		if p.given[name] == nil {
			return p.existing(q, name, present, *old)
		}
		return nil
	case ours && present != nil && lock.Digest(present) != old.Neutral.Digest:
		q.Action, q.Why = Refused, fmt.Sprintf("it and %s, which was made from it, have both changed: carry one change over by hand, then delete %s or undo the change here", name, name)
		return nil
	case !ours && present != nil:
		q.Action, q.Why = Refused, name+" exists and was not made from it: move one of the two"
		return nil
	case p.taken[name] != "" && !ours:
		q.Action, q.Why = Refused, fmt.Sprintf("%s would be written from %s too: rename one of the two", name, p.taken[name])
		return nil
	}
	p.taken[name] = q.ID
	n, err := p.e.Neutral(d, name)
	if err != nil {
		q.Action, q.Why = Refused, err.Error()
		return nil
	}
	q.Action, q.Notes = NewFile, n.Notes
	if d.Format == "github-prompt" && (d.Front.Get("testData") != nil || d.Front.Get("evaluators") != nil) {
		q.Notes = append(q.Notes, "testData and evaluators stay in "+source+": the neutral form keeps one sample of each variable")
	}
	if err := p.change(name, n.Data); err != nil {
		return err
	}
	entry := lock.Prompt{Neutral: lock.File{Path: name, Digest: lock.Digest(n.Data)}, Source: from}
	if of > 1 {
		entry.Of = of
	}
	return p.renderings(q, n, entry)
}

// existing renders a neutral file that was not among the files given.
func (p *planner) existing(q *Prompt, name string, data []byte, old lock.Prompt) error {
	n, err := p.e.NeutralFromBytes(name, data)
	if err != nil {
		q.Action, q.Why = Refused, err.Error()
		return nil
	}
	old.Neutral.Digest = lock.Digest(data)
	return p.renderings(q, n, old)
}

// renderings writes the neutral prompt for every target.
func (p *planner) renderings(q *Prompt, n *compose.NeutralFile, entry lock.Prompt) error {
	var before []lock.Rendering
	if old := p.o.Lock.Neutral(entry.Neutral.Path); old != nil {
		before = old.Renderings
	}
	entry.Renderings = nil
	stem := strings.TrimSuffix(entry.Neutral.Path, path.Ext(entry.Neutral.Path))
	done := map[string]bool{} // dialects rendered anew
	q.rendered = n.Doc
	p.met(modelNames(n.Doc.Prompt))
	for _, t := range p.targets {
		t = p.choices.target(modelNames(n.Doc.Prompt), t)
		r, err := p.e.Render(n.Doc, t)
		out := Target{Target: t.String(), target: t}
		if r != nil {
			out.target = r.Target
			out.Target, out.Ledger, out.Checked, out.Unchecked = r.Target.String(), r.Ledger, r.Checked, r.Unchecked
			out.Accepted = p.choices.acceptedOf(q.Path, &out)
		}
		switch {
		case err != nil:
			out.Refused = err.Error()
		case r.Refused() != "":
			out.Refused = r.Refused()
		default:
			out.Path = stem + r.Ending
			out.Refused, err = p.rendering(out.Path, r.Data, before)
			if err != nil {
				return err
			}
			if out.Refused != "" {
				out.Path = ""
				break
			}
			done[r.Target.Dialect.ID] = true
			entry.Renderings = append(entry.Renderings, p.locked(out, r.Data, entry.Neutral.Digest, before))
		}
		q.Targets = append(q.Targets, out)
	}
	for _, old := range before {
		replaced := slices.ContainsFunc(entry.Renderings, func(r lock.Rendering) bool { return r.Path == old.Path })
		dialect, _, _ := strings.Cut(strings.Split(old.Target, "/")[0], "@")
		switch {
		case replaced:
		case done[dialect]: // its name has changed
			if err := p.discard(old); err != nil {
				return err
			}
		default:
			entry.Renderings = append(entry.Renderings, old)
		}
	}
	p.entries = append(p.entries, entry)
	return nil
}

// locked returns the lock's entry for a rendering, the old one where nothing
// has changed: another date of the catalogue alone is no change.
func (p *planner) locked(t Target, data []byte, from string, before []lock.Rendering) lock.Rendering {
	r := lock.Rendering{
		File: lock.File{Path: t.Path, Digest: lock.Digest(data)}, Target: t.Target, From: from,
		Catalogue: p.e.Catalog.AsOf(), Tool: p.o.Tool,
	}
	for _, old := range before {
		if old.File == r.File && old.Target == r.Target && old.From == r.From {
			return old
		}
	}
	return r
}

// rendering plans one file. A file that the lock does not know, or that
// somebody has edited, is not written over.
func (p *planner) rendering(name string, data []byte, before []lock.Rendering) (refused string, err error) {
	present, err := p.read(name)
	if err != nil {
		return "", err
	}
	if by := p.taken[name]; by != "" {
		return fmt.Sprintf("%s is written for %s already: name the targets' models apart, or rename one of the prompts", name, by), nil
	}
	if present != nil && string(present) != string(data) {
		i := slices.IndexFunc(before, func(r lock.Rendering) bool { return r.Path == name })
		switch {
		case i < 0:
			return name + " exists and is no rendering: move it, or rename the prompt", nil
		case before[i].Digest != lock.Digest(present):
			return name + " was edited by hand: change the neutral file instead, and delete the rendering to have it written again", nil
		}
	}
	p.taken[name] = name
	return "", p.change(name, data)
}

// discard deletes a rendering that has another name now, unless somebody has
// edited it.
func (p *planner) discard(old lock.Rendering) error {
	present, err := p.read(old.Path)
	if err != nil || present == nil || lock.Digest(present) != old.Digest {
		return err
	}
	return p.change(old.Path, nil)
}

// formatEndings tell a format of prompt files: a neutral file has its own.
var formatEndings = []string{".prompt.yml", ".prompt.yaml", ".prompt", ".poml", ".baml", ".txt", ".json", ".yaml", ".yml"}

// neutralPath names the neutral file of a source: the endings that tell its
// format are replaced. Where a file holds several prompts, each has its name
// in it.
func neutralPath(source, id string) string {
	_, name := format.LangByName(source)
	for _, end := range formatEndings {
		if s, ok := strings.CutSuffix(name, end); ok && path.Base(name) != end {
			name = s
			break
		}
	}
	if _, part, ok := strings.Cut(id, "#"); ok {
		name += "." + inName(part)
	}
	return name + compose.NeutralName
}

// inName keeps what may stand in the name of a file everywhere.
func inName(part string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, part), ".-")
}
