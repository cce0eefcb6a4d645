package translate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// mapValue applies f to n, or to every arm of a choice.
func (w *Writer) mapValue(n *value.Node, f func(*value.Node) *value.Node) *value.Node {
	if n.Kind != value.Choice {
		return f(n)
	}
	c := n.Clone()
	c.Choice = n.Choice
	out := *n.Choice
	out.Arms = slices.Clone(n.Choice.Arms)
	some := false
	for i := range out.Arms {
		arm := out.Arms[i].Body
		if arm == nil {
			continue
		}
		w.When(CondText(out.Arms[i].Tag), func() { out.Arms[i].Body = w.mapValue(arm, f) })
		some = some || out.Arms[i].Body != nil
	}
	if !some {
		return nil
	}
	c.Choice = &out
	return c
}

// fit makes a copy of n that the field accepts, and enters what had to change.
func (w *Writer) fit(s *prompt.Setting, f catalog.Field, n *value.Node) *value.Node {
	switch n.Kind {
	case value.Hole, value.Text:
		w.fitHole(s, f, n)
		if f.Type == "array" && s.Form != "" && !w.fromArray(s) {
			return value.NewArray(w.Carry(n))
		}
		return w.Carry(n)
	case value.Number:
		return w.fitNumber(s, f, n)
	case value.String:
		return w.fitString(s, f, n)
	case value.Array:
		return w.fitArray(s, f, n)
	}
	return w.Carry(n)
}

// fromArray reports whether the source's own field holds a list: then a hole
// stands for a list as well.
func (w *Writer) fromArray(s *prompt.Setting) bool { return s.Value.Kind == value.Array }

// fitHole warns where a value that only the run knows may leave the range.
func (w *Writer) fitHole(s *prompt.Setting, f catalog.Field, n *value.Node) {
	if f.Min == nil && f.Max == nil || w.Same {
		return
	}
	if src, ok := w.sourceField(s); ok && within(src, f) {
		return
	}
	w.Warn(n, rangeFeature(s), Approximate, fmt.Sprintf("%s must be %s here", f.Path, rangeText(f)), Maybe(HoleText(n)), By(f.Ref))
}

func (w *Writer) sourceField(s *prompt.Setting) (catalog.Field, bool) {
	if w.from == nil {
		return catalog.Field{}, false
	}
	return w.from.InAnyVersion(s.Form)
}

func within(a, b catalog.Field) bool {
	lo := b.Min == nil || a.Min != nil && *a.Min >= *b.Min
	hi := b.Max == nil || a.Max != nil && *a.Max <= *b.Max
	return lo && hi
}

func rangeFeature(s *prompt.Setting) string {
	if s.Param == prompt.ParamTemperature {
		return "temperature-range"
	}
	return s.Feature
}

func rangeText(f catalog.Field) string {
	num := func(x *float64) string { return strconv.FormatFloat(*x, 'g', -1, 64) }
	switch {
	case f.Min != nil && f.Max != nil:
		return num(f.Min) + " to " + num(f.Max)
	case f.Min != nil:
		return num(f.Min) + " or more"
	}
	return num(f.Max) + " or less"
}

// fitNumber clamps, never rescales: a temperature of 1.7 means "hotter than
// the other side can go", not 0.85.
func (w *Writer) fitNumber(s *prompt.Setting, f catalog.Field, n *value.Node) *value.Node {
	x, err := strconv.ParseFloat(n.Str, 64)
	if err != nil || w.Same {
		return w.Carry(n)
	}
	to := x
	if f.Min != nil && x < *f.Min {
		to = *f.Min
	}
	if f.Max != nil && x > *f.Max {
		to = *f.Max
	}
	if f.Type == "string" {
		w.Mark(n)
		return value.NewString(n.Str)
	}
	if f.Type == "integer" && to != math.Trunc(to) {
		v := value.NewNumber(strconv.FormatFloat(math.Trunc(to), 'f', -1, 64))
		w.Note(n, s.Feature, Approximate, fmt.Sprintf("%s is a whole number here: %s becomes %s", f.Path, n.Str, v.Str), To(v), By(f.Ref))
		return v
	}
	if to == x {
		return w.Carry(n)
	}
	v := value.NewNumber(strconv.FormatFloat(to, 'g', -1, 64))
	w.Note(n, rangeFeature(s), Approximate, fmt.Sprintf("%s is clamped from %s to %s: it must be %s", f.Path, n.Str, v.Str, rangeText(f)), To(v), By(f.Ref))
	return v
}

