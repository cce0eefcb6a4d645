package vocabfile

import (
	"fmt"

	"github.com/promptglot/promptglot/internal/tokens"
)

// A component is a normalizer, a pre-tokenizer or a post-processor: one type
// with the members of all, told apart by Type.
type component struct {
	Type          string      `json:"type"`
	Normalizers   []component `json:"normalizers"`
	PreTokenizers []component `json:"pretokenizers"`
	Processors    []component `json:"processors"`

	Pattern  *patternJSON `json:"pattern"`
	Content  string       `json:"content"`
	Prepend  string       `json:"prepend"`
	Left     bool         `json:"strip_left"`
	Right    bool         `json:"strip_right"`
	Behavior string       `json:"behavior"`
	Invert   bool         `json:"invert"`

	AddPrefixSpace *bool  `json:"add_prefix_space"`
	UseRegex       *bool  `json:"use_regex"`
	Replacement    string `json:"replacement"`
	PrependScheme  string `json:"prepend_scheme"`
	Split          *bool  `json:"split"`
	Individual     bool   `json:"individual_digits"`

	Single  []templateJSON         `json:"single"`
	Special map[string]specialJSON `json:"special_tokens"`
	Sep     []any                  `json:"sep"`
	Cls     []any                  `json:"cls"`
}

type patternJSON struct {
	String *string
	Regex  *string
}

type templateJSON struct {
	Special *struct{ ID string } `json:"SpecialToken"`
}

type specialJSON struct {
	IDs []uint32 `json:"ids"`
}

// normalizers returns c as steps; nil is none.
func (c *component) normalizers() ([]tokens.Step, error) {
	if c == nil {
		return nil, nil
	}
	one := func(st tokens.Step) ([]tokens.Step, error) { return []tokens.Step{st}, nil }
	switch c.Type {
	case "Sequence":
		var all []tokens.Step
		for i := range c.Normalizers {
			steps, err := c.Normalizers[i].normalizers()
			if err != nil {
				return nil, err
			}
			all = append(all, steps...)
		}
		return all, nil
	case "NFC":
		return one(tokens.Step{Op: "nfc"})
	case "NFD":
		return one(tokens.Step{Op: "nfd"})
	case "NFKC":
		return one(tokens.Step{Op: "nfkc"})
	case "NFKD":
		return one(tokens.Step{Op: "nfkd"})
	case "Prepend":
		return one(tokens.Step{Op: "prepend", To: c.Prepend})
	case "Replace":
		if c.Pattern != nil && c.Pattern.String != nil {
			return one(tokens.Step{Op: "replace", From: *c.Pattern.String, To: c.Content})
		}
		return nil, fmt.Errorf("normalizer Replace with a regular expression is not supported")
	case "Strip":
		switch {
		case c.Left && c.Right:
			return one(tokens.Step{Op: "strip"})
		case c.Left:
			return one(tokens.Step{Op: "strip", Mode: "left"})
		case c.Right:
			return one(tokens.Step{Op: "strip", Mode: "right"})
		}
		return nil, nil
	}
	return nil, fmt.Errorf("normalizer %q is not supported", c.Type)
}

// preTokenizers returns c as steps, and whether the pieces are spelt in
// ByteLevel's alphabet.
func (c *component) preTokenizers() (steps []tokens.Step, byteLevel bool, err error) {
	if c == nil {
		return nil, false, nil
	}
	switch c.Type {
	case "Sequence":
		for i := range c.PreTokenizers {
			if byteLevel {
				return nil, false, fmt.Errorf("pre-tokenizer %q after ByteLevel is not supported", c.PreTokenizers[i].Type)
			}
			more, level, err := c.PreTokenizers[i].preTokenizers()
			if err != nil {
				return nil, false, err
			}
			steps, byteLevel = append(steps, more...), level
		}
		return steps, byteLevel, nil
	case "ByteLevel":
		// Both are true unless the file says otherwise.
		if c.AddPrefixSpace == nil || *c.AddPrefixSpace {
			steps = append(steps, tokens.Step{Op: "prefix", To: " "})
		}
		if c.UseRegex == nil || *c.UseRegex {
			steps = append(steps, tokens.Step{Op: "gpt2"})
		}
		return steps, true, nil
	case "Split":
		return c.splits()
	case "Digits":
		mode := "contiguous"
		if c.Individual {
			mode = "isolated"
		}
		return []tokens.Step{{Op: "digits", Mode: mode}}, false, nil
	case "Metaspace":
		return c.metaspace(), false, nil
	}
	return nil, false, fmt.Errorf("pre-tokenizer %q is not supported", c.Type)
}

