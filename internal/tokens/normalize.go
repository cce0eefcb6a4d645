package tokens

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A normalizer appends the changed s to dst; changed is false, and dst as it
// was, when s is as it should be. s is valid UTF-8.
type normalizer func(dst []byte, s string) (out []byte, changed bool)

// newNormalizers compiles the steps that the text goes through.
func newNormalizers(steps []Step) ([]normalizer, error) {
	var list []normalizer
	for _, st := range steps {
		switch st.Op {
		case "nfc":
			list = append(list, form(norm.NFC))
		case "nfd":
			list = append(list, form(norm.NFD))
		case "nfkc":
			list = append(list, form(norm.NFKC))
		case "nfkd":
			list = append(list, form(norm.NFKD))
		case "prepend":
			list = append(list, prepend(st.To))
		case "replace":
			if st.From == "" {
				return nil, fmt.Errorf("a Replace normalizer looks for nothing")
			}
			list = append(list, replace(st.From, st.To))
		case "strip":
			list = append(list, strip(st.Mode))
		case "squeeze":
			list = append(list, squeeze)
		default:
			return nil, fmt.Errorf("normalizer %q is not supported", st.Op)
		}
	}
	return list, nil
}

func form(f norm.Form) normalizer {
	return func(dst []byte, s string) ([]byte, bool) {
		// The check that allocates nothing first: most text passes it.
		if f.QuickSpanString(s) == len(s) || f.IsNormalString(s) {
			return dst, false
		}
		return f.AppendString(dst, s), true
	}
}

// prepend puts to before any text that is not empty.
func prepend(to string) normalizer {
	return func(dst []byte, s string) ([]byte, bool) {
		if s == "" {
			return dst, false
		}
		return append(append(dst, to...), s...), true
	}
}

func replace(from, to string) normalizer {
	return func(dst []byte, s string) ([]byte, bool) {
		at := strings.Index(s, from)
		if at < 0 {
			return dst, false
		}
		for at >= 0 {
			dst = append(append(dst, s[:at]...), to...)
			s = s[at+len(from):]
			at = strings.Index(s, from)
		}
		return append(dst, s...), true
	}
}

// strip removes white space at the sides that mode names: left, right or both.
func strip(mode string) normalizer {
	return func(dst []byte, s string) ([]byte, bool) {
		n := len(s)
		if mode != "right" {
			s = strings.TrimLeftFunc(s, unicode.IsSpace)
		}
		if mode != "left" {
			s = strings.TrimRightFunc(s, unicode.IsSpace)
		}
		if len(s) == n {
			return dst, false
		}
		return append(dst, s...), true
	}
}

// squeeze makes one of spaces in a row and removes those at both ends, as
// SentencePiece does unless told to keep them.
func squeeze(dst []byte, s string) ([]byte, bool) {
	t := strings.Trim(s, " ")
	if t == s && !strings.Contains(s, "  ") {
		return dst, false
	}
	for i := range len(t) {
		if t[i] != ' ' || t[i-1] != ' ' {
			dst = append(dst, t[i])
		}
	}
	return dst, true
}
