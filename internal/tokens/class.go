package tokens

import "unicode/utf8"

// The character classes that the split patterns tell apart. Their digits are
// those of the generated table.
const (
	other = iota // punctuation, symbols, controls, the unassigned
	upper        // Lu, Lt
	lower        // Ll
	plain        // Lm, Lo: letters without case
	mark         // M
	digit        // N
	space        // White_Space but for the next
	line         // CR, LF
)

// Sets of classes, as bits.
const (
	letters = 1<<upper | 1<<lower | 1<<plain
	heads   = 1<<upper | 1<<plain | 1<<mark // may begin a word of o200k
	tails   = 1<<lower | 1<<plain | 1<<mark // may end one
	spaces  = 1<<space | 1<<line
	signs   = 1<<other | 1<<mark // neither space, letter nor number
)

// beyond marks, in ascii, the bytes that begin a longer sequence.
const beyond = 8

// ascii is the class of each byte that is a character by itself.
var ascii = func() (t [256]uint8) {
	for i := range t {
		if t[i] = beyond; i < utf8.RuneSelf {
			t[i] = runeClass(rune(i))
		}
	}
	return t
}()

// runeClass looks r up in the generated table.
func runeClass(r rune) uint8 {
	if r >= classLimit {
		return classRest
	}
	return classBlocks[int(classIndex[r>>7])<<7|int(r&127)] & 7
}

// classAt returns the class and the length of the character at s[i]; s is
// valid UTF-8 and i < len(s).
func classAt(s string, i int) (class uint8, width int) {
	if c := ascii[s[i]]; c != beyond {
		return c, 1
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	return runeClass(r), w
}

// run returns the end of the longest run of characters of set from s[i] on.
func run(s string, i int, set uint) int {
	for i < len(s) {
		c, w := classAt(s, i)
		if 1<<c&set == 0 {
			break
		}
		i += w
	}
	return i
}
