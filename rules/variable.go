package rules

import (
	"math"
	"strconv"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
)

// A filling is what is known of the value of a variable: the text itself, or
// bounds for its tokens.
type filling struct {
	from           string
	text           string // of from sample and default
	low, mid, high int    // tokens, of from bounds
}

// fillings reads what a file says of its variables.
func (m *measure) fillings(inputs []prompt.Input) map[string]filling {
	out := make(map[string]filling, len(inputs))
	for i := range inputs {
		in := &inputs[i]
		if f, ok := m.filling(in); ok {
			out[in.Name] = f
		}
	}
	return out
}

func (m *measure) filling(in *prompt.Input) (filling, bool) {
	for _, known := range []struct {
		from string
		node *value.Node
	}{{"sample", in.Sample}, {"default", in.Default}} {
		if known.node == nil {
			continue
		}
		if s, ok := plain(known.node); ok {
			return filling{from: known.from, text: s}, true
		}
	}
	if words := choices(in); len(words) > 0 {
		return m.among(words), true
	}
	least, most := bounds(in)
	if most == nil {
		return filling{}, false
	}
	// A token is a character at the least and, in English, four on average;
	// words of eight characters are often one. Half full is the guess.
	f := filling{from: "bounds", high: *most, mid: (*most + 7) / 8}
	if least != nil {
		f.low, f.mid = (*least+7)/8, max(f.mid, (*least+3)/4)
	}
	f.mid = min(max(f.mid, f.low), f.high)
	return f, true
}

// among returns the bounds of a choice of words: the shortest, the longest and
// the mean.
func (m *measure) among(words []string) filling {
	f := filling{from: "bounds", low: math.MaxInt}
	sum := 0
	for _, w := range words {
		e := m.counter.Count(w)
		f.low, f.high, sum = min(f.low, e.Low), max(f.high, e.High), sum+e.Tokens
	}
	f.mid = min(max((sum+len(words)/2)/len(words), f.low), f.high)
	return f
}

// choices returns the values that a variable may have, where they are listed.
func choices(in *prompt.Input) []string {
	if len(in.Enum) > 0 {
		return in.Enum
	}
	if in.Kind == "boolean" {
		return []string{"true", "false"}
	}
	list := member(in.Schema, "enum")
	if list == nil || list.Kind != value.Array {
		return nil
	}
	var out []string
	for _, e := range list.Entries {
		s, ok := "", e.Value != nil
		if ok {
			s, ok = plain(e.Value)
		}
		if !ok {
			return nil
		}
		out = append(out, s)
	}
	return out
}

// bounds returns the characters that a variable has at least and at most, as far
// as its type says. Numbers have at most as many as a 64-bit one.
func bounds(in *prompt.Input) (least, most *int) {
	switch in.Kind {
	case "integer":
		n := len(strconv.Itoa(math.MinInt64))
		return nil, &n
	case "number":
		n := len(strconv.FormatFloat(-math.MaxFloat64, 'g', -1, 64))
		return nil, &n
	}
	return whole(member(in.Schema, "minLength")), whole(member(in.Schema, "maxLength"))
}

func member(n *value.Node, key string) *value.Node {
	if n == nil || n.Kind != value.Object {
		return nil
	}
	return n.Get(key)
}

// whole returns a number of 0 or more, nil for anything else.
func whole(n *value.Node) *int {
	if n == nil || n.Kind != value.Number {
		return nil
	}
	i, err := strconv.Atoi(n.Str)
	if err != nil || i < 0 {
		return nil
	}
	return &i
}

// used notes that a variable stands in the text and returns what is to be
// counted in its place. Bounds are added to the sum here: they have no text.
func (m *measure) used(name string) string {
	if m.uses[name]++; m.uses[name] == 1 {
		m.names = append(m.names, name)
	}
	f := m.inputs[name]
	switch f.from {
	case "":
		m.guess = true
	case "bounds":
		m.guess = true
		m.grow(f.low, f.mid, f.high)
	}
	return f.text
}

// variables sums up what the variables brought, in the order of their first
// place.
func (m *measure) variables() []Variable {
	var out []Variable
	for _, name := range m.names {
		f, n := m.inputs[name], m.uses[name]
		v := Variable{Name: name, Uses: n, From: f.from}
		e := tokens.Estimate{Low: f.low, Tokens: f.mid, High: f.high}
		if f.text != "" {
			e, _ = countOrSample(m.counter, f.text)
		}
		v.Low, v.Tokens = n*e.Low, n*e.Tokens
		if f.from != "" {
			high := n * e.High
			v.High = &high
		}
		out = append(out, v)
	}
	return out
}
