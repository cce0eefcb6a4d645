package tokens

import (
	"maps"
	"slices"
)

// A pattern is a published pre-tokenizer pattern with its splitter.
type pattern struct {
	split  splitter
	texts  []string // how it is written
	covers bool     // every character is part of some match
}

const (
	contractions = `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
	cased        = `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`
	uncased      = `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`
	blanks       = `\s*[\r\n]+|\s+(?!\S)|\s+`
)

// patterns holds the known ones by the name that a configuration may use. A
// .tiktoken file says nothing of its pattern, so that it must be named there.
var patterns = map[string]pattern{
	"o200k": {splitO200k, []string{
		cased + contractions + `?|` + uncased + contractions + `?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|` + blanks,
	}, true},
	"cl100k": {splitCL100k, []string{
		contractions + `|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|` + blanks,
	}, true},
	"cl100k-ascii": {splitCL100kASCII, []string{
		`(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|` + blanks,
	}, true},
	"qwen2": {splitQwen2, []string{
		contractions + `|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|` + blanks,
	}, true},
	"tekken": {splitTekken, []string{
		cased + `|` + uncased + `|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|` + blanks,
	}, true},
	"gpt2": {splitGPT2, []string{
		`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
		`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
	}, true},
	"deepseek": {splitDeepSeek, []string{
		"[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
	}, false},
	"cjk":     {splitCJK, []string{"[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"}, false},
	"digit":   {splitDigits(true), []string{`\p{N}`}, false},
	"digits3": {splitThree, []string{`\p{N}{1,3}`}, false},
	"digits":  {splitDigits(false), []string{`\p{N}+`}, false},
}

// PatternNames returns the names of the known patterns, sorted.
func PatternNames() []string { return slices.Sorted(maps.Keys(patterns)) }

// Pattern returns the name of a pattern given as a regular expression or by
// name, or "" when it is not known.
func Pattern(text string) string {
	for _, name := range PatternNames() {
		if name == text || slices.Contains(patterns[name].texts, text) {
			return name
		}
	}
	return ""
}
