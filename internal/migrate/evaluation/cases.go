package evaluation

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// filled is a case: one set of variables, with the request of each side.
type filled struct {
	about     string
	variables map[string]any
	requests  [][]byte // compact, in the order of the sides
}

// whole is a document whose answer comes in one piece: how the program streams
// it is no part of what is compared.
func whole(d *compose.Doc, streams bool) *compose.Doc {
	p := *d.Prompt
	stream := func(feature string) bool { return feature == "stream" || feature == "stream-options" }
	p.Settings = slices.DeleteFunc(slices.Clone(p.Settings), func(s prompt.Setting) bool {
		return s.Param == prompt.ParamStream || stream(s.Feature)
	})
	p.Ext = slices.DeleteFunc(slices.Clone(p.Ext), func(x prompt.Ext) bool { return stream(x.Feature) })
	if streams {
		p.Settings = append(p.Settings, prompt.Setting{Param: prompt.ParamStream, Feature: "stream", Value: value.NewBool(false)})
	}
	out := *d
	out.Prompt = &p
	return &out
}

// cases returns the cases of a prompt: those of the data that have all of its
// variables, else samples, bounds and every way through its template.
func (w *writer) cases(name string, doc *compose.Doc, sides []side) ([]filled, error) {
	base := map[string]any{}
	for i := range sides {
		for k, v := range sides[i].rendering.Scenarios(doc.Prompt)[0].Data {
			if _, ok := base[k]; !ok {
				base[k] = v
			}
		}
	}
	var all []filled
	for i, d := range w.o.Data {
		if vars, ok := chosen(base, d); ok {
			all = append(all, filled{about: fmt.Sprintf("line %d of the data", i+1), variables: vars})
		}
	}
	if len(all) > 0 {
		return w.fill(name, sides, all, len(all))
	}
	if len(w.o.Data) > 0 && len(base) > 0 {
		w.note("%s: no line of the data has all of its variables (%s): it is evaluated with samples", name, strings.Join(slices.Sorted(maps.Keys(base)), ", "))
	}
	first, made := readable(base)
	if len(made) > 0 {
		w.note("%s: nothing gives a sample of %s: the values are made up; give real ones with --data, or as samples in the prompt", name, strings.Join(made, ", "))
	}
	about := "samples"
	if len(base) == 0 {
		about = "the prompt as it is"
	}
	all = append(all, filled{about: about, variables: first})
	all = append(all, bounds(doc.Prompt, first)...)
	for i := range sides {
		scenarios := sides[i].rendering.Scenarios(doc.Prompt)
		for _, s := range scenarios[1:] {
			vars, _ := readable(s.Data)
			for k, v := range first {
				if !has(scenarios[0].Data, k) { // another side's
					vars[k] = v
				}
			}
			all = append(all, filled{about: s.Name, variables: vars})
		}
	}
	return w.fill(name, sides, all, w.o.Most)
}

func has(m map[string]any, k string) bool { _, ok := m[k]; return ok }

// chosen returns the variables of a prompt that a line of data gives; false
// where one is missing.
func chosen(base, data map[string]any) (map[string]any, bool) {
	out := map[string]any{}
	for k := range base {
		v, ok := data[k]
		if !ok {
			return nil, false
		}
		out[k] = v
	}
	return out, len(base) > 0
}

// readable replaces values that were made up to break things: here a model is
// to read them. It names the variables.
func readable(data map[string]any) (out map[string]any, made []string) {
	out = map[string]any{}
	for _, k := range slices.Sorted(maps.Keys(data)) {
		v, changed := plain(data[k], k)
		out[k] = v
		if changed {
			made = append(made, k)
		}
	}
	return out, made
}

func plain(v any, name string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		out, made := map[string]any{}, false
		for k, x := range v {
			p, m := plain(x, k)
			out[k], made = p, made || m
		}
		return out, made
	case []any:
		out, made := make([]any, len(v)), false
		for i, x := range v {
			p, m := plain(x, name)
			out[i], made = p, made || m
		}
		return out, made
	case string:
		if !compose.MadeUp(v) {
			return v, false
		}
		if strings.HasPrefix(v, "https://") {
			return v, true
		}
		return "sample " + strings.ReplaceAll(name, "_", " "), true
	}
	return v, false
}

// bounds are cases in which one variable has another value that its
// declaration allows: each of an enumeration, both of a flag, the ends of a
// range.
func bounds(p *prompt.Prompt, first map[string]any) []filled {
	var out []filled
	for i := range p.Inputs {
		in := &p.Inputs[i]
		if !has(first, in.Name) {
			continue
		}
		for _, v := range allowed(in) {
			if fmt.Sprint(v) == fmt.Sprint(first[in.Name]) {
				continue
			}
			vars := maps.Clone(first)
			vars[in.Name] = v
			out = append(out, filled{about: fmt.Sprintf("%s is %v", in.Name, v), variables: vars})
		}
	}
	return out
}

func allowed(in *prompt.Input) []any {
	var out []any
	for _, v := range in.Enum {
		out = append(out, v)
	}
	if in.Kind == "boolean" {
		out = append(out, true, false)
	}
	for _, k := range []string{"minimum", "maximum"} {
		if n := in.Schema.Get(k); n != nil && n.Kind == value.Number {
			out = append(out, json.Number(n.Str))
		}
	}
	return out
}

// fill makes the requests of at most so many cases. Cases that ask the same
// are one.
func (w *writer) fill(name string, sides []side, all []filled, most int) ([]filled, error) {
	var out []filled
	seen := map[string]bool{}
	left := 0
next:
	for _, c := range all {
		key := ""
		for i := range sides {
			body, err := sides[i].rendering.Fill(c.variables)
			if errors.Is(err, compose.ErrUncertain) {
				w.note("%s with %s is left out: %v", name, c.about, err)
				continue next
			}
			if err != nil {
				return nil, fmt.Errorf("%s on %s with %s: %w", name, sides[i].target, c.about, err)
			}
			line, err := compact(body)
			if err != nil {
				w.note("%s on %s with %s is left out: the request is no JSON", name, sides[i].target, c.about)
				continue next
			}
			c.requests = append(c.requests, line)
			key += string(line) + "\n"
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		if len(out) == most {
			left++
			continue
		}
		out = append(out, c)
	}
	if left > 0 {
		w.note("%s: %d more cases are left out: %d are enough to pay for; --data chooses others", name, left, most)
	}
	return out, nil
}

// compact returns a body as one line, numbers as they are written.
func compact(body []byte) ([]byte, error) {
	if !json.Valid(body) {
		return nil, errors.New("no JSON")
	}
	return tree(body).JSON()
}
