package catalog

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An Overlay is a user's own facts, laid over the embedded tables:
//
//	{"source": "our contract", "as_of": "2026-11-22",
//	 "models": {"openai/gpt-5.4": {"context": 400000, "retires": "2027-01-31",
//	            "prices": [{"input": 2, "output": 12}], "gates": {"sampling": "yes"}}},
//	 "dialects": {"anthropic": {"default_model": "claude-haiku-4-5", "traits": {"prefill": "no"}}}}
//
// A model's key is host/id. Its members are name, family, tokenizer, context,
// max_input, max_output (tokens), input (a list of text, image, audio, video,
// pdf), status (active, deprecated, retired), announced, retires, not_before
// (dates), replace, prices (a list of tier, above, input, output, cache_read,
// cache_write, in dollars per million tokens), gates (yes, no, unknown, or an
// object of is, values, unless, note), source and as_of.
type Overlay struct {
	models   map[string]func(*Model) // host, tab, lower-case id
	ids      map[string]string       // the same keys → id as written
	dialects map[string]dialectPatch
}

type dialectPatch struct {
	defaultModel string
	traits       map[string]Fact
	traitLines   map[string]int
	line         int
	name         string
}

// Override reads an overlay. name is the file's name for errors, which say
// file, line and what was expected.
func Override(name string, data []byte) (*Overlay, error) {
	o := &Overlay{models: map[string]func(*Model){}, ids: map[string]string{}, dialects: map[string]dialectPatch{}}
	p := &overlayParser{name: name}
	root, line, err := parseTree(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: not JSON: %v", name, line, err)
	}
	p.file(o, root)
	if p.err != nil {
		return nil, p.err
	}
	return o, nil
}

// An overlayParser keeps the first error; after it nothing is read any more.
type overlayParser struct {
	name string
	err  error
	ref  Ref
}

func (p *overlayParser) fail(line int, format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("%s:%d: %s", p.name, line, fmt.Sprintf(format, args...))
	}
}

// object checks that n is an object without doubled or unknown members and
// calls the member's reader; readers nil means any name goes to rest.
func (p *overlayParser) object(n jsonNode, what string, readers map[string]func(jsonNode), rest func(jsonMember)) {
	if n.kind != '{' {
		p.fail(n.line, "%s is %s, expected an object", what, kindNames[n.kind])
		return
	}
	seen := map[string]bool{}
	for _, m := range n.members {
		if p.err != nil {
			return
		}
		if seen[m.key] {
			p.fail(m.line, "%s has %q twice", what, m.key)
			return
		}
		seen[m.key] = true
		switch read, ok := readers[m.key]; {
		case ok:
			read(m.jsonNode)
		case rest != nil:
			rest(m)
		default:
			p.fail(m.line, "%s has no member %q; it may have %s", what, m.key, strings.Join(slices.Sorted(maps.Keys(readers)), ", "))
		}
	}
}

func (p *overlayParser) text(n jsonNode, what string) string {
	s, ok := n.value.(string)
	if !ok {
		p.fail(n.line, "%s is %s, expected a string", what, kindNames[n.kind])
	}
	return s
}

var dayPattern = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)

func (p *overlayParser) day(n jsonNode, what string) string {
	s := p.text(n, what)
	if p.err == nil && !dayPattern.MatchString(s) {
		p.fail(n.line, "%s is %q, expected a date such as 2026-11-22", what, s)
	}
	return s
}

func (p *overlayParser) tokens(n jsonNode, what string) *int {
	num, _ := n.value.(json.Number)
	i, err := strconv.Atoi(string(num))
	if n.kind != 'n' || err != nil || i < 0 {
		p.fail(n.line, "%s must be a whole number of tokens", what)
		return nil
	}
	return &i
}

func (p *overlayParser) dollars(n jsonNode, what string) *float64 {
	num, _ := n.value.(json.Number)
	f, err := num.Float64()
	if n.kind != 'n' || err != nil || f < 0 {
		p.fail(n.line, "%s must be a number of dollars per million tokens", what)
		return nil
	}
	return &f
}

func (p *overlayParser) word(n jsonNode, what string, allowed ...string) string {
	s := p.text(n, what)
	if p.err == nil && !slices.Contains(allowed, s) {
		p.fail(n.line, "%s is %q, expected %s", what, s, strings.Join(allowed, ", "))
	}
	return s
}

func (p *overlayParser) list(n jsonNode, what string) []string {
	if n.kind != '[' {
		p.fail(n.line, "%s is %s, expected a list of strings", what, kindNames[n.kind])
	}
	var out []string
	for _, item := range n.items {
		out = append(out, p.text(item, what))
	}
	return out
}

func (p *overlayParser) file(o *Overlay, root jsonNode) {
	p.ref = Ref{Source: p.name}
	var models, dialects *jsonNode
	p.object(root, "the file", map[string]func(jsonNode){
		"source":   func(n jsonNode) { p.ref.Source = p.text(n, "source") },
		"as_of":    func(n jsonNode) { p.ref.AsOf = p.day(n, "as_of") },
		"models":   func(n jsonNode) { models = &n },
		"dialects": func(n jsonNode) { dialects = &n },
	}, nil)
	if p.err == nil && p.ref.AsOf == "" {
		p.fail(root.line, "as_of is missing: say the day on which these facts hold, as 2026-11-22")
	}
	if models != nil {
		p.object(*models, "models", nil, func(m jsonMember) {
			host, id, ok := strings.Cut(m.key, "/")
			if !ok || host == "" || id == "" {
				p.fail(m.line, "%q names no host; write host/model, as openai/gpt-5.4", m.key)
				return
			}
			key := host + "\t" + strings.ToLower(id)
			o.models[key] = p.model(m)
			o.ids[key] = id
		})
	}
	if dialects != nil {
		p.object(*dialects, "dialects", nil, func(m jsonMember) { o.dialects[m.key] = p.dialect(m) })
	}
}

func (p *overlayParser) dialect(m jsonMember) dialectPatch {
	d := dialectPatch{traits: map[string]Fact{}, traitLines: map[string]int{}, line: m.line, name: p.name}
	p.object(m.jsonNode, m.key, map[string]func(jsonNode){
		"default_model": func(n jsonNode) { d.defaultModel = p.text(n, "default_model") },
		"traits": func(n jsonNode) {
			p.object(n, "traits", nil, func(t jsonMember) {
				d.traitLines[t.key] = t.line
				d.traits[t.key] = Fact{Value: p.text(t.jsonNode, t.key), Ref: p.ref}
			})
		},
	}, nil)
	return d
}
