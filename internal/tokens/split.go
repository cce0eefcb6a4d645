package tokens

// A splitter returns the end of the piece of text that begins at s[i]; merging
// never crosses from one piece into the next. s is valid UTF-8, i < len(s), and
// the end is beyond i. Each splitter is one of the published patterns, written
// out by hand: what a backtracking engine would try in turn is decided in one
// pass, so that hostile text costs no more than other text.
type splitter func(s string, i int) (end int)

// splitO200k is the pattern of o200k_base:
//
//	[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
func splitO200k(s string, i int) int {
	c, w := classAt(s, i)
	switch c {
	case digit:
		return digits(s, i+w, 2)
	case upper, lower, plain, mark:
		return word(s, i)
	case line:
		return blank(s, i)
	}
	// Any other character may be the prefix of a word.
	if end := word(s, i+w); end > i+w {
		return end
	}
	at := i
	if c == space {
		if at++; s[i] != ' ' || at == len(s) {
			return blank(s, i)
		}
		if c, _ := classAt(s, at); 1<<c&signs == 0 {
			return blank(s, i)
		}
	}
	at = run(s, at, signs)
	for at < len(s) && (s[at] == '\n' || s[at] == '\r' || s[at] == '/') {
		at++
	}
	return at
}

// word matches the first two branches of o200k's pattern without their prefix,
// and returns i when neither matches. The first branch wants a tail character
// (lower case, caseless or a mark) at the end. When the run of heads is not
// followed by lower case, the engine steps back to the last head that is a tail
// too; only a run without one falls to the second branch, whole.
func word(s string, i int) int {
	at, tail := i, -1
	for at < len(s) {
		c, w := classAt(s, at)
		if c == lower {
			return contraction(s, run(s, at+w, tails))
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
		return contraction(s, tail)
	}
	if at == i {
		return i
	}
	return contraction(s, at)
}

// splitCL100k is the pattern of cl100k_base:
//
//	(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}
//	| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
//
// Newer releases of Python's tiktoken have \s++$ before the last three branches:
// a text that ends in a line end and then blanks ("x\n  ") makes one piece of
// them there, and two here and in every other implementation.
func splitCL100k(s string, i int) int {
	c, w := classAt(s, i)
	switch c {
	case digit:
		return digits(s, i+w, 2)
	case upper, lower, plain:
		return run(s, i+w, letters)
	case line:
		return blank(s, i)
	}
	if end := contraction(s, i); end > i {
		return end
	}
	if end := run(s, i+w, letters); end > i+w {
		return end
	}
	at := i
	if c == space {
		if at++; s[i] != ' ' || at == len(s) {
			return blank(s, i)
		}
		if c, _ := classAt(s, at); 1<<c&signs == 0 {
			return blank(s, i)
		}
	}
	at = run(s, at, signs)
	for at < len(s) && (s[at] == '\n' || s[at] == '\r') {
		at++
	}
	return at
}

// splitGPT2 is the pattern of gpt2, r50k_base and p50k_base:
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
func splitGPT2(s string, i int) int {
	at := i
	c, w := classAt(s, i)
	switch {
	case s[i] == '\'':
		// No lower-case letter but these folds to a contraction in lower case.
		if end := contraction(s, i); end > i && s[i+1] >= 'a' && s[i+1] <= 'z' && s[end-1] >= 'a' && s[end-1] <= 'z' {
			return end
		}
	case s[i] == ' ' && i+1 < len(s):
		at++
		c, w = classAt(s, at)
	}
	switch c {
	case upper, lower, plain:
		return run(s, at+w, letters)
	case digit:
		return run(s, at+w, 1<<digit)
	case other, mark:
		return run(s, at+w, signs)
	}
	return margin(s, i, run(s, i, spaces))
}

// digits extends a number whose first digit ended at s[i] by up to n more.
func digits(s string, i, n int) int {
	for ; n > 0 && i < len(s); n-- {
		c, w := classAt(s, i)
		if c != digit {
			break
		}
		i += w
	}
	return i
}

// blank matches \s*[\r\n]+|\s+(?!\S)|\s+ at a run of white space: through its
// last line end if it has one, else as margin does.
func blank(s string, i int) int {
	at, lines := i, -1
	for at < len(s) {
		c, w := classAt(s, at)
		if 1<<c&spaces == 0 {
			break
		}
		at += w
		if c == line {
			lines = at
		}
	}
	if lines >= 0 {
		return lines
	}
	return margin(s, i, at)
}

// margin matches \s+(?!\S)|\s+ at the run of white space s[i:end]: all of it at
// the end of the text, else all but its last character, which goes with what
// follows; a single one stands alone.
func margin(s string, i, end int) int {
	if end == len(s) {
		return end
	}
	last := end - 1
	for last > i && s[last]&0xC0 == 0x80 {
		last--
	}
	if last > i {
		return last
	}
	return end
}

// contraction returns the end of an English contraction ('s, 't, 're, 've, 'm,
// 'll, 'd in either case) at s[i], or i. Case folding makes the long s (U+017F)
// an s.
func contraction(s string, i int) int {
	if i+1 >= len(s) || s[i] != '\'' {
		return i
	}
	switch s[i+1] {
	case 's', 'S', 't', 'T', 'm', 'M', 'd', 'D':
		return i + 2
	case 'r', 'R', 'v', 'V':
		if i+2 < len(s) && s[i+2]|0x20 == 'e' {
			return i + 3
		}
	case 'l', 'L':
		if i+2 < len(s) && s[i+2]|0x20 == 'l' {
			return i + 3
		}
	case 0xC5:
		if i+2 < len(s) && s[i+2] == 0xBF {
			return i + 3
		}
	}
	return i
}
