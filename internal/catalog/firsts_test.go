package catalog

import (
	"regexp"
	"strings"
	"testing"
)

func TestThePatternsOfFamiliesBeginWithFewBytes(t *testing.T) {
	for i := range Default().families() {
		f := &Default().families()[i]
		if _, ok := firstsOf(f.Match); !ok {
			t.Errorf("%s is tried on every name; tie it to the beginning", f.Match)
		}
	}
}

func TestFirstsHoldWhatAPatternMayBeginWith(t *testing.T) {
	for _, c := range []struct{ pattern, firsts string }{
		{"^gpt-4", "g"}, {"^(a|bc)d", "ab"}, {"^a|^b", "ab"}, {"^a|b", ""}, {"a", ""}, {"^(x)?y", "xy"}, {"^[a-c]+", "abc"}, {"^.", ""}, {"^(?:x*)(?:y|z)", "xyz"},
		{"^(?i)a", ""}, {"(^a|^b)c", "ab"}, {"^x?", ""}, {"^$", ""}, {"(", ""}, {"^(o[134](-|$))", "o"}, {"^é", ""}, {"^x{0,2}y", "xy"},
	} {
		set, ok := firstsOf(c.pattern)
		got := ""
		for b := range set {
			if ok && set[b] {
				got += string(rune(b))
			}
		}
		if got != c.firsts || ok != (c.firsts != "") {
			t.Errorf("%s: %q, %v; expected %q", c.pattern, got, ok, c.firsts)
		}
	}
}

func FuzzFirsts(f *testing.F) {
	f.Add("^(a|b?)c", "bc")
	f.Add("^x|y", "zy")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		re, err := regexp.Compile(pattern)
		if err != nil || text == "" || strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) >= 0 {
			return
		}
		if set, ok := firstsOf(pattern); ok && re.MatchString(text) && !set[text[0]] {
			t.Errorf("%q matches %q, which no match is said to begin like", pattern, text)
		}
	})
}
