package tokens

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"
)

// A stage is one pre-tokenizer: it may change the text, then cuts it.
type stage struct {
	change func(w *work, s string, first bool) string
	next   cutter
}

// A cutter returns the end of the piece that begins at s[i], and whether it is
// kept; s is valid UTF-8 and the end is beyond i.
type cutter func(s string, i int) (end int, keep bool)

// newStages compiles the pre-tokenizers.
func newStages(steps []Step) ([]stage, error) {
	var list []stage
	changes := 0
	for _, st := range steps {
		var s stage
		var err error
		switch st.Op {
		case "regex":
			s.next, err = newPattern(st)
		case "string":
			s.next, err = newLiteral(st)
		case "gpt2":
			s.next = keeping(splitGPT2)
		case "digits":
			s.next = keeping(splitDigits(st.Mode == "isolated"))
		case "prefix":
			s.change = prefix(st.To)
		case "metaspace":
			s.change, err = metaspace(st)
		default:
			err = fmt.Errorf("pre-tokenizer %q is not supported", st.Op)
		}
		if err != nil {
			return nil, err
		}
		if s.change != nil {
			if changes++; changes > 1 {
				return nil, fmt.Errorf("pre-tokenizer %q after another that changes the text is not supported", st.Op)
			}
		}
		list = append(list, s)
	}
	return list, nil
}

// keeping makes a cutter of a splitter, which leaves nothing out.
func keeping(split splitter) cutter {
	return func(s string, i int) (int, bool) { return split(s, i), true }
}

// newPattern finds the hand-written splitter for a regular expression, or else
// runs it as it is.
func newPattern(st Step) (cutter, error) {
	if split := Pattern(st.From); split != "" && (st.Mode == "isolated" && !st.Invert ||
		st.Mode == "removed" && st.Invert && patterns[split].covers) {
		return keeping(patterns[split].split), nil
	}
	return newGeneral(st)
}

// newLiteral cuts at a string.
func newLiteral(st Step) (cutter, error) {
	from := st.From
	if from == "" || st.Invert {
		return nil, fmt.Errorf("a Split at the string %q with invert %t is not supported", from, st.Invert)
	}
	upTo := func(s string, i int) int {
		if at := strings.Index(s[i:], from); at >= 0 {
			return i + at
		}
		return len(s)
	}
	switch st.Mode {
	case "merged_with_previous":
		return func(s string, i int) (int, bool) { return min(upTo(s, i)+len(from), len(s)), true }, nil
	case "merged_with_next":
		return func(s string, i int) (int, bool) {
			if strings.HasPrefix(s[i:], from) {
				return upTo(s, i+len(from)), true
			}
			return upTo(s, i), true
		}, nil
	case "isolated", "removed":
		keep := st.Mode == "isolated"
		return func(s string, i int) (int, bool) {
			if strings.HasPrefix(s[i:], from) {
				return i + len(from), keep
			}
			return upTo(s, i), true
		}, nil
	case "contiguous":
		return func(s string, i int) (int, bool) {
			end := i
			for strings.HasPrefix(s[end:], from) {
				end += len(from)
			}
			if end > i {
				return end, true
			}
			return upTo(s, i), true
		}, nil
	}
	return nil, fmt.Errorf("the Split behavior %q is not supported", st.Mode)
}

// prefix puts to before pieces that do not begin with it.
func prefix(to string) func(*work, string, bool) string {
	return func(w *work, s string, _ bool) string {
		if strings.HasPrefix(s, to) {
			return s
		}
		return w.prefix(to, s)
	}
}

// metaspace writes st.To for spaces and before the text, as st.Mode says.
func metaspace(st Step) (func(*work, string, bool) string, error) {
	if st.To == "" || !slices.Contains([]string{"always", "first", "never"}, st.Mode) {
		return nil, fmt.Errorf("a Metaspace pre-tokenizer with replacement %q and prepend scheme %q is not supported", st.To, st.Mode)
	}
	spaces := replace(" ", st.To)
	return func(w *work, s string, first bool) string {
		pre := ""
		if (st.Mode == "always" || st.Mode == "first" && first) && !strings.HasPrefix(s, " ") && !strings.HasPrefix(s, st.To) {
			pre = st.To
		}
		out, changed := spaces(append(w.prefixed[:0], pre...), s)
		if !changed {
			return w.prefix(pre, s)
		}
		w.prefixed = out
		return unsafe.String(unsafe.SliceData(out), len(out))
	}, nil
}

// prefix returns pre and s joined, in w's memory.
func (w *work) prefix(pre, s string) string {
	if pre == "" {
		return s
	}
	w.prefixed = append(append(w.prefixed[:0], pre...), s...)
	return unsafe.String(unsafe.SliceData(w.prefixed), len(w.prefixed))
}
