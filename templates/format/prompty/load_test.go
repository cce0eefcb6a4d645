package prompty

// What Prompty's own loader does when a prompt is run: the suite's load vectors
// describe it, on the readers that the product has. The product itself never
// runs a prompt; it looks at files (Read) and fills them in (internal/compose).

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Surroundings give a prompt what its references stand for. Nothing else is
// reached: there is no file and no environment but these.
type Surroundings struct {
	// Env returns an environment variable. nil has none.
	Env func(name string) (string, bool)
	// File returns a file by its path below the prompt's folder. nil has none.
	File func(path string) ([]byte, bool)
}

// An Agent is a prompt as Prompty's loader gives it to the program: shorthands
// written out, references resolved (the specification, §4).
type Agent struct {
	Root *value.Node // the fields, and kind: prompt
	// Instructions is the body, Lang the template language that it is in.
	Instructions, Lang string
	props              []property
}

// ErrMissingInput is the error of a required input without a value.
var ErrMissingInput = errors.New("missing required input")

// Load reads a prompt for a run. Read is for those who look at the file: it
// goes on where this stops, with an error that says what is wrong.
func Load(f *source.File, s Surroundings) (*Agent, error) {
	file := Format{}.Read(f, format.Env{})[0]
	for _, p := range file.Problems {
		if p.Code == format.CodeTemplate {
			continue // found when the template is rendered
		}
		return nil, fmt.Errorf("invalid frontmatter: line %d: %s", f.Pos(p.Span.Start).Line, p.Message)
	}
	a := &Agent{Root: value.NewObject("kind", value.NewString("prompt")), Instructions: strings.TrimSpace(file.Body.Text), Lang: file.Lang}
	r := &resolver{Surroundings: s}
	for _, m := range file.Front.Members() {
		v, err := r.resolve(m.Value, 0)
		if err != nil {
			return nil, err
		}
		if v == nil || v.Kind == value.Null {
			continue
		}
		switch m.Key {
		case "kind":
			continue // files never say it
		case "model":
			if v.IsString() {
				v = value.NewObject("id", v)
			}
		case "template":
			if v.Kind != value.Object {
				return nil, errors.New("invalid template format: template is a " + v.Kind.String() + "; expected format: {kind: jinja2}")
			}
		case "inputs", "outputs":
			a.list(m.Key, v)
			continue
		}
		a.Root.Set(m.Key, v)
	}
	return a, nil
}

// list writes a block of properties as a list of {name, kind, default}.
func (a *Agent) list(key string, n *value.Node) {
	props := quiet(n)
	if key == "inputs" {
		a.props = props
	}
	out := value.NewArray()
	for _, p := range props {
		one := value.NewObject("name", value.NewString(p.name))
		if p.node.Kind == value.Object {
			if p.node.Get("kind") == nil && p.kind() != "any" {
				one.Set("kind", value.NewString(p.kind()))
			}
			for _, m := range p.node.Members() {
				one.Set(m.Key, m.Value)
			}
		} else {
			one.Set("kind", value.NewString(p.kind()))
			if p.node.Kind != value.Null {
				one.Set("default", p.node)
			}
		}
		out.Append(one)
	}
	a.Root.Set(key, out)
}

// Fill returns the values that a run starts with: what it is given, and the
// defaults. An example is none. The error names a required input that is
// missing.
func (a *Agent) Fill(given map[string]any) (map[string]any, error) {
	out := make(map[string]any, len(given))
	for k, v := range given {
		out[k] = v
	}
	for _, p := range a.props {
		if _, ok := out[p.name]; ok {
			continue
		}
		d := p.node
		if d.Kind == value.Object {
			d = p.node.Get("default")
		}
		switch {
		case d != nil && d.Kind != value.Null:
			out[p.name] = d
		case isTrue(p.node.Get("required")) || isTrue(p.node.Get("is_required")):
			return nil, fmt.Errorf("%w %q; expected a value for it", ErrMissingInput, p.name)
		}
	}
	return out, nil
}

// A resolver puts values in the place of references.
type resolver struct {
	Surroundings
}

// maxFiles bounds how many files may name one another.
const maxFiles = 10

func (r *resolver) resolve(n *value.Node, files int) (*value.Node, error) {
	if n == nil {
		return nil, nil
	}
	protocol, name, fallback, ok := Reference(n)
	switch {
	case ok && protocol == "env":
		if r.Env != nil {
			if s, ok := r.Env(name); ok {
				return value.NewString(s), nil
			}
		}
		if o := n.Tag.Src; strings.Count(o, ":") > 1 {
			return value.NewString(fallback), nil
		}
		return nil, fmt.Errorf("environment variable '%s' not set; expected it, or a default: ${env:%s:…}", name, name)
	case ok:
		return r.file(name, files)
	}
	if len(n.Entries) == 0 {
		return n, nil
	}
	c := *n
	c.Entries = append([]value.Entry(nil), n.Entries...)
	for i := range c.Entries {
		v, err := r.resolve(c.Entries[i].Value, files)
		if err != nil {
			return nil, err
		}
		c.Entries[i].Value = v
	}
	return &c, nil
}

// file reads a file that stands for a value: JSON or YAML by its name, any
// other as text. It must lie below the prompt's folder.
func (r *resolver) file(name string, files int) (*value.Node, error) {
	clean, ok := below(name)
	if !ok {
		return nil, fmt.Errorf("the file %s is outside allowed roots; expected one below the prompt's folder", name)
	}
	if files >= maxFiles {
		return nil, fmt.Errorf("the file %s is named by a chain of %d files; expected fewer", name, maxFiles)
	}
	var data []byte
	ok = false
	if r.File != nil {
		data, ok = r.File(clean)
	}
	if !ok {
		return nil, fmt.Errorf("the file %s is not there; expected it beside the prompt", name)
	}
	n, err := content(clean, data)
	if err != nil {
		return nil, err
	}
	return r.resolve(n, files+1)
}
