package compose

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates"
)

// ErrUncertain is returned by Fill where a template cannot be evaluated without
// its engine; the error says which piece.
var ErrUncertain = errors.New("cannot be filled for certain")

// Fill returns the request body that the rendering gives for some data. The
// values are those of templates.Fill. Where every string is a template of its
// own, a body comes with ErrUncertain too: only the piece is missing.
func (r *Rendering) Fill(data map[string]any) ([]byte, error) {
	if r.tree == nil {
		return r.fillWhole(data)
	}
	if r.lang == nil {
		return r.Data, nil
	}
	out := r.tree.Clone()
	var failed error
	out.Walk("", func(ptr string, n *value.Node) {
		if n.Kind != value.String {
			return
		}
		t, _ := templates.Parse(r.lang, source.NewFile("", []byte(n.Str)).Whole())
		s, problems := templates.Fill(t, data, templates.FillOptions{})
		if len(problems) > 0 && failed == nil {
			failed = fmt.Errorf("%s: %w: %s", ptr, ErrUncertain, problems[0].Message)
		}
		n.Str = s
	})
	body, err := out.JSON()
	return body, errors.Join(err, failed)
}

func (r *Rendering) fillWhole(data map[string]any) ([]byte, error) {
	t, _ := templates.Parse(r.lang, source.NewFile("", r.Data).Whole())
	s, problems := templates.Fill(r.marked(t), data, templates.FillOptions{})
	if len(problems) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrUncertain, problems[0].Message)
	}
	return []byte(commas(s)), nil
}

// marked replaces the separators of conditional lists by marks: they keep state
// in a variable, which Fill does not have. commas carries out what they say.
// Includes that are put into a variable are left out: the variable gets a
// sample like any other.
func (r *Rendering) marked(t expr.Text) expr.Text {
	out := make(expr.Text, 0, len(t))
	inside := false
	for _, s := range t {
		if s.Tag != nil && (s.Tag.Src == captureStart || s.Tag.Src == captureEnd) {
			inside = s.Tag.Src == captureStart
			continue
		}
		switch {
		case inside:
			continue
		case s.Tag != nil && s.Tag.Kind == expr.TagOther:
			if name, ok := r.separator(s.Tag.Src); ok {
				s = expr.Seg{Lit: declareMark + name + endMark}
			}
		case s.Block != nil && strings.Contains(s.Block.Arms[0].Tag.Src, separatorVar):
			src, _ := templates.Print(r.lang, expr.Text{s})
			if name, ok := r.separator(src); ok {
				s = expr.Seg{Lit: commaMark + name + endMark}
			}
		case s.Block != nil:
			b := &expr.Block[expr.Text]{Close: s.Block.Close}
			for _, a := range s.Block.Arms {
				a.Body = r.marked(a.Body)
				b.Arms = append(b.Arms, a)
			}
			s.Block = b
		}
		out = append(out, s)
	}
	return out
}

// Marks of separators; JSON has no such bytes.
const (
	declareMark = "\x00d"
	commaMark   = "\x00c"
	endMark     = "\x00"
)

// separator returns the list whose separator tags src are.
func (r *Rendering) separator(src string) (string, bool) {
	at := strings.Index(src, separatorVar)
	if at < 0 || len(src) > 200 {
		return "", false
	}
	end := at + len(separatorVar)
	for end < len(src) && src[end] >= '0' && src[end] <= '9' {
		end++
	}
	name := src[at:end]
	declare, comma, err := r.lang.Separator(name)
	return name, err == nil && (src == declare || src == comma)
}

// commas writes the commas that the marks stand for.
func commas(s string) string {
	if !strings.Contains(s, endMark) {
		return s
	}
	var b strings.Builder
	some := map[string]bool{}
	for {
		at := strings.Index(s, endMark)
		if at < 0 || at+1 >= len(s) {
			break
		}
		b.WriteString(s[:at])
		end := at + 1 + strings.Index(s[at+1:], endMark)
		if end <= at {
			break
		}
		name, kind := s[at+2:end], s[at:at+2]
		if kind == commaMark && some[name] {
			b.WriteByte(',')
		}
		some[name] = kind == commaMark
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// check fills the rendering with samples: every condition both ways, every loop
// with no, one and two rounds. What comes out must be JSON.
func (r *Rendering) check(p *prompt.Prompt) error {
	text, err := r.text()
	if err != nil {
		return err
	}
	for _, s := range Scenarios(text, samples(p)) {
		body, err := r.Fill(s.Data)
		if errors.Is(err, ErrUncertain) {
			r.Unchecked = unique(append(r.Unchecked, err.Error()))
			err = nil
		}
		switch {
		case err != nil:
			return err
		case body == nil:
			continue
		case !json.Valid(body):
			return fmt.Errorf("filled with samples (%s) the rendering is no JSON: a hole stands where its value breaks the text", s.Name)
		}
		r.Checked++
	}
	return nil
}

// Scenarios returns the fillings that the rendering of p is checked with.
func (r *Rendering) Scenarios(p *prompt.Prompt) []Scenario {
	text, err := r.text()
	if err != nil {
		return nil
	}
	return Scenarios(text, samples(p))
}

// text returns all template text of the rendering. What does not parse was
// written wrong.
func (r *Rendering) text() (expr.Text, error) {
	if r.lang == nil {
		return nil, nil
	}
	if r.tree == nil {
		t, err := r.parse(string(r.Data))
		return r.marked(t), err
	}
	var out expr.Text
	var failed error
	r.tree.Walk("", func(_ string, n *value.Node) {
		if n.Kind == value.String {
			t, err := r.parse(n.Str)
			out = append(out, t...)
			failed = errors.Join(failed, err)
		}
	})
	return out, failed
}

func (r *Rendering) parse(s string) (expr.Text, error) {
	t, problems := templates.Parse(r.lang, source.NewFile("", []byte(s)).Whole())
	for _, p := range problems {
		if p.Kind == templates.Syntax {
			return t, fmt.Errorf("the rendering is no valid %s: %s", r.lang.ID(), p.Message)
		}
	}
	return t, nil
}