// fitString finds the target's word for the source's: the same meaning under
// another name, the nearest weaker one, or none.
func (w *Writer) fitString(s *prompt.Setting, f catalog.Field, n *value.Node) *value.Node {
	if f.Type == "array" {
		return value.NewArray(w.Carry(n))
	}
	if f.MaxLen > 0 && len([]rune(n.Str)) > f.MaxLen {
		w.Drop(n, s.Feature, fmt.Sprintf("%s is at most %d characters long here", f.Path, f.MaxLen), By(f.Ref))
		return nil
	}
	word, neutral, exact, ok := w.word(s, f, n.Str)
	if !ok {
		w.Drop(n, s.Feature, fmt.Sprintf("%s has no value %q for %s; it has %s", w.Target.Dialect.ID, n.Str, f.Path, strings.Join(f.Enum, ", ")), By(f.Ref))
		return nil
	}
	if g := f.ValueGates[neutral]; g != "" {
		if is, opts, gate := w.Gate(g); is == catalog.No {
			w.Drop(n, s.Feature, gateMessage(w, f, gate), opts...)
			return nil
		}
	}
	if f.Gate != "" {
		if g := w.Target.Model.Gate(f.Gate); len(g.Values) > 0 && !slices.Contains(g.Values, word) {
			return w.nearestWord(s, f, n, word, g)
		}
	}
	if word == n.Str {
		return w.Carry(n)
	}
	v := value.NewString(word)
	if exact {
		w.Mark(n)
		return v
	}
	w.Note(n, s.Feature, Approximate, fmt.Sprintf("%s has no %q; %q comes closest", f.Path, n.Str, word), To(v), By(f.Ref))
	return v
}

// word translates a word of the source's field into the target's.
func (w *Writer) word(s *prompt.Setting, f catalog.Field, src string) (word, neutral string, exact, ok bool) {
	neutral = src
	if g, known := w.sourceField(s); known {
		neutral = g.Neutral(src)
	}
	if word, exact, ok = f.Wire(neutral); ok {
		return word, neutral, exact, ok
	}
	for _, e := range f.Enum {
		if strings.EqualFold(e, src) {
			return e, neutral, true, true
		}
	}
	return "", neutral, false, false
}

// nearestWord takes the closest word that the model allows, in the order of
// the field's own list.
func (w *Writer) nearestWord(s *prompt.Setting, f catalog.Field, n *value.Node, word string, g catalog.Gate) *value.Node {
	_, opts, _ := w.Gate(f.Gate)
	at, best := slices.Index(f.Enum, word), ""
	for dist := 1; best == "" && at >= 0 && dist < len(f.Enum); dist++ {
		for _, i := range []int{at - dist, at + dist} {
			if i >= 0 && i < len(f.Enum) && slices.Contains(g.Values, f.Enum[i]) && best == "" {
				best = f.Enum[i]
			}
		}
	}
	msg := fmt.Sprintf("%s takes %s: %s", w.Target.Model.ID, f.Path, strings.Join(g.Values, ", "))
	if best == "" {
		w.Drop(n, s.Feature, msg, opts...)
		return nil
	}
	v := value.NewString(best)
	w.Note(n, s.Feature, Approximate, msg+fmt.Sprintf("; %q comes closest to %q", best, n.Str), append(opts, To(v))...)
	return v
}

// fitArray cuts a list at the number of items that the target takes; each
// item that is cut has an entry of its own.
func (w *Writer) fitArray(s *prompt.Setting, f catalog.Field, n *value.Node) *value.Node {
	if f.Type == "string" && !w.Same {
		if len(n.Entries) == 1 && n.Entries[0].Value != nil {
			return w.Carry(n.Entries[0].Value)
		}
	}
	words := !w.Same && (len(f.Enum) > 0 || f.Values != nil)
	if !words && (f.MaxItems == 0 || len(n.Entries) <= f.MaxItems || w.Same) {
		return w.Carry(n)
	}
	feature := s.Feature
	if s.Param == prompt.ParamStop {
		feature = "stop-count"
	}
	out := &value.Node{Kind: value.Array}
	for i := range n.Entries {
		v := n.Entries[i].Value
		if v == nil {
			out.Entries = append(out.Entries, n.Entries[i])
			continue
		}
		if f.MaxItems == 0 || i < f.MaxItems {
			if words && v.Kind == value.String {
				v = w.fitString(s, itemField(f), v)
			} else {
				v = w.Carry(v)
			}
			out.Append(v)
			continue
		}
		w.Drop(v, feature, fmt.Sprintf("%s takes at most %d", f.Path, f.MaxItems), By(f.Ref))
	}
	return out
}

// itemField is the field of one element of a list.
func itemField(f catalog.Field) catalog.Field {
	f.Type, f.Gate = "string", ""
	return f
}
