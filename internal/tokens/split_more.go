package tokens

import "strings"

// splitQwen2 is cl100k's pattern with digits one by one.
func splitQwen2(s string, i int) int {
	if c, w := classAt(s, i); c == digit {
		return i + w
	}
	return splitCL100k(s, i)
}

// splitCL100kASCII is cl100k's pattern with the letters of contractions spelt
// out, so that the long s is none of them.
func splitCL100kASCII(s string, i int) int {
	if strings.HasPrefix(s[i:], "'ſ") {
		return run(s, i+1, letters)
	}
	return splitCL100k(s, i)
}

// splitTekken is o200k's pattern without contractions and with digits one by
// one: what o200k gives to a contraction goes back to the text.
func splitTekken(s string, i int) int {
	c, w := classAt(s, i)
	switch c {
	case digit:
		return i + w
	case upper, lower, plain, mark:
		return bareWord(s, i)
	case line:
		return blank(s, i)
	}
	if end := bareWord(s, i+w); end > i+w {
		return end
	}
	return splitO200k(s, i) // signs and blanks: no word follows
}

// bareWord is word without its contraction.
func bareWord(s string, i int) int {
	at, tail := i, -1
	for at < len(s) {
		c, w := classAt(s, at)
		if c == lower {
			return run(s, at+w, tails)
		}
		if 1<<c&heads == 0 {
			break
		}
		at += w
		if c != upper {
			tail = at
		}
	}
	if tail >= 0 {
		return tail
	}
	return at
}

// splitDigits cuts numbers from the rest, and digits from each other if single.
func splitDigits(single bool) splitter {
	return func(s string, i int) int {
		c, w := classAt(s, i)
		switch {
		case c != digit:
			return run(s, i+w, ^uint(1<<digit))
		case single:
			return i + w
		}
		return run(s, i+w, 1<<digit)
	}
}

// splitThree cuts numbers, three digits at a time, from the rest.
func splitThree(s string, i int) int {
	c, w := classAt(s, i)
	if c == digit {
		return digits(s, i+w, 2)
	}
	return run(s, i+w, ^uint(1<<digit))
}

// splitCJK cuts runs of common Chinese characters and kana from the rest.
func splitCJK(s string, i int) int {
	in := false
	for at, r := range s[i:] {
		cjk := r >= 0x4e00 && r <= 0x9fa5 || r >= 0x3040 && r <= 0x30ff
		if at == 0 {
			in = cjk
		} else if cjk != in {
			return i + at
		}
	}
	return len(s)
}

// splitDeepSeek is the third pattern of DeepSeek V2 and later:
//
//	[ASCII punctuation][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//	| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
//
// It does not match everything: what lies between two matches is a piece too.
func splitDeepSeek(s string, i int) int {
	const wordy = letters | 1<<mark
	c, w := classAt(s, i)
	switch {
	case 1<<c&wordy != 0:
		return run(s, i+w, wordy)
	case c == line:
		return blank(s, i)
	case c == other && punctAt(s, i):
		if end := latin(s, i+1); w == 1 && end > i+1 {
			return end
		}
		return signLines(s, i)
	}
	if end := run(s, i+w, wordy); end > i+w {
		return end
	}
	if c == space {
		if s[i] == ' ' && i+1 < len(s) && punctAt(s, i+1) {
			return signLines(s, i+1)
		}
		return blank(s, i)
	}
	// A number, a control or an unassigned character without a word behind it:
	// up to the next match.
	for i += w; i < len(s); i += w {
		c, w = classAt(s, i)
		if c != digit && (c != other || punctAt(s, i)) {
			break
		}
		if i+w < len(s) {
			if c, _ := classAt(s, i+w); 1<<c&wordy != 0 {
				break
			}
		}
	}
	return i
}

// latin returns the end of the ASCII letters from s[i] on.
func latin(s string, i int) int {
	for i < len(s) && (s[i]|0x20) >= 'a' && (s[i]|0x20) <= 'z' {
		i++
	}
	return i
}

// signLines matches [\p{P}\p{S}]+[\r\n]*.
func signLines(s string, i int) int {
	for i < len(s) && punctAt(s, i) {
		_, w := classAt(s, i)
		i += w
	}
	for i < len(s) && (s[i] == '\r' || s[i] == '\n') {
		i++
	}
	return i
}
