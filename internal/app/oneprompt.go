package app

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
)

// A chosen prompt is the one that a command is about.
type chosen struct {
	session *session
	project *project
	file    *source.File
	doc     *compose.Doc
}

// onePrompt opens the prompt that FILE, FILE#NAME or - names. usageLine is what
// the command expects.
func (a *App) onePrompt(opt *Options, usageLine string) (*chosen, error) {
	if len(opt.Paths) != 1 {
		return nil, usage("one file was expected, %d were given; write %s", len(opt.Paths), usageLine)
	}
	s, err := a.session(opt)
	if err != nil {
		return nil, err
	}
	c := &chosen{session: s}
	name, err := c.read(opt.Paths[0])
	if err != nil {
		return nil, err
	}
	if c.project, err = s.projectFor(c.file.Path); err != nil {
		return nil, err
	}
	docs := slices.DeleteFunc(c.project.compose.OpenNamed(c.file), func(d *compose.Doc) bool { return d.Prompt == nil })
	if len(docs) == 0 {
		return nil, input("%s: no prompt was found in it; expected a prompt file or a request (docs/formats.md lists the forms)", c.file.Path)
	}
	if c.doc, err = pick(c.file, docs, name); err != nil {
		return nil, err
	}
	if len(c.doc.Problems) > 0 {
		first := firstProblem(c.doc.Problems)
		return nil, input("%s: %s", place(c.file, first.Span), first.Message)
	}
	return c, nil
}

// read reads the file and returns the name of the prompt that is asked for, ""
// for none.
func (c *chosen) read(p string) (name string, err error) {
	s := c.session
	if isStdin(p) {
		j, err := s.stdin()
		if err != nil {
			return "", err
		}
		c.file = source.NewFile(j.Path, j.data)
		return "", nil
	}
	data, err := s.app.FS.ReadFile(p)
	if errors.Is(err, fs.ErrNotExist) {
		if file, part, ok := cutName(p); ok {
			if inner, e := s.app.FS.ReadFile(file); e == nil {
				p, name, data, err = file, part, inner, nil
			}
		}
	}
	if err != nil {
		return "", input("%s: it cannot be read: %w", p, cause(err))
	}
	c.file = source.NewFile(p, data)
	return name, nil
}

// pick returns the prompt with a name, or the only one.
func pick(f *source.File, docs []*compose.Doc, name string) (*compose.Doc, error) {
	var names []string
	for _, d := range docs {
		own := strings.TrimPrefix(strings.TrimPrefix(d.ID, f.Path), "#")
		if own == name && name != "" {
			return d, nil
		}
		names = append(names, own)
	}
	switch {
	case name == "" && len(docs) == 1:
		return docs[0], nil
	case name == "":
		return nil, usage("%s holds %d prompts; name one: %s#%s", f.Path, len(docs), f.Path, strings.Join(names, ", "+f.Path+"#"))
	}
	hint := "it has " + strings.Join(names, ", ")
	if near := catalog.Similar(name, names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	} else if len(docs) == 1 && names[0] == "" {
		hint = "it holds one prompt, which has no name"
	}
	return nil, usage("%s has no prompt %s; %s", f.Path, name, hint)
}
