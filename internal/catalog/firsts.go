package catalog

import "regexp/syntax"

// A byteSet is a set of bytes.
type byteSet [256]bool

// firstsOf returns the bytes that what a pattern matches may begin with, at the
// beginning of a text in ASCII. ok is false where a pattern may match anything.
func firstsOf(pattern string) (set byteSet, ok bool) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return set, false
	}
	anchored := false
	ok = set.add(re.Simplify(), &anchored) == some && anchored
	return set, ok
}

// What add has found out of a part of a pattern.
type begins uint8

const (
	anything begins = iota // it may begin with any byte
	some                   // it begins with one of the set
	nothing                // it matches no bytes, or may do so: the part behind it tells as well
)

// add adds the bytes that a part begins with. anchored becomes true where the part
// matches at the beginning of a text only.
func (s *byteSet) add(re *syntax.Regexp, anchored *bool) begins {
	switch re.Op {
	case syntax.OpBeginText:
		*anchored = true
		return nothing
	case syntax.OpEmptyMatch:
		return nothing
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 || re.Rune[0] >= 0x80 {
			return anything
		}
		s[re.Rune[0]] = true
		return some
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1] >= 0x80 {
				return anything
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				s[r] = true
			}
		}
		return some
	case syntax.OpCapture, syntax.OpPlus:
		return s.add(re.Sub[0], anchored)
	case syntax.OpQuest, syntax.OpStar:
		inner := false // what is absent ties nothing down
		if s.add(re.Sub[0], &inner) == anything {
			return anything
		}
		return nothing
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if got := s.add(sub, anchored); got != nothing {
				return got
			}
		}
		return nothing
	case syntax.OpAlternate:
		out, all := some, true
		for _, sub := range re.Sub {
			tied := *anchored
			switch s.add(sub, &tied) {
			case anything:
				return anything
			case nothing:
				out = nothing
			}
			all = all && tied
		}
		*anchored = *anchored || all
		return out
	}
	return anything
}