var behaviors = map[string]string{
	"Isolated": "isolated", "Removed": "removed", "MergedWithPrevious": "merged_with_previous",
	"MergedWithNext": "merged_with_next", "Contiguous": "contiguous",
}

func (c *component) splits() ([]tokens.Step, bool, error) {
	mode := behaviors[c.Behavior]
	switch {
	case mode == "":
		return nil, false, fmt.Errorf("pre-tokenizer Split with behavior %q is not supported", c.Behavior)
	case c.Pattern != nil && c.Pattern.String != nil:
		return []tokens.Step{{Op: "string", From: *c.Pattern.String, Mode: mode, Invert: c.Invert}}, false, nil
	case c.Pattern != nil && c.Pattern.Regex != nil:
		return []tokens.Step{{Op: "regex", From: *c.Pattern.Regex, Mode: mode, Invert: c.Invert}}, false, nil
	}
	return nil, false, fmt.Errorf("pre-tokenizer Split has no pattern")
}

// metaspace reads both the present form and the older one, which had
// add_prefix_space in place of prepend_scheme and always split.
func (c *component) metaspace() []tokens.Step {
	st := tokens.Step{Op: "metaspace", To: c.Replacement, Mode: c.PrependScheme}
	if st.Mode == "" {
		st.Mode = "always"
		if c.AddPrefixSpace != nil && !*c.AddPrefixSpace {
			st.Mode = "never"
		}
	}
	steps := []tokens.Step{st}
	if c.Split == nil || *c.Split {
		steps = append(steps, tokens.Step{Op: "string", From: c.Replacement, Mode: "merged_with_next"})
	}
	return steps
}

// frame returns the ids that a post-processor puts around a single text.
func (c *component) frame() (before, after []uint32, err error) {
	if c == nil {
		return nil, nil, nil
	}
	switch c.Type {
	case "ByteLevel":
		return nil, nil, nil
	case "Sequence":
		for i := range c.Processors {
			b, a, err := c.Processors[i].frame()
			if err != nil {
				return nil, nil, err
			}
			before, after = append(b, before...), append(after, a...)
		}
		return before, after, nil
	case "TemplateProcessing":
		list := &before
		for _, e := range c.Single {
			if e.Special == nil {
				list = &after
				continue
			}
			sp, ok := c.Special[e.Special.ID]
			if !ok {
				return nil, nil, fmt.Errorf("the post-processor names the unknown token %q", e.Special.ID)
			}
			*list = append(*list, sp.IDs...)
		}
		return before, after, nil
	case "BertProcessing", "RobertaProcessing":
		cls, ok1 := pairID(c.Cls)
		sep, ok2 := pairID(c.Sep)
		if !ok1 || !ok2 {
			return nil, nil, fmt.Errorf("the post-processor %s has no cls and sep", c.Type)
		}
		return []uint32{cls}, []uint32{sep}, nil
	}
	return nil, nil, fmt.Errorf("post-processor %q is not supported", c.Type)
}

// pairID reads ["[CLS]", 101].
func pairID(p []any) (uint32, bool) {
	if len(p) != 2 {
		return 0, false
	}
	id, ok := p[1].(float64)
	return uint32(id), ok && id >= 0 && id < 1<<31
}
